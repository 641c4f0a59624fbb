"""A hundred backups under eight writers come back whole, and what is cut short is refused.

python -m proof.restores                       a hundred, on SQLite; `--engines postgresql` for the other
python -m proof.restores --plant torn          the live file is copied instead: this must be noticed
"""

import argparse
import asyncio
import contextlib
import os
import random
import shutil
import sqlite3
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

from bench import servers
from bench.places import REPO, Place, place
from proof import practice
from proof.crowd import Answer, Crowd, quantile
from proof.writers import _asks
from tests.tools.postgres import OWNER, WEB, url

WRITERS = 8
MORE = 10  # checks between two backups
PATIENCE_SECONDS = 10


@dataclass
class Told:
    """Checks that were answered with “saved”: which, and when."""

    at: dict[str, float] = field(default_factory=dict)
    answers: list[Answer] = field(default_factory=list)

    def hear(self, answer: Answer) -> None:
        """Note an answer."""
        self.answers.append(answer)
        if answer.ask.kind == "check" and answer.status == 200:
            self.at[answer.ask.key] = answer.began + answer.seconds

    def before(self, moment: float) -> set[str]:
        """Return what had been acknowledged by then."""
        return {key for key, at in list(self.at.items()) if at < moment}


@dataclass
class Scene:
    """A practice that is written to, and where its backups go."""

    here: Place
    home: Path
    told: Told = field(default_factory=Told)
    taken: list[tuple[float, Path]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    @property
    def key(self) -> Path:
        """Return the private key’s file."""
        return self.home / "key.txt"

    def tandem(self, env: dict[str, str], *words: object) -> subprocess.CompletedProcess[str]:
        """Run a command."""
        command = [practice.TANDEM, *map(str, words)]
        return subprocess.run(command, env=env, cwd=REPO, capture_output=True, text=True)


def main() -> None:
    """Back up, bring back, compare; exit with 1 when a promise did not hold."""
    asked = _flags()
    faults: list[str] = []
    for engine in asked.engines.split(","):
        with place(engine, asked.folder) as here, tempfile.TemporaryDirectory(dir=asked.folder) as home:
            scene = Scene(here, Path(home))
            _write_and_back_up(scene, asked)
            _bring_back(scene, asked.plant)
            if not asked.plant:
                _cut(scene, asked.cuts)
            faults += [f"{engine}: {fault}" for fault in scene.faults]
    print("", *(f"NOT KEPT  {fault}" for fault in faults), *(() if faults else ["All kept."]), sep="\n")
    raise SystemExit(bool(faults))


def _write_and_back_up(scene: Scene, asked: argparse.Namespace) -> None:
    plan = practice.seeded(scene.here, asked.clients)
    made = scene.tandem(scene.here.env, "backup-key", scene.key)
    scene.here.env["TANDEM_BACKUP_RECIPIENT"] = made.stdout.strip().split("=")[1]
    over = threading.Event()
    with servers.serving(scene.here, [practice.TANDEM, "serve", "--bind", "fd://{fd}"]) as (port, _pid):
        writing = threading.Thread(target=lambda: asyncio.run(_write(port, plan, scene.told, over)))
        writing.start()
        try:
            for number in range(asked.count):
                _wait_for_more(scene.told)
                _back_up(scene, number, asked.plant)
        finally:
            over.set()
            writing.join()
    slow = [one for one in scene.told.answers if one.ask.kind in {"check", "goal"}]
    bad = [one for one in slow if one.status not in {200, 302}]
    print(
        f"  {len(slow)} writes beside {asked.count} backups: p50 {quantile(slow, 0.5):.0f}"
        f" p99 {quantile(slow, 0.99):.0f} max {quantile(slow, 1):.0f} ms; {len(bad)} not saved",
        flush=True,
    )
    if bad:
        scene.faults.append(f"{len(bad)} writes were not saved while a backup was made")


def _wait_for_more(told: Told) -> None:
    """Let some more be told that they are saved, so that there is something to miss; then some moment later."""
    until, ends = len(told.at) + MORE, time.monotonic() + PATIENCE_SECONDS
    while len(told.at) < until and time.monotonic() < ends:
        time.sleep(0.01)
    time.sleep(random.random() / 5)


async def _write(port: int, plan: dict[str, object], told: Told, over: threading.Event) -> None:
    crowd, asks = Crowd(port, told.hear), _asks(plan)

    async def one() -> None:
        while not over.is_set():
            await crowd.send(next(asks))
            await asyncio.sleep(0.02)  # so that there are meetings for the whole run

    await asyncio.gather(*(one() for _ in range(WRITERS)))
    await crowd.leave()


def _back_up(scene: Scene, number: int, plant: str) -> None:
    moment, folder = time.monotonic(), scene.home / f"b{number}"
    if plant == "torn":
        folder.mkdir()
        shutil.copy(scene.here.folder / "tandem.sqlite3", folder / "torn.sqlite3")
        scene.taken.append((moment, folder / "torn.sqlite3"))
        return
    done = scene.tandem(scene.here.env, "backup", folder)
    if done.returncode:
        scene.faults.append(f"no backup was made: {done.stderr[-300:]}")
        return
    scene.taken.append((moment, next(folder.glob("*.backup"))))


def _bring_back(scene: Scene, plant: str) -> None:
    good = 0
    for number, (moment, file) in enumerate(scene.taken):
        with _elsewhere(scene, number) as env:
            if plant == "torn":
                shutil.copy(file, Path(env["TANDEM_DATA"], "tandem.sqlite3"))
            else:
                done = scene.tandem(env, "restore", file, "--identity", scene.key)
                if done.returncode:
                    scene.faults.append(f"backup {number} did not come back: {done.stderr[-300:]}")
                    continue
            good += _whole(scene, number, moment, env)
        if file != scene.taken[-1][1]:
            file.unlink()
    print(f"  {good} of {len(scene.taken)} came back whole", flush=True)


def _whole(scene: Scene, number: int, moment: float, env: dict[str, str]) -> bool:
    try:
        there = _kept(env)
    except sqlite3.DatabaseError as error:
        scene.faults.append(f"backup {number} can’t be read: {error}")
        return False
    missing = scene.told.before(moment) - there
    if missing:
        scene.faults.append(
            f"backup {number}: {len(missing)} checks were acknowledged before it and are not in it"
        )
    ill = scene.tandem(env, "doctor")
    if ill.returncode:
        scene.faults.append(
            f"backup {number}: the doctor found something:\n{ill.stdout[-600:]}{ill.stderr[-300:]}"
        )
    return not missing and not ill.returncode


def _kept(env: dict[str, str]) -> set[str]:
    """Return which meetings have a check, read past the program; on SQLite look through the file as well."""
    sql = "SELECT appointment_id FROM session_checks_sessioncheck"
    if "BENCH_SUPERUSER_URL" in env:
        with psycopg.connect(env["BENCH_SUPERUSER_URL"]) as connection:
            return {row[0].hex for row in connection.execute(sql)}
    with closing(sqlite3.connect(Path(env["TANDEM_DATA"], "tandem.sqlite3"))) as connection:
        (sound,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
        if sound != "ok" or connection.execute("PRAGMA foreign_key_check").fetchone():
            raise sqlite3.DatabaseError("it is damaged")
        return {row[0] for row in connection.execute(sql)}


@contextlib.contextmanager
def _elsewhere(scene: Scene, number: int) -> Iterator[dict[str, str]]:
    """Yield the environment of an empty place that has the practice's keys; nothing is left of it."""
    keys = {"TANDEM_KEY_FILE": str(scene.here.folder / "keys.json")}
    with tempfile.TemporaryDirectory(dir=scene.home) as data:
        env = scene.here.env | keys | {"TANDEM_DATA": data}
        if scene.here.engine == "sqlite":
            yield env
            return
        socket, name = env["TANDEM_DATABASE_URL"].split("host=")[1], f"back{number}"
        with psycopg.connect(url("postgres", socket, "postgres"), autocommit=True) as superuser:
            superuser.execute(f"CREATE DATABASE {name} OWNER {OWNER}")
            try:
                roles = {
                    "TANDEM_DATABASE_URL": WEB,
                    "TANDEM_OWNER_DATABASE_URL": OWNER,
                    "BENCH_SUPERUSER_URL": "postgres",
                }
                yield env | {key: url(role, socket, name) for key, role in roles.items()}
            finally:
                superuser.execute(f"DROP DATABASE {name} WITH (FORCE)")


def _cut(scene: Scene, count: int) -> None:
    """Cut the last backup short at random places, then alter single bytes of it: each must be refused."""
    whole, refused, left = scene.taken[-1][1].read_bytes(), 0, []
    for number in range(count):
        spoilt = bytearray(whole)
        if number % 2:
            spoilt[random.randrange(len(spoilt))] ^= 1 << random.randrange(8)
        else:
            del spoilt[random.randrange(len(spoilt)) :]
        file = scene.home / "spoilt.backup"
        file.write_bytes(spoilt)
        with tempfile.TemporaryDirectory(dir=scene.home) as data:
            env = {key: value for key, value in scene.here.env.items() if "DATABASE_URL" not in key}
            done = scene.tandem(env | {"TANDEM_DATA": data}, "restore", file, "--identity", scene.key)
            refused += done.returncode == 1 and "Nothing was restored. It is damaged" in done.stderr
            left += [name for name in os.listdir(data) if "sqlite3" in name or name.startswith("restore-")]
    print(f"  {refused} of {count} spoilt ones refused, {len(left)} files left behind", flush=True)
    if refused < count or left:
        scene.faults.append(f"{count - refused} spoilt backups were not refused; left behind: {left[:3]}")


def _flags() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m proof.restores", description=__doc__.splitlines()[0])
    parser.add_argument("--engines", default="sqlite")
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--cuts", type=int, default=100)
    parser.add_argument("--clients", type=int, default=2000)
    parser.add_argument("--plant", default="", choices=["", "torn"])
    parser.add_argument(
        "--folder", help="where everything lies meanwhile; not in memory, or syncing costs nothing"
    )
    return parser.parse_args()


if __name__ == "__main__":
    main()
