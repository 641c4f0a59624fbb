"""Before and after: `python -m bench.compare OLD.json NEW.json` prints for each cell what it costs now over before."""

import sys
from pathlib import Path
from statistics import median

from bench.results import KEY, Found, read
from bench.table import _line

HEAD = (
    "operation",
    "engine",
    "clients",
    "at once",
    "CPU before",
    "CPU now",
    "ratio",
    "p95",
    "req/s",
    "SQL",
    "bytes",
)


def main() -> None:
    """Print the comparison of the two files that are named."""
    old, new = (read(Path(name))["cells"] for name in sys.argv[1:3])
    print(compare(old, new))


def compare(old: list[Found], new: list[Found]) -> str:
    """Return a Markdown table of the cells that both have; below 1 is less than before.

    A difference smaller than the range between runs is shown as "=".
    """
    before = {tuple(one[name] for name in KEY): one for one in old}
    both = ((before.get(tuple(one[name] for name in KEY)), one) for one in new)
    lines = [_line(_cells(was, now)) for was, now in both if was]
    return "\n".join([_line(HEAD), _line(["---"] * len(HEAD)), *lines])


def _cells(was: Found, now: Found) -> list[str]:
    return [
        now["operation"],
        now["engine"],
        f"{now['clients']:,}",
        str(now["concurrent"]),
        f"{median(was['cpu_ms']):.2f}",
        f"{median(now['cpu_ms']):.2f}",
        _ratio(was, now, "cpu_ms"),
        _ratio(was, now, "p95_ms"),
        _ratio(was, now, "per_second"),
        f"{was['statements']} → {now['statements']}" if was["statements"] != now["statements"] else "=",
        f"{now['bytes'] / was['bytes']:.2f}" if was["bytes"] and was["bytes"] != now["bytes"] else "=",
    ]


def _ratio(was: Found, now: Found, name: str) -> str:
    """Return how many times as much; "=" where the runs of both overlap."""
    apart = min(was[name]) > max(now[name]) or max(was[name]) < min(now[name])
    ratio = f"{median(now[name]) / median(was[name]):.2f}"
    return ratio if apart else f"= ({ratio})"


if __name__ == "__main__":
    main()
