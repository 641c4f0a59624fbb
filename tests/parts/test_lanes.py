"""Too many at once: what waits, what is refused, and that what was written comes back to whoever wrote it."""

import io
import threading
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

import pytest
from django.db import connections
from django.test import override_settings
from django.urls import reverse

from tandem.config import rules
from tandem.config.busy import Busy
from tandem.config.lanes import Lanes
from tandem.config.line import Line
from tandem.config.rules import Lane, Share, fields_of, lane

ID = uuid4()
LANES = [
    ("GET", "healthz", {}, Lane.ALWAYS),
    ("GET", "account_login", {}, Lane.FIRST),
    ("POST", "account_login", {}, Lane.FIRST),
    ("GET", "account_request_login_code", {}, Lane.FIRST),
    ("POST", "account_request_login_code", {}, Lane.MAIL),
    ("POST", "account_confirm_login_code", {}, Lane.FIRST),
    ("POST", "account_reset_password", {}, Lane.MAIL),
    ("POST", "check", {"episode_id": ID, "appointment_id": ID}, Lane.FIRST),
    ("GET", "check", {"episode_id": ID, "appointment_id": ID}, Lane.PAGES),
    ("POST", "check-by-link", {"token": "x"}, Lane.FIRST),
    ("POST", "begin-step-by-link", {"token": "x", "step": "y"}, Lane.FIRST),
    ("POST", "say", {"episode_id": ID}, Lane.FIRST),
    ("POST", "withdraw-point", {"episode_id": ID, "point_id": ID}, Lane.FIRST),
    ("POST", "choose-sharing", {"episode_id": ID}, Lane.FIRST),
    ("POST", "leave", {}, Lane.FIRST),
    ("GET", "today", {}, Lane.PAGES),
    ("GET", "caseload", {}, Lane.PAGES),
    ("GET", "bring-in", {}, Lane.PAGES),
    ("POST", "bring-in", {}, Lane.FILES),
]  # fmt: skip


@pytest.mark.parametrize(("method", "name", "ids", "expected"), LANES)
def test_where_a_request_waits(method: str, name: str, ids: dict[str, Any], expected: Lane) -> None:
    assert lane(method, reverse(name, kwargs=ids)) is expected


def test_files_never_wait_and_what_is_unknown_is_no_exception() -> None:
    assert lane("GET", "/static/css/tandem.css") is Lane.ALWAYS
    assert lane("GET", "/static") is Lane.PAGES
    assert lane("PUT", "/nowhere") is Lane.FIRST


def test_no_lane_can_take_every_place_or_be_without_one() -> None:
    for share in rules.SHARES.values():
        assert 1 <= share.working < rules.PLACES
        assert 1 <= share.waiting <= rules.QUEUE
    assert rules.SHARES[Lane.PAGES].waiting < rules.SHARES[Lane.FIRST].waiting
    assert {*rules.SHARES, Lane.ALWAYS} == set(Lane)


class Sent(HTMLParser):
    """What the form on a page would send."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.fields: list[tuple[str, str]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "input":
            self.fields.append((given["name"] or "", given["value"] or ""))


def ask(app: Any, path: str = "/today/", body: bytes = b"", **more: str) -> tuple[str, dict[str, str], str]:
    """Send one request. Returns status, headers and page."""
    environ = {
        "REQUEST_METHOD": "POST" if body else "GET", "PATH_INFO": path, "SERVER_NAME": "x", "SERVER_PORT": "80",
        "wsgi.input": io.BytesIO(body), "CONTENT_LENGTH": str(len(body)),
        "CONTENT_TYPE": "application/x-www-form-urlencoded", **more,
    }  # fmt: skip
    told: list[Any] = []
    page = b"".join(app(environ, lambda status, headers: told.extend([status, dict(headers)])))
    return told[0], told[1], page.decode()


def full(app: Any = None) -> Lanes:
    """Return lanes that nobody can enter any more."""
    nothing = {one: Share(0, 0) for one in rules.SHARES}
    return Lanes(app or ask, Line([], nothing, 0), Busy())


def test_a_page_that_was_asked_for_says_try_again_and_is_not_kept() -> None:
    status, headers, page = ask(full())

    assert status == "503 Service Unavailable"
    assert headers["Retry-After"] == "5"
    assert headers["Cache-Control"] == "no-store"
    assert headers["Content-Length"] == str(len(page.encode()))
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert headers["X-Frame-Options"] == "DENY"
    assert 'href="">Try again</a>' in page
    assert 'href="tel:988"' in page
    assert "https://www.weather.gov/" in page
    assert "<script" not in page
    assert " style=" not in page


def test_half_a_form_is_not_taken_for_a_whole_one() -> None:
    def never(environ: dict[str, Any], start_response: Any) -> Any:
        raise AssertionError("half a form was taken")

    lanes = Lanes(never, Line([object()], rules.SHARES, 0), Busy())  # type: ignore[list-item]

    assert ask(lanes, body=b"wording=half a li", CONTENT_LENGTH="40")[0] == "400 Bad Request"


def test_what_was_written_comes_back_as_it_was() -> None:
    said = [("line", 'a <b>"quote\'" & line\r\nmore é'), ("to", "1"), ("to", "2"), ("empty", "")]
    status, _headers, page = ask(full(), "/e/x/points/new/", urlencode(said).encode())

    assert status.startswith("503")
    assert Sent(page).fields == said
    assert "<b>" not in page
    assert "Send it again" in page
    assert "It is kept on this page" in page


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (
            urlencode({"login": "a@b.example", "password": "secret words"}),
            "application/x-www-form-urlencoded",
        ),
        (urlencode({"password1": "secret words"}), "application/x-www-form-urlencoded"),
        ("--x\r\nsecret words", "multipart/form-data; boundary=x"),
        ("secret words", "application/x-www-form-urlencoded"),
        ("a=%ff&b=secret words\xff", "application/x-www-form-urlencoded"),
    ],
)
def test_a_password_a_file_or_what_is_no_form_is_not_handed_back(body: str, kind: str) -> None:
    status, _headers, page = ask(full(), body=body.encode("latin-1"), CONTENT_TYPE=kind)

    assert status.startswith("503")
    assert "secret" not in page
    assert "go back" in page


def test_too_many_fields_are_not_handed_back() -> None:
    assert fields_of(b"&".join([b"a=1"] * 2000)) == []


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"HTTP_ACCEPT_LANGUAGE": "es-MX,es;q=0.9,en;q=0.8"}, "Un momento"),
        ({"HTTP_ACCEPT_LANGUAGE": "fr;q=0.9,es;q=0.1"}, "Un momento"),
        ({"HTTP_ACCEPT_LANGUAGE": "fr"}, "One moment"),
        ({"HTTP_ACCEPT_LANGUAGE": "es", "HTTP_COOKIE": "django_language=en"}, "One moment"),
        ({"HTTP_COOKIE": "django_language=es; other=\x01"}, "Un momento"),
        ({}, "One moment"),
    ],
)
def test_it_speaks_the_language_of_the_browser(asked: dict[str, str], words: str) -> None:
    assert words in ask(full(), **asked)[2]


@override_settings(TANDEM_CRISIS_LINE="555-0199", TANDEM_EXIT_URL="https://elsewhere.example/")
def test_it_names_the_practices_own_number_and_way_out() -> None:
    page = ask(full())[2]

    assert 'href="tel:555-0199"' in page
    assert "https://elsewhere.example/" in page


def test_files_are_served_while_nobody_else_is() -> None:
    def app(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        start_response("200 OK", [])
        return [b"file"]

    assert ask(full(app), "/static/a.css")[2] == "file"
    assert ask(full(app), "/healthz")[2] == "file"
    assert ask(full(app))[0].startswith("503")


def test_a_place_is_a_connection_and_is_given_back_whatever_happens() -> None:
    seen: list[Any] = []

    def app(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        seen.append(connections["default"])
        if environ["PATH_INFO"] == "/broken":
            raise RuntimeError
        start_response("200 OK", [])
        return [environ["wsgi.input"].read()]

    before = connections["default"]
    place: Any = object()
    line: Line[Any] = Line([place], {Lane.FIRST: Share(1, 1), Lane.PAGES: Share(1, 1)}, 1)
    lanes = Lanes(app, line, Busy())
    answers: list[str] = []

    def visit() -> None:
        with pytest.raises(RuntimeError):
            ask(lanes, "/broken")
        answers.append(ask(lanes, "/", b"a=1")[2])

    thread = threading.Thread(target=visit)
    thread.start()
    thread.join(5)

    assert answers == ["a=1"]
    assert seen == [place, place]
    assert line.free == [place]
    assert connections["default"] is before
