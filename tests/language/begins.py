"""How it begins: the introduction, each yes, the first ten minutes."""

from datetime import timedelta
from unittest.mock import patch

from django.utils import timezone

from tandem.appointments.rules import MeetingKind
from tandem.care.models import CoverHours, Episode, SharingChoice
from tandem.consents import texts
from tandem.consents.rules import ConsentKind
from tandem.notifications.models import Notice
from tandem.notifications.rules import Template
from tandem.people.models import Member
from tests.cast import a_meeting
from tests.language.furnished import TOO_LONG, WRITTEN
from tests.language.goer import Goer
from tests.parts.consents import an_introduction


class Begins(Goer):
    """Goes through the beginning, with each mistake and each answer."""

    def _beginning(self) -> None:
        """Let otto be asked who joins his first meeting, and answer each way; his helpers read it."""
        tess, otto = (self.world.actor(name).member for name in ("tess", "otto"))
        episode = Episode.objects.get(client=otto)
        at = timezone.now() + timedelta(days=2)
        meeting = a_meeting(episode, MeetingKind.THERAPY, starts_at=at, therapist=tess)
        for name in ("otto", "tess", "pia"):
            self.people[name] = self._browser(name)
        here = f"/e/{episode.pk}/"
        for said in ("", "yes", "no"):
            if said:
                self.people["otto"].post(f"{here}beginning/", {"joins": said})
            for who, path in (("otto", "/today/"), ("otto", here), ("tess", here), ("pia", here)):
                self._get(who, f"beginning {said or 'asked'}", path)
            self._get("tess", f"beginning {said or 'asked'}", f"{here}appointments/{meeting.pk}/")

    def _consents(self) -> None:
        """Read, say yes, not now and take back; keep an introduction that was on another day."""
        url = f"/e/{self.world.episode_id}/consents/"
        for kind in ConsentKind:
            self._get("cleo", f"consent {kind.value}", f"{url}{kind.value}/")
        self._keep(
            "cleo", "not now", self.people["cleo"].post(f"{url}limits/", {"answer": "no"}, follow=True)
        )
        for _ in range(2):
            self._keep("cleo", "back", self.people["cleo"].post(f"{url}joint_care/back/", follow=True))
        seen = {"seen": texts.current(ConsentKind.LIMITS, self.language).sha256, "answer": "yes"}
        self._keep("cleo", "yes", self.people["cleo"].post(f"{url}limits/", seen, follow=True))
        self._get("theo", "not agreed", f"/e/{self.world.episode_id}/")
        old = an_introduction(self.world, timezone.now() - timedelta(days=1))
        ask = f"/e/{self.world.episode_id}/introduction/{old}/limits/"
        self._get("theo", "introduction of another day", ask)
        with patch("tandem.care.views.naming.outside_person", lambda: None):
            self._get("lead", "name first", "/bring-in/")
        with patch("tandem.today.views.outside_person", lambda: None):
            self._get("lead", "today unnamed", "/today/")
        with patch("tandem.consents.views.rights.outside_person", lambda: None):
            self._get("cleo", "rights unnamed", "/rights/")

    def _begin(self) -> None:
        """Take the first ten minutes on a device handed over, with each mistake; then again with one helper."""
        here = f"/e/{self.world.episode_id}/begin/here/"
        url = self._browser("priya").post(here)["Location"]
        Member.objects.filter(pk=self.world.people["cleo"][0]).update(user=None)
        self._get("nobody", "begin faces", url)
        self._get("nobody", "begin sharing", f"{url}sharing/")
        self._post("nobody", "begin sharing refused", f"{url}sharing/", {"preset": "x"})
        number = SharingChoice.objects.filter(episode=self.world.episode_id).count()
        self.people["nobody"].post(f"{url}sharing/", {"preset": "open", "number": number})
        self._post("nobody", "begin sharing stale", f"{url}sharing/", {"preset": "ask", "number": number})
        self._get("nobody", "begin contact", f"{url}contact/")
        self._get("nobody", "begin hopes", f"{url}hopes/")
        self._post(
            "nobody", "begin hopes refused", f"{url}hopes/", {"tried": f"{TOO_LONG} {TOO_LONG}", "to": "x"}
        )
        self.people["nobody"].post(f"{url}hopes/", {"go": "skip"})
        self._get("nobody", "begin card", f"{url}card/")
        self._post("nobody", "begin card sent", f"{url}card/", {"go": "send"})
        self._get(
            "nobody", "small card", Notice.objects.filter(template=Template.CARD).latest("made_at").path
        )
        Member.objects.filter(pk=self.world.people["cleo"][0]).update(safer=True)
        self._post("nobody", "begin card not sent", f"{url}card/", {"go": "send"})
        Member.objects.filter(pk=self.world.people["cleo"][0]).update(
            safer=False, user=self.world.people["cleo"][1]
        )
        self._get("cleo", "begin faces", f"/e/{self.world.episode_id}/begin/to/faces/")
        self._post("nobody", "begin done", f"{url}card/", {"go": "done"})
        self._post("cleo", "begin done", f"/e/{self.world.episode_id}/begin/to/card/", {"go": "done"})
        self._get("cleo", "begin contact", f"/e/{self.world.episode_id}/begin/to/contact/")
        self._get("priya", "episode begun", f"/e/{self.world.episode_id}/")
        self._browser("priya").post(here, follow=True)
        hopes = f"/e/{self.world.episode_id}/hopes/{self.ids['hopes_id']}/"
        self._get("priya", "hopes answered", hopes)
        self._post("theo", "hopes thanked", f"{hopes}answer/", {"reply": WRITTEN[7]})
        self._get("theo", "today hopes", "/today/")
        self._post("cleo", "hopes back", f"{hopes}withdraw/", {})
        self._get("cleo", "said back", f"/e/{self.world.episode_id}/begin/said/")

    def _getting_ready(self) -> None:
        """Do each step of a helper's own first ten minutes."""
        for who in ("theo", "priya"):
            self._post(who, "profile preview", "/profile/", {"line_one": WRITTEN[12], "go": "preview"})
            self._post(who, "card tried", "/try/card/", {"step": WRITTEN[9]})
            for page in ("example", "asked", "cover"):
                self.people[who].post(f"/begin/{page}/")
            self._post(who, "topics saved", "/begin/topics/", {"roles": "agreed"})
            self.people[who].post("/begin/tonight/test/")
            self._get(who, "test sent", "/begin/tonight/")
            self._get(who, "ready", "/begin/")
        CoverHours.objects.all().delete()
        self._get("priya", "nobody tonight", "/begin/tonight/")
        self._get("theo", "nobody covers", "/begin/cover/")
