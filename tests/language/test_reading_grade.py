"""Client pages read easily in both languages, and no page uses the words that hurt.

English: the Flesch-Kincaid grade (Kincaid and others 1975), 6 at most.
Spanish: the formula of Crawford (1989, "Fórmula y gráfico para determinar la comprensibilidad de textos
del nivel primario en castellano", Lectura y Vida 10), which also gives years of school. The bar is 5, as
the syllables are counted from hyphenation, which misses some and so reads up to one year too easy.
A heading or a button is a sentence of its own, as it is on the page; so that many of them don't hide a
hard sentence, no sentence of six words or more may go above grade 8 either.
"""

import re

import pytest
import textstat

from tandem.consents.rules import ConsentKind
from tests.cast import World
from tests.language.catalogue import all_asked, catalogue
from tests.language.visible import blocks
from tests.language.walk import Page, Walk

HIGHEST = {"en": 6.0, "es": 5.0}
HIGHEST_SENTENCE = 8.0
SHORT = 5  # words: below that a grade says nothing; our choice
SIGNED_IN = (
    "today", "check 1", "check 1 refused", "check 2", "check 2 refused", "check 3", "check 3 refused", "saved",
    "already", "today after", "goals", "propose-goal refused", "goals ended", "refused", "episode", "invited",
    "logout/", "password/change/", "password/change/ refused", "say", "say refused", "say team refused",
    "say long refused", "say gone refused", "noticed taken back",
    "hold", "hold refused", "points", "points kept", "point", "point closed", "point withdrawn",
    "decide-draft", "topics", "topics refused", "topics ended", "points closed",
    "today answered", "meeting views", "consents", "rights", "all-rights", "rights unnamed", "not now", "back", "yes",
    *(f"consent {kind.value}" for kind in ConsentKind),
    "today answered", "meeting views", "begin faces", "begin contact", "begin done", "begin-step",
    "begin-step refused", "said-at-start", "said back",
    "today answered", "meeting views", "my-team", "stop-helper", "another-helper", "team done before",
    "team paused", "another paused", "team met", "team asked", "team thought again", "episode paused",
    "who-looked", "looks later", "so-far", "today left", "today new", "team covered",
    "safer", "safer refused", "safely",
)  # fmt: skip
SIGNED_OUT = (
    "begin faces", "begin sharing", "begin sharing refused", "begin sharing stale", "begin contact", "begin hopes",
    "begin hopes refused", "begin card", "begin card sent", "begin card not sent", "begin done", "small card",
    "check 1", "check 2", "check 3", "saved", "already", "link spent", "login/", "login/ refused", "login/code/",
    "login/code/ refused", "code", "code refused", "password/reset/", "password/reset/done/",
    "password/reset/key/", "password/reset/key/ spent", "invited", "invited refused", "invited sign in", "signup/",
    "safely", "ready",
    "ready shared", "400", "403", "404", "405", "410", "413", "500", "503", "503 sent", "503 kept", "503 keys", "csrf",
)  # fmt: skip
HARD = {
    "en": "<p>Notwithstanding the aforementioned confidentiality provisions, participation in supplementary "
    "therapeutic interventions necessitates comprehensive documentation of individual authorization.</p>",
    "es": "<p>No obstante las disposiciones de confidencialidad anteriormente mencionadas, la participación en "
    "intervenciones terapéuticas complementarias requiere documentación exhaustiva de la autorización.</p>",
}
HURTFUL = {
    "en": r"compliance|(?:non-?)?complian\w+|(?<!in )cases?|resistan\w+|monitor\w*|patients?|providers?|addict\w*|"
    r"abusers?|clinics?|users?|mentally ill|manipulat\w+",
    "es": r"cumplimiento|(?<!en )casos?|resistente|pacientes?|proveedor\w*|(?:drog)?adict\w+|usuari[oa]s?|"
    r"enferm[oa]s? mental\w*|manipula\w*|vigila\w*",
}
NEVER = re.compile(rf"\b(?:{HURTFUL['en']}|{HURTFUL['es']})\b", re.IGNORECASE)
# These speak of entries of a file whose type is called "Patient" by the FHIR standard.
OF_FILES = {
    "This belongs to a patient who is not in the file.",
    "%(n)s thing belongs to no patient, so it stays out.",
    "%(n)s things belong to no patient, so they stay out.",
}
# Spanish speaks to everyone as "tú".
DISTANT = re.compile(
    r"\b(?:usted\w*|asegúrese|introduzca|escoja|seleccione|ingrese|haga|vuelva|inténtelo|su contraseña|su cuenta)\b",
    re.IGNORECASE,
)


def prose(html: str) -> str:
    """Return what can be read on a page, each block a sentence."""
    texts = [block.text for block in blocks(html) if not block.spoken and re.search(r"[^\W\d_]", block.text)]
    return " ".join(text if text[-1] in ".!?:…”" else f"{text}." for text in texts if "xxx" not in text)


def grade(text: str, language: str) -> float:
    """Return how many years of school a text asks for."""
    textstat.set_lang(language)
    try:
        return textstat.flesch_kincaid_grade(text) if language == "en" else textstat.crawford(text)
    finally:
        textstat.set_lang("en")


def hard_sentences(text: str, language: str) -> list[str]:
    """Return the sentences that are hard by themselves."""
    sentences = re.split(r"(?<=[.!?:])\s+|\s·\s", re.sub(r"\bDr\.", "Dr", text))
    long = [sentence for sentence in sentences if len(sentence.split()) > SHORT]
    return [sentence for sentence in long if grade(sentence, language) > HIGHEST_SENTENCE]


def hard_pages(pages: list[Page], language: str) -> dict[str, float]:
    """Return the pages that ask for too many years of school."""
    graded = {f"{page.who}: {page.name}": grade(prose(page.html), language) for page in pages}
    return {name: years for name, years in graded.items() if years > HIGHEST[language]}


_walks: dict[str, Walk] = {}


def walked(world: World, language: str) -> Walk:
    """Return all pages in a language; one walk serves several tests."""
    if language not in _walks:
        walk = Walk(world, language)
        walk.everywhere()
        _walks[language] = walk
    return _walks[language]


@pytest.fixture(params=["en", "es"])
def language(request: pytest.FixtureRequest) -> str:
    """Each language in turn."""
    return str(request.param)


def test_client_pages_are_easy_to_read_as_a_whole_and_sentence_by_sentence(
    world: World, language: str
) -> None:
    walk = walked(world, language)
    pages = walk.of("cleo", *SIGNED_IN) + walk.of("nobody", *SIGNED_OUT)
    # On a helper’s device, for the client to answer.
    pages += walk.of(
        "priya", "noticed asked", "introduction-ask", "introduction-done", "introduction-ask refused"
    )
    pages += walk.of("otto", "beginning asked", "beginning yes", "beginning no")

    assert hard_pages(pages, language) == {}
    assert [hard for page in pages for hard in hard_sentences(prose(page.html), language)] == []
    # Headings and buttons make a page look easy, so its full sentences are judged by themselves too.
    full = " ".join({block.text for page in pages for block in blocks(page.html) if block.text.endswith(".")})
    assert len(full.split()) > 300
    assert grade(full, language) <= HIGHEST[language]


def test_a_hard_page_is_found(language: str) -> None:
    page = Page("cleo", "planted", HARD[language])

    assert hard_pages([page], language)
    assert not hard_pages([Page("cleo", "easy", "<p>You choose. Nobody else sees it.</p>")], language)


def test_one_hard_sentence_among_easy_ones_is_found(language: str) -> None:
    easy = "You choose who sees it. You can stop. " * 20
    hard = re.sub("<.*?>", "", HARD[language])

    assert hard_sentences(easy, language) == []
    assert hard_sentences(easy + hard, language) == [hard]


def test_no_message_uses_a_word_that_hurts() -> None:
    asked = [text for one in all_asked() for text in (one.text, one.plural)]
    said = [text for one in catalogue("es") for text in _texts(one.string)]

    assert sorted({text for text in asked + said if NEVER.search(text)} - OF_FILES) == []


def _texts(string: str | list[str] | tuple[str, ...]) -> list[str]:
    return [string] if isinstance(string, str) else list(string)


@pytest.mark.parametrize(
    "text",
    ["A patient", "Your provider", "This case", "Monitoring", "Los pacientes", "Es un caso", "Un adicto"],
)
def test_a_word_that_hurts_is_found(text: str) -> None:
    assert NEVER.search(text)


@pytest.mark.parametrize("text", ["in case you forget", "en caso de duda", "because", "la casa"])
def test_words_that_only_look_like_them_are_fine(text: str) -> None:
    assert not NEVER.search(text)


def test_spanish_speaks_to_everyone_alike(world: World) -> None:
    pages = walked(world, "es").pages
    ours = [page for page in pages if page.name != "email/"]  # nothing leads there

    assert (
        sorted({f"{page.name}: {found[0]}" for page in ours if (found := DISTANT.search(prose(page.html)))})
        == []
    )
    assert DISTANT.search("Introduzca su contraseña.")
