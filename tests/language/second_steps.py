"""The pages of second steps, of codes on paper, and of helping a colleague."""

from typing import Any

from django.test import Client

from tests.cast import just_proven
from tests.parts.entering import APP, SECOND, code_now, sign_in

FACTORS = "/account/2fa/"


def walk(go: Any) -> None:
    """Set up, look at and take away a second step; give a code on paper; change what a colleague does."""
    _second_step(go, "cleo")
    _first_time(go)
    _paper(go)
    _colleague(go)


def _second_step(go: Any, who: str) -> None:
    just_proven(go.people[who])
    for path in ("", "totp/activate/", "webauthn/add/"):
        go._get(who, f"2fa {path}", f"{FACTORS}{path}")
    go._post(who, "2fa refused", APP, {"code": "x"})
    go._post(who, "2fa passkey refused", f"{FACTORS}webauthn/add/", {"credential": "{}", "name": ""})
    secret = go.people[who].get(APP).context["form"].secret
    go._keep(who, "2fa codes", go.people[who].post(APP, {"code": code_now(secret)}, follow=True))
    for path in ("", "recovery-codes/", "recovery-codes/generate/", "totp/deactivate/"):
        go._get(who, f"2fa set up {path}", f"{FACTORS}{path}")
    browser = Client(headers={"accept-language": go.language})
    go.people["entering"] = browser
    sign_in(browser, who)
    go._get("entering", "2fa asked", SECOND)
    go._post("entering", "2fa asked refused", SECOND, {"code": "x"})
    go.people[who].post(f"{FACTORS}totp/deactivate/")
    del go.people["entering"]


def _first_time(go: Any) -> None:
    browser = Client(headers={"accept-language": go.language})
    browser.force_login(go.world.actor("biller").user)
    go.people["newly"] = browser
    go._get("newly", "second-factor", "/second-factor/")
    del go.people["newly"]


def _paper(go: Any) -> None:
    url = f"/e/{go.world.episode_id}/paper-code/"
    go._get("priya", "paper-code asked", url)
    just_proven(go.people["priya"])
    go._get("priya", "paper-code", url)
    go._post("priya", "paper-code given", url, {"made": "yes"})
    go._get("cleo", "cancel-paper", "/paper/cancel/")
    go._get("nobody", "paper", "/paper/")
    go._post("nobody", "paper refused", "/paper/", {"email": "x", "code": ""})
    go.people["cleo"].post("/paper/cancel/")


def _colleague(go: Any) -> None:
    just_proven(go.people["lead"])
    url = f"/people/{go.world.actor('theo').pk}/"
    go._get("lead", "colleague", url)
    go._post(
        "lead", "colleague refused", f"/people/{go.world.actor('lead').pk}/", {"roles": ["lead", "peer"]}
    )
