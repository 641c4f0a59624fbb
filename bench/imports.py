"""How fast people come in from a file, and what others notice: `python -m bench.imports --rows 1000,10000,100000`.

A lead sends the file through the page; the worker writes it. Meanwhile a therapist opens Today and clients
submit checks, one after the other. The floor writes the same rows by the bare driver.
"""

import argparse
import contextlib
import http.client
import json
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil

from bench import servers
from bench.operations import FORM, operations
from bench.places import REPO, Place, place
from bench.results import RESULTS, Found, merge, read, surroundings
from bench.seed import CSRF
from bench.table import imports, page

CLIENTS = 1000  # who are here before
BEFORE_SECONDS = 10  # how long others are measured before the file comes
BETWEEN_SECONDS = 0.05
BOUNDARY = "x-bench-boundary"


def main() -> None:
    """Measure what the flags name, and put it beside the other results."""
    asked = _flags()
    for engine in asked.engines.split(","):
        for rows in map(int, asked.rows.split(",")):
            print(f"{engine}, {rows:,} rows", file=sys.stderr, flush=True)
            with place(engine, asked.folder) as here:
                found = {**_measure(here, rows), **surroundings()}
            print(imports([found]), flush=True)
            if not asked.quick or asked.results:
                path = Path(asked.results or RESULTS)
                merge(path, "imports", [found], key=("engine", "rows"))
                path.with_name("RESULTS.md" if path == RESULTS else f"{path.stem}.md").write_text(
                    page(read(path))
                )


def people(rows: int) -> Iterator[str]:
    """Yield the lines of a file with made-up people."""
    yield "id,name,born_on,email,phone,language\n"
    for n in range(rows):
        born = f"{1950 + n % 50}-{1 + n % 12:02d}-{1 + n % 28:02d}"
        yield f"B-{n},Casey Madeup{n},{born},casey{n}@bench.example,555-{n % 10000:04d},{'es' if n % 5 else 'en'}\n"


def _measure(here: Place, rows: int) -> Found:
    plan_file, file = here.folder / "plan.json", here.folder / "people.csv"
    here.run("bench.seed", plan_file, CLIENTS)
    plan = json.loads(plan_file.read_text())
    with file.open("w") as out:
        out.writelines(people(rows))
    with servers.tandem(here) as (port, pid), _worker(here) as worker, _watched([pid], [worker]) as peaks:
        with _others(plan, port) as before:
            time.sleep(BEFORE_SECONDS)
        cookie = plan["lead"]["cookie"]
        with _others(plan, port, turn=1) as checking:
            where, checked = _check(port, cookie, file)
        with _others(plan, port, turn=2) as writing:
            written = _write(port, cookie, where, rows)
    done = subprocess.run(
        [sys.executable, "-m", "bench.raw_import", str(file), plan["practice"]],
        env=here.env, cwd=REPO, stdout=subprocess.PIPE, text=True, check=True,
    )  # fmt: skip
    floor = float(done.stdout.splitlines()[-1])
    return {
        "engine": here.engine, "rows": rows, "checked_per_second": rows / checked, "checked_seconds": checked,
        "written_per_second": rows / written, "written_seconds": written, "floor_per_second": rows / floor,
        "server_mb": peaks[0], "worker_mb": peaks[1], "before": _p95s(before), "checking": _p95s(checking),
        "writing": _p95s(writing),
    }  # fmt: skip


def _check(port: int, cookie: str, file: Path) -> tuple[str, float]:
    """Send the file. Returns its page, and how many seconds the check took."""
    begun = time.perf_counter()
    where = _post(port, cookie, "/bring-in/", _multipart(file), f"multipart/form-data; boundary={BOUNDARY}")
    return where, time.perf_counter() - begun


def _write(port: int, cookie: str, where: str, rows: int) -> float:
    """Say yes, and look at the page until everybody is in. Returns how many seconds it took."""
    begun, shown = time.perf_counter(), set()
    _post(port, cookie, f"{where}start/", f"csrfmiddlewaretoken={CSRF}".encode(), FORM)
    while "They are here" not in (said := _get(port, cookie, where)):
        shown.add(said)
        time.sleep(0.5)
    if rows >= 10_000 and len(shown) < 3:
        raise SystemExit("The page showed no progress.")
    return time.perf_counter() - begun


def _multipart(file: Path) -> bytes:
    part = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{{}}"{{}}\r\n\r\n'
    token = part.format("csrfmiddlewaretoken", "") + f"{CSRF}\r\n"
    head = part.format("file", '; filename="people.csv"\r\nContent-Type: text/csv')
    return (token + head).encode() + file.read_bytes() + f"\r\n--{BOUNDARY}--\r\n".encode()


def _post(port: int, cookie: str, path: str, body: bytes, kind: str) -> str:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=600)
    connection.request("POST", path, body, {"Cookie": cookie, "User-Agent": "bench", "Content-Type": kind})
    answer = connection.getresponse()
    if answer.status != 302:
        raise SystemExit(f"{path} answered {answer.status}: {answer.read()[:2000].decode()}")
    return str(answer.headers["Location"])


def _get(port: int, cookie: str, path: str) -> str:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", path, headers={"Cookie": cookie, "User-Agent": "bench"})
    return connection.getresponse().read().decode()


@contextlib.contextmanager
def _worker(here: Place) -> Iterator[int]:
    process = subprocess.Popen(
        [str(Path(sys.executable).with_name("tandem")), "worker"], env=here.env, cwd=REPO
    )
    try:
        yield process.pid
    finally:
        process.terminate()
        process.wait(10)


@contextlib.contextmanager
def _others(plan: dict[str, Any], port: int, turn: int = 0) -> Iterator[dict[str, list[float]]]:
    """Let others work meanwhile; gives their seconds. `turn` leaves out checks that were submitted before."""
    works = {work.name: work for work in operations(plan)}
    today, submit = works["Today, therapist, 25 rows"], works["check submitted"]
    for _ in range(turn * 700):
        next(submit.tandem)
    seconds: dict[str, list[float]] = {"today": [], "submit": []}
    stop = threading.Event()
    threads = [
        threading.Thread(target=_ask, args=(port, work, seconds[name], stop))
        for name, work in (("today", today), ("submit", submit))
    ]
    for thread in threads:
        thread.start()
    try:
        yield seconds
    finally:
        stop.set()
        for thread in threads:
            thread.join()


def _ask(port: int, work: Any, seconds: list[float], stop: threading.Event) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    for method, path, cookie, body in work.tandem:
        if stop.is_set():
            return
        headers = {"Cookie": cookie, "User-Agent": "bench", "Content-Type": FORM}
        begun = time.perf_counter()
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        if answer.status != work.status or work.good.encode() not in answer.read():
            print(f"{path} answered {answer.status}", file=sys.stderr)
        seconds.append(time.perf_counter() - begun)
        time.sleep(BETWEEN_SECONDS)


def _p95s(seconds: dict[str, list[float]]) -> Found:
    found: Found = {}
    for name, values in seconds.items():
        ordered = sorted(values)
        found[f"{name}_p95_ms"] = 1000 * ordered[int(0.95 * (len(ordered) - 1))]
        found[f"{name}_worst_ms"], found[f"{name}_count"] = 1000 * ordered[-1], len(ordered)
    return found


@contextlib.contextmanager
def _watched(*families: list[int]) -> Iterator[list[float]]:
    """Give the most memory that each family of processes held at once, in MB."""
    peaks, stop = [0.0] * len(families), threading.Event()

    def watch() -> None:
        while not stop.wait(0.2):
            for number, pids in enumerate(families):
                peaks[number] = max(peaks[number], sum(map(_rss, pids)))

    thread = threading.Thread(target=watch)
    thread.start()
    try:
        yield peaks
    finally:
        stop.set()
        thread.join()


def _rss(pid: int) -> float:
    """Return the largest of a process and its children, in MB."""
    with contextlib.suppress(psutil.NoSuchProcess):
        process = psutil.Process(pid)
        family = [process, *process.children(recursive=True)]
        return max(one.memory_info().rss for one in family) / 1e6
    return 0.0


def _flags() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.imports", description=__doc__)
    parser.add_argument("--rows", default="1000,10000,100000", help="sizes, separated by commas")
    parser.add_argument("--engines", default="sqlite,postgresql", help="sqlite, postgresql or both")
    parser.add_argument("--quick", action="store_true", help="only show what is found")
    parser.add_argument("--results", help="the file that cells are put into; default bench/results.json")
    parser.add_argument("--folder", help="where SQLite's file lies meanwhile")
    return parser.parse_args()


if __name__ == "__main__":
    main()
