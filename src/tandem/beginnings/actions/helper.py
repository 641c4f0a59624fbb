"""A helper gets ready: steps done, topics settled, and a test to whoever answers now."""

from collections.abc import Mapping
from datetime import datetime

from django.db import IntegrityError, transaction

from tandem.beginnings.events import HelperStepDone, TestSent, TopicsAnswered
from tandem.beginnings.models import HelperStep, TopicAnswer
from tandem.beginnings.queries import answers, tested_since
from tandem.beginnings.rules import TEST_AGAIN, Ready, Topic
from tandem.notifications.actions import owe
from tandem.notifications.rules import Template
from tandem.people.models import Member
from tandem.record.actions import happened


@transaction.atomic
def do_step(*, member: Member, step: Ready, at: datetime) -> None:
    """Keep that a helper did a step. Once is enough."""
    try:
        with transaction.atomic():
            HelperStep.objects.create(member=member, step=step.value, at=at)
    except IntegrityError:
        return
    happened(HelperStepDone(member.pk, step.value), by=member.pk, at=at)


@transaction.atomic
def answer_topics(*, member: Member, said: Mapping[str, str], at: datetime) -> None:
    """Keep what a helper says of each topic, where it is new; with all five the step is done."""
    before = answers(member)
    new = {topic: answer for topic, answer in said.items() if answer and before.get(topic) != answer}
    TopicAnswer.objects.bulk_create(
        TopicAnswer(member=member, topic=topic, answer=answer, at=at) for topic, answer in new.items()
    )
    if new:
        happened(TopicsAnswered(member.pk), by=member.pk, at=at)
    if {*before, *new} == {topic.value for topic in Topic}:
        do_step(member=member, step=Ready.TOPICS, at=at)


@transaction.atomic
def send_test(*, to: Member, by: Member, at: datetime) -> bool:
    """Owe a test to somebody who answers now. Returns False where they have no address; soon again sends nothing."""
    if not to.email:
        return False
    Member.objects.select_for_update().get(pk=to.pk)  # of two at once the second sees the first
    if not tested_since(to, at - TEST_AGAIN):
        owe(to=to, template=Template.TEST, path="", at=at)
        happened(TestSent(to.pk), by=by.pk, at=at)
    return True
