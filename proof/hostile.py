"""What nobody types, and what a program or an attacker sends: values, ways of sending, and headers."""

import random
from collections.abc import Iterable
from urllib.parse import urlencode
from uuid import uuid4

from proof.forms import Form

MARK = "fuzz7x"
# Each must never stand in a page as it was sent: there it would be markup of the sender's.
MARKUP = (
    f"<script>{MARK}</script>", f'"><img src=x onerror={MARK}>', f'" onfocus="{MARK}', f"' onfocus='{MARK}",
    f"</textarea><b>{MARK}</b>", f"</title><svg onload={MARK}>", f"<!--{MARK}", f"<a href=javascript:{MARK}>",
)  # fmt: skip
VALUES = (
    *MARKUP,
    "", " ", "\0", "a\0b", "\ud800", "\udfff x", "\u202eright to left\u202c", "\u200f\u200b\ufeff",
    "ﷺ" * 400, "İ" * 300,
    "e\u0301" * 500, "\U0001f468\u200d\U0001f469\u200d\U0001f467" * 40, "\uffff\ufdd0", "\x07\x1b[31m\x7f",
    "a\r\nSet-Cookie: fuzz=1",
    "x" * 301, "x" * 100_000, "-1", "0", "11", "99999999999999999999", "1e309", "NaN", "Infinity", "0x10", "١٢", "1_0",
    "true", "on", "null", "[]", "{}", "2024-02-30", "0000-00-00", "9999-12-31", "0001-01-01", "-5000-01-01",
    "24:61", "00:00",
    "2026-03-08T02:30", "2026-11-01T01:30", "' OR 1=1 --", "'; DROP TABLE people_user; --", "1) UNION SELECT 1--",
    "%", "_", "\\", "*",
    "{{ 7|add:7 }}", "{% debug %}", "%s%n%(x)s", "${7*7}", "../../etc/passwd", "..\\..", "javascript:alert(1)",
    "//other.example/", "https://other.example/", "/\\other.example", "id", "today", "a@b.example",
    "a@" + "b" * 300 + ".example",
)  # fmt: skip
KINDS = (
    "application/json", "text/plain", "multipart/form-data", "multipart/form-data; boundary=x", "image/svg+xml", "",
    "application/x-www-form-urlencoded; charset=utf-16", "application/x-www-form-urlencoded; charset=none", "é/é",
)  # fmt: skip
METHODS = ("PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "TRACE", "PROPFIND")
HEADERS = (
    {}, {}, {}, {"hx-request": "true"}, {"hx-request": "true", "hx-target": "x" * 3000}, {"hx-boosted": "true"},
    {"hx-current-url": "//other.example/%zz"}, {"accept-language": "xx-é;q=9," * 40}, {"accept-language": "es"},
    {"referer": "javascript:1"}, {"x-forwarded-host": "other.example"}, {"if-modified-since": "soon"},
    {"range": "bytes=9-1"}, {"cookie": "session=\\073; messages=x"}, {"origin": "null"},
)  # fmt: skip


def value(chance: random.Random, theirs: Iterable[str]) -> str:
    """Return something hostile: markup, one of the list, another practice's id, or an id of nothing."""
    if chance.random() < 0.3:
        return chance.choice(MARKUP)
    return chance.choice([*VALUES, *theirs, *theirs, str(uuid4()), uuid4().hex.upper()])


def body(form: Form, chance: random.Random, theirs: Iterable[str]) -> str:
    """Fill in a form as a person would, spoil some of it, and encode it."""
    fields = [(name, one) for name, given in form.given.items() for one in given]
    fields += [(name, "2027-01-04" if name == "on" else "A line.") for name in form.texts]
    fields += [(name, chance.choice(values)) for name, values in form.choices.items()]
    fields += [(name, one) for name, values in form.boxes.items() for one in values if chance.random() < 0.5]
    fields += [chance.choice(form.buttons)] if form.buttons else []
    for _ in range(chance.choice((0, 1, 1, 1, 2, 3))):
        _spoil(fields, chance, theirs)
    return encoded(fields)


def _spoil(fields: list[tuple[str, str]], chance: random.Random, theirs: Iterable[str]) -> None:
    at = chance.randrange(len(fields)) if fields else 0
    how = chance.random()
    if not fields or how < 0.1:
        fields.append(
            (chance.choice(["id", "practice", "next", "by", "at", "\0", "x" * 300]), value(chance, theirs))
        )
    elif how < 0.2:
        fields.pop(at)
    elif how < 0.3:
        fields.append((fields[at][0], value(chance, theirs)))
    else:
        fields[at] = (fields[at][0], value(chance, theirs))


def encoded(fields: list[tuple[str, str]]) -> str:
    """Return fields as a browser sends them, and what no browser could send as well."""
    return urlencode(fields, errors="surrogatepass")


def broken_body(chance: random.Random) -> tuple[bytes, str]:
    """Return a body that is no form, or half of one, and what it says it is."""
    half = b'--x\r\nContent-Disposition: form-data; name="line"\r\n\r\nhalf a li'
    file = half.replace(b'"line"', b'"file"; filename="../a.svg"') + b"ne\r\n--x--\r\n"
    some = (
        half,
        file,
        b"{",
        b"\xff\xfe\x00",
        b"a=%zz&=&&&b=%",
        b"&" * 3000,
        b"a=1&" * 1500,
        b"[" * 5000,
        b"",
    )
    return chance.choice(some), chance.choice(KINDS)
