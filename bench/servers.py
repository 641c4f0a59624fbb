"""Start the server to be measured, and the bare one beside it."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from bench.places import REPO, Place

LONGEST_START_SECONDS = 30


@contextlib.contextmanager
def tandem(place: Place) -> Iterator[tuple[int, int]]:
    """Serve Tandem as a practice would. Yields port and process id."""
    with serving(
        place, [str(Path(sys.executable).with_name("tandem")), "serve", "--bind", "fd://{fd}"]
    ) as it:
        yield it


@contextlib.contextmanager
def bare(place: Place) -> Iterator[tuple[int, int]]:
    """Serve the same rows with nothing in between, with as many processes and threads."""
    workers = "2" if place.engine == "postgresql" else "1"
    command = [sys.executable, "-m", "gunicorn", "--bind", "fd://{fd}", "--workers", workers]
    command += ["--threads", "8", "--worker-class", "gthread", "--keep-alive", "5", "--log-level", "warning"]
    with serving(place, [*command, "--no-control-socket", "bench.raw:application"]) as it:
        yield it


@contextlib.contextmanager
def serving(place: Place, command: list[str]) -> Iterator[tuple[int, int]]:
    log = place.folder / "server.log"
    with socket.create_server(("127.0.0.1", 0)) as ours, open(log, "wb") as output:
        port = ours.getsockname()[1]
        process = subprocess.Popen(
            [part.format(fd=ours.fileno()) for part in command],
            env={**place.env, "TANDEM_BASE_URL": f"http://127.0.0.1:{port}"},
            cwd=REPO,
            pass_fds=[ours.fileno()],
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,  # a process group, to end as one
        )
    try:
        _wait_until_well(port, process, log)
        yield port, process.pid
    except SystemExit:
        print(log.read_text(errors="replace")[-2000:], file=sys.stderr)
        raise
    finally:
        _end(process)


def _wait_until_well(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + LONGEST_START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        with contextlib.suppress(OSError), urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz"):
            return
        time.sleep(0.05)
    raise RuntimeError(f"The server did not start. It said:\n{log.read_text(errors='replace')[-4000:]}")


def _end(process: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGTERM)
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(timeout=10)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
