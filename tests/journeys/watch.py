"""Notes whatever a browser complains about, and every word with a host that is not ours."""

from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Request, WebError

# A page that refuses or fails says so in words of its own, and the server's log tells of failures.
STATUS = "Failed to load resource: the server responded with a status of"


class Watch:
    """One browser's troubles: console errors (broken content policy is one), script errors, other hosts."""

    def __init__(self, context: BrowserContext, home: str) -> None:
        self.context, self.home = context, home
        self.exempt: set[str] = set()  # hosts that a journey means to reach
        self.troubles: list[str] = []
        self._pages: set[str] = set()
        context.on("console", self._heard)
        context.on("weberror", self._broke)
        context.on("request", self._asked)

    def _heard(self, message: ConsoleMessage) -> None:
        of_page = message.text.startswith(STATUS) and message.location["url"] in self._pages
        if message.type == "error" and not of_page:
            self.troubles.append(f"console: {message.text} ({message.location['url']})")

    def _broke(self, error: WebError) -> None:
        self.troubles.append(f"script: {error.error}")

    def _asked(self, request: Request) -> None:
        if request.resource_type == "document":
            self._pages.add(request.url)
        address = urlsplit(request.url)
        if not request.url.startswith(f"{self.home}/") and address.hostname not in self.exempt:
            self.troubles.append(f"another host: {request.url}")
