"""What a page lets somebody fill in, and where it leads."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

SHORT = {"text", "search", ""}


@dataclass
class Form:
    """One form: where it goes, what it holds, what can be written and what can be chosen."""

    action: str
    method: str
    given: dict[str, list[str]] = field(default_factory=dict)
    texts: list[str] = field(default_factory=list)
    choices: dict[str, list[str]] = field(default_factory=dict)
    boxes: dict[str, list[str]] = field(default_factory=dict)
    buttons: list[tuple[str, str]] = field(default_factory=list)


class Page(HTMLParser):
    """Collects the forms and links of one page."""

    def __init__(self, html: str, url: str) -> None:
        super().__init__()
        self.url, self.forms, self.links = url, list[Form](), set[str]()
        self._form, self._select = Form("", ""), ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take note of one piece."""
        given = {name: value or "" for name, value in attrs}
        name, value = given.get("name", ""), given.get("value", "")
        if tag == "a" and given.get("href", "").startswith(("/", "?")):
            href = given["href"].split("#")[0]
            self.links.add(href if href.startswith("/") else self.url.split("?")[0] + href)
        elif tag == "form":
            self._form = Form(given.get("action") or self.url, given.get("method", "get").lower())
            self.forms.append(self._form)
        elif tag == "textarea" and name:
            self._form.texts.append(name)
        elif tag == "select":
            self._select = name
        elif tag == "option" and value:
            self._form.choices.setdefault(self._select, []).append(value)
        elif tag == "button" and name:
            self._form.buttons.append((name, value))
        elif tag == "input" and name:
            self._input(given.get("type", ""), name, value)

    def _input(self, kind: str, name: str, value: str) -> None:
        form = self._form
        if kind in SHORT:
            form.texts.append(name)
        elif kind == "radio":
            form.choices.setdefault(name, []).append(value)
        elif kind == "checkbox":
            form.boxes.setdefault(name, []).append(value or "on")
        elif kind not in {"file", "submit", "password"}:
            form.given.setdefault(name, []).append(value)
