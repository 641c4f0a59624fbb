"""Bodies, files, letters, methods and addresses that no browser of ours sends: a clear answer, and nothing changed."""

import io
import re
from pathlib import Path

import pytest
from django.conf import settings as configured
from django.test import Client

from tandem.goals.models import Goal
from tandem.people.models import Member
from tests.cast import PASSWORD, Actor, World, signed_in
from tests.parts.meetings import text

FORM = "application/x-www-form-urlencoded"
MB = 1_000_000
HALF = b'--x\r\nContent-Disposition: form-data; name="wording"\r\n\r\nhalf a li'
CAPS = '--x\r\nContent-Disposition: form-data; name="{}"{}\r\n\r\n'


@pytest.fixture
def goals(world: World) -> str:
    """Where Cleo adds a goal."""
    return f"/e/{world.episode_id}/goals/add/"


def part(name: str, more: str, size: int) -> bytes:
    return CAPS.format(name, more).encode() + b"x" * size + b"\r\n--x--\r\n"


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"wording=" + b"x" * 10 * MB, FORM, 413),
        (part("wording", "", 10 * MB), "multipart/form-data; boundary=x", 413),
        (part("file", '; filename="a.svg"', 10 * MB), "multipart/form-data; boundary=x", 400),
        (part("file", '; filename="../../a"', 10), "multipart/form-data; boundary=x", 400),
        (HALF, "multipart/form-data", 400),
        (b"&".join([b"a=1"] * 1500), FORM, 413),
        (b"\xff\xfe\x00", FORM, 422),
        (b'{"wording": "Sleep"}', "application/json", 422),
        (b"wording=Sleep", "text/plain", 422),
        (b"wording=a%00b", FORM, 422),
        (b"wording=" + b"%F0%9F%98%80" * 100_000, FORM, 422),
    ],
)
def test_a_body_that_is_no_form_gets_a_clear_answer(
    cleo: Actor, goals: str, body: bytes, kind: str, status: int
) -> None:
    cleo.client.raise_request_exception = False
    answer = cleo.client.generic("POST", goals, body, kind)

    assert answer.status_code == status
    assert "<h1>" in text(answer)
    assert not Goal.objects.exists()


@pytest.mark.parametrize(
    "words",
    ["\u202eright to left\u202c", "e\u0301" * 20, "ﷺ", "\ufffe", "\x07\x1b[31m", "' OR 1=1 --", "<b>"],
)
def test_odd_letters_are_kept_as_they_are_and_shown_as_letters(cleo: Actor, goals: str, words: str) -> None:
    answer = cleo.post(goals, {"wording": words}, follow=True)

    assert answer.status_code == 200
    assert Goal.objects.get().wording == words.strip()
    assert "<b>" not in text(answer).split("<main", 1)[1]


def test_half_a_letter_is_no_letter(cleo: Actor, goals: str) -> None:
    answer = cleo.client.generic("POST", goals, b"wording=%ED%A0%80", FORM)

    assert answer.status_code in (302, 422)
    assert "\ud800" not in "".join(goal.wording for goal in Goal.objects.all())


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "PROPFIND"])
def test_a_method_that_nobody_uses_changes_nothing(cleo: Actor, goals: str, method: str) -> None:
    cleo.client.raise_request_exception = False
    for url in (goals, "/settings/", "/today/", "/leave/", "/account/logout/"):
        assert cleo.client.generic(method, url, b"wording=Sleep", FORM).status_code < 500, url

    assert not Goal.objects.exists()
    assert cleo.get("/today/").status_code == 200


@pytest.mark.parametrize(
    "target",
    ["//other.example/", "https://other.example/", "/\\other.example", "javascript:alert(1)", "http:other.example",
     "id", "today", "\0", "\ud800", "x" * 5000, "/%0d%0aSet-Cookie:a=b"],
)  # fmt: skip
def test_nothing_leads_to_another_host_or_breaks_on_the_way(world: World, target: str) -> None:
    for url, said in (
        ("/language/", {"language": "es"}),
        ("/account/login/", {"login": "cleo@cast.example", "password": PASSWORD}),
        ("/account/logout/", {}),
    ):
        browser = Client(raise_request_exception=False)
        if "logout" in url:
            signed_in(browser, world.actor("theo").user)
        answer = browser.post(url, said | {"next": target.encode("utf-8", "replace").decode()})
        assert answer.status_code in (302, 400), url
        place = answer.get("Location", "/")
        assert not re.match(r"\w+:|//|/\\|\\", place), f"{url} leads to {place}"
        assert "a" not in answer.cookies


def test_one_page_alone_takes_files_and_no_more_than_a_caseload(lead: Actor) -> None:
    lead.client.raise_request_exception = False
    kept = set(Path(configured.FILE_UPLOAD_TEMP_DIR).iterdir())
    small, big = io.BytesIO(b"id,name,born_on\r\n1,Ana,1980-01-01\r\n"), io.BytesIO(b"x" * 21 * MB)
    small.name = big.name = "people.csv"

    assert lead.post("/bring-in/", {"file": small}).status_code == 302
    assert lead.post("/bring-in/", {"file": big}).status_code in (413, 422)
    small.seek(0)
    assert lead.post("/settings/", {"file": small}).status_code == 400
    assert lead.post("/bring-in/template.csv", {"file": io.BytesIO(b"x")}).status_code in (400, 405)
    assert set(Path(configured.FILE_UPLOAD_TEMP_DIR).iterdir()) == kept


def test_no_page_but_that_one_has_a_field_for_a_file() -> None:
    source = Path(configured.REPO, "src", "tandem")
    takes = [path for path in source.rglob("*.html") if "multipart" in path.read_text()]
    forms = [
        path for path in source.rglob("*.py") if re.search(r"FileField\(|ImageField\(", path.read_text())
    ]

    assert [path.name for path in takes] == ["bring_in.html"]
    assert [str(path.relative_to(source)) for path in forms] == ["exchange/forms.py"]


def test_a_cookie_written_by_hand_is_nobody(world: World) -> None:
    browser = Client(raise_request_exception=False)
    for value in ("x", "' OR 1=1", "\\073", "a" * 5000, "é"):
        browser.cookies["session"] = value
        assert browser.get("/today/").status_code == 302, value


def test_a_replayed_form_changes_nothing_twice(cleo: Actor, world: World) -> None:
    said = {"language": "es", "time_zone": "America/New_York"}
    first, second = cleo.post("/settings/", said), cleo.post("/settings/", said)

    assert (first.status_code, second.status_code) == (302, 302)
    assert Member.objects.get(pk=cleo.pk).language == "es"
