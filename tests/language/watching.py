"""A page opened in an emergency, and what was out of pattern, as each of those sees it whom it concerns."""

from typing import Any

from tests.cast import PASSWORD
from tests.language.furnished import TOO_LONG, WRITTEN


def walk(go: Any) -> None:
    """Look for somebody, prove who one is, open the page with each mistake; review it, and say why."""
    client = go.world.actor("cleo")
    url = f"/emergency/{client.pk}/"
    for name, typed in (
        ("nobody", "Nobody Atall"),
        ("refused", ""),
        ("too long", TOO_LONG),
        ("found", "Cleo Example"),
    ):
        go._post("clinical_supervisor", f"emergency {name}", "/emergency/", {"name": typed})
    go._post("clinical_supervisor", "prove refused", url, {"proof": "", "proof_for": "open"})
    go._post("clinical_supervisor", "prove wrong", url, {"proof": "x", "proof_for": "open"})
    go._keep("clinical_supervisor", "open-emergency asked", go.people["clinical_supervisor"].post(
        url, {"proof": PASSWORD, "proof_for": "open"}, follow=True))  # fmt: skip
    go._post("clinical_supervisor", "open-emergency refused", url, {"reason": "", "words": TOO_LONG})
    go._post("clinical_supervisor", "open-emergency empty", url, {"reason": "danger", "words": ""})
    said = {"reason": "asked", "words": WRITTEN[6]}
    opened = go.people["clinical_supervisor"].post(url, said, follow=True)
    go._keep("clinical_supervisor", "in-emergency opened", opened)
    go._get("clinical_supervisor", "emergencies own", "/emergencies/")
    review = f"/emergencies/{go.ids['emergency_id']}/"
    go._post("lead", "review refused", review, {"finding": "", "words": TOO_LONG})
    for name in ("reviewed", "reviewed before"):
        answer = go.people["lead"].post(review, {"finding": "talk", "words": WRITTEN[6]}, follow=True)
        go._keep("lead", f"emergencies {name}", answer)
    go._get("cleo", "looks reviewed", f"/e/{go.world.episode_id}/looks/")
    _why(go, f"/unusual/{go.ids['unusual_id']}/")


def _why(go: Any, url: str) -> None:
    go._post("theo", "why refused", url, {"words": ""})
    go._post("theo", "why too long", url, {"words": TOO_LONG})
    for name in ("said", "said before"):
        go._keep("theo", f"why {name}", go.people["theo"].post(url, {"words": WRITTEN[6]}, follow=True))
    go._get("lead", "unusual said", "/unusual/")
