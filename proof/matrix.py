"""Who may see and do what: every cell of `proof/access.csv`, asked of the program in process and over HTTP.

python -m proof.matrix                     some states, one profile, one request in six, on SQLite
python -m proof.matrix --full              all of them
python -m proof.matrix --postgres          on a PostgreSQL of its own, with the web role and row-level security
python -m proof.matrix --plant helpers     whoever helps anybody here may read everybody: this must be noticed
python -m proof.matrix --plant no-gate     one view no longer passes its door: this must be noticed
python -m proof.matrix --plant words       a page that is everybody's shows what a client said: this must be noticed
"""

import argparse
import time
from itertools import islice
from typing import Any

from proof.here import begin, on_postgresql, practice

SHORT = "ask, all shown"
EVERY = 6  # one request in so many, in short


def main() -> int:
    """Return 0 when no cell is wrong."""
    asked = _flags()
    if asked.postgres:
        return on_postgresql("proof.matrix", [*(["--full"] if asked.full else []), f"--plant={asked.plant}"])
    begin()
    from proof import cells, doors, expected, planted_doors

    if asked.plant:
        planted_doors.FAULTS[asked.plant]().start()
    wrong = 0
    with practice() as world:
        began = time.monotonic()
        some = cells.states(asked.full)
        inside = cells.asked(world, islice(some, 0, 2 if asked.plant else None))
        wrong += _tell("in process", inside, time.monotonic() - began)
        began = time.monotonic()
        profiles, take = (doors.PROFILES, None) if asked.full else ([SHORT], doors.one_in(EVERY))
        if asked.plant:  # the one door it is about, by everybody
            take = planted_doors.only(asked.plant)
        over, requests, pages = doors.walked(world, take, profiles)
        wrong += _tell(f"over HTTP, {requests} requests", over, time.monotonic() - began) + len(pages)
        print(f"  {len(pages)} pages were not the right ones", *sorted(set(pages))[:20], sep="\n    ")
    print(f"  {expected.not_yet()} cells are open by design for a stated reason, and refused in this version")
    print(
        f"{inside.cells + over.cells} cells, {len(inside.leaks) + len(over.leaks)} leaks, "
        f"{len(inside.denials) + len(over.denials)} wrong denials"
    )
    return 1 if wrong else 0


def _tell(what: str, found: Any, seconds: float) -> int:
    print(
        f"  {what}: {found.cells} cells, {found.refused} of them refused, {len(found.leaks)} leaks, "
        f"{len(found.denials)} wrong denials, {seconds:.0f} s",
        flush=True,
    )
    for one in [*found.leaks[:40], *found.denials[:40]]:
        print("    NOT KEPT ", one)
    return len(found.leaks) + len(found.denials)


def _flags() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m proof.matrix", description=__doc__.splitlines()[0])
    parser.add_argument("--full", action="store_true")
    parser.add_argument("--postgres", action="store_true")
    parser.add_argument("--plant", default="", choices=["", "helpers", "no-gate", "words"])
    return parser.parse_args()


if __name__ == "__main__":
    raise SystemExit(main())
