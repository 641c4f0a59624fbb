"""Who looked, in plain words: the same that the client's page of it says, from the first look to the last."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from tandem.care import facts
from tandem.care.models import Episode
from tandem.care.words import WHY, listed, opened
from tandem.my_record.rows import Of, Said, Thing
from tandem.people.words import role_name
from tandem.tenancy.keys import uuid7


def looks(of: Of) -> Iterator[Thing]:
    """Yield each time somebody opened a page about the client, or was not let in, latest first."""
    for episode in _episodes(of):
        before = None
        while True:
            found, before, _lists = facts.who_looked(episode, of.at, before)
            yield from (_look(one) for one in found)
            if before is None:
                break


def lists(of: Of) -> Iterator[Thing]:
    """Yield on whose lists the client's name stood in the last month."""
    for episode in _episodes(of):
        for one in facts.who_looked(episode, of.at)[2]:
            which, role = listed(one.act), str(role_name(one.role))
            values = {
                "who": one.name,
                "role": one.role,
                "list": one.act,
                "times": one.times,
                "last": one.last,
            }
            said = [
                Said(_("Who"), f"{one.name} · {role}"),
                Said(_("List"), which),
                Said(_("Times"), str(one.times)),
            ]
            yield Thing(uuid7(), one.last, values, said)


def _look(one: facts.Look) -> Thing:
    name = one.name or _("Somebody who is not on your team")
    roles = ", ".join(str(role_name(role)) for role in one.roles)
    what = opened(one.act)
    did = _("Tried to open %(what)s, and was not let in.") if one.refused else _("Opened %(what)s.")
    said = [Said(_("Who"), " · ".join(part for part in (name, roles if one.name else "") if part))]
    said += [Said(_("What"), did % {"what": what}), Said(_("Times"), str(one.times))]
    if one.why:
        said.append(Said(_("Why"), str(WHY[one.why])))
    values = {
        "who": one.name,
        "roles": one.roles,
        "opened": one.act,
        "refused": one.refused,
        "times": one.times,
    }
    return Thing(uuid7(), one.at, values, said)


def _episodes(of: Of) -> list[Episode]:
    return list(Episode.objects.filter(pk__in=of.episodes).select_related("client").order_by("started_at"))
