"""What kind of file is this, and can it be read as text at all?"""

from tandem.exchange.rules.fields import Bad

MOST_BYTES = 20 * 1024 * 1024  # our choice: some 300,000 lines, or twenty large bundles
HEAD_BYTES = 4096  # enough to tell the kinds apart

CSV, FHIR = "csv", "fhir"


def kind_of(head: bytes) -> str:
    """Return `csv` or `fhir` by how a file begins. Raises `Bad` for what is neither.

    `head` is the first bytes of the file.
    """
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Bad("utf16")
    if head.startswith(b"PK\x03\x04"):
        raise Bad("workbook")
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not start:
        raise Bad("empty")
    if b"\x00" in head[:64]:  # our choice: the first column names
        raise Bad("utf16")  # without its mark, every second byte is empty
    if start.startswith(b"<"):
        raise Bad("xml")
    return FHIR if start.startswith((b"{", b"[")) else CSV
