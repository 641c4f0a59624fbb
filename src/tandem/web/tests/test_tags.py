"""The small things of every page."""

from datetime import UTC, date, datetime

import pytest
from django.template import Context, Template
from django.test import override_settings
from django.utils import timezone, translation

from tandem.web import times
from tandem.web.templatetags.tandem import initials

MORNING = datetime(2026, 11, 26, 15, 0, tzinfo=UTC)  # 10:00 in New York, a Thursday
TODAY = date(2026, 11, 24)


def render(source: str, **context: object) -> str:
    """Return what a template with our tags says."""
    return Template("{% load tandem %}" + source).render(Context(context))


@pytest.fixture(autouse=True)
def _in_new_york():
    with timezone.override("America/New_York"):
        yield


@pytest.mark.parametrize(
    ("language", "expected"),
    [("en", "Thursday 26 November, 10:00 am"), ("es", "jueves 26 de noviembre, 10:00")],
)
def test_a_time_is_told_in_the_reader_s_language_and_zone(language, expected):
    with translation.override(language):
        assert times.when(MORNING, TODAY) == expected


@pytest.mark.parametrize(
    ("hour", "expected"), [(5, "12:00 am"), (16, "11:00 am"), (17, "12:00 pm"), (18, "1:00 pm")]
)
def test_midnight_and_noon_are_twelve(hour, expected):
    assert times.clock(datetime(2026, 11, 26, hour, 0, tzinfo=UTC)) == expected


def test_another_year_is_named():
    assert times.when(MORNING, date(2027, 3, 1)) == "Thursday 26 November 2026, 10:00 am"
    with translation.override("es"):
        assert times.long_day(date(2026, 11, 26), date(2027, 3, 1)) == "jueves 26 de noviembre de 2026"


def test_a_near_day_is_its_weekday_and_a_far_one_is_dated():
    assert times.day(date(2026, 11, 30), TODAY) == "Monday"
    assert times.day(date(2026, 12, 1), TODAY) == "Tuesday 1 December"


def test_times_are_marked_up_for_machines():
    shown = render("{% clock at %}", at=MORNING)

    assert shown == '<time datetime="2026-11-26T15:00:00+00:00">10:00 am</time>'


def test_no_time_shows_nothing():
    assert render("{% when at %}{% day at %}{% clock at %}", at=None) == ""


def test_a_date_without_a_time_has_a_day():
    assert 'datetime="2020-02-03">Monday 3 February 2020<' in render("{% day on %}", on=date(2020, 2, 3))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Dr. Amara Lind", "AL"), ("Rosa M.", "RM"), ("Jo", "Jo"), ("Rosa", "R"),
        ("ángel ruiz", "ÁR"), ("Dr.", "D"), ("", ""),
    ],
)  # fmt: skip
def test_initials(name, expected):
    assert initials(name) == expected


def test_a_face_has_its_role_s_shape_and_is_not_read_aloud():
    shown = render("{% avatar 'Jo' 'peer' %}")

    assert shown == '<span class="avatar avatar--peer" aria-hidden="true">Jo</span>'


def test_what_a_person_wrote_is_escaped():
    assert "<b>" not in render("{% badge words 'client' %}{% avatar words 'client' %}", words="<b>")


def test_an_unknown_role_or_tone_is_plain():
    assert "avatar--plain" in render("{% avatar 'Lee' 'front_desk' %}")
    assert "badge--plain" in render("{% badge 'x' 'loud' %}")


def test_a_file_s_address_changes_with_the_file():
    address = render("{% asset 'css/tandem.css' %}")

    assert address.startswith("/static/css/tandem.css?v=")
    assert len(address.split("=")[1]) == 12


def test_a_missing_file_does_not_break_the_page():
    assert render("{% asset 'css/none.css' %}") == "/static/css/none.css"


@override_settings(LANGUAGE_CODE="en")
def test_english_is_spoken_when_no_language_is_set():
    with translation.override(None):
        assert times.clock(MORNING) == "10:00 am"
