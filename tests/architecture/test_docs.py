"""The documentation holds together: numbers, links, and every part told of."""

import pkgutil
import re
from pathlib import Path

import tandem

REPO = Path(__file__).resolve().parents[2]
DOCS = REPO / "docs"
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
CODE = re.compile(r"```.*?```|`[^`\n]*`", re.DOTALL)


def pages() -> list[Path]:
    """Return every page of the documentation, the front page included."""
    return [REPO / "README.md", *sorted(DOCS.rglob("*.md"))]


def test_decisions_are_numbered_one_after_the_other() -> None:
    names = sorted(path.name for path in (DOCS / "decisions").glob("*.md"))

    assert [int(name.split("-")[0]) for name in names] == list(range(1, len(names) + 1))
    for number, name in enumerate(names, start=1):
        assert (DOCS / "decisions" / name).read_text().startswith(f"# {number}. "), name


def test_every_decision_is_in_the_index_and_tells_what_was_rejected() -> None:
    index = (DOCS / "index.md").read_text()
    for path in (DOCS / "decisions").glob("*.md"):
        assert f"(decisions/{path.name})" in index
        assert "## Rejected\n" in path.read_text(), path.name


def test_links_lead_somewhere() -> None:
    assert [f"{page.relative_to(REPO)}: {target}" for page in pages() for target in broken(page)] == []


def test_a_link_that_leads_nowhere_is_found(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("[one](other.md) [two](page.md#part) `[three](code.md)` [four](https://example.org/)\n")

    assert broken(page) == ["other.md"]


def broken(page: Path) -> list[str]:
    """Return the links of a page to files that are not there."""
    targets = LINK.findall(CODE.sub("", page.read_text()))
    ours = [target.split("#")[0] for target in targets if "://" not in target]
    return [target for target in ours if target and not (page.parent / target).exists()]


def test_every_page_can_be_reached_from_the_index() -> None:
    index = (DOCS / "index.md").read_text()
    lost = [str(path.relative_to(DOCS)) for path in DOCS.rglob("*.md") if path.name != "index.md"]

    assert [path for path in lost if f"({path})" not in index] == []


def test_every_part_is_told_of_in_the_architecture() -> None:
    text = (DOCS / "architecture.md").read_text()
    parts = [part.name for part in pkgutil.iter_modules(tandem.__path__)]

    assert len(parts) > 10
    assert [name for name in parts if f"`{name}`" not in text] == []
