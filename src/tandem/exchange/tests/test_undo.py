"""Taking back what a file brought."""

from typing import Any

import pytest
from django.utils import timezone

from tandem.care.actions import open_episode
from tandem.exchange import actions
from tandem.exchange.tests.files import bring_in, bundle, check, csv, patient, rows, sample, take_back, visit
from tandem.people.actions import make_invitation
from tandem.people.models import Member
from tandem.record.models import Entry

NORA = "1,Nora Madeup,1980-06-15"


@pytest.mark.parametrize("name", ["caseload.csv", "bundle.json"])
def test_taking_back_leaves_everything_as_it_was(practice: Any, name: str) -> None:
    before = rows()

    batch = bring_in(sample(name))
    take_back(batch)

    assert rows() == before
    assert batch.undone_at


def test_taking_back_twice_is_taking_back_once(practice: Any) -> None:
    batch = bring_in(sample("caseload.csv"))
    take_back(batch)
    before, undone_at = Entry.objects.count(), batch.undone_at

    take_back(batch)

    assert (Entry.objects.count(), batch.undone_at) == (before, undone_at)


def test_what_was_taken_back_can_be_brought_in_again(practice: Any) -> None:
    take_back(bring_in(sample("caseload.csv")))

    assert Member.objects.filter(batch_id=bring_in(sample("caseload.csv")).pk).count() == 3


def test_an_earlier_batch_stays_when_a_later_one_is_taken_back(practice: Any) -> None:
    bring_in(bundle(patient(), visit("v1", "2020-01-05")))
    before = rows()

    take_back(bring_in(bundle(patient(), visit("v2", "2020-02-05"))))

    assert rows() == before


def test_people_with_history_from_a_later_file_are_not_taken_back(practice: Any) -> None:
    first = bring_in(bundle(patient()))
    bring_in(bundle(patient(), visit("v2", "2020-02-05")))

    with pytest.raises(actions.InUse):
        actions.undo(batch=first, by=None, at=timezone.now())


def test_people_whose_care_has_begun_are_not_taken_back(practice: Any, theo: Any) -> None:
    batch = bring_in(csv(NORA))
    nora = Member.objects.get(batch_id=batch.pk)
    open_episode(client=nora, therapist=theo.member, peer=None, by=None, at=timezone.now())

    with pytest.raises(actions.CareHasBegun):
        actions.undo(batch=batch, by=None, at=timezone.now())


def test_invited_people_are_not_taken_back(practice: Any) -> None:
    batch = bring_in(csv(NORA))
    make_invitation(member=Member.objects.get(batch_id=batch.pk), by=None, at=timezone.now())

    with pytest.raises(actions.InUse):
        actions.undo(batch=batch, by=None, at=timezone.now())


def test_somebody_whose_care_begins_while_a_file_is_taken_back_stays(practice: Any, theo: Any) -> None:
    batch = bring_in(csv(NORA, "2,Kai Madeup,1981-06-15"))
    actions.undo(batch=batch, by=None, at=timezone.now())
    nora = Member.objects.get(batch_id=batch.pk, name="Nora Madeup")
    open_episode(client=nora, therapist=theo.member, peer=None, by=None, at=timezone.now())

    actions.take_back(batch_id=str(batch.pk), by=None, at=timezone.now())

    assert list(Member.objects.filter(batch_id=batch.pk)) == [nora]


def test_a_batch_is_not_taken_back_while_it_is_written(practice: Any) -> None:
    batch = check(csv(NORA))
    actions.bring_in(batch=batch, chosen=[], by=None, at=timezone.now())

    with pytest.raises(actions.NotFinished):
        actions.undo(batch=batch, by=None, at=timezone.now())
