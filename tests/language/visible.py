"""What a person reads on a page, or hears from a screen reader: its text, block by block."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

BLOCKS = frozenset(
    {"title", "h1", "h2", "h3", "h4", "p", "div", "section", "article", "header", "footer", "main", "nav"}
    | {"aside", "form", "fieldset", "legend", "label", "ul", "ol", "li", "dl", "dt", "dd", "table", "caption"}
    | {"tr", "th", "td", "button", "option", "select", "blockquote", "details", "summary", "dialog", "br"}
    | {"hr", "pre"}
)
UNSEEN = {"script", "style", "template", "svg", "noscript"}
VOID = {"br", "hr", "img", "input", "link", "meta", "source", "wbr"}
SPOKEN = ("aria-label", "alt", "title", "placeholder", "aria-description")


@dataclass
class Block:
    """A run of text with nothing between, in pieces with whether they stand in a <time>, or are to stay as they are."""

    pieces: list[tuple[str, bool]] = field(default_factory=list)
    spoken: bool = False  # said by a screen reader, but not shown

    @property
    def text(self) -> str:
        """Return the whole run."""
        return re.sub(r"\s+", " ", "".join(piece for piece, _dated in self.pieces)).strip()


class Reader(HTMLParser):
    """Collects blocks while a page is read."""

    def __init__(self) -> None:
        super().__init__()
        self.blocks: list[Block] = [Block()]
        self._open: list[tuple[str, bool, bool, bool]] = []  # tag, not shown, a time, a block

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a block; keep what attributes say."""
        given = {name: value or "" for name, value in attrs}
        if not self._unseen:
            self._say([given[name] for name in SPOKEN if given.get(name)])
            if tag == "input" and given.get("type") in ("submit", "button"):
                self._say([given.get("value", "")])
        block = tag in BLOCKS or (tag == "a" and "button" in given.get("class", ""))
        if block:
            self.blocks.append(Block())
        if tag not in VOID:
            initials = "avatar" in given.get("class", "").split() or given.get("type") == "hidden"
            unseen = self._unseen or tag in UNSEEN or initials
            as_it_is = tag == "time" or given.get("translate") == "no"
            self._open.append((tag, unseen, as_it_is or self._dated, block))

    def handle_endtag(self, tag: str) -> None:
        """End a block."""
        while self._open:
            opened, _unseen, _dated, block = self._open.pop()
            if block:
                self.blocks.append(Block())
            if opened == tag:
                break

    def handle_data(self, data: str) -> None:
        """Keep what can be seen."""
        if not self._unseen:
            self.blocks[-1].pieces.append((data, self._dated))

    def _say(self, texts: list[str]) -> None:
        for text in texts:
            self.blocks[-1:-1] = [Block([(text, False)], spoken=True)]

    @property
    def _unseen(self) -> bool:
        return bool(self._open) and self._open[-1][1]

    @property
    def _dated(self) -> bool:
        return bool(self._open) and self._open[-1][2]


def blocks(page: str) -> list[Block]:
    """Return the blocks of a page that hold anything."""
    reader = Reader()
    reader.feed(page)
    return [block for block in reader.blocks if block.text]
