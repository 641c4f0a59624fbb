"""Which roles can be given by hand, and who may give them; how long a sign-in lasts; how a name is looked for."""

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta

from tandem.permissions.rules import Role

# A client's role comes with their care, never from this list.
GRANTABLE = (
    Role.THERAPIST,
    Role.PEER,
    Role.PEER_SUPERVISOR,
    Role.CLINICAL_SUPERVISOR,
    Role.ON_CALL,
    Role.LEAD,
    Role.FRONT_DESK,
    Role.BILLER,
    Role.ADMIN,
)
CARE_ROLES = frozenset(
    {Role.THERAPIST, Role.PEER, Role.PEER_SUPERVISOR, Role.CLINICAL_SUPERVISOR, Role.ON_CALL}
)


def may_give(giver: frozenset[str], role: str, to_self: bool) -> bool:
    """Return whether someone with the roles `giver` may give `role`.

    Admins and leads give roles; neither gives a care role to themself, so that running the practice
    never becomes a way to read. Source: access matrix, row 37.
    """
    return bool({Role.LEAD, Role.ADMIN} & set(giver)) and not (to_self and role in CARE_ROLES)


# --- How long a sign-in lasts ---

STEP_UP_LASTS = timedelta(minutes=5)  # our choice: as long as one form takes


@dataclass(frozen=True)
class Limits:
    """How long a sign-in lasts without use, and how long in any case."""

    idle: timedelta
    longest: timedelta


def limits(roles: Collection[str], safer: bool) -> Limits:
    """Return how long a sign-in of somebody with these roles lasts. `safer`: others may see their phone.

    Source: the design's limits for staff and clients (after ASVS 7.3 and HIPAA 164.312(a)(2)(iii)).
    """
    return Limits(
        idle=timedelta(minutes=5 if safer else 15),
        longest=timedelta(hours=12 if is_staff(roles) else 24),
    )


def is_staff(roles: Collection[str]) -> bool:
    """Return whether somebody is more than a client here."""
    return any(role != Role.CLIENT for role in roles)


# --- Names, as they are looked for ---

LONGEST_KEY = 200  # letters of a key: as long as a name may be
MOST_WORDS = 4  # our choice: of what is typed, so many words count
AFTER_ALL = "\U0010ffff"  # sorts behind every letter, by code point as both databases do here
_APOSTROPHES = "'’ʼ`´"
# Letters that are no other letter with a mark, as somebody without them on the keyboard types them.
_TYPED = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"})
_PART = re.compile(r"[^\W_]+")


def plain_words(text: str) -> list[str]:
    """Return the words of a name or of what is typed: small letters, without marks, "O’Brien" as one word."""
    small = text.casefold()
    for apostrophe in _APOSTROPHES:
        small = small.replace(apostrophe, "")
    return _plain_parts(small)


def _plain_parts(small: str) -> list[str]:
    if not small.isascii():
        apart = unicodedata.normalize("NFKD", small.translate(_TYPED))
        small = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return _PART.findall(small)


def name_keys(name: str) -> set[str]:
    """Return a name in plain words from each of its words on, the earlier ones behind: what a search looks through.

    "Ana Núñez" is "ana nunez" and "nunez ana", so that any word is found by its beginning, in one sorted list.
    """
    found = set()
    for words in (plain_words(name), _plain_parts(name.casefold())):  # with "O’Brien" as one word, and as two
        found |= {" ".join(words[turn:] + words[:turn])[:LONGEST_KEY] for turn in range(len(words))}
    return found


def fits(name: str, asked: list[str]) -> bool:
    """Return whether each word that was asked for begins one of the name's words: what the sorted list finds."""
    keys = name_keys(name)
    return all(any(key.startswith(word) for key in keys) for word in asked)


def asked_words(typed: str) -> list[str]:
    """Return the words to look for, the longest first: it leaves the fewest names."""
    return sorted(plain_words(typed)[:MOST_WORDS], key=len, reverse=True)
