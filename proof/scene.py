"""Where `proof.thief` is at work: her phone, her mail, and a browser of the thief's own."""

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from django.core import mail
from django.test import Client
from django.utils import timezone

from proof.soft_key import SoftKey
from tandem.people.models import Member
from tandem.sign_ins.actions import give_paper_code
from tandem.sign_ins.letters import send_letters
from tests.cast import World
from tests.parts.entering import CODE, CONFIRM, RESET, SECOND, code_now, sign_in

EMAIL = "cleo@cast.example"
NEW = "the thief knows this one"
PASSKEY = "/account/2fa/webauthn/login/"
START = datetime.now(UTC).replace(microsecond=0)


@dataclass
class Scene:
    """Her phone, with a session where she left one; and a browser of the thief's own."""

    world: World
    clock: Any
    phone: Client = field(default_factory=Client)
    own: Client = field(default_factory=Client)
    app: str = ""
    kept: list[str] = field(default_factory=list)
    key: SoftKey = field(default_factory=SoftKey)

    @property
    def cleo(self) -> Member:
        """Return her as she is now."""
        return Member.objects.get(pk=self.world.people["cleo"][0])

    def wait(self, **long: float) -> None:
        """Let time pass."""
        self.clock.shift(timedelta(**long))

    def she_signs_in(self, browser: Client) -> None:
        """Let her type her password, and the code of her app where it is asked."""
        answer = sign_in(browser, "cleo")
        if answer.headers.get("Location") == SECOND:
            self.wait(minutes=2)  # each code is good once
            browser.post(SECOND, {"code": code_now(self.app)})
        if not self.enters(browser):
            raise AssertionError("she herself does not get in: this way proves nothing")

    def paper(self) -> str:
        """Let her peer give her a code."""
        by = Member.objects.get(pk=self.world.people["priya"][0])
        return give_paper_code(member=self.cleo, by=by, at=timezone.now())

    def use_paper(self, code: str, password: str = NEW) -> None:
        """Let the thief type a code on paper, and sign in with what they chose."""
        self.own.post("/paper/", {"email": EMAIL, "code": code, "password": password})
        sign_in(self.own, "cleo", password)

    def mails(self) -> str:
        """Return all of her mail, what waited too."""
        send_letters(at=timezone.now())
        return "\n".join(str(one.body) for one in mail.outbox if one.to == [EMAIL])

    def enters(self, browser: Client) -> bool:
        """Return whether this browser shows a page of hers."""
        answer = browser.get("/today/")
        return answer.status_code == 200 and "Cleo" in answer.content.decode()

    def use_mail(self) -> None:
        """Let the thief ask for whatever mail may bring, and use all of it."""
        for _ in range(3):
            browser = Client()
            browser.post(CODE, {"email": EMAIL})
            for code in re.findall(r"^[A-Z0-9-]{6,9}$", self.mails(), re.MULTILINE)[-1:]:
                browser.post(CONFIRM, {"code": code})
                self.past_second(browser)
            if self.enters(browser):
                self.own = browser
            self.wait(minutes=1)
        self.own.post(RESET, {"email": EMAIL})
        self.use_links()

    def use_links(self) -> None:
        """Let the thief open every link to a new password that ever came."""
        for link in re.findall(r"/account/password/reset/key/\S+", self.mails()):
            form = self.own.get(link).headers.get("Location", link)
            self.own.post(form, {"password1": NEW, "password2": NEW})
        if not self.enters(self.own):
            sign_in(self.own, "cleo", NEW)
            self.past_second(self.own)

    def past_second(self, browser: Client) -> None:
        """Let the thief use the app on the phone where a second step is asked."""
        if self.app and browser.get(SECOND).status_code == 200:
            self.wait(minutes=2)
            browser.post(SECOND, {"code": code_now(self.app)})
