"""Every page of the program, as each role sees it, in one language."""

import io
import re
from collections.abc import Iterator

from django.core import mail
from django.core.exceptions import RequestDataTooBig
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import timezone, translation

from tandem.care.models import Episode
from tandem.config import errors
from tandem.config.views import mail as mail_page
from tandem.exchange import actions as exchange
from tandem.exchange.queries import batch
from tandem.notifications.actions import invite
from tandem.notifications.models import Notice
from tandem.notifications.rules import Template
from tandem.people.actions import add_member
from tandem.people.models import Member
from tandem.sealing.keys import KeyTrouble
from tandem.sign_ins.letters import send_letters
from tandem.web.views import look
from tests.architecture.urls import Address, addresses
from tests.cast import signed_in
from tests.language import records, second_steps, team, watching
from tests.language.begins import Begins
from tests.language.furnished import TOO_LONG, WRITTEN
from tests.language.goer import ROLES_SEEN, Page
from tests.language.travels import Travels

NOT_PAGES = {"healthz", "stay", "bring-in-template"}
FORMS = {
    "goals": ("propose-goal", {}),
    "find-own": ("find-own", {"q": TOO_LONG}),
    "find-any": ("find-any", {"q": TOO_LONG}),
    "read-check": ("acknowledge", {"reply": TOO_LONG}),
    "start-episode": ("start-episode", {}),
    "add-client": ("add-client", {"born_on": "2030-01-01"}),
    "book": ("book", {}),
    "meeting": ("meeting", {}),
    "invite": ("invite", {}),
    "settings": ("settings", {}),
    "switch": ("switch", {}),
    "safer": ("safer", {}),
    "bring-in": ("bring-in", {}),
    "say": ("say", {}),
    "draft": ("draft", {"words": TOO_LONG}),
    "topics": ("explain", {"topic": "pace", "words": WRITTEN[10]}),
    "outside-person": ("outside-person", {}),
    "introduction": ("introduction", {}),
    "introduction-ask": ("introduction-ask", {"answer": "yes"}),
    "meet-peer": ("meet-peer", {"answer": "yes"}),
    "consent": ("consent", {"answer": "yes"}),
    "point": ("acknowledge-point", {"reply": TOO_LONG}),
    "hopes": ("answer-hopes", {}),
    "profile": ("profile", {"line_one": TOO_LONG}),
    "try-card": ("try-card", {"step": TOO_LONG}),
    "begin-step": ("begin-step", {"channel": "x"}),
}
ACCOUNT = (
    "login/", "login/code/", "password/reset/", "password/reset/done/", "signup/", "logout/", "inactive/",
    "password/change/", "reauthenticate/", "confirm-email/", "password/set/", "email/",
)  # fmt: skip


class Walk(Travels, Begins):
    """Goes everywhere once and keeps the pages."""

    def everywhere(self) -> list[Page]:
        """Visit all pages."""
        self._signed_in()
        self._forms()
        self._points()
        self._topics()
        self._sharing()
        self._review()
        self._noticed()
        self._beginning()
        self._consents()
        team.walk(self)
        watching.walk(self)
        records.walk(self)
        second_steps.walk(self)
        self._check("cleo", f"/e/{self.world.episode_id}/meetings/{self.ids['appointment_id']}/check/")
        self._check("nobody", Notice.objects.filter(template=Template.CHECK).latest("made_at").path)
        self._begin()
        self._getting_ready()
        self._invitations()
        self._account()
        self._bring_in()
        self._errors()
        self._ended()
        self._safer()
        self._demonstration()
        return self.pages

    def _signed_in(self) -> None:
        for who in ROLES_SEEN:
            for one in _plain_addresses():
                self._get(who, one.name, one.filled(self.ids))

    def _forms(self) -> None:
        """Send every form that a person can see with too little in it: its errors are text too."""
        by_name = {one.name: one for one in addresses()}
        for page in [page for page in self.pages if page.name in FORMS and "<form" in page.html]:
            name, data = FORMS[page.name]
            answer = self.people[page.who].post(by_name[name].filled(self.ids), data)
            if answer.status_code == 422:
                self._keep(page.who, f"{name} refused", answer)
        for data in (
            {"form": "week", "opens_0": "10:00", "closes_0": "09:00", "opens_1": "x"},
            {"form": "holiday"},
            {"form": "cover", "opens": "10:00", "closes": "09:00"},
        ):
            self._post("lead", "calendar refused", "/calendar/", data)

    def _check(self, who: str, url: str) -> None:
        """Answer a check step by step, with each mistake on the way; then come back."""
        self._get(who, "check 1", url)
        self._post(who, "check 1 refused", url, {"step": "heard"})
        self._post(who, "check 2", url, {"step": "heard", "heard": "8"})
        self._post(who, "check 2 refused", url, {"step": "off", "heard": "8", "line": TOO_LONG})
        said = {"heard": "8", "off": "small", "line": "Thursday went fast."}
        self._post(who, "check 3", url, {"step": "off", **said})
        self._post(who, "check 3 refused", url, {"step": "who", **said})
        to = "nobody" if who == "nobody" else str(self.world.actor("theo").pk)
        self._post(who, "saved", url, {"step": "who", "who": to, "level": "word", **said})
        self._get(who, "already", url)
        self._get(who, "today after", "/today/")

    def _invitations(self) -> None:
        new, known = (self._invited(email) for email in ("nobody@new.example", "cleo@cast.example"))
        self._get("nobody", "invited", new)
        self._post("nobody", "invited refused", new, {"password": "short"})
        self._get("nobody", "invited sign in", known)
        self._get("cleo", "invited", new)
        self._get("nobody", "link spent", "/invited/no/")
        self._get("nobody", "link spent", "/c/no/")

    def _invited(self, email: str) -> str:
        at, lead = timezone.now(), self.world.actor("lead").pk
        member = add_member(name="Cleo Example", email=email, roles=["client"], by=lead, at=at)
        Member.objects.filter(pk=member.pk).update(language=self.language)
        return invite(member=member, by=lead, at=at)

    def _bring_in(self) -> None:
        """Follow a file all the way in and out again, then send one that is refused."""
        found, at = batch(self.ids["batch_id"]), timezone.now()
        who, url = self.world.actor("lead").pk, f"/bring-in/{found.pk}/"
        steps = {
            "writing": lambda: exchange.bring_in(batch=found, chosen=[], by=who, at=at),
            "here": lambda: exchange.write(batch_id=str(found.pk), at=at),
            "leaving": lambda: exchange.undo(batch=batch(found.pk), by=who, at=at),
            "gone": lambda: exchange.take_back(batch_id=str(found.pk), by=str(who), at=at),
        }
        for name, step in steps.items():
            step()
            self._get("lead", f"batch {name}", url)
        wrong = io.BytesIO(b"id,name,born_on\r\n1,,yesterday\r\n")
        wrong.name = "people.csv"
        self._post("lead", "file refused", "/bring-in/", {"file": wrong})

    def _account(self) -> None:
        for who in ("nobody", "cleo", "theo"):
            for path in ACCOUNT:
                self._get(who, path, f"/account/{path}")
            self._post(who, "password/change/ refused", "/account/password/change/", {})
        self._post("nobody", "login/ refused", "/account/login/", {"login": "a@b.example", "password": "x"})
        self._post("nobody", "login/code/ refused", "/account/login/code/", {"email": "x"})
        self._post("nobody", "password/reset/ refused", "/account/password/reset/", {"email": "x"})
        self._by_mail()

    def _by_mail(self) -> None:
        """Follow what is sent: the code to sign in, and the link to a new password."""
        self.people["nobody"].post("/account/login/code/", {"email": "cleo@cast.example"})
        self._get("nobody", "code", "/account/login/code/confirm/")
        self._post("nobody", "code refused", "/account/login/code/confirm/", {"code": "no"})
        self._get("nobody", "signed out", "/account/login/")
        self.people["nobody"] = self._browser("")
        self.people["nobody"].post("/account/password/reset/", {"email": "cleo@cast.example"})
        send_letters(at=timezone.now())
        link = re.search(r"/account/password/reset/key/\S+", str(mail.outbox[-1].body))
        if link:
            self._get("nobody", "password/reset/key/", link[0])
        self._get("nobody", "password/reset/key/ spent", "/account/password/reset/key/1-no/")

    def _errors(self) -> None:
        request = RequestFactory().get("/")
        request.resolver_match = None
        sent = RequestFactory().post("/")
        with translation.override(self.language):
            for name, view in (
                ("503 sent", lambda asked: errors.try_again(sent, "")),
                ("503 kept", lambda asked: errors.try_again(sent, errors.hidden([("a", "b")]))),
                ("400", errors.bad_request), ("403", errors.forbidden), ("404", errors.not_found),
                ("405", errors.wrong_method),
                ("413", lambda asked: errors.bad_request(asked, RequestDataTooBig())),
                ("503 keys", lambda asked: errors.unopened(asked, KeyTrouble())),
                ("500", errors.broken), ("503", lambda asked: errors.away(asked, ValueError())),
                ("csrf", errors.csrf_failure), ("410", lambda asked: HttpResponse(render_to_string("410.html"))),
            ):  # fmt: skip
                self._keep("nobody", name, view(request))

    def _ended(self) -> None:
        """Try to write where the time together is over."""
        Episode.objects.filter(pk=self.world.episode_id).update(ended_at=timezone.now())
        url = f"/e/{self.world.episode_id}/goals/"
        self._get("cleo", "goals ended", url)
        self._get("cleo", "topics ended", f"/e/{self.world.episode_id}/topics/")
        self._post("cleo", "refused", f"{url}add/", {"wording": "Sleep all night"})

    def _safer(self) -> None:
        """Read how to use this safely without a sign-in, and Safer mode once it is on, with a wrong password."""
        self._get("nobody", "safely", "/using-this-safely/")
        self._get("nobody", "ready", "/ready/")
        shared = self._browser("lead")
        self._keep("lead", "shared", shared.get("/tablet/"))
        shared.post("/tablet/", {"on": "yes"})
        self._keep("nobody", "ready shared", shared.get("/ready/"))
        signed_in(shared, self.world.actor("lead").user)
        self._keep("lead", "tablet shared", shared.get("/tablet/"))
        Member.objects.filter(pk=self.world.people["cleo"][0]).update(safer=True)
        self._get("cleo", "safer", "/safer/")
        self._post("cleo", "safer refused", "/safer/", {"proof": "no"})
        Member.objects.filter(pk=self.world.people["cleo"][0]).update(safer=False)

    def _demonstration(self) -> None:
        """The pages that only the demonstration has."""
        request = RequestFactory().get("/")
        request.member, request.resolver_match = None, None
        with translation.override(self.language):
            self._keep("nobody", "mail", mail_page(request))
            self._keep("nobody", "look", look(request))


def _plain_addresses() -> Iterator[Address]:
    """Return addresses that take ids only; those with a secret are visited by themselves."""
    for one in addresses():
        if one.name not in NOT_PAGES and "token" not in one.arguments:
            yield one
