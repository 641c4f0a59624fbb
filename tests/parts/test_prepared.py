"""A query whose SQL is made once gives what the query itself would give, and never another practice's rows."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.db.models import F, QuerySet, Value
from django.db.models.functions import JSONObject
from django.utils import timezone

from tandem.care.models import Episode
from tandem.people.models import Member
from tandem.tenancy.at_once import ask, at_once
from tandem.tenancy.current import NoPractice, using_practice
from tandem.tenancy.prepared import Prepared
from tests.cast import Actor, World
from tests.counting import statements
from tests.together import together


def open_before(member: UUID, at: object) -> QuerySet:
    episodes = Episode.objects.filter(client=member, started_at__lte=at, ended_at=None)
    return episodes.annotate(name=F("client__name")).values_list("id", "name", "started_at", named=True)


def test_it_gives_what_the_query_gives(world: World, cleo: Actor, otto: Actor) -> None:
    prepared = Prepared(open_before)
    now = timezone.now()
    for member in (cleo.pk, otto.pk, uuid4()):
        for at in (now, now - timedelta(days=400)):
            rows = prepared(member=member, at=at)
            assert rows == list(open_before(member, at))
    assert prepared(member=cleo.pk, at=now)[0].name == "Cleo Example"


def test_it_gives_whole_objects_too(world: World, cleo: Actor) -> None:
    prepared = Prepared(lambda member: Episode.objects.filter(client=member).select_related("client"))
    with statements(connection) as asked:
        (episode,) = prepared(member=cleo.pk)
        assert (episode.pk, episode.client.name) == (world.episode_id, "Cleo Example")
    assert len(asked) == 1
    assert prepared(member=cleo.pk)[0] is not episode


def test_its_sql_is_made_once(world: World, cleo: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    built = []
    prepared = Prepared(lambda **values: built.append(1) or open_before(**values))
    for _ in range(3):
        with statements(connection) as asked:
            prepared(member=cleo.pk, at=timezone.now())
        assert len(asked) == 1
    assert len(built) == 1


def test_it_asks_for_the_practice_of_now(world: World, cleo: Actor) -> None:
    prepared = Prepared(open_before)
    assert prepared(member=cleo.pk, at=timezone.now())
    carl = world.actor("carl")
    assert not prepared(member=carl.pk, at=timezone.now())
    with using_practice(world.other_practice_id):
        assert not prepared(member=cleo.pk, at=timezone.now())
        assert prepared(member=carl.pk, at=timezone.now())


def test_without_a_practice_it_refuses(template: object, cleo: Actor) -> None:
    prepared = Prepared(open_before)
    prepared(member=cleo.pk, at=timezone.now())
    from tandem.tenancy import current

    token = current._current.set(None)
    try:
        with pytest.raises(NoPractice):
            prepared(member=cleo.pk, at=timezone.now())
    finally:
        current._current.reset(token)


@pytest.mark.parametrize(
    "build",
    [
        lambda member: Episode.objects.filter(ended_at=None).values_list("id"),
        lambda member: Episode.all_practices.filter(client=member).values_list("id"),
        lambda member: Episode.objects.filter(client=member, id__in=[member, uuid4()]).extra(
            where=[f"'{member}' <> ''"]
        ).values_list("id"),
        lambda member: Episode.objects.filter(client=member).annotate(said=Value(f"for {member}")).values_list("said"),
    ],
    ids=["never asked for", "whatever the practice", "written into the SQL", "inside a constant"],
)  # fmt: skip
def test_what_cannot_be_filled_in_is_refused(world: World, cleo: Actor, build: object) -> None:
    with pytest.raises(ValueError, match="can't be filled in"):
        Prepared(build)(member=cleo.pk)


def test_each_thread_has_its_own(real_world: World) -> None:
    prepared = Prepared(open_before)
    cleo = real_world.actor("cleo")
    asks = [lambda: len(prepared(member=cleo.pk, at=timezone.now()))] * 4
    assert together(real_world.practice_id, *asks) == [1] * 4


def members(name: str) -> QuerySet:
    found = Member.objects.filter(name__gte=name).order_by("-name", "id")
    return found.annotate(piece=JSONObject(name="name", safer="safer")).values_list(
        "name", "safer", "piece", named=True
    )


def test_asked_at_once_each_gives_what_it_gives_alone(world: World, cleo: Actor, otto: Actor) -> None:
    first, second, now = Prepared(open_before), Prepared(members), timezone.now()
    third = Prepared(
        lambda member: Episode.objects.filter(client=member).values_list("started_at", named=True)[:1]
    )
    for member, name in ((cleo.pk, "A"), (uuid4(), "P"), (otto.pk, "zzz")):
        alone = [first(member=member, at=now), second(name=name), third(member=member)]
        with statements(connection) as asked:
            got = at_once(
                ask(first, member=member, at=now), ask(second, name=name), ask(third, member=member)
            )
        assert len(asked) == 1
        assert got == alone
        assert [row.name for row in got[1]] == [row.name for row in members(name)]  # in its own order
    assert got[0][0].name == "Otto Other"


def test_asked_at_once_it_is_the_practice_of_now(world: World, cleo: Actor) -> None:
    prepared = Prepared(open_before)
    carl, now = world.actor("carl"), timezone.now()
    for practice, seen in ((world.practice_id, [1, 0]), (world.other_practice_id, [0, 1])):
        with using_practice(practice):
            found = at_once(*(ask(prepared, member=one.pk, at=now) for one in (cleo, carl)))
        assert [len(rows) for rows in found] == seen


def test_whole_objects_are_not_asked_for_at_once(world: World, cleo: Actor) -> None:
    whole = Prepared(lambda member: Episode.objects.filter(client=member))
    with pytest.raises(ValueError, match="named rows"):
        at_once(ask(whole, member=cleo.pk))
