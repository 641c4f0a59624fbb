"""Short ways through a client's first ten minutes, for tests that need many."""

from typing import Any

from django.test import Client

from tandem.beginnings.models import Hopes
from tests.cast import Actor, World

TRIED, WORTH = "Two groups and an app.", "To sleep without the radio on."
REACH = {
    "channel": "text", "hours": "evenings", "message": "yes", "named": "no", "seen": "no", "checks": "peer",
}  # fmt: skip


def signed_in(world: World, step: str) -> str:
    """Return where a step is for a client with an account."""
    return f"/e/{world.episode_id}/begin/to/{step}/"


def handed_over(world: World, by: Actor) -> str:
    """Let a helper hand a device over. Returns where its first step is."""
    answer = by.post(f"/e/{world.episode_id}/begin/here/")
    assert answer.status_code == 302, answer.content
    by._client = None  # the helper was signed out of it
    return str(answer["Location"])


def hopes_form(world: World, *to: str, **more: Any) -> dict[str, Any]:
    """Return what the client sends about what they hope for."""
    form = {"tried": TRIED, "worth": WORTH, "to": [str(world.people[name][0]) for name in to]}
    return form | more


def say_hopes(world: World, *to: str, **more: Any) -> str:
    """Let Cleo say what she hopes for, on her own account. Returns where a helper reads it."""
    answer = world.actor("cleo").post(signed_in(world, "hopes"), hopes_form(world, *to, **more))
    assert answer.status_code == 302, answer.content
    latest = Hopes.objects.order_by("at", "id").last()
    assert latest
    return f"/e/{world.episode_id}/hopes/{latest.pk}/"


def walk_through(world: World, device: Client, url: str, *to: str) -> Any:
    """Take every step on a device, as a client does who answers all of it. Returns the last page."""
    device.post(f"{url}faces/")
    device.post(f"{url}sharing/", {"preset": "ask", "number": "0"})
    device.post(f"{url}contact/", REACH)
    device.post(f"{url}hopes/", hopes_form(world, *to))
    return device.post(f"{url}card/", {"go": "done"})
