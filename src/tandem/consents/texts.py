"""The exact words of each consent, as files: `joint_care.1.en.txt` is the first version in English."""

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tandem.consents.rules import ConsentKind

FOLDER = Path(__file__).parent / "texts"
LANGUAGES = ("en", "es")


@dataclass(frozen=True)
class Text:
    """One text as it is shown: the first paragraph is its heading."""

    kind: ConsentKind
    language: str
    version: int
    words: str

    @property
    def sha256(self) -> str:
        """Return the hash of exactly these bytes."""
        return hashlib.sha256(self.words.encode()).hexdigest()

    @property
    def paragraphs(self) -> list[str]:
        """Return the text as a page shows it; joined by blank lines and ended by one they are the text again."""
        return paragraphs(self.words)


def paragraphs(words: str) -> list[str]:
    """Return the paragraphs of a text, its heading first."""
    return words.rstrip("\n").split("\n\n")


def current(kind: ConsentKind, language: str | None) -> Text:
    """Return the newest text of a kind, in English where there is none in `language`."""
    spoken = (language or "").split("-")[0]
    return _newest(FOLDER, kind, spoken if spoken in LANGUAGES else LANGUAGES[0])


def shown(kind: ConsentKind, sha256: str) -> Text | None:
    """Return the newest text of a kind with this hash, in whatever language; None when it is another by now."""
    return next((text for text in (current(kind, one) for one in LANGUAGES) if text.sha256 == sha256), None)


@cache
def _newest(folder: Path, kind: ConsentKind, language: str) -> Text:
    found = {int(path.name.split(".")[1]): path for path in folder.glob(f"{kind.value}.*.{language}.txt")}
    version = max(found)
    return Text(kind, language, version, found[version].read_bytes().decode())
