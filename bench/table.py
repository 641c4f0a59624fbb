"""The table: one line for each operation, engine, size and number of concurrent requests."""

from dataclasses import dataclass
from statistics import median

from bench.measure import Cell, middle
from bench.operations import Operation

HEAD = (
    "operation", "engine", "clients", "at once", "CPU ms (min–max)", "bar", "floor CPU ms", "ratio", "growth",
    "p95 ms", "req/s", "floor req/s", "SQL", "bytes", "others",
)  # fmt: skip


@dataclass(frozen=True)
class Result:
    """One operation at one place: Tandem's cells and the floor's, by number of concurrent requests."""

    operation: Operation
    engine: str
    clients: int
    tandem: dict[int, Cell]
    bare: dict[int, Cell]
    statements: int


def show(results: list[Result]) -> str:
    """Return everything as one Markdown table. A star marks a cell that other work disturbed."""
    lines = [_line(HEAD), _line(["---"] * len(HEAD))]
    for result in results:
        lines += [_line(_cells(result, concurrent, results)) for concurrent in result.tandem]
    return "\n".join(lines)


def _cells(result: Result, concurrent: int, results: list[Result]) -> list[str]:
    ours, floor, operation = result.tandem[concurrent], result.bare[concurrent], result.operation
    cpu, least = median(ours.cpu_ms), median(floor.cpu_ms)
    return [
        operation.name,
        result.engine,
        f"{result.clients:,}",
        str(concurrent),
        middle(ours.cpu_ms) + "*" * ours.contended,
        f"{operation.bars[result.engine]}",
        middle(floor.cpu_ms) + "*" * floor.contended,
        f"{cpu / least:.1f}",
        _growth(result, concurrent, results),
        f"{median(ours.p95_ms):.1f}",
        f"{median(ours.per_second):.0f}",
        f"{median(floor.per_second):.0f}",
        f"{result.statements} of {operation.most_statements}",
        f"{ours.bytes:,}",
        f"{ours.others:.0%} / {floor.others:.0%}",
    ]


def _growth(result: Result, concurrent: int, results: list[Result]) -> str:
    """Return CPU here over CPU at the smallest size that was measured."""
    same = [r for r in results if (r.operation.name, r.engine) == (result.operation.name, result.engine)]
    smallest = min(same, key=lambda one: one.clients)
    if smallest is result:
        return "–"
    return f"{median(result.tandem[concurrent].cpu_ms) / median(smallest.tandem[concurrent].cpu_ms):.2f}"


def _line(cells: list[str] | tuple[str, ...]) -> str:
    return "| " + " | ".join(cells) + " |"
