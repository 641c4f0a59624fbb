"""Files: one page takes them, so no other does."""

from typing import Any

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.core.files.uploadhandler import FileUploadHandler
from django.urls import Resolver404, resolve

from tandem.exchange.rules.files import MOST_BYTES

TAKES_FILES = {"bring-in"}
ROOM = 64 * 1024  # bytes of a request beside its file: fields, and what stands between


class OnlyOnePlace(FileUploadHandler):
    """Refuses a file that is sent anywhere but where a caseload is brought in, before any of it is kept.

    Raises SuspiciousOperation (400) elsewhere, RequestDataTooBig (413) there for more than a caseload may have.
    """

    def handle_raw_input(self, input_data: Any, META: Any, content_length: int, *more: Any) -> None:
        """Look at the whole request's length first."""
        self.takes = _name(self.request.path_info) in TAKES_FILES if self.request else False
        self.left = MOST_BYTES + ROOM

    def new_file(self, *given: Any, **named: Any) -> None:
        """Begin with a file."""
        super().new_file(*given, **named)
        if not self.takes:
            raise SuspiciousOperation("A file where none is taken")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Hand on a piece, while there is room."""
        self.left -= len(raw_data)
        if self.left < 0:
            raise RequestDataTooBig("More than a caseload may have")
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Leave the file to those who keep it."""


def _name(path: str) -> str:
    try:
        return resolve(path).url_name or ""
    except Resolver404:
        return ""
