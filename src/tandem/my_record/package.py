"""A record as files: for programs, to read, to print, and all three in one."""

import json
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import typst
from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tandem.care.rules import part2_refusal
from tandem.my_record.facts import Record, in_full
from tandem.my_record.left_out import WORDS
from tandem.my_record.rules import FORMAT, VERSION, drawn, plain

TYPESET = Path(__file__).parent / "typeset" / "record.typ"
FONTS = [settings.REPO / "vendor" / "inter", settings.REPO / "vendor" / "noto-emoji"]
LETTER = {"en": "us-letter", "es": "us-letter"}  # what a printer in the United States holds


class NoticeMissing(RuntimeError):
    """A record that 42 CFR part 2 protects was about to leave without its notice."""


def _leaves(record: Record, text: str) -> str:
    """Return what is about to leave. Raises `NoticeMissing`: nothing leaves then."""
    if part2_refusal(part2=record.part2, text=text, to_client=True):
        raise NoticeMissing
    return text


def as_json(record: Record) -> bytes:
    """Return the record for programs: one list for each section, each thing with its id and its columns."""
    said = {
        "format": FORMAT,
        "version": VERSION,
        "made_at": record.at,
        "language": get_language(),
        "practice": {"id": record.client.practice_id, "name": record.practice},
        "person": {"id": record.client.pk, "name": record.client.name},
        "notice": record.notice,
        "sections": {
            told.name: [{"id": thing.id, "at": thing.at, **_columns(thing.values)} for thing in told.things]
            for told in record.sections
        },
        "left_out": [
            {"code": why.value, "what": str(what), "why": str(reason)}
            for why, (what, reason) in WORDS.items()
        ],
    }
    return _leaves(record, json.dumps(said, default=plain, ensure_ascii=False, indent=1)).encode()


def _columns(values: dict[str, Any]) -> dict[str, Any]:
    """Return a thing's columns; its own time stands as `at` already, whatever that column is called."""
    return {name: value for name, value in values.items() if name not in ("id", "at")}


def as_html(record: Record) -> str:
    """Return the record as one page that needs nothing else."""
    return _leaves(record, render_to_string("my_record/record.html", page(record)))


def as_pdf(record: Record) -> bytes:
    """Return the record to print, tagged for screen readers (PDF/UA-1)."""
    given = {"data": _leaves(record, json.dumps(_typeset(record), ensure_ascii=False))}
    asked: dict[str, Any] = {
        "input": TYPESET, "format": "pdf", "font_paths": FONTS, "ignore_system_fonts": True, "sys_inputs": given,
    }  # fmt: skip
    try:
        pdf = typst.compile(**asked, pdf_standards=["ua-1"])
    except typst.TypstError:  # a sign that no typeface of ours has: it is tagged all the same
        pdf = typst.compile(**asked)
    return bytes(pdf)


def as_zip(record: Record) -> bytes:
    """Return everything in one file."""
    held = BytesIO()
    with ZipFile(held, "w", ZIP_DEFLATED) as zipped:
        zipped.writestr("README.txt", _read_me(record))
        zipped.writestr("record.html", as_html(record))
        zipped.writestr("record.pdf", as_pdf(record))
        zipped.writestr("record.json", as_json(record))
    return held.getvalue()


def page(record: Record) -> dict[str, Any]:
    """Return what the page of a record is given."""
    return {
        "record": record,
        "lines": _lines(record),
        "left_out": list(WORDS.values()),
        "language": get_language(),
    }


def _lines(record: Record) -> list[str]:
    """Return what stands at the top."""
    said = _("This is all that %(practice)s keeps about you, as of %(when)s.") % {
        "practice": record.practice, "when": in_full(record.at),
    }  # fmt: skip
    alone = _("It is yours. Keep it where no one else can see it.")
    return [record.client.name, said, alone, *([record.notice] if record.notice else [])]


def _typeset(record: Record) -> dict[str, Any]:
    language = (get_language() or "en").split("-")[0]
    return {
        "title": _("My record"),
        "practice": drawn(record.practice),
        "lang": language,
        "paper": LETTER.get(language, "us-letter"),
        "lines": [drawn(line) for line in _lines(record)],
        "foot": drawn(record.notice or _("My record")),
        "sections": [
            {
                "title": str(told.title),
                "things": [
                    {
                        "title": drawn(when),
                        "facts": [(drawn(one.label), drawn(one.words)) for one in thing.shown],
                    }
                    for when, thing in told.rows
                ],
            }
            for told in record.full
        ],
        "empty": [_("Nothing in these"), record.empty],
        "left": {
            "title": _("What is not in it"),
            "items": [(str(what).rstrip("."), str(why)) for what, why in WORDS.values()],
        },
    }


def _read_me(record: Record) -> str:
    lines = [
        *_lines(record),
        "",
        _("record.html: to read on a screen."),
        _("record.pdf: to print."),
        _("record.json: for other programs."),
    ]
    return _leaves(record, "\n".join(lines) + "\n")
