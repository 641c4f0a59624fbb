"""Eight people write for minutes while everything else goes on: nobody is told that the database is busy.

python -m proof.writers                        ten minutes on SQLite, with the worker, an import and backups
python -m proof.writers --plant impatient      writers don't wait for the lock: this must be noticed
"""

import argparse
import asyncio
import contextlib
import csv
import os
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

from bench import servers
from bench.places import REPO, Place, place
from bench.seed import CSRF
from proof import practice
from proof.crowd import Answer, Ask, Crowd, quantile

WRITERS = 8
ROWS = 20_000  # brought in meanwhile
BACKUP_EVERY_SECONDS = 60
P99_MS = 2000  # our choice: with an import beside it, next to nobody waits longer than two seconds
LOG_MOST = 256_000_000  # bytes, while an import and a backup go on; our choice: a disk always has that


@dataclass
class Beside:
    """What goes on beside the writers, and what came of it."""

    here: Place
    over: threading.Event = field(default_factory=threading.Event)
    log_most: int = 0
    backups: int = 0
    imported: str = "not asked for"
    failed: list[str] = field(default_factory=list)

    def watch(self) -> None:
        """Note how long SQLite's log gets; back up now and then, as the how-to says."""
        database, target = self.here.folder / "tandem.sqlite3", self.here.folder / "backup.sqlite3"
        log, next_backup = Path(f"{database}-wal"), time.monotonic() + BACKUP_EVERY_SECONDS / 2
        while not self.over.wait(0.2):
            self.log_most = max(self.log_most, log.stat().st_size if log.exists() else 0)
            if time.monotonic() > next_backup:
                self._run(["sqlite3", str(database), f"VACUUM INTO '{target}'"])
                target.unlink(missing_ok=True)
                self.backups += 1
                next_backup = time.monotonic() + BACKUP_EVERY_SECONDS

    def bring_in(self, rows: int) -> None:
        """Bring in a made-up caseload from the command line."""
        path, began = self.here.folder / "caseload.csv", time.monotonic()
        with open(path, "w", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(["id", "name", "born_on", "email"])
            people = (
                [f"X-{n}", f"Nobody {n} Example", "1980-01-02", f"nobody{n}@mail.example"]
                for n in range(rows)
            )
            writer.writerows(people)
        self._run([practice.TANDEM, "import", str(path), "--practice", "Bench Example"])
        self.imported = f"{rows} rows in {time.monotonic() - began:.0f} s"

    def _run(self, command: list[str]) -> None:
        done = subprocess.run(command, env=self.here.env, cwd=REPO, capture_output=True, text=True)
        if done.returncode:
            self.failed.append(f"{Path(command[0]).name}: {(done.stdout + done.stderr)[-600:]}")


def main() -> None:
    """Write, and exit with 1 when somebody was told that they can't."""
    asked = _flags()
    with place("sqlite", asked.folder) as here:
        plan = practice.seeded(here, asked.clients)
        waiting = _asks(plan)
        beside = Beside(here)
        command = [sys.executable, "-m", "proof.planted", asked.plant] if asked.plant else [practice.TANDEM]
        with servers.serving(here, [*command, "serve", "--bind", "fd://{fd}"]) as (port, _pid), _worker(here):
            answers = _write(port, waiting, beside, asked)
        faults = list(_promises(here, answers, beside))
    print("", *(f"NOT KEPT  {fault}" for fault in faults), *(() if faults else ["All kept."]), sep="\n")
    raise SystemExit(bool(faults))


def _asks(plan: dict[str, object]) -> Iterator[Ask]:
    """Return checks as long as there are meetings, then goals of their clients without end."""
    checks = practice.asks(plan)["check"]
    yield from checks
    turn = 0
    while True:
        turn += 1
        for check in checks:
            episode = UUID(check.path.split("/")[2])
            body = f"csrfmiddlewaretoken={CSRF}&wording=Small+step+{turn}"
            yield Ask("goal", "POST", f"/e/{episode}/goals/add/", check.cookie, body, "", key="")


def _write(port: int, asks: Iterator[Ask], beside: Beside, asked: argparse.Namespace) -> list[Answer]:
    tasks = [threading.Thread(target=beside.watch)]
    if asked.rows:
        tasks.append(threading.Thread(target=beside.bring_in, args=(asked.rows,)))
    for task in tasks:
        task.start()
    crowd = Crowd(port)

    async def go() -> None:
        await crowd.so_many(lambda: next(asks), WRITERS, asked.minutes * 60)
        await crowd.leave()

    try:
        asyncio.run(go())
    finally:
        beside.over.set()
        for task in tasks:
            task.join()
    print(f"  {len(crowd.answers) / asked.minutes / 60:.0f} writes a second for {asked.minutes:g} minutes")
    return crowd.answers


def _promises(here: Place, answers: list[Answer], beside: Beside) -> Iterator[str]:
    load = os.getloadavg()[1]
    for kind in ("check", "goal"):
        some = [one for one in answers if one.ask.kind == kind]
        points = " ".join(f"p{share * 100:g} {quantile(some, share):.0f}" for share in (0.5, 0.95, 0.99))
        print(f"  {kind}: {len(some)}, {points} max {quantile(some, 1):.0f} ms")
    print(
        f"  log at most {beside.log_most // 1000} kB, {beside.backups} backups,"
        f" import: {beside.imported}; load {load:.1f}"
    )
    if bad := Counter(one.status for one in answers if one.status not in {200, 302}):
        yield f"not saved: {dict(bad)}"
    if (took := quantile(answers, 0.99)) > P99_MS:
        yield f"p99 is {took:.0f} ms"
    if beside.log_most > LOG_MOST:
        yield f"the log grew to {beside.log_most} bytes"
    yield from beside.failed
    if "locked" in (
        said := (here.folder / "server.log").read_text() + (here.folder / "worker.log").read_text()
    ):
        yield f"a log says that the database is locked: {said[-400:]}"
    told = {one.ask.key for one in answers if one.ask.kind == "check" and one.status == 200}
    there = practice.kept(here)
    print(f"  {len(told)} checks told saved, {len(told - there.keys())} lost")
    if told - there.keys() or any(count > 1 for count in there.values()):
        yield "a check was lost, or is there twice"
    if ill := practice.doctor(here):
        yield f"the doctor found something:\n{ill}"


@contextlib.contextmanager
def _worker(here: Place) -> Iterator[None]:
    env = {**here.env, "TANDEM_DEMO": "1"}  # its letters go to a folder
    with open(here.folder / "worker.log", "wb") as log:
        process = subprocess.Popen([practice.TANDEM, "worker"], env=env, cwd=REPO, stdout=log, stderr=log)
    try:
        yield
        if process.poll() is not None:
            raise RuntimeError("the worker ended")
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(10)


def _flags() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m proof.writers", description=__doc__.splitlines()[0])
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--clients", type=int, default=2000)
    parser.add_argument("--rows", type=int, default=ROWS, help="rows to bring in meanwhile; 0 for none")
    parser.add_argument("--plant", default="", choices=["", "impatient"])
    parser.add_argument("--folder", help="where SQLite’s file lies; not in memory, or syncing costs nothing")
    return parser.parse_args()


if __name__ == "__main__":
    main()
