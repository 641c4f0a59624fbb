"""Who gives which role, and what a one-use link says."""

from itertools import product
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tandem.people.links import Link, new_link, read_link
from tandem.people.rules import CARE_ROLES, GRANTABLE, may_give
from tandem.permissions.rules import Role

CARE = {"therapist", "peer", "peer_supervisor", "clinical_supervisor", "on_call"}
OFFICE = {"lead", "front_desk", "biller", "admin"}


def test_a_clients_role_is_never_given_by_hand() -> None:
    assert {role.value for role in GRANTABLE} == CARE | OFFICE
    assert {role.value for role in CARE_ROLES} == CARE


@pytest.mark.parametrize("role", sorted(CARE | OFFICE))
@pytest.mark.parametrize("giver", [{"lead"}, {"admin"}, {"lead", "admin"}])
def test_leads_and_admins_give_every_role_but_never_a_care_role_to_themselves(
    giver: set[str], role: str
) -> None:
    assert may_give(frozenset(giver), role, to_self=False)
    assert may_give(frozenset(giver), role, to_self=True) is (role in OFFICE)


@given(st.frozensets(st.sampled_from(sorted(set(Role) - {Role.LEAD, Role.ADMIN}))))
def test_nobody_else_gives_any_role(giver: frozenset[str]) -> None:
    assert not any(may_give(giver, role, to_self) for role, to_self in product(GRANTABLE, (True, False)))


@given(st.uuids())
def test_a_link_names_its_practice_and_finds_its_row(practice_id: UUID) -> None:
    token, secret_hash = new_link(practice_id)

    assert read_link(token) == Link(practice_id, secret_hash)


def test_a_link_does_not_carry_what_the_database_keeps() -> None:
    token, secret_hash = new_link(uuid4())

    assert secret_hash not in token
    assert len(secret_hash) == 64


def test_no_two_links_are_the_same() -> None:
    practice_id = uuid4()

    assert len({new_link(practice_id)[0] for _ in range(500)}) == 500


@given(st.text(max_size=80))
def test_anything_else_is_not_a_link(token: str) -> None:
    found = read_link(token)

    assert found is None or isinstance(found, Link)


@pytest.mark.parametrize("token", ["", "x", "äöü", "a" * 53, "a" * 55, "../../etc", "%00", "🙂" * 20])
def test_garbage_is_not_a_link(token: str) -> None:
    assert read_link(token) is None


@given(st.integers(0, 53), st.sampled_from("ABCDEFGHabcdefgh0123"))
def test_a_changed_link_finds_another_row_or_none(where: int, letter: str) -> None:
    token, _hash = new_link(uuid4())
    changed = token[:where] + letter + token[where + 1 :]
    before, after = read_link(token), read_link(changed)

    assert (changed == token) or after != before or where == len(token) - 1
