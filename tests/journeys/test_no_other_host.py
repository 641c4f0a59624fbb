"""No page asks another host for anything: every browser of every journey is watched, and the watch notices."""

import pytest

from tests.journeys.stage import Stage, only_sqlite

pytestmark = [pytest.mark.browser, only_sqlite]

OUTSIDE = "https://other.example/dot.png"


def test_an_image_from_elsewhere_is_noticed(stage: Stage) -> None:
    page = stage.nobody()
    page.route(OUTSIDE, lambda route: route.abort())  # nothing leaves this machine
    page.route(
        "**/planted/", lambda route: route.fulfill(body=f"<img src={OUTSIDE}>", content_type="text/html")
    )

    page.goto("/planted/")

    assert f"another host: {OUTSIDE}" in stage.watches[-1].troubles
    stage.watches[-1].troubles.clear()


def test_on_a_page_of_ours_the_policy_stops_it_and_that_is_noticed_too(stage: Stage) -> None:
    cleo = stage.someone("cleo")
    cleo.goto("/today/")
    assert stage.watches[-1].troubles == []

    with cleo.expect_console_message():
        cleo.evaluate("it => document.body.append(Object.assign(new Image(), {src: it}))", OUTSIDE)

    assert "Content Security Policy" in "".join(stage.watches[-1].troubles)
    stage.watches[-1].troubles.clear()
