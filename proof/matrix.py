"""Who may see and do what: every cell of `proof/access.csv`, asked of the program in process and over HTTP.

python -m proof.matrix                     a few states and profiles, on SQLite
python -m proof.matrix --full              all of them
python -m proof.matrix --postgres          on a PostgreSQL of its own, with the web role and row-level security
python -m proof.matrix --plant helpers     whoever helps anybody here may read everybody: this must be noticed
python -m proof.matrix --plant no-gate     one view no longer passes its door: this must be noticed
"""

import argparse
import time
from typing import Any

from proof.here import begin, on_postgresql, practice

SOME = ("ask, nothing shown", "open, all shown")


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
        inside = cells.asked(world, cells.states(asked.full))
        wrong += _tell("in process", inside, time.monotonic() - began)
        began = time.monotonic()
        profiles = doors.PROFILES if asked.full else SOME
        over, requests, pages = doors.walked(world, profiles=profiles)
        wrong += _tell(f"over HTTP, {requests} requests", over, time.monotonic() - began)
        wrong += len(pages)
        print(f"  {len(pages)} pages were not the right ones", *sorted(set(pages))[:20], sep="\n    ")
    print(f"  {expected.not_yet()} cells are open by design for a stated reason, and refused in this version")
    print("All as the table says." if not wrong else "NOT KEPT")
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
