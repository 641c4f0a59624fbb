"""The worker's round: jobs, notices, looks into the chain, backups, and each night catch-up, heads and what is over."""

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.db import DatabaseError, connection
from django.utils import timezone

from tandem.care.actions import notice_unusual, remind_of_reviews
from tandem.config.backups.timer import Timer
from tandem.config.catch_up import catch_up
from tandem.config.heads import keep_head
from tandem.jobs.loop import work_once
from tandem.my_record.actions import let_go, let_go_of_all, remove_confirmed
from tandem.notifications.actions import send_waiting
from tandem.record.actions import chain_looks
from tandem.sealing.keys import KeyTrouble
from tandem.sign_ins.letters import send_letters
from tandem.tenancy.current import using_practice
from tandem.tenancy.models import Practice

log = logging.getLogger(__name__)

ROUND_EVERY = timedelta(seconds=20)  # looks settle in 30 seconds, so all are chained within 60
CATCH_UP_HOUR = 3  # at night, UTC


def work_forever() -> None:
    """Work until the process ends. A database that is away is waited for."""
    last_round, backups = timezone.now() - ROUND_EVERY, Timer()
    while True:
        at = timezone.now()
        backups.look(at)
        with _patience():
            send_letters(at=at)
            if at - last_round >= ROUND_EVERY:
                make_round(at, caught_up=last_round.hour == CATCH_UP_HOUR or at.hour != CATCH_UP_HOUR)
                last_round = at
            if work_once(timezone.now()):
                continue
        time.sleep(1)


def make_round(at: datetime, caught_up: bool = True) -> None:
    """Do for every practice what is due now."""
    for practice_id in list(Practice.objects.order_by("id").values_list("id", flat=True)):
        with using_practice(practice_id):
            send_waiting(at=at)
            chain_looks(at=at)
            if not caught_up:
                catch_up(at=at)
                keep_head(at=at)
                remind_of_reviews(at=at)
                notice_unusual(at=at)
                let_go(at=at)
                if (
                    connection.vendor == "sqlite"
                ):  # on PostgreSQL the tables' owner does it: `tandem remove-old`
                    remove_confirmed(at=at)
    if not caught_up:
        let_go_of_all(at=at)


@contextmanager
def _patience() -> Iterator[None]:
    try:
        yield
    except (DatabaseError, KeyTrouble) as error:
        log.warning("worker_waits", extra={"error": type(error).__name__})
        connection.close()
        time.sleep(2)
