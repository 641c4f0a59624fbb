"""Compile the translations as `./run` does, for tests that are started without it.

`tests/settings.py` asks for this before Django reads them; compiled files are not part of the project.
"""

import os
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LOCALE = Path(__file__).resolve().parents[2] / "src" / "tandem" / "config" / "locale"


def compile_translations() -> None:
    """Write each language's .mo where it is missing or older than its .po."""
    for words in LOCALE.glob("*/LC_MESSAGES/django.po"):
        compiled = words.with_suffix(".mo")
        if compiled.exists() and compiled.stat().st_mtime >= words.stat().st_mtime:
            continue
        with words.open("rb") as file:
            catalog = read_po(file)
        fresh = compiled.with_suffix(f".{os.getpid()}")  # whole or not there, should two runs begin together
        with fresh.open("wb") as file:
            write_mo(file, catalog)
        fresh.replace(compiled)
