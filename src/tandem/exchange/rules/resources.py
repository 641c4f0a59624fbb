"""One FHIR R4 resource in, one row out. What is left out of a resource, and why, is in the reference page."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from tandem.exchange.rules import fields
from tandem.exchange.rules.fields import Bad
from tandem.exchange.rules.nodes import Node, child, children, label, moment, string, strings, whole_day
from tandem.exchange.rules.rows import ADULT, History, Pair, Person, age_on

Raw = TypeVar("Raw")
Clean = TypeVar("Clean")

NPI = "http://hl7.org/fhir/sid/us-npi"
# Numbers that open bank accounts and borders; a workspace needs none of them (HL7 v2 table 0203).
NEVER_KEPT = frozenset({"SS", "DL", "PPN"})
NEVER_KEPT_SYSTEMS = frozenset({"http://hl7.org/fhir/sid/us-ssn"})
WITHDRAWN = frozenset({"entered-in-error", "cancelled"})
_CURRENT = ("official", "usual", "")
KINDS = {"Encounter": "visit", "CareTeam": "team", "Appointment": "appointment", "Goal": "goal"}
MOST_WORDS = 5000  # characters: longer than any title of a visit or goal


class In(Bad):
    """A field can't be taken; `field` says which."""

    def __init__(self, code: str, field: str) -> None:
        super().__init__(code)
        self.field = field


@dataclass(frozen=True)
class Found:
    """A patient, and when they died as exactly as the bundle says it."""

    person: Person
    died_at: datetime | None = None
    died_time_known: bool = False


def patient(node: Node, number: int, full_url: str, today: date) -> Found:
    """Return a client. Raises `Bad` when something about them can't be taken."""
    died_at = moment(node, "deceasedDateTime")
    if died_at is None and node.get("deceasedBoolean") is True:
        raise In("death_without_date", "deceasedBoolean")
    born_on = _born_on(node, today, died_at.date() if died_at else None)
    person = Person(
        number=number,
        name=_taken(fields.required, _name(node), "name"),
        identifiers=_identifiers(node, full_url),
        born_on=born_on,
        died_on=died_at.date() if died_at else None,
        email=_taken(fields.email, _contact(node, "email"), "telecom"),
        phone=_taken(fields.phone, _contact(node, "phone"), "telecom"),
        language=_language(node),
    )
    return Found(person, died_at, len(string(node, "deceasedDateTime")) > len("2000-01-01"))


def practitioner(node: Node, number: int, full_url: str) -> Person:
    """Return somebody who worked with clients before. They get no role here: a lead decides."""
    pairs = _identifiers(node, full_url)
    return Person(
        number=number,
        name=_taken(fields.required, _name(node, titled=True), "name"),
        identifiers=tuple(pair for pair in pairs if pair[0] == NPI) or pairs,
        client=False,
        email=_taken(fields.email, _contact(node, "email"), "telecom"),
        phone=_taken(fields.phone, _contact(node, "phone"), "telecom"),
    )


def history(node: Node, of: Found) -> History | str:
    """Return what happened before, or the reason why it stays out: before_18, after_death, no_date, withdrawn."""
    starts_at, ends_at = _times(node)
    if starts_at and ends_at and ends_at < starts_at:
        raise In("end_before_start", "end" if string(node, "resourceType") == "Appointment" else "period")
    reason = _reason_to_leave_out(node, starts_at, of)
    if reason:
        return reason
    pair = of.person.identifiers[0]
    kind = KINDS[string(node, "resourceType")]
    system, value = _own_identifier(node) or (pair[0], _taken(fields.required, string(node, "id"), "id"))
    title = _taken(lambda raw: fields.words(raw, MOST_WORDS), _title(node), "text")
    return History(pair, kind, title, system, value, starts_at, ends_at)


def other_version(node: Node) -> bool:
    """Return whether a resource is built as another version of FHIR than R4 would.

    Source: "Differences from previous versions" of each resource at R4 and R5.
    """
    match string(node, "resourceType"):
        case "Encounter":
            return not isinstance(node.get("class", {}), dict) or "actualPeriod" in node
        case "Goal":
            return "status" in node and "lifecycleStatus" not in node
        case "Patient":
            return "animal" in node or any(isinstance(n.get("family"), list) for n in children(node, "name"))
    return False


def _reason_to_leave_out(node: Node, starts_at: datetime | None, of: Found) -> str:
    kind = string(node, "resourceType")
    if WITHDRAWN & {string(node, "status"), string(node, "lifecycleStatus")}:
        return "withdrawn"
    if starts_at is None:
        return "no_date" if kind in {"Encounter", "Appointment"} else ""
    if of.person.born_on and age_on(of.person.born_on, starts_at.date()) < ADULT:
        return "before_18"
    if of.died_at and (
        starts_at > of.died_at if of.died_time_known else starts_at.date() > of.died_at.date()
    ):
        return "after_death"
    return ""


def _times(node: Node) -> tuple[datetime | None, datetime | None]:
    match string(node, "resourceType"):
        case "Appointment":
            return moment(node, "start"), moment(node, "end")
        case "Goal":
            return moment(node, "startDate"), None
    period = child(node, "period")
    return moment(period, "start"), moment(period, "end")


def _title(node: Node) -> str:
    match string(node, "resourceType"):
        case "Goal":
            return label(child(node, "description"))
        case "CareTeam":
            return string(node, "name") or _first_label(node, "category")
        case "Appointment":
            return string(node, "description") or _first_label(node, "serviceType")
    return _first_label(node, "type") or _first_label(node, "reasonCode")


def _first_label(node: Node, name: str) -> str:
    return next(filter(None, map(label, children(node, name))), "")


def _born_on(node: Node, today: date, died_on: date | None) -> date:
    born_on = whole_day(node, "birthDate")
    if born_on is None:
        raise In("missing", "birthDate")
    if died_on and died_on > today:
        raise In("future_death", "deceasedDateTime")
    if died_on and died_on < born_on:
        raise In("death_before_birth", "deceasedDateTime")
    return _taken(lambda day: fields.adult(day, today, died_on), born_on, "birthDate")


def _name(node: Node, titled: bool = False) -> str:
    for name in sorted(children(node, "name"), key=lambda name: string(name, "use") not in _CURRENT):
        parts = [*strings(name, "given"), string(name, "family")]
        whole = " ".join(filter(None, parts)) or string(name, "text")
        if whole:
            return " ".join([*strings(name, "prefix"), whole]) if titled else whole
    return ""


def _identifiers(node: Node, full_url: str) -> tuple[Pair, ...]:
    pairs = []
    for item in children(node, "identifier"):
        codes = {string(coding, "code") for coding in children(child(item, "type"), "coding")}
        system, value = string(item, "system"), string(item, "value")
        if system and value and not codes & NEVER_KEPT and system not in NEVER_KEPT_SYSTEMS:
            pairs.append(_pair(system, value))
    return tuple(dict.fromkeys(pairs)) or (_fallback(node, full_url),)


def _fallback(node: Node, full_url: str) -> Pair:
    """Return what the bundle itself calls a resource that brings no identifier."""
    if full_url.startswith("urn:uuid:"):
        return _pair("urn:ietf:rfc:3986", full_url)
    if string(node, "id"):
        return _pair("fhir", f"{string(node, 'resourceType')}/{string(node, 'id')}")
    raise In("no_identifier", "identifier")


def _own_identifier(node: Node) -> Pair | None:
    # CareTeam, Encounter, Goal and Appointment all list theirs under the same name
    found = [(string(item, "system"), string(item, "value")) for item in children(node, "identifier")]
    return next((_pair(system, value) for system, value in found if system and value), None)


def _pair(system: str, value: str) -> Pair:
    return _taken(fields.required, system, "identifier"), _taken(fields.required, value, "identifier")


def _contact(node: Node, system: str) -> str:
    points = [point for point in children(node, "telecom") if string(point, "system") == system]
    return next((string(point, "value") for point in points if string(point, "use") != "old"), "")


def _language(node: Node) -> str:
    spoken = sorted(children(node, "communication"), key=lambda item: item.get("preferred") is not True)
    for item in spoken:
        for coding in children(child(item, "language"), "coding"):
            code = string(coding, "code").lower().split("-")[0]
            if code in fields.LANGUAGES:
                return code
    return ""


def _taken(clean: Callable[[Raw], Clean], raw: Raw, field: str) -> Clean:
    """Return what `clean` makes of `raw`; what it refuses is refused in the name of `field`."""
    try:
        return clean(raw)
    except Bad as bad:
        raise In(bad.code, field) from bad
