"""A client's record, and how records are kept, as each of those sees it whom it concerns."""

from typing import Any

from django.utils import timezone

from tandem.keeping.models import Hold, RecordRequest
from tandem.people.models import Member
from tests.cast import PASSWORD
from tests.language.furnished import TOO_LONG, WRITTEN


def walk(go: Any) -> None:
    """Ask, answer, hold, note, and confirm a removal, with each mistake on the way."""
    _mine(go)
    _lead(go)
    _old(go)
    _in_person(go)


def _mine(go: Any) -> None:
    go._post("cleo", "prove my record", "/my-record/download/", {})
    go._post("cleo", "ask-correction refused", "/my-record/correct/", {"words": ""})
    go._post("cleo", "ask-correction too long", "/my-record/correct/", {"words": TOO_LONG * 2})
    for name in ("asked", "asked before"):
        answer = go.people["cleo"].post("/my-record/correct/", {"words": WRITTEN[6]}, follow=True)
        go._keep("cleo", f"my-record correction {name}", answer)
    for name in ("asked", "asked before"):
        answer = go.people["cleo"].post("/my-record/delete/", {}, follow=True)
        go._keep("cleo", f"my-record deletion {name}", answer)
    go._get("cleo", "ask-deletion waiting", "/my-record/delete/")
    go._get("cleo", "ask-correction waiting", "/my-record/correct/")


def _lead(go: Any) -> None:
    cleo = go.world.actor("cleo").pk
    for name, typed in (("refused", ""), ("nobody", "Nobody Atall"), ("found", "Cleo Example")):
        go._post("lead", f"records {name}", "/records/", {"name": typed})
    go._get("lead", "today requests", "/today/")
    first, second = RecordRequest.objects.filter(client=cleo, answered_at=None).order_by("asked_at")
    url = f"/records/requests/{second.pk}/"
    go._get("lead", "answer-request deletion", url)
    go._post("lead", "answer-request refused", url, {"reply": TOO_LONG * 2})
    go._post("lead", "answer-request empty", url, {"answer": "no"})
    said = {"answer": "yes", "reply": WRITTEN[7]}
    go._keep("lead", "records answered", go.people["lead"].post(url, said, follow=True))
    go._get("lead", "answer-request correction", f"/records/requests/{first.pk}/")
    go._get("cleo", "today answered", "/today/")
    go._get("cleo", "my-record answered", "/my-record/")
    hold = f"/records/{cleo}/hold/"
    go._post("lead", "hold refused", hold, {"words": TOO_LONG * 2})
    kept = {"reason": "court", "words": WRITTEN[6], "secret": "on"}
    for name in ("begun", "begun before"):
        go._keep("lead", f"hold {name}", go.people["lead"].post(hold, kept, follow=True))
    go._get("lead", "records held", "/records/")
    go._get("lead", "answer-request held", f"/records/requests/{first.pk}/")
    go._keep("lead", "hold ended", go.people["lead"].post(f"{hold}end/", {}, follow=True))
    left = f"/records/{cleo}/left/"
    go._post("lead", "note-disclosure refused", left, {"to": "", "on": "", "words": TOO_LONG * 2})
    go._post("lead", "note-disclosure not yet", left, {"to": TOO_LONG, "on": "2099-01-01"})
    go._post("lead", "note-disclosure no day", left, {"on": "x"})
    noted = {"to": WRITTEN[3], "on": "2026-01-02", "what": "part", "ground": "law", "words": WRITTEN[6]}
    go._keep("lead", "noted", go.people["lead"].post(left, noted, follow=True))
    go._get("lead", "left-the-practice", "/records/left/")
    go._get("cleo", "my-record left", "/my-record/")
    for name, years in (("empty", ""), ("few", "1"), ("many", "99"), ("wrong", "x")):
        go._post("lead", f"keep-for {name}", "/records/years/", {"years": years})
    go._keep("lead", "keep-for saved", go.people["lead"].post(
        "/records/years/", {"years": "7", "source": WRITTEN[4]}, follow=True))  # fmt: skip
    go._get("cleo", "ask-deletion source", "/my-record/delete/")


def _old(go: Any) -> None:
    url = f"/records/old/{go.ids['old_client_id']}/"
    for who in ("lead", "clinical_supervisor"):
        go._get(who, "confirm-removal prove", url)
        go.people[who].post(url, {"proof": PASSWORD, "proof_for": "open"})
        go._get(who, f"confirm-removal {who}", url)
        go._keep(who, f"confirmed {who}", go.people[who].post(url, {"confirm": "yes"}, follow=True))
        go._get("lead", "old-records", "/records/old/")
        go._keep(who, f"confirmed again {who}", go.people[who].post(url, {"confirm": "yes"}, follow=True))
    Hold.objects.filter(ended_at=None).update(ended_at=timezone.now())


def _in_person(go: Any) -> None:
    cleo = go.world.actor("cleo").pk
    Member.objects.filter(pk=cleo).update(safer=True)
    go._get("cleo", "my-record in person", "/my-record/")
    go.people["cleo"].post("/my-record/download/", {"proof": PASSWORD, "proof_for": "send"})
    go._get("cleo", "my-record not here", "/my-record/")
    for name in ("asked", "asked before"):
        go._keep("cleo", f"copy {name}", go.people["cleo"].post("/my-record/copy/", {}, follow=True))
    go._get("theo", "today copy", "/today/")
    url = f"/e/{go.world.episode_id}/hand-over-record/"
    go._get("theo", "hand-over-record asked", url)
    go._post("theo", "hand-over-record refused", url, {"proof": ""})
    go._post("theo", "hand-over-record wrong", url, {"proof": "x"})
    Member.objects.filter(pk=cleo).update(safer=False)
