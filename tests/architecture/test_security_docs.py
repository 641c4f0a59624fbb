"""The threat model names only what is there, and every threat; the promises read easily."""

import re
from pathlib import Path

from tests.language.test_reading_grade import grade

REPO = Path(__file__).resolve().parents[2]
MODEL, PROMISES = (REPO / "docs" / "security" / name for name in ("threat-model.md", "promises.md"))
NAMED = re.compile(r"`((?:tests|proof|src)/[\w./-]+)`")
HIGHEST_GRADE = 8.0  # the page is for anybody; what is in the program itself is held to 6


def missing(text: str) -> list[str]:
    """Return what a page names and is not there."""
    return [name for name in NAMED.findall(text) if not (REPO / name).exists()]


def test_every_test_and_proof_it_names_is_there() -> None:
    text = MODEL.read_text()

    assert len(NAMED.findall(text)) > 30
    assert missing(text) == []
    assert missing("`tests/parts/test_absent_minded.py`") == ["tests/parts/test_absent_minded.py"]


def test_every_threat_has_its_row() -> None:
    rows = re.findall(r"^\| T(\d+) \|", MODEL.read_text(), re.MULTILINE)

    assert [int(row) for row in rows] == list(range(1, 28))


def test_the_promises_read_easily() -> None:
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", PROMISES.read_text())
    plain = re.sub(r"[#*]|^- ", "", text, flags=re.MULTILINE)

    assert grade(plain, "en") <= HIGHEST_GRADE
