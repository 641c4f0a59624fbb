"""`./run prove`: every proof one after the other, each again with the faults that it must notice.

In short, on SQLite; `--full` for the figures, on both databases; names of proofs for some of them.
A proof that misses a fault planted for it has failed, whatever it found.
"""

import argparse
import subprocess
import sys
import time
from dataclasses import dataclass, field

from bench.places import REPO
from proof.registry import PROOFS, Proof

WIDTHS = (10, 40, 84, 13, 7)


@dataclass
class Outcome:
    """What came of one proof."""

    proof: Proof
    kept: bool = True
    said: list[str] = field(default_factory=list)
    noticed: int = 0
    seconds: float = 0

    @property
    def passed(self) -> bool:
        """Return whether the promise held and every planted fault was noticed."""
        return self.kept and self.noticed == len(self.proof.faults)


def main() -> int:
    """Return 0 when every proof passed."""
    asked = _flags()
    chosen = [one for one in PROOFS if not asked.names or one.name in asked.names]
    outcomes = [_proved(one, asked.full) for one in chosen]
    print("", _line("proof", "what it looked at", "findings on ours", "planted found", "seconds"), sep="\n")
    for one in outcomes:
        found = f"{one.noticed} of {len(one.proof.faults)}"
        for number, said in enumerate(one.said):
            first = (one.proof.name, one.proof.looks_at, said, found, f"{one.seconds:.0f}")
            print(_line(*(first if number == 0 else ("", "", said, "", ""))))
    failed = [one.proof.name for one in outcomes if not one.passed]
    kept = "Every promise was kept, and every planted fault noticed."
    print("", f"Failed: {', '.join(failed)}" if failed else kept, sep="\n")
    return 1 if failed or not outcomes else 0


def _proved(proof: Proof, full: bool) -> Outcome:
    one, began = Outcome(proof), time.monotonic()
    for arguments in proof.full if full else (proof.small,):
        code, said = _run(proof, arguments.split())
        one.kept &= code == 0
        one.said.append(said)
    for fault in proof.faults:
        code, _said = _run(proof, [*proof.planted.split(), "--plant", fault])
        one.noticed += code == 1
    one.seconds = time.monotonic() - began
    return one


def _run(proof: Proof, arguments: list[str]) -> tuple[int, str]:
    """Run a proof as a person would. Returns how it ended, 2 when it broke down, and the last that it said."""
    print(f"proof.{proof.name} {' '.join(arguments)}".rstrip(), flush=True)
    command = [sys.executable, "-m", f"proof.{proof.name}", *arguments]
    done = subprocess.run(command, cwd=REPO, capture_output=True, text=True)
    lines = [line.strip() for line in done.stdout.splitlines() if line.strip()]
    if done.returncode and done.stderr.rstrip().splitlines()[-1:] and not _in_order(done.stderr):
        sys.stderr.write(done.stderr)
        return 2, "broke down"
    return done.returncode, lines[-1] if lines else ""


def _in_order(errors: str) -> bool:
    """Return whether a run that failed did not break down: its last words are no exception's."""
    told = errors.rfind("Traceback (most recent call last)")
    return told < 0 or not errors[told:].rstrip().splitlines()[-1].split(":")[0].endswith(
        ("Error", "Exception")
    )


def _line(*cells: str) -> str:
    return "  ".join(cell[:width].ljust(width) for cell, width in zip(cells, WIDTHS, strict=True)).rstrip()


def _flags() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./run prove", description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", help="proofs, all of them where none is named")
    parser.add_argument("--full", action="store_true", help="the figures, on both databases; takes hours")
    return parser.parse_args()


if __name__ == "__main__":
    raise SystemExit(main())
