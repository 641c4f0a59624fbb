"""Somebody with the database's own password changes the record: `python -m proof.tampering`, on both databases.

The demonstration's record, with looks and lists. Each tampering is one transaction: rows are changed as their
owner can, the record is verified, and all is rolled back. Every one must be found; where one row was touched, the
entry must be named. With `--plant blind` the verifier reads details from memory, and must be caught.
"""

import argparse
import os
import random
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

import psycopg

from tests.tools.postgres import OWNER, WEB, throwaway_postgres, url

REPO = Path(__file__).resolve().parents[1]
TANDEM = str(Path(sys.executable).parent / "tandem")
NEEDED = {"seed", "count", "plant"}


def main(said: argparse.Namespace) -> int:
    """Return 0 when every tampering was found on each engine."""
    return max([_on(engine, said) for engine in said.engines.split(",")])


def _on(engine: str, said: argparse.Namespace) -> int:
    with tempfile.TemporaryDirectory(prefix="tandem-") as data:
        env = os.environ | {
            "TANDEM_DATA": data,
            "TANDEM_DEMO": "1",
            "DJANGO_SETTINGS_MODULE": "tandem.config.settings",
        }
        if engine == "sqlite":
            return _tried(env, said)
        with throwaway_postgres() as folder:
            with psycopg.connect(
                host=folder, user="postgres", dbname="postgres", autocommit=True
            ) as superuser:
                superuser.execute(f"CREATE DATABASE tandem OWNER {OWNER}")
            owner = url(OWNER, folder, "tandem")
            env |= {"TANDEM_OWNER_DATABASE_URL": owner, "TANDEM_DATABASE_URL": url(WEB, folder, "tandem")}
            return _tried(env, said, owner)


def _tried(env: dict[str, str], said: argparse.Namespace, owner: str = "") -> int:
    """Prepare the demonstration as it is always prepared, then tamper as the owner."""
    subprocess.run([TANDEM, "demo", "--prepare"], env=env, check=True, stdout=subprocess.DEVNULL)
    if owner:
        env = env | {"TANDEM_DATABASE_URL": owner}
    words = [f"--{name}={getattr(said, name)}" for name in sorted(NEEDED) if getattr(said, name)]
    return subprocess.run(
        [sys.executable, "-m", "proof.tampering", "--here", *words], env=env, cwd=REPO
    ).returncode


def here(said: argparse.Namespace) -> int:
    """Tamper with the database of this process. Returns 0 when all was found."""
    import django

    django.setup()
    from django.db import connection

    from proof.tamperer import Tamperer, blind

    tamperer = Tamperer(random.Random(said.seed))
    tamperer.prepare()
    if said.plant == "blind":
        blind(tamperer.practice_id)
    made, found, named = Counter[str](), Counter[str](), Counter[str]()
    for _ in range(said.count):
        one = tamperer.once()
        made[one.kind] += 1
        found[one.kind] += one.found
        named[one.kind] += one.named
    print(f"{connection.vendor}, {tamperer.size}, seed {said.seed}")
    for kind in sorted(made):
        print(
            f"  {kind:<34} {made[kind]:>6} made {found[kind]:>6} found {named[kind]:>6} named as they should be"
        )
    missed, misnamed = made.total() - found.total(), made.total() - named.total()
    alarms = tamperer.false_alarms
    print(
        f"  {found.total()} of {made.total()} found, {missed} missed, {misnamed} misnamed, {alarms} false alarms"
    )
    return 1 if missed or misnamed or alarms else 0


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--count", type=int, default=10_000)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--engines", default="sqlite,postgresql")
    asked.add_argument("--plant", choices=["blind"], default="")
    asked.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    options = asked.parse_args()
    sys.exit(here(options) if options.here else main(options))
