"""What `proof/access.csv` says: for each thing, each person and each state of the client's choices."""

import csv
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from tandem.permissions.sharing import FLAGS, Preset, Start

TABLE = Path(__file__).with_name("access.csv")
PEOPLE = (
    "CL", "PE", "TH", "PS", "CS", "OC", "FD", "BI", "PL", "SA",
    "oc", "op", "ot", "ep", "et", "xc", "xp", "xt", "xl", "an",
)  # fmt: skip
HELPERS = ("PE", "TH")


class Shown(StrEnum):
    """How much of each thing the client opened to both helpers, one by one."""

    NOTHING = "nothing"
    WORD = "word"
    ALL = "all"


@dataclass(frozen=True)
class State:
    """What the client chose, and how things stand. The last five are switches; `times` is one of them."""

    preset: Preset = Preset.ASK
    shown: Shown = Shown.NOTHING
    ended: bool = False
    paused: bool = False
    peer_notes: bool = False
    summaries: bool = False
    checks: Start = Start.WORD
    scores: bool = False
    quality: bool = False
    times: bool = False

    def __str__(self) -> str:
        on = [name for name in ("ended", "paused", *FLAGS) if getattr(self, name)]
        return " ".join([self.preset.value, f"shown-{self.shown.value}", f"checks-{self.checks.value}", *on])


class Answer(StrEnum):
    """What must come."""

    YES = "yes"
    TOLD = "told"  # a page that says why not
    NO = "no"  # the same as for what does not exist
    OWN = "own"  # their own page, with nothing of this on it


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    kind: str
    thing: str
    row: str
    action: str
    address: str
    cells: dict[str, str]

    def __str__(self) -> str:
        return f"{self.thing}, {self.action} ({self.address or 'wherever it stands'})"


def rows(kind: str) -> list[Row]:
    """Return the lines of one kind, "door" or "words", as they stand. Raises ValueError for a cell without meaning."""
    with TABLE.open(newline="") as file:
        lines = list(csv.DictReader(line for line in file if not line.startswith("#")))
    found = [
        Row(*(line[name] for name in ("kind", "thing", "row", "action", "address")), {who: line[who] for who in PEOPLE})
        for line in lines
    ]  # fmt: skip
    wrong = [f"{row}: {who} {cell}" for row in found for who, cell in row.cells.items() if cell not in MEANS]
    if wrong:
        raise ValueError(wrong)
    return [row for row in found if row.kind == kind]


def _o(state: State) -> Answer:
    return Answer.TOLD if state.ended else Answer.YES


def _yes_if(yes: bool) -> Answer:
    return Answer.YES if yes else Answer.NO


MEANS = {
    "-": lambda state: Answer.NO,
    "(R)": lambda state: Answer.NO,
    "(*)": lambda state: Answer.OWN,
    "n": lambda state: Answer.OWN,
    "y": lambda state: Answer.YES,
    "Y": lambda state: Answer.YES,
    "o": _o,
    "on": lambda state: _yes_if(not state.ended),
    "c": lambda state: Answer.TOLD if state.preset is Preset.SEPARATE else _o(state),
    "x": lambda state: _yes_if(state.preset is not Preset.SEPARATE),
    "s": lambda state: _yes_if(state.shown is not Shown.NOTHING),
    "S": lambda state: _yes_if(state.shown is Shown.ALL),
    "xo": lambda state: Answer.TOLD if state.ended else _yes_if(state.preset is not Preset.SEPARATE),
    "so": lambda state: Answer.NO if state.shown is Shown.NOTHING else _o(state),
    "yp": lambda state: _yes_if(not state.paused),
    ".": lambda state: Answer.NO,
    ".o": lambda state: Answer.TOLD if state.ended else Answer.NO,
    "b": lambda state: Answer.YES,
}


def expected(row: Row, who: str, state: State, inside: bool) -> Answer:
    """Return what must come when `who` tries one line. `inside`: the address lies inside the client's episode."""
    cell = row.cells[who]
    if state.paused and who in HELPERS and inside and cell not in ("-", "Y"):
        return Answer.TOLD if row.kind == "door" else Answer.NO
    answer = MEANS[cell](state)
    return Answer.NO if row.kind == "words" and answer is Answer.TOLD else answer


THE_VIEW_SAYS = {
    ".",
    ".o",
    "xo",
    "yp",
    "on",
}  # the door lets them in, and their own page then says "not there"


def not_yet() -> int:
    """Return how many cells the design opens for a stated reason that no page of this version asks for."""
    return sum(
        cell == "(R)" for kind in ("door", "words") for row in rows(kind) for cell in row.cells.values()
    )
