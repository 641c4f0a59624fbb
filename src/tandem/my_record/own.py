"""What a helper takes along when they leave: what is about themselves, and how much they did; no client's words."""

import json
from datetime import datetime
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from django.template.loader import render_to_string
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tandem.my_record import queries
from tandem.my_record.facts import in_full
from tandem.my_record.rules import VERSION, plain
from tandem.people.models import Member
from tandem.people.words import role_name
from tandem.web.times import shown

FORMAT = "tandem-own"


def page(member: Member, at: datetime) -> dict[str, Any]:
    """Return what the page of a helper's own is given: rows of a label and words, and the work by month."""
    said = queries.own_of(member)
    rows: list[tuple[Any, Any]] = [
        (_("Name"), member.name),
        (_("E-mail"), member.email),
        (_("Phone"), member.phone),
    ]
    rows += [
        (
            role_name(one.role),
            format_html_join(" – ", "{}", ([_time(day)] for day in (one.started_at, one.ended_at) if day)),
        )
        for one in said.roles
    ]
    rows += [
        (_time(one.at), " / ".join(line for line in (one.line_one, one.line_two) if line))
        for one in said.profiles
    ]
    return {
        "member": member, "at": _time(at), "rows": [row for row in rows if row[1]], "months": said.months,
        "language": get_language(),
    }  # fmt: skip


def _time(at: datetime) -> SafeString:
    return shown(at, in_full(at))


def as_json(member: Member, at: datetime) -> bytes:
    """Return the same for programs."""
    said = queries.own_of(member)
    kept = {
        "format": FORMAT, "version": VERSION, "made_at": at,
        "member": {"id": member.pk, "name": member.name, "email": member.email, "phone": member.phone},
        "roles": [{"role": one.role, "from": one.started_at, "until": one.ended_at} for one in said.roles],
        "lines": [{"at": one.at, "one": one.line_one, "two": one.line_two} for one in said.profiles],
        "getting_ready": [{"step": one.step, "at": one.at} for one in said.steps],
        "agreed": [{"topic": one.topic, "answer": one.answer, "at": one.at} for one in said.topics],
        "months": [{"month": month, "meetings": number} for month, number in said.months],
    }  # fmt: skip
    return json.dumps(kept, default=plain, ensure_ascii=False, indent=1).encode()


def as_zip(member: Member, at: datetime) -> bytes:
    """Return both in one file."""
    held = BytesIO()
    with ZipFile(held, "w", ZIP_DEFLATED) as zipped:
        zipped.writestr("my-own.html", render_to_string("my_record/own_file.html", page(member, at)))
        zipped.writestr("my-own.json", as_json(member, at))
    return held.getvalue()
