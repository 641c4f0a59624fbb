"""The two tags that make what repeats once."""

import pytest
from django.template import Context, Engine, TemplateSyntaxError
from django.utils import translation
from django.utils.safestring import SafeString

ENGINE = Engine(libraries={"tandem": "tandem.web.templatetags.tandem", "i18n": "django.templatetags.i18n"})


def rendered(body: str, **context: object) -> str:
    return ENGINE.from_string("{% load tandem i18n %}" + body).render(Context(context))


def test_each_row_fills_the_same_words_with_its_own_values():
    rows = [{"name": "Ana"}, {"name": "Rosa", "late": True}]
    body = "{% each one in rows %}<li>{{ one.name }}{% if one.late %} late{% else %} here{% endif %}</li>{% endeach %}"
    assert rendered(body, rows=rows) == "<li>Ana here</li><li>Rosa late</li>"


def test_a_row_s_words_are_escaped_unless_they_are_ready_for_a_page():
    rows = [{"a": "<b>", "b": SafeString("<i>"), "c": 3, "d": None}]
    shown = rendered(
        "{% each one in rows %}{{ one.a }}{{ one.b }}{{ one.c }}{{ one.d }}{{ one.e }}{% endeach %}",
        rows=rows,
    )
    assert shown == "&lt;b&gt;<i>3"


def test_conditions_may_stand_in_each_other_and_follow_one_another():
    row = "{% if one.a %}a{% if one.b %}b{% endif %}{% elif one.c %}c{{ one.c }}{% endif %};"
    body = "{% each one in rows %}" + row + "{% endeach %}"
    assert rendered(body, rows=[{"a": 1}, {"a": 1, "b": 1}, {"c": "x"}, {}]) == "a;ab;cx;;"


def test_what_all_rows_share_is_made_once():
    made: list[int] = []

    class Once:
        def __str__(self) -> str:
            made.append(1)
            return "shared"

    rows = [{"n": 1}, {"n": 2}]
    assert (
        rendered("{% each one in rows %}{{ word }}{{ one.n }} {% endeach %}", rows=rows, word=Once())
        == "shared1 shared2 "
    )
    assert made == [1]


@pytest.mark.parametrize(
    "body",
    [
        "{{ one.at|date }}",
        "{{ one.a.b }}",
        "{{ one }}",
        "{% day one.at %}",
        "{% if one.a and one.b %}x{% endif %}",
        "{% if other %}{{ one.a }}{% endif %}",
        "{% for x in one.more %}{{ x }}{% endfor %}",
    ],
)
def test_a_row_that_would_have_to_be_made_anew_is_refused(body: str):
    with pytest.raises(TemplateSyntaxError):
        rendered("{% each one in rows %}" + body + "{% endeach %}", rows=[])


def test_a_piece_is_kept_for_each_language_and_value():
    template = ENGINE.from_string(
        "{% load tandem i18n %}{% once a %}{% translate 'Open' %} {{ a }}{% endonce %}"
    )
    assert template.render(Context({"a": 1})) == "Open 1"
    with translation.override("es"):
        assert template.render(Context({"a": 1})) == "Abrir 1"
    assert template.render(Context({"a": 2})) == "Open 2"
    assert template.render(Context({"a": 1})) == "Open 1"


def test_a_kept_piece_holds_nothing_of_whoever_asked_first():
    template = ENGINE.from_string(
        "{% load tandem %}{% once a %}{{ a }}{{ name }}{{ request.user }}{% endonce %}"
    )
    assert template.render(Context({"a": 1, "name": "Rosa"})) == "1"
    assert template.render(Context({"a": 1, "name": "Ana"})) == "1"
