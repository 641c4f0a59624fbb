"""What a browser complains about is heard: a silent journey really was silent."""

import pytest

from tests.journeys.stage import Stage, only_sqlite

pytestmark = [pytest.mark.browser, only_sqlite]

NOISES = {
    "console: boo": "console.error('boo')",
    "script: oops": "setTimeout(() => { throw new Error('oops') })",
    "Content Security Policy": "document.body.insertAdjacentHTML('beforeend', '<p style=\"color: red\">')",
}


def test_every_complaint_and_every_other_host_is_noted(stage: Stage) -> None:
    page = stage.nobody()
    page.goto("/account/login/")
    [watch] = stage.watches
    assert watch.troubles == []

    for noise in NOISES.values():
        page.evaluate(f"() => {{ {noise} }}")
    page.route("http://elsewhere.example/", lambda route: route.fulfill(body="Elsewhere"))
    page.goto("http://elsewhere.example/")

    heard, watch.troubles = " ".join(watch.troubles), []
    told = [*NOISES, "another host: http://elsewhere.example/"]
    assert [one for one in told if one not in heard] == [], heard


def test_a_missing_file_is_noted_and_a_page_that_says_no_is_not(stage: Stage) -> None:
    page = stage.nobody()
    [watch] = stage.watches

    page.goto("/nowhere/")
    assert watch.troubles == []

    page.evaluate("fetch('/static/missing.css')")
    page.reload()
    heard, watch.troubles = watch.troubles, []
    assert "missing.css" in heard[0]
