"""A query whose SQL is made once gives what the query itself would give, and never another practice's rows."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.db.models import F, QuerySet, Value
from django.utils import timezone

from tandem.care.models import Episode
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
