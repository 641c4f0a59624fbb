"""Every word that Tandem shows can be read in Spanish."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from zoneinfo import available_timezones

import pytest
from django.template import engines
from django.utils import translation
from django.utils.translation.trans_real import DjangoTranslation

from tandem.care.rules import PART2_NOTICE
from tandem.config import context
from tandem.exchange.rules.csv_rows import COLUMNS
from tandem.timeline import words
from tandem.web import rows
from tests.cast import World
from tests.language.catalogue import all_asked, asked_in_python, asked_in_template, catalogue, wrong
from tests.language.furnished import data_words
from tests.language.visible import Block, blocks
from tests.language.walk import Walk

LETTERS = re.compile(r"[^\W\d_]")
OPEN, CLOSE = "⟦", "⟧"
# Shown in every language as it is, and why.
SAME_EVERYWHERE = {
    "Tandem",  # our name
    "Agenda",  # and the plain one
    "English", "Español",  # a language is named in itself
    PART2_NOTICE,  # of a law, word for word
    "de",  # between day and month of a Spanish date
}  # fmt: skip
# The same, where it stands alone.
SAME_ALONE = {
    *COLUMNS,  # the columns' names, as they stand in a file
    *(zone.replace("_", " ") for zone in available_timezones()),  # places
}
OWN_NAMES = {"look"}  # names every colour of the look, and people invented for it


# --- The catalogue ---


def test_every_message_in_the_sources_has_its_spanish() -> None:
    spanish = catalogue("es")
    faults = {f"{one.where}: {one.text!r} {fault}" for one in all_asked() if (fault := wrong(one, spanish))}

    assert sorted(faults) == []


def test_the_catalogue_holds_nothing_that_nobody_asks_for() -> None:
    asked = {one.text for one in all_asked()}
    texts = [one.id if isinstance(one.id, str) else one.id[0] for one in catalogue("es") if one.id]

    assert [text for text in texts if text not in asked] == []


@pytest.mark.parametrize(
    ("template", "fault"),
    [
        ("{% translate 'Nobody ever said this' %}", "is not in the catalogue"),
        ("{% blocktranslate %}Nobody said {{ this }}{% endblocktranslate %}", "is not in the catalogue"),
        ("{{ it|default:_('Not this either') }}", "is not in the catalogue"),
        ("{% translate 'Today' %}", ""),
        ("{% blocktranslate with name=x %}Hello, {{ name }}{% endblocktranslate %}", ""),
    ],
)
def test_a_message_without_its_spanish_is_found(template: str, fault: str) -> None:
    (asked,) = asked_in_template("{% load i18n %}" + template, "planted")

    assert wrong(asked, catalogue("es")) == fault


def test_a_translation_that_loses_a_name_is_found() -> None:
    spanish = catalogue("es")
    spanish["Hello, %(name)s"].string = "Hola"
    (asked,) = asked_in_python('_("Hello, %(name)s")', "planted")

    assert wrong(asked, spanish) == "has other places to fill in"


def test_a_text_that_is_put_together_on_the_way_is_found() -> None:
    with pytest.raises(AssertionError, match="only a text that stands there"):
        list(asked_in_python('_("Hello " + name)', "planted"))


# --- The pages in Spanish ---


@contextmanager
def heeding(
    monkeypatch: pytest.MonkeyPatch, said: Callable[[DjangoTranslation, str, str], str]
) -> Iterator[None]:
    """Pass everything that gettext says through `said(language's texts, message, translation)`."""
    one, many = DjangoTranslation.gettext, DjangoTranslation.ngettext

    def gettext(self: Any, message: str) -> str:
        return said(self, message, one(self, message))

    def ngettext(self: Any, singular: str, plural: str, n: int) -> str:
        return said(self, singular, many(self, singular, plural, n))

    with monkeypatch.context() as patch:
        patch.setattr(DjangoTranslation, "gettext", gettext)
        patch.setattr(DjangoTranslation, "ngettext", ngettext)
        forget()
        yield
    forget()


def forget() -> None:
    """Let go of pieces of pages that are kept from one request to the next."""
    rows.kept.clear()
    context._nav.cache_clear()
    words._voice.cache_clear()


def lacking(texts: DjangoTranslation, message: str) -> bool:
    """Return whether a language has no text for a message."""
    catalog = texts._catalog
    if message in catalog:
        return False
    try:
        catalog.plural(message, 2)
    except KeyError:
        return bool(LETTERS.search(message))
    return False


@contextmanager
def untranslated(monkeypatch: pytest.MonkeyPatch) -> Iterator[set[str]]:
    """Collect messages that are looked up in Spanish in vain."""
    found: set[str] = set()

    def said(texts: DjangoTranslation, message: str, translated: str) -> str:
        if texts.language() == "es" and lacking(texts, message):
            found.add(message)
        return translated

    with heeding(monkeypatch, said):
        yield found


def test_no_page_in_spanish_asks_for_words_it_does_not_have(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    with untranslated(monkeypatch) as found:
        pages = Walk(world, "es").everywhere()

    assert len(pages) > 250
    assert all('lang="es"' in page.html for page in pages if "<html" in page.html)
    assert sorted(found - SAME_EVERYWHERE) == []


def test_a_page_that_asks_in_vain_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    template = engines["django"].from_string("{% load i18n %}{% translate 'Nobody ever said this' %}")

    with untranslated(monkeypatch) as found, translation.override("es"):
        template.render({})

    assert found == {"Nobody ever said this"}


# --- No text past gettext ---


def unmarked(block: Block, depth: int) -> tuple[str, int]:
    """Return what in a block came neither through gettext nor out of a date, and how deep it ends in marks."""
    rest = []
    for piece, dated in block.pieces:
        for letter in piece:
            depth += (letter == OPEN) - (letter == CLOSE)
            if not depth and letter != CLOSE and not dated:
                rest.append(letter)
    return "".join(rest), depth


def hard_coded(html: str, known: re.Pattern[str]) -> set[str]:
    """Return visible text that gettext never saw and that nobody of the cast wrote."""
    found, depth = set(), 0  # a translated text may hold a link, so marks reach over blocks
    for block in blocks(html):
        rest, ended = unmarked(block, 0 if block.spoken else depth)
        depth = depth if block.spoken else ended
        rest = known.sub("", rest).strip()
        if LETTERS.search(rest) and rest not in SAME_ALONE:
            found.add(rest)
    return found


def any_of(words: set[str]) -> re.Pattern[str]:
    """Match any of these as whole words, a whole name before its parts."""
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")


def test_no_visible_text_goes_past_gettext(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    with heeding(monkeypatch, lambda _texts, _message, translated: f"{OPEN}{translated}{CLOSE}"):
        pages = Walk(world, "es").everywhere()
    known = any_of(data_words() | SAME_EVERYWHERE)
    names = {page.html: page.name for page in pages if page.name not in OWN_NAMES}  # some see the same page
    found = {(names[html], text) for html in names for text in hard_coded(html, known)}

    assert sorted(found) == []


@pytest.mark.parametrize(
    "html",
    [
        "<p>Hard words</p>",
        "<p>⟦Suave⟧ and hard</p>",
        '<nav aria-label="Hard">⟦Suave⟧</nav>',
        '<input placeholder="Hard">',
        "<p><strong>Cleo</strong> would like to talk</p>",
    ],
)
def test_text_that_is_written_into_a_page_is_found(html: str) -> None:
    assert len(hard_coded(html, any_of({"Cleo"}))) == 1


def test_names_dates_and_translated_text_are_no_fault() -> None:
    html = "<p>⟦Hola, ⟦Cleo⟧⟧ · Cleo <time>jueves</time> 10:00</p><script>hard</script>"

    assert hard_coded(html, any_of({"Cleo"})) == set()
