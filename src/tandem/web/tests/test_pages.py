"""Bases, error pages and answers."""

import re
from collections import namedtuple
from pathlib import Path

import pytest
from django import forms
from django.contrib.staticfiles import finders
from django.template.loader import get_template, render_to_string
from django.test import RequestFactory, override_settings
from django.utils import translation

from tandem.web import views
from tandem.web.respond import part_or_redirect

WEB = Path(__file__).parents[1]
REPO = WEB.parents[2]
ERRORS = ["400", "403", "404", "405", "410", "413", "500", "503", "csrf"]


@pytest.mark.parametrize("name", ERRORS)
def test_an_error_page_needs_nothing_and_says_what_to_do(name):
    shown = render_to_string(f"{name}.html")

    assert shown.startswith("<!doctype html>")
    assert shown.count("<h1>") == 1
    assert "Need someone now?" in shown
    assert shown.count("button--primary") == 1
    assert "<script" not in shown


def test_an_error_page_names_the_number_to_call():
    assert '<a href="tel:988">988</a>' in render_to_string("500.html", {"crisis": "988"})


@pytest.mark.parametrize("base", ["client", "desk", "plain"])
def test_a_page_says_its_language_and_asks_nothing_of_other_hosts(base):
    with translation.override("es"):
        shown = render_to_string(f"web/{base}.html", request=RequestFactory().get("/"))

    assert '<html lang="es">' in shown
    assert not re.search(r'(src|href)="(https?:)?//', shown)
    assert not re.search(r"<(style|script)>|\sstyle=|\son[a-z]+=", shown)


def test_leave_fast_comes_first_and_works_without_scripts():
    context = {"exit_url": "https://weather.example/"}
    shown = render_to_string("web/client.html", context, request=RequestFactory().get("/"))
    first = re.search(r"<(a|button|input type=\"(?!hidden))[^>]*>", shown.split("<body", 1)[1])

    assert "Leave fast" in shown[shown.index(first.group()) :][:120]
    assert 'method="post" action="/leave/" data-leave="https://weather.example/"' in shown
    assert "csrfmiddlewaretoken" in shown


def test_the_end_of_a_quiet_session_is_announced_only_to_those_signed_in():
    me = {"name": "Rosa M.", "role": "Client", "role_code": "client"}

    assert 'data-idle="900"' in render_to_string("web/client.html", {"me": me, "idle_seconds": 900})
    assert "data-idle" not in render_to_string("web/client.html", {})


def test_a_helper_s_page_marks_where_one_is():
    place = namedtuple("place", "label url current")
    nav = (place("Today", "/today/", True), place("Clients", "/c/", False))
    shown = render_to_string("web/desk.html", {"nav": nav})

    assert '<a href="/today/" aria-current="page">Today</a>' in shown
    assert '<a href="/c/">Clients</a>' in shown


def test_the_look_shows_itself():
    response = views.look(RequestFactory().get("/look/"))

    assert response.status_code == 200
    assert b"error-summary" in response.content


class LineForm(forms.Form):
    """One line."""

    line = forms.CharField()


@override_settings(ROOT_URLCONF="tandem.web.urls")
@pytest.mark.parametrize(
    ("htmx", "data", "status"), [(True, "x", 200), (True, "", 422), (False, "x", 302), (False, "", 422)]
)
def test_a_form_is_answered_by_a_part_or_by_going_on(htmx, data, status):
    request = RequestFactory().post("/", {"line": data})
    request.htmx = htmx
    form = LineForm(request.POST)
    form.is_valid()

    response = part_or_redirect(request, "web/_crisis.html", {"form": form}, then="look")

    assert response.status_code == status


@override_settings(ROOT_URLCONF="tandem.web.urls")
def test_without_htmx_mistakes_are_shown_on_the_whole_page():
    form = LineForm({})
    form.is_valid()
    request = RequestFactory().post("/")

    response = part_or_redirect(
        request, "web/_crisis.html", {"form": form}, then="look", page="web/plain.html"
    )

    assert response.content.startswith(b"<!doctype html>")


def test_every_template_can_be_read():
    root = WEB / "templates"
    names = [str(path.relative_to(root)) for path in root.rglob("*.html")]

    assert len(names) > 40
    assert [get_template(name).template.name for name in names] == names


def test_a_first_visit_stays_light():
    shown = render_to_string("web/client.html", {"exit_url": "https://weather.example/"})
    files = re.findall(r'(?:href|src)="/static/([^"?]+)', shown)
    weight = len(shown.encode()) + sum(Path(finders.find(name)).stat().st_size for name in files)

    assert len(files) >= 8
    assert weight <= 122_000, "what is left to 150 KB is for the page's own words"


def test_the_typeface_is_asked_for_by_one_address():
    css, base = (WEB / "static/css/tandem.css").read_text(), (WEB / "templates/web/base.html").read_text()
    version = re.search(r"woff2\?v=([\d.]+)", css).group(1)

    assert f"?v={version}" in base
    assert f"| {version} | OFL-1.1 |" in (REPO / "vendor/README.md").read_text()


@pytest.mark.parametrize("name", ["login_code", "password_reset_key", "password_changed", "password_set"])
def test_a_mail_about_an_account_tells_nothing_but_its_purpose(name):
    context = {"code": "ABC-123", "password_reset_url": "https://t.example/r/", "ip": "192.0.2.1"}
    shown = render_to_string(f"account/email/{name}_message.txt", context)

    assert shown.startswith("Hello,")
    assert "Tandem" not in shown
    assert "192.0.2.1" not in shown


def test_signing_in_says_nothing_of_who_signed_in():
    assert render_to_string("account/messages/logged_in.txt", {"user": "someone"}).strip() == ""
