"""Faults in who may see what, for `proof.matrix` and `proof.walls`, which have to notice each. Each returns a patch."""

from typing import Any
from unittest.mock import patch

from django.shortcuts import get_object_or_404
from django.urls import URLPattern, URLResolver, get_resolver

from tandem.care import gate
from tandem.care.models import Episode
from tandem.permissions.rules import HELPERS, Role, Standing
from tandem.relays.models import Point


def helpers() -> Any:
    """Let whoever helps anybody here stand on every team of the practice."""
    right = gate.standing_of

    def standing(member: Any, roles: Any, episode_id: Any, thing: Any, at: Any) -> Any:
        episode, found = right(member, roles, episode_id, thing, at)
        if found is None and HELPERS.intersection(roles):
            episode = Episode.objects.select_related("client").filter(pk=episode_id).first()
            found = Standing(min(HELPERS.intersection(roles))) if episode else None
        return episode, found

    return patch.object(gate, "standing_of", standing)


def no_gate() -> Any:
    """Let the page of a client's goals be shown without passing the door."""
    pattern = _pattern(get_resolver().url_patterns, "goals")
    guarded = pattern.callback
    inner = guarded.__wrapped__.__wrapped__

    def open_to_all(request: Any, episode_id: Any) -> Any:
        if request.member is None:
            return guarded(request, episode_id=episode_id)
        request.standing = Standing(Role.CLIENT)
        return inner(request, get_object_or_404(Episode.objects.select_related("client"), pk=episode_id))

    open_to_all.act, open_to_all.about = guarded.act, guarded.about  # type: ignore[attr-defined]
    return patch.object(pattern, "callback", open_to_all)


def words() -> Any:
    """Show what clients said on the page of rights, which is everybody's."""
    pattern = _pattern(get_resolver().url_patterns, "all-rights")
    right = pattern.callback

    def leaking(request: Any) -> Any:
        response = right(request)
        if response.status_code == 200:
            response.content += " ".join(one.words for one in Point.objects.all()).encode()
        return response

    leaking.practice_act = right.practice_act  # type: ignore[attr-defined]
    return patch.object(pattern, "callback", leaking)


def _pattern(patterns: list[Any], name: str) -> Any:
    for one in patterns:
        if isinstance(one, URLPattern) and one.name == name:
            return one
        found = _pattern(one.url_patterns, name) if isinstance(one, URLResolver) else None
        if found:
            return found
    return None


FAULTS = {"helpers": helpers, "no-gate": no_gate, "words": words}
DOORS = {"helpers": "sharing", "no-gate": "goals", "words": "all-rights"}


def only(fault: str) -> Any:
    """Return a choice of requests: those to the door that a fault is about."""
    return lambda cell: cell[1] == "page" and cell[2].address == DOORS[fault]
