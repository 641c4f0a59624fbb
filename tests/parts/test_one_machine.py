"""A statement that several machines would have to answer is found; no statement of the program is one."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from tandem.care.models import Episode, TeamMember
from tandem.goals.models import Goal
from tandem.tenancy.insert import remove, update
from tests.alone import heeded, wrong
from tests.cast import World
from tests.language.walk import Walk

HERE = UUID("01234567-89ab-7def-8123-456789abcdef")
MEMBER, GRANT = '"people_member"', '"people_rolegrant"'
HELD = f'SELECT {MEMBER}."id" FROM {MEMBER} WHERE {MEMBER}."practice_id" = %s'


def fault(sql: str, *values: Any) -> str:
    """Return what is wrong when asked for `HERE`."""
    return wrong(sql, values, HERE)


@pytest.mark.parametrize(
    "sql",
    [
        HELD,
        f"{HELD} ORDER BY {MEMBER}.\"name\" LIMIT 5",
        f'SELECT 1 FROM {MEMBER} WHERE ({MEMBER}."id" = 1 AND ({MEMBER}."practice_id" = %s))',
        f'SELECT 1 FROM {MEMBER} LEFT OUTER JOIN {GRANT} T3 ON ({MEMBER}."id" = T3."member_id" AND '
        f'(T3."practice_id" = {MEMBER}."practice_id")) WHERE ({MEMBER}."id" = 1 OR 1) '
        f'AND {MEMBER}."practice_id" = %s',
        f'{HELD} AND EXISTS(SELECT 1 FROM {GRANT} U0 WHERE U0."practice_id" = {MEMBER}."practice_id")',
        f'UPDATE {MEMBER} SET "name" = \'x\' WHERE {MEMBER}."practice_id" = %s',
        f'UPDATE {MEMBER} SET "name" = \'x\' WHERE "practice_id" = %s',
        f'INSERT INTO {MEMBER} ("id", "practice_id") VALUES (1, %s)',
        f'INSERT INTO {MEMBER} ("practice_id") SELECT * FROM UNNEST((%s)::uuid[])',
        'SELECT 1 FROM "people_session"',
        'SELECT 1 FROM "jobs_job" WHERE "jobs_job"."practice_id" = 3',
    ],
)  # fmt: skip
def test_a_statement_that_stays_with_its_practice_passes(sql: str) -> None:
    assert fault(sql, HERE) == ""
    assert fault(sql, HERE.hex) == ""


@pytest.mark.parametrize(
    ("sql", "words"),
    [
        (f"SELECT 1 FROM {MEMBER} WHERE {MEMBER}.\"id\" = %s", "not held"),
        (f'SELECT 1 FROM {MEMBER} WHERE ({MEMBER}."practice_id" = %s OR {MEMBER}."id" = 1)', "not held"),
        (f'SELECT 1 FROM {MEMBER} WHERE NOT ({MEMBER}."practice_id" = %s)', "not held"),
        (f"{HELD} AND EXISTS(SELECT 1 FROM {GRANT} U0 WHERE U0.\"member_id\" = {MEMBER}.\"id\")", "rolegrant"),
        (f'{HELD} UNION SELECT 1 FROM {GRANT}', "rolegrant"),
        (f'SELECT 1 FROM {MEMBER} INNER JOIN {GRANT} ON ({MEMBER}."id" = {GRANT}."member_id") '
         f'WHERE {MEMBER}."practice_id" = %s', "rolegrant"),
        (f'DELETE FROM {MEMBER} WHERE {MEMBER}."id" IN (%s)', "not held"),
        (f'UPDATE {MEMBER} SET "practice_id" = %s', "not held"),
        (f'INSERT INTO {MEMBER} ("id", "practice_id") VALUES (%s, NULL)', "not held"),
        (HELD.replace("WHERE", 'INNER JOIN "people_belonging" ON (1 = 1) WHERE'), "together"),
    ],
)  # fmt: skip
def test_a_statement_that_leaves_it_is_found(sql: str, words: str) -> None:
    assert words in fault(sql, HERE)


def test_another_practice_than_the_one_that_was_named_is_found() -> None:
    assert fault(HELD, uuid4()) == "for another practice"


def test_rows_are_saved_renewed_and_removed_on_one_machine(world: World) -> None:
    goal = Goal(episode_id=world.episode_id, wording="Sleep", proposed_at=timezone.now())
    with heeded(tests_too=True) as found:
        goal.save()
        goal.refresh_from_db()
        goal.save()
        update(goal, "wording")
        remove(Goal.objects.filter(pk=goal.pk))
    assert set(found) == set()


def test_a_question_that_forgot_the_practice_is_found(world: World) -> None:
    with heeded(tests_too=True) as found:
        list(Episode.objects.filter(Q(Exists(TeamMember.all_practices.filter(episode=OuterRef("pk"))))))

    assert len(found) == 1


def test_leaving_out_by_several_rows_is_refused(world: World) -> None:
    with pytest.raises(AssertionError, match="write filter"):
        Episode.objects.exclude(team__role="peer")


def test_every_page_is_answered_by_one_machine(world: World) -> None:
    with heeded() as found:
        pages = Walk(world, "en").everywhere()

    assert len(pages) > 250
    assert set(found) == set()
