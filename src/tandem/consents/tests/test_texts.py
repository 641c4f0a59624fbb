"""Each text is there in both languages, easy to read, and hashed byte by byte."""

import hashlib
from pathlib import Path

import pytest

from tandem.consents import texts
from tandem.consents.rules import ConsentKind
from tests.language.test_reading_grade import HIGHEST, grade, hard_sentences

EACH = pytest.mark.parametrize(
    ("kind", "language"), [(k, one) for k in ConsentKind for one in texts.LANGUAGES]
)
NO_PAY = {"en": r"pay", "es": r"paga"}


@EACH
def test_the_hash_is_that_of_the_files_bytes(kind: ConsentKind, language: str) -> None:
    text = texts.current(kind, language)
    path = texts.FOLDER / f"{kind.value}.{text.version}.{language}.txt"

    assert text.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert hashlib.sha256(("\n\n".join(text.paragraphs) + "\n").encode()).hexdigest() == text.sha256


@EACH
def test_a_text_is_easy_to_read_as_a_whole_and_sentence_by_sentence(kind: ConsentKind, language: str) -> None:
    heading, *rest = texts.current(kind, language).paragraphs
    words = " ".join([f"{heading}.", *rest])

    assert grade(words, language) <= HIGHEST[language]
    assert hard_sentences(words, language) == []


@EACH
def test_each_says_that_payment_does_not_depend_on_it(kind: ConsentKind, language: str) -> None:
    assert NO_PAY[language] in texts.current(kind, language).paragraphs[-1]


def test_no_two_texts_are_the_same_and_no_file_is_left_over() -> None:
    all_texts = [texts.current(kind, one) for kind in ConsentKind for one in texts.LANGUAGES]

    assert len({text.sha256 for text in all_texts}) == len(all_texts)
    assert len(list(texts.FOLDER.glob("*"))) == len(all_texts)


def test_a_language_that_we_do_not_have_reads_english() -> None:
    english = texts.current(ConsentKind.LIMITS, "en")

    assert texts.current(ConsentKind.LIMITS, "fr") == english
    assert texts.current(ConsentKind.LIMITS, None) == english
    assert texts.current(ConsentKind.LIMITS, "es-mx").language == "es"


def test_the_newest_version_counts_and_only_it_can_be_said_yes_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = texts.current(ConsentKind.LIMITS, "en")
    for number, words in ((1, old.words), (2, "Second\n\nWords.\n"), (10, "Tenth\n\nWords.\n")):
        (tmp_path / f"limits.{number}.en.txt").write_text(words)
    (tmp_path / "limits.1.es.txt").write_text("Uno\n\nPalabras.\n")
    monkeypatch.setattr(texts, "FOLDER", tmp_path)

    now = texts.current(ConsentKind.LIMITS, "en")
    assert (now.version, now.paragraphs) == (10, ["Tenth", "Words."])
    assert texts.shown(ConsentKind.LIMITS, now.sha256) == now
    assert texts.shown(ConsentKind.LIMITS, old.sha256) is None
