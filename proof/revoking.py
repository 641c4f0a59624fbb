"""A client takes back, again and again, what a helper never stops reading: not one read may come too late.

python -m proof.revoking                    40 times in each of five ways, on SQLite
python -m proof.revoking --full             1,000 times in all
python -m proof.revoking --postgres         on a PostgreSQL of its own
python -m proof.revoking --plant remembered    a permission is kept from the request before: this must be noticed
"""

import argparse
import time
from collections.abc import Callable
from typing import Any

from proof.here import begin, on_postgresql, practice

FULL, SHORT = 200, 40  # of each of the five ways


def main() -> int:
    """Return 0 when nothing was read too late."""
    asked = _flags()
    rounds = asked.rounds or (FULL if asked.full else SHORT)
    if asked.postgres:
        return on_postgresql("proof.revoking", [f"--rounds={rounds}", f"--plant={asked.plant}"])
    begin()
    from tests.parts import races

    ways: dict[str, Callable[[Any], Any]] = dict(races.WAYS)
    if asked.plant:
        races.remembering().start()
    races.Race.rounds, late, reads, began = rounds, 0, 0, time.monotonic()
    for name, way in ways.items():
        with practice() as world:
            race = way(world)
        print(
            f"  {name}: taken back {race.closings} times, {race.reads} reads, {race.late} too late",
            flush=True,
        )
        late, reads = late + race.late, reads + race.reads
        if race.reads <= rounds:
            print("  NOT KEPT  hardly anything was read meanwhile")
            late += 1
    print(
        f"{rounds * len(ways)} times taken back, {reads} reads, {late} too late, {time.monotonic() - began:.0f} s"
    )
    return 1 if late else 0


def _flags() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m proof.revoking", description=__doc__.splitlines()[0])
    parser.add_argument("--full", action="store_true")
    parser.add_argument("--rounds", type=int, default=0, help="how often in each way")
    parser.add_argument("--postgres", action="store_true")
    parser.add_argument("--plant", default="", choices=["", "remembered"])
    return parser.parse_args()


if __name__ == "__main__":
    raise SystemExit(main())
