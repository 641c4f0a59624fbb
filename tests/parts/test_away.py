"""The database locked or away: a plain page says so, and nothing is half-saved."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.conf import settings
from django.db import OperationalError, connection
from django.template.loader import render_to_string
from django.test import Client

from tandem.db.sqlite import base
from tandem.goals.models import Goal
from tandem.record import looks
from tandem.record.models import Entry, Look
from tandem.relays.models import Relay
from tandem.session_checks.models import SessionCheck
from tests.cast import World
from tests.parts.engines import on_sqlite
from tests.parts.meetings import a_kept_meeting, check_url, last_step, text


def words(page: str) -> str:
    """Return what a page says, without its markup."""
    return " ".join(re.sub(r"<[^>]+>", " ", page.split("<body", 1)[-1]).split())


def says_try_again(answer: Any) -> bool:
    """Return whether this is the page for a database that is away, with what was sent kept on it."""
    sent = answer.wsgi_request.POST.dict()
    given = {"crisis": "988", "exit_url": settings.TANDEM_EXIT_URL, "sent": bool(sent), "kept": bool(sent)}
    expected = words(render_to_string("503.html", given)).replace("True ", "", 1)
    kept = dict(re.findall(r'<input type="hidden" name="(.*?)" value="(.*?)">', text(answer)))
    return bool(
        (answer.status_code, answer["Retry-After"]) == (503, "5")
        and words(text(answer)) == expected
        and kept == sent
    )


def lost(*args: Any, **kwargs: Any) -> None:
    """Be a database that went away."""
    raise OperationalError("server closed the connection; a person's words")


@pytest.mark.parametrize(
    "where",
    [
        "tandem.session_checks.actions.checks.write_releases",
        "tandem.session_checks.actions.checks.deliver",
        "tandem.session_checks.actions.checks.happened",
        "tandem.session_checks.wizard.team",
        "tandem.care.gate.queries.episode_and_standing",
    ],
)
def test_a_database_lost_while_saving_leaves_nothing_half_saved(
    real_world: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, where: str
) -> None:
    meeting, cleo, theo = a_kept_meeting(real_world), real_world.actor("cleo"), real_world.actor("theo")
    entries = Entry.objects.count()
    with monkeypatch.context() as planted:
        planted.setattr(where, lost)
        answer = cleo.post(check_url(meeting), last_step(theo.pk))

    assert says_try_again(answer)
    assert "words" not in " ".join(str(vars(record)) for record in caplog.records)
    assert (SessionCheck.objects.count(), Relay.objects.count(), Entry.objects.count()) == (0, 0, entries)
    assert cleo.post(check_url(meeting), last_step(theo.pk)).status_code == 200


@pytest.mark.parametrize(
    "where", ["tandem.people.queries.member_with_roles", "tandem.people.models.Session.objects"]
)
def test_a_database_lost_before_a_page_was_reached_says_the_same(
    real_world: World, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    theo = real_world.actor("theo")
    assert theo.get("/today/").status_code == 200
    theo.client.raise_request_exception = False
    with monkeypatch.context() as planted:
        if where.endswith("objects"):
            planted.setattr("tandem.people.sessions.SessionStore._get_session_from_db", lost)
        else:
            planted.setattr(where, lost)
        assert says_try_again(theo.get("/today/"))

    assert theo.get("/today/").status_code == 200


def test_a_server_without_its_database_is_not_well(
    real_world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor = Client()
    assert visitor.get("/healthz").content == b"ok"
    with monkeypatch.context() as planted:
        planted.setattr("tandem.config.views.connection.cursor", lost)
        assert visitor.get("/healthz").status_code == 503


@contextmanager
def somebody_else_writes() -> Iterator[None]:
    """Hold the file's write lock, while this process waits for it only briefly."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout = 50")
    other = sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        other.execute("ROLLBACK")
        other.close()


@on_sqlite
def test_a_locked_database_says_try_again_and_then_takes_it(
    real_world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(base, "PATIENCE_SECONDS", 0.5)
    cleo = real_world.actor("cleo")
    cleo.get("/today/")
    url = f"/e/{real_world.episode_id}/goals/add/"
    with somebody_else_writes():
        assert says_try_again(cleo.post(url, {"wording": "Sleep"}))

    assert not Goal.objects.exists()
    assert cleo.post(url, {"wording": "Sleep"}).status_code == 302
    assert Goal.objects.count() == 1


@on_sqlite
def test_a_locked_database_still_lets_the_client_read(real_world: World) -> None:
    cleo = real_world.actor("cleo")
    cleo.get("/today/")
    with somebody_else_writes():
        assert cleo.get("/today/").status_code == 200
        assert cleo.get(f"/e/{real_world.episode_id}/").status_code == 200


@on_sqlite
def test_while_no_look_can_be_kept_no_helper_reads(
    real_world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    theo = real_world.actor("theo")
    theo.get("/today/")
    monkeypatch.setattr(looks, "PATIENCE_SECONDS", 0.2)
    with somebody_else_writes():
        answer = theo.get(f"/e/{real_world.episode_id}/")

    assert says_try_again(answer)
    assert "Cleo" not in text(answer)
    monkeypatch.setattr(looks, "PATIENCE_SECONDS", 20)
    assert theo.get(f"/e/{real_world.episode_id}/").status_code == 200
    assert Look.objects.filter(act="see_episode").exists()
