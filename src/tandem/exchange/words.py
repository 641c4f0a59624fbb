"""What files, counts and problems are called on a screen, in the reader's language."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tandem.exchange.rules.rows import Problem

PROBLEMS: dict[str, Promise] = {
    # the whole file
    "empty": gettext_lazy("This file is empty."),
    "too_big": gettext_lazy("This file is bigger than 20 MB. Split it, and bring the parts in one by one."),
    "utf16": gettext_lazy("This file is saved as UTF-16. In your spreadsheet, save it as “CSV UTF-8”."),
    "not_utf8": gettext_lazy(
        "This file is saved in an older encoding, such as Latin-1. In your spreadsheet, save it as “CSV UTF-8”."
    ),
    "workbook": gettext_lazy("This is a workbook. In your spreadsheet, save the sheet as “CSV UTF-8”."),
    "xml": gettext_lazy("This file is XML. Ask the other system for CSV, or for FHIR as JSON."),
    "broken_json": gettext_lazy("This JSON can’t be read; the file may be cut off. Export it again."),
    "too_deep": gettext_lazy("This JSON is nested far too deep to be a bundle. Export it again."),
    "not_bundle": gettext_lazy("This is JSON, but not a FHIR bundle. Export one bundle for each file."),
    "bundle_type": gettext_lazy("Only bundles of type transaction, batch or collection can be brought in."),
    "not_r4": gettext_lazy("This is not FHIR R4. Ask the other system for version R4 (4.0.1)."),
    "no_people": gettext_lazy("There is nobody in this bundle."),
    "header_only": gettext_lazy("The file has its column names, and no people under them."),
    "missing_column": gettext_lazy("The column “%(detail)s” is missing. The first line must name it."),
    "column_twice": gettext_lazy("The column “%(detail)s” is there twice."),
    # one line or entry
    "line_too_long": gettext_lazy("This line is far too long. A line end may be missing."),
    "quotes": gettext_lazy("A quotation mark is opened here and not closed in the right place."),
    "nul": gettext_lazy("There are empty (NUL) characters here. Export the file again as text."),
    "too_many_cells": gettext_lazy("There are more cells here than column names. A comma may need quotes."),
    "no_resource": gettext_lazy("This entry has no resource with a type."),
    "misshapen": gettext_lazy("This is not built as FHIR R4 says."),
    "entry_twice": gettext_lazy("This is in the file twice."),
    "absent_patient": gettext_lazy("This belongs to a patient who is not in the file."),
    "end_before_start": gettext_lazy("The end is before the start."),
    # one field
    "missing": gettext_lazy("This is missing."),
    "too_long": gettext_lazy("This is too long."),
    "control": gettext_lazy("There are characters here that can’t be shown."),
    "formula": gettext_lazy(
        "This begins with =, +, -, @ or a tab, which spreadsheets run as a formula. Take the sign away."
    ),
    "bad_date": gettext_lazy("This is not a date we can read. Write 1990-05-31 or 5/31/1990."),
    "future_birth": gettext_lazy("This birth date is in the future."),
    "under_18": gettext_lazy("This person is under 18. Only adults can be brought in."),
    "bad_email": gettext_lazy("This is not a full e-mail address."),
    "bad_phone": gettext_lazy("This is not a phone number."),
    "bad_language": gettext_lazy("Write en for English or es for Spanish."),
    "same_id": gettext_lazy("This number is used before, at number %(detail)s of this file."),
    "id_taken": gettext_lazy(
        "Somebody here has this number and another birth date. One of the two is wrong."
    ),
    "two_members": gettext_lazy("These numbers belong to two different people here."),
    "no_identifier": gettext_lazy("There is no number by which to know this person again."),
    "death_before_birth": gettext_lazy("The death is before the birth."),
    "future_death": gettext_lazy("This death is in the future."),
    "death_without_date": gettext_lazy("This person has died, but the date is missing."),
}


def problem_line(problem: Problem) -> str:
    """Return one problem as a sentence that says where and what."""
    said = str(PROBLEMS[problem.code]) % {"detail": problem.detail}
    where = [_place(problem), problem.field]
    place = ", ".join(filter(None, where))
    return _("%(place)s: %(said)s") % {"place": place, "said": said} if place else said


def _place(problem: Problem) -> str:
    if problem.line:
        return _("Line %(number)s") % {"number": problem.line}
    if problem.entry and problem.resource:
        return _("Entry %(number)s (%(resource)s)") % {"number": problem.entry, "resource": problem.resource}
    return _("Entry %(number)s") % {"number": problem.entry} if problem.entry else ""


def more_problems(count: int) -> str:
    """Return how many problems are not listed, or nothing for none."""
    said = ngettext("And %(count)s more.", "And %(count)s more.", count)
    return said % {"count": count} if count else ""


def new_lines(counts: dict[str, Any]) -> list[str]:
    """Return what a file would bring, or has brought, one sentence each."""
    return _told(
        [
            (counts.get("clients", 0), lambda n: ngettext("%(n)s client", "%(n)s clients", n)),
            (counts.get("helpers", 0), lambda n: ngettext(
                "%(n)s helper from before, without a role here", "%(n)s helpers from before, without a role here", n
            )),
            (counts.get("visit", 0), lambda n: ngettext("%(n)s earlier visit", "%(n)s earlier visits", n)),
            (counts.get("appointment", 0), lambda n: ngettext(
                "%(n)s appointment from elsewhere", "%(n)s appointments from elsewhere", n
            )),
            (counts.get("goal", 0), lambda n: ngettext("%(n)s earlier goal", "%(n)s earlier goals", n)),
            (counts.get("team", 0), lambda n: ngettext("%(n)s earlier care team", "%(n)s earlier care teams", n)),
        ]
    )  # fmt: skip


def known_lines(counts: dict[str, Any]) -> list[str]:
    """Return what in a file is already here, one sentence each."""
    return _told(
        [
            (counts.get("known", 0), lambda n: ngettext(
                "%(n)s person is already here and stays as they are.",
                "%(n)s people are already here and stay as they are.", n,
            )),
            (counts.get("known_history", 0), lambda n: ngettext(
                "%(n)s thing from before is already here.", "%(n)s things from before are already here.", n
            )),
        ]
    )  # fmt: skip


def left_out_lines(counts: dict[str, Any]) -> list[str]:
    """Return what in a file stays out and why, one sentence each, then how much of which type has no use here."""
    reasons = [
        ("before_18", lambda n: ngettext(
            "%(n)s thing from before their 18th birthday stays out.",
            "%(n)s things from before their 18th birthday stay out.", n,
        )),
        ("after_death", lambda n: ngettext(
            "%(n)s visit is dated after the person’s death, so it stays out. It may be about the death itself.",
            "%(n)s visits are dated after the person’s death, so they stay out. One may be about the death itself.",
            n,
        )),
        ("no_date", lambda n: ngettext(
            "%(n)s visit has no date, so it stays out.", "%(n)s visits have no date, so they stay out.", n
        )),
        ("withdrawn", lambda n: ngettext(
            "%(n)s thing was cancelled or entered by mistake, so it stays out.",
            "%(n)s things were cancelled or entered by mistake, so they stay out.", n,
        )),
        ("no_client", lambda n: ngettext(
            "%(n)s thing belongs to no patient, so it stays out.",
            "%(n)s things belong to no patient, so they stay out.", n,
        )),
    ]  # fmt: skip
    return _told([(counts.get(f"left_out:{reason}", 0), line) for reason, line in reasons])


def skipped_types(counts: dict[str, Any]) -> list[tuple[str, int]]:
    """Return the types of entries that Tandem has no use for, and how many of each, most first."""
    found = [(key.removeprefix("skipped:"), n) for key, n in counts.items() if key.startswith("skipped:")]
    return sorted(found, key=lambda pair: (-pair[1], pair[0]))


def _told(lines: list[tuple[int, Any]]) -> list[str]:
    return [line(count) % {"n": count} for count, line in lines if count]
