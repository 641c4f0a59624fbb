"""Another practice's people try everything with this practice's ids, and this database's links: nothing may come of it.

python -m proof.walls                     2,000 attempts on SQLite
python -m proof.walls --full              100,000
python -m proof.walls --postgres          on a PostgreSQL of its own, with the web role and row-level security
python -m proof.walls --plant unscoped    one query asks in every practice: this must be noticed
python -m proof.walls --plant loose       the database no longer ties links: this must be noticed (SQLite)
"""

import argparse
import time

from proof.here import begin, on_postgresql, practice

FULL, SHORT = 100_000, 2_000


def main() -> int:
    """Return 0 when no attempt came through."""
    asked = _flags()
    count = asked.count or (FULL if asked.full else SHORT)
    if asked.postgres:
        return on_postgresql("proof.walls", [f"--count={count}", f"--plant={asked.plant}"])
    begin()
    from proof.climbers import FAULTS, climbed

    with practice() as world:
        began = time.monotonic()
        found = climbed(world, count, asked.seed, FAULTS[asked.plant] if asked.plant else None)
    for kind, number in found.tried.items():
        print(f"  {number:>7} {kind}")
    for one in found.hits[:40]:
        print("  NOT KEPT ", one)
    print(
        f"{sum(found.tried.values())} attempts, {len(found.hits)} hits, {time.monotonic() - began:.0f} s",
        flush=True,
    )
    return 1 if found.hits else 0


def _flags() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m proof.walls", description=__doc__.splitlines()[0])
    parser.add_argument("--full", action="store_true")
    parser.add_argument("--count", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--postgres", action="store_true")
    parser.add_argument("--plant", default="", choices=["", "unscoped", "loose"])
    return parser.parse_args()


if __name__ == "__main__":
    raise SystemExit(main())
