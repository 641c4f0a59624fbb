"""What travels, with each mistake and each answer."""

from typing import Any

from tandem.relays.rules import Topic
from tandem.tenancy.keys import uuid7
from tests.language.furnished import TOO_LONG, WRITTEN
from tests.language.goer import Goer


class Travels(Goer):
    """Sends, shares and takes back."""

    def _points(self) -> None:
        """Say something in every way, with each mistake; answer it, tell what came of it, take it back."""
        url = f"/e/{self.world.episode_id}/points/"
        theo = self.world.actor("theo").pk
        form = {"words": WRITTEN[6], "to": str(theo), "way": "for_me"}
        self._post("cleo", "say team refused", f"{url}new/", form)
        self._post("cleo", "hold", f"{url}new/", form | {"way": "not_yet"})
        self._post("cleo", "hold refused", f"{url}new/", form | {"way": "not_yet", "hold": "yes"})
        self._post("cleo", "say long refused", f"{url}new/", form | {"words": TOO_LONG})
        draft = f"/e/{self.world.episode_id}/drafts/{self.ids['draft_id']}/"
        self._post("cleo", "say gone refused", draft.replace(str(self.ids["draft_id"]), str(uuid7())), form)
        self.people["cleo"].post(draft, form | {"way": "not_yet", "hold": "yes", "held": "never"})
        self._get("cleo", "points kept", url)
        self._take_back(self.ids["peer_draft_id"])
        here = f"{url}{self.ids['point_id']}/"
        self.people["theo"].post(f"{here}read/", {"reply": ""})
        self._get("theo", "point read", here)
        self._post("theo", "outcome refused", f"{here}outcome/", {"outcome": ""})
        self.people["theo"].post(f"{here}outcome/", {"outcome": WRITTEN[7]})
        self._get("theo", "today told", "/today/")
        self._get("theo", "point closed", here)
        self._get("cleo", "point closed", here)
        self.people["cleo"].post(f"{here}withdraw/")
        self._get("cleo", "point withdrawn", here)

    def _take_back(self, draft: Any) -> None:
        """Let the peer take back what was written down together, and then once more in vain."""
        for name in ("draft taken back", "draft gone"):
            url = f"/e/{self.world.episode_id}/drafts/{draft}/take-back/"
            self._keep("priya", name, self.people["priya"].post(url, follow=True))

    def _topics(self) -> None:
        """Open and close topics, with each mistake."""
        url = f"/e/{self.world.episode_id}/topics/"
        self._post("cleo", "topics refused", f"{url}choose/", {"topics": ["words"]})
        for topic in Topic:
            self.people["cleo"].post(f"{url}close/", {"topic": topic.value})
        self._get("cleo", "points closed", f"/e/{self.world.episode_id}/points/")
        self._get("priya", "topics closed", url)

    def _sharing(self) -> None:
        """Choose how the team shares, with each mistake, then as a helper reads it."""
        url = f"/e/{self.world.episode_id}/sharing/"
        for number, preset in enumerate(("open", "separate", "ask")):
            self._post("cleo", "sharing refused", f"{url}choose/", {"preset": "", "seen": number})
            self._post("cleo", "sharing stale", f"{url}choose/", {"preset": preset, "seen": 99})
            self._get("cleo", "sharing shown", url)
            self.people["cleo"].post(f"{url}choose/", {"preset": preset, "seen": number})
            self._get("cleo", "sharing", url)
            self._get("priya", "sharing theirs", url)
            self._get("cleo", "times who", f"/e/{self.world.episode_id}/appointments/who/")
        self._post("cleo", "details refused", f"{url}details/", {"checks": "all", "seen": 3})
        self._post("priya", "kept apart", f"/e/{self.world.episode_id}/topics/choose/", {})

    def _review(self) -> None:
        """Say no to looking back together, twice; then let a helper ask in vain."""
        url = f"/e/{self.world.episode_id}/review/"
        for said in ("no", "yes"):
            self.people["cleo"].post(f"{url}{self.ids['review_id']}/answer/", {"answer": said})
            self._get("cleo", "today answered", "/today/")
        self.people["theo"].post(url)
        self._get("theo", "review refused", url)

    def _noticed(self) -> None:
        """Ask the client about what was noticed, with each mistake and each answer."""
        meetings = f"/e/{self.world.episode_id}/meetings/{self.ids['with_peer'].pk}/"
        url = f"{meetings}noticed/"
        self._get("priya", "meeting with peer", meetings.replace("meetings", "appointments"))
        self._get("priya", "noticed", url)
        self._post("priya", "noticed refused", url, {"words": ""})
        self._post("priya", "noticed asked", url, {"words": WRITTEN[10]})
        self._post("priya", "noticed too late", url, {"words": WRITTEN[10], "shown": "x", "answer": "yes"})
        self._post("priya", "noticed off", url, {"words": WRITTEN[10], "answer": "no"})
        self._get("cleo", "meeting views", f"{meetings}views/")
        off = f"/e/{self.world.episode_id}/noticed/{self.ids['noticed_id']}/off/"
        self._keep("cleo", "noticed taken back", self.people["cleo"].post(off, follow=True))
