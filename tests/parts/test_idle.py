"""A sign-in that nobody uses ends; what a page fetches by itself keeps nothing alive."""

from datetime import UTC, datetime, timedelta

import time_machine

from tests.cast import Actor

START = datetime.now(UTC).replace(microsecond=0)


def at(minutes: float) -> time_machine.travel:
    """Return the clock set to so many minutes after the start."""
    return time_machine.travel(START + timedelta(minutes=minutes), tick=False)


def test_a_quarter_of_an_hour_without_use_ends_the_sign_in(theo: Actor) -> None:
    with at(0):
        assert theo.get("/today/").status_code == 200
    with at(15):
        assert theo.get("/today/").status_code == 302


def test_use_keeps_it(theo: Actor) -> None:
    for minutes in (0, 10, 20, 30):
        with at(minutes):
            assert theo.get("/today/").status_code == 200


def test_asking_to_stay_keeps_it(theo: Actor) -> None:
    with at(0):
        theo.get("/today/")
    with at(14):
        assert theo.get("/stay/").status_code == 204
    with at(28):
        assert theo.get("/today/").status_code == 200


def test_a_page_that_asks_for_news_does_not_keep_it(theo: Actor) -> None:
    with at(0):
        theo.get("/today/")
    for minutes in (5, 10, 14):
        with at(minutes):
            assert theo.get("/today/news/?seen=0", HTTP_HX_REQUEST="true").status_code == 204
    with at(16):
        assert theo.get("/today/").status_code == 302
