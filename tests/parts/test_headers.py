"""What goes with every answer, whatever kind it is; and the pages for what went wrong, down to the last resort."""

import io
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings as configured
from django.db import OperationalError
from django.test import Client

from tandem.config import errors
from tandem.config.busy import Busy
from tests.cast import Actor, World

UNSAFE = re.compile(r"unsafe-|data:|blob:|\*|http:")
OUTSIDE = re.compile(r"""(?:src|href|action)=["'](?:https?:)?//""")


@pytest.fixture
def kinds(
    world: World, cleo: Actor, theo: Actor, lead: Actor, monkeypatch: pytest.MonkeyPatch
) -> dict[str, Any]:
    """One answer of every kind."""
    cleo.client.raise_request_exception = False
    stranger, strict = Client(), Client(enforce_csrf_checks=True)
    found = {
        "page": cleo.get("/today/"),
        "part": theo.get("/today/news/", headers={"hx-request": "true"}),
        "redirect": stranger.get("/today/"),
        "sign in": stranger.get("/account/login/"),
        "file of the look": stranger.get("/static/css/tandem.css"),
        "icon": stranger.get("/static/img/icon.svg"),
        "absent file": stranger.get("/static/css/none.css"),
        "download": lead.get("/bring-in/template.csv"),
        "well": stranger.get("/healthz"),
        "404": stranger.get("/nowhere/"),
        "404 in a practice": cleo.get(f"/e/{world.other_practice_id}/"),
        "405": cleo.get("/leave/"),
        "413": cleo.post(
            "/settings/", "x=" + "y" * 3_000_000, content_type="application/x-www-form-urlencoded"
        ),
        "400": cleo.post("/settings/", {"file": io.BytesIO(b"x")}),
        "410": stranger.get("/c/no/"),
        "csrf": strict.post("/account/login/", {"login": "a@b.example"}),
    }
    for name in ("file of the look", "icon"):
        for close in found[
            name
        ]._resource_closers:  # not the answer itself: that would end the test's connection
            close()
    for name, error in (("500", ValueError), ("503", OperationalError)):
        monkeypatch.setattr("tandem.people.gate.reading", broken(error))
        found[name] = cleo.get("/today/")
    return found


def broken(error: type[Exception]) -> Any:
    def fails(*args: Any, **kwargs: Any) -> Any:
        raise error("a person's words")

    return fails


STATUS = {
    "page": 200, "part": 204, "redirect": 302, "sign in": 200, "file of the look": 200, "icon": 200,
    "absent file": 404, "download": 200, "well": 200, "404": 404, "404 in a practice": 404, "405": 405,
    "413": 413, "400": 400,
    "410": 410, "csrf": 403, "500": 500, "503": 503,
}  # fmt: skip


def test_each_is_of_the_kind_that_is_meant(kinds: dict[str, Any]) -> None:
    assert {name: kinds[name].status_code for name in STATUS} == STATUS


def faults(answer: Any) -> Iterator[str]:
    """Yield what is missing on one answer."""
    policy = answer.get("Content-Security-Policy", "")
    for part in ("default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'", "script-src 'self'"):
        if part not in policy:
            yield f"no {part}"
    if found := UNSAFE.search(policy):
        yield f"{found[0]} in the policy"
    for name, value in (
        ("X-Content-Type-Options", "nosniff"), ("Referrer-Policy", "same-origin"), ("X-Frame-Options", "DENY"),
        ("Cross-Origin-Opener-Policy", "same-origin"), ("Cross-Origin-Resource-Policy", "same-origin"),
    ):  # fmt: skip
        if answer.get(name) != value:
            yield f"{name}: {answer.get(name)}"
    if "camera=()" not in answer.get("Permissions-Policy", ""):
        yield "may ask for the camera"


def test_every_kind_of_answer_is_closed(kinds: dict[str, Any]) -> None:
    assert {name: found for name, answer in kinds.items() if (found := list(faults(answer)))} == {}


def test_a_header_that_is_missing_is_found(kinds: dict[str, Any]) -> None:
    del kinds["page"]["Permissions-Policy"]
    kinds["404"]["Content-Security-Policy"] = "default-src 'none'; script-src 'self' 'unsafe-inline'"

    assert list(faults(kinds["page"])) == ["may ask for the camera"]
    assert "unsafe- in the policy" in list(faults(kinds["404"]))


def test_nothing_but_our_own_files_is_kept_by_a_browser(kinds: dict[str, Any]) -> None:
    kept = {name for name, answer in kinds.items() if answer["Cache-Control"] != "no-store"}

    assert kept == {"file of the look", "icon"}


def test_every_error_page_has_words_a_number_to_call_and_a_way_on(kinds: dict[str, Any]) -> None:
    for name in ("404", "404 in a practice", "405", "413", "400", "410", "csrf", "500", "503"):
        page = kinds[name].content.decode()
        assert "<h1>" in page, name
        assert "tel:988" in page, name
        assert "button--primary" in page, name
        assert not re.search(r"<script(?! src=)|<style|\sstyle=|\son[a-z]+=", page), name
        assert not OUTSIDE.search(page.replace(configured.TANDEM_EXIT_URL, "/")), name


def test_a_wrong_method_says_which_one_would_do(kinds: dict[str, Any]) -> None:
    assert kinds["405"]["Allow"] == "POST"


def test_error_pages_are_in_the_persons_language(world: World, cleo: Actor) -> None:
    cleo.member.language = "es"
    cleo.member.save()

    assert "Esta página funciona de otra manera" in cleo.get("/leave/").content.decode()
    assert 'lang="es"' in Client(headers={"accept-language": "es"}).get("/nowhere/").content.decode()


def test_when_no_template_can_be_read_there_is_still_a_page(
    cleo: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(errors, "render_to_string", broken(OSError))
    cleo.client.raise_request_exception = False
    for url in ("/nowhere/", "/leave/"):
        page = cleo.get(url)
        assert page.status_code in (404, 405)
        assert b"tel:988" in page.content
        assert "está a salvo" in page.content.decode()
        assert list(faults(page)) == []


def test_too_busy_is_closed_as_well() -> None:
    told: list[Any] = []
    Busy()({"REQUEST_METHOD": "GET"}, lambda status, headers: told.extend(headers))

    assert list(faults(dict(told))) == []


@pytest.mark.parametrize(("site", "status"), [
    ("cross-site", 403), ("same-site", 403), ("odd", 403), ("same-origin", 302), ("none", 302), (None, 302),
])  # fmt: skip
def test_what_another_sites_page_sends_is_refused(
    cleo: Actor, episode: Any, site: str | None, status: int
) -> None:
    said = {"sec-fetch-site": site} if site else {}
    answer = cleo.post(f"/e/{episode.pk}/goals/add/", {"wording": "Sleep"}, headers=said)

    assert answer.status_code == status
    assert episode.goals.count() == (status == 302)
    if status == 403:
        assert "Please send that once more" in answer.content.decode()


def test_a_link_on_another_site_may_lead_here(cleo: Actor) -> None:
    assert cleo.get("/today/", headers={"sec-fetch-site": "cross-site"}).status_code == 200


def test_with_https_nothing_goes_without_it(tmp_path: Any) -> None:
    """Django's own list for a server in use has nothing to say, with warnings counted."""
    env = {name: value for name, value in os.environ.items() if not name.startswith(("DJANGO_", "TANDEM_"))}
    env |= {
        "TANDEM_BASE_URL": "https://tandem.example", "TANDEM_HOSTS": "tandem.example", "TANDEM_DATA": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "tandem.config.settings",
    }  # fmt: skip
    code = (
        "import django; django.setup(); from django.core.management import call_command as call;"
        "call('check', deploy=True, fail_level='WARNING');"
        "from django.test import Client; answer = Client().get('/nowhere/', secure=True,"
        " SERVER_NAME='tandem.example', HTTP_X_FORWARDED_PROTO='https'); print(answer['Strict-Transport-Security'])"
    )
    done = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True)

    assert done.returncode == 0, done.stdout + done.stderr
    assert "max-age=63072000; includeSubDomains; preload" in done.stdout
