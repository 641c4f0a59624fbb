"""Somebody who opens pages and keeps them."""

from dataclasses import dataclass
from typing import Any

from django.test import Client

from tandem.people.models import Member
from tests.cast import ROLES, World, signed_in
from tests.language.furnished import furnish

ROLES_SEEN = [name for name in ROLES if name not in ("otto", "tess", "pia", "eddy")]


@dataclass(frozen=True)
class Page:
    """One page as somebody saw it."""

    who: str
    name: str
    html: str


class Goer:
    """Opens pages as each of the cast, and keeps what came."""

    def __init__(self, world: World, language: str) -> None:
        self.world, self.language = world, language
        self.pages: list[Page] = []
        self.ids = furnish(world)
        Member.objects.update(language=language)
        self.people = {name: self._browser(name) for name in ROLES_SEEN} | {"nobody": self._browser("")}

    def of(self, who: str, *names: str) -> list[Page]:
        """Return somebody's pages of these names."""
        found = [page for page in self.pages if page.who == who and page.name in names]
        missing = set(names) - {page.name for page in found}
        assert not missing, f"{who} never saw {missing}"
        return found

    def _browser(self, name: str) -> Client:
        browser = Client(headers={"accept-language": self.language}, raise_request_exception=True)
        if name:
            signed_in(browser, self.world.actor(name).user)
        return browser

    def _keep(self, who: str, name: str, answer: Any) -> Any:
        if answer.headers.get("Content-Type", "").startswith("text/html") and answer.content:
            self.pages.append(Page(who, name, answer.content.decode()))
        return answer

    def _get(self, who: str, name: str, url: str) -> Any:
        return self._keep(who, name, self.people[who].get(url, follow=True))

    def _post(self, who: str, name: str, url: str, data: dict[str, Any]) -> Any:
        return self._keep(who, name, self.people[who].post(url, data))
