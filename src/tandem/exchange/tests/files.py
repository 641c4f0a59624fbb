"""Small files for the tests. Everybody in them is made up."""

import io
import json
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from tandem.care.models import Episode, HistoryItem
from tandem.exchange import actions
from tandem.exchange.models import ImportBatch, ImportPart
from tandem.people.models import Identifier, Member, RoleGrant

CHECKOUT = Path(__file__).parents[4]
SAMPLES = CHECKOUT / "tests" / "data"
HEADER = "id,name,born_on,email,phone,language"
SOURCE = "https://records.example/people"

Json = dict[str, Any]
TABLES: list[Any] = [Member, RoleGrant, Identifier, HistoryItem, Episode, ImportPart]


def csv(*lines: str, header: str = HEADER) -> bytes:
    """Return a CSV file with these lines."""
    return "\r\n".join([header, *lines, ""]).encode()


def patient(key: str = "p1", **changes: Any) -> Json:
    """Return a bundle entry with an invented patient."""
    resource = {
        "resourceType": "Patient",
        "id": key,
        "identifier": [{"system": SOURCE, "value": key}],
        "name": [{"use": "official", "family": "Madeup", "given": ["Nora"]}],
        "birthDate": "1980-06-15",
    }
    return entry(key, resource | changes)


def visit(key: str, start: str, end: str = "", of: str = "p1", **changes: Any) -> Json:
    """Return a bundle entry with an encounter."""
    period = {"start": start, "end": end} if end else {"start": start}
    resource = {
        "resourceType": "Encounter",
        "id": key,
        "status": "finished",
        "class": {"code": "AMB"},
        "type": [{"text": "Talk therapy"}],
        "subject": {"reference": f"urn:uuid:{of}"},
        "period": period,
    }
    return entry(key, resource | changes)


def entry(key: str, resource: Json) -> Json:
    """Return a resource as an entry of a bundle."""
    return {"fullUrl": f"urn:uuid:{key}", "resource": resource}


def bundle(*entries: Json, **changes: Any) -> bytes:
    """Return a bundle file."""
    return json.dumps({"resourceType": "Bundle", "type": "transaction", "entry": entries} | changes).encode()


def sample(name: str) -> bytes:
    """Return one of the files in `tests/data`."""
    return (SAMPLES / name).read_bytes()


def check(content: bytes, at: datetime | None = None) -> ImportBatch:
    """Check a file as the command line does."""
    return actions.check_file(file=io.BytesIO(content), by=None, at=at or timezone.now())


def bring_in(content: bytes, chosen: tuple[int, ...] = ()) -> ImportBatch:
    """Check a file and write all of it."""
    batch = check(content)
    actions.bring_in(batch=batch, chosen=list(chosen), by=None, at=timezone.now())
    actions.write(batch_id=str(batch.pk), at=timezone.now())
    batch.refresh_from_db()
    return batch


def take_back(batch: ImportBatch) -> None:
    """Undo a batch and do the work it asks for."""
    actions.undo(batch=batch, by=None, at=timezone.now())
    actions.take_back(batch_id=str(batch.pk), by=None, at=timezone.now())
    batch.refresh_from_db()


def problems(content: bytes) -> list[str]:
    """Return the codes of what is wrong with a file; none when it was taken."""
    try:
        actions.leave_out(batch=check(content))
    except actions.FileRefused as refused:
        return [problem.code for problem in refused.problems]
    return []


def rows() -> list[Any]:
    """Return everything that a batch may touch, row by row."""
    return [list(model.objects.order_by("pk").values()) for model in TABLES]


def upload(content: bytes, name: str = "people.csv") -> Json:
    """Return what the form on the page sends."""
    return {"file": SimpleUploadedFile(name, content)}
