"""A team that changes, as each of those sees it whom it concerns."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from tandem.care.actions import join_team
from tandem.care.models import Episode
from tandem.permissions.rules import Role


def walk(go: Any) -> None:
    """Pause with a peer, ask for another, think again, stop; let the lead put somebody on and take them off."""
    url, peer = f"/e/{go.world.episode_id}/team/", f"/e/{go.world.episode_id}/team/{go.ids['helper_id']}/"
    _press(go, "cleo", "team done before", f"{peer}meet/")
    _press(go, "cleo", "team paused", f"{peer}pause/")
    for name, page in (("paused", f"/e/{go.world.episode_id}/"), ("caseload paused", "/clients/")):
        go._get("priya", name, page)
    go._get("priya", "today paused", "/today/")
    go._get("cleo", "episode paused", f"/e/{go.world.episode_id}/")
    go._get("cleo", "another paused", f"{url}another/peer/")
    _press(go, "cleo", "team met", f"{peer}meet/")
    _press(go, "cleo", "team asked", f"{url}another/peer/", {"until": "now"})
    go._get("cleo", "today left", "/today/")
    go._get("priya", "today left", "/today/")
    go._get("cleo", "looks later", f"/e/{go.world.episode_id}/looks/?before={go.ids['helper_id']}")
    _lead(go, go.world.actor("cleo").pk)
    _press(go, "cleo", "team thought again", f"{url}another/peer/not/")
    join_team(
        episode=Episode.objects.get(pk=go.world.episode_id), member=go.world.actor("priya").member, role=Role.PEER,
        by=None, at=timezone.now(),
    )  # fmt: skip


def _lead(go: Any, client: Any) -> None:
    """Read who would like another helper; put somebody on to cover, with each mistake, and take them off."""
    tess, day = go.world.actor("tess"), (timezone.now() + timedelta(days=20)).date().isoformat()
    go._get("lead", "today asked", "/today/")
    go._get("lead", "team asked", f"/team/{client}/")
    go._post("lead", "team refused", f"/team/{client}/", {"who": "", "until": "2020-01-01"})
    _press(go, "lead", "team covered", f"/team/{client}/", {"who": f"therapist:{tess.pk}", "until": day})
    go._get("cleo", "today new", "/today/")
    go._get("cleo", "team covered", f"/e/{go.world.episode_id}/team/")
    _press(go, "lead", "team taken off", f"/team/{client}/{tess.pk}/off/")
    _press(go, "lead", "team taken off before", f"/team/{client}/{tess.pk}/off/")


def _press(go: Any, who: str, name: str, url: str, data: dict[str, str] | None = None) -> None:
    go._keep(who, name, go.people[who].post(url, data or {}, follow=True))
