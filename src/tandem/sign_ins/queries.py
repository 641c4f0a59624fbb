"""Find second factors, sign-ins and codes on paper."""

from datetime import UTC, datetime
from typing import Any

from allauth.mfa.models import Authenticator

from tandem.people.models import Member, User
from tandem.people.queries import belongings, memberships
from tandem.people.rules import is_staff
from tandem.people.sessions import AGENT, BEGAN, USED, name_of, sign_ins
from tandem.sign_ins.models import PaperCode
from tandem.sign_ins.rules import device, works
from tandem.tenancy.current import using_practice


def factors(user: User) -> list[Authenticator]:
    """Return an account's second factors, without the codes that only stand in for one."""
    found = Authenticator.objects.filter(user=user).exclude(type=Authenticator.Type.RECOVERY_CODES)
    return list(found.order_by("created_at"))


def may_remove(authenticator: Authenticator) -> bool:
    """Return whether its person may take this second factor away: staff keep at least one."""
    others = [one for one in factors(authenticator.user) if one.pk != authenticator.pk]
    return bool(others) or not any(is_staff(roles) for _member, roles in memberships(authenticator.user))


def secrets_of(user: User) -> set[str]:
    """Return the ids of the sealed secrets that an account's second factors use."""
    kept = Authenticator.objects.filter(user=user).values_list("data", flat=True)
    return {data[name] for data in kept for name in ("secret", "seed") if name in data}


def devices(user: User, this: str, at: datetime) -> list[dict[str, Any]]:
    """Return each sign-in of an account: name, browser and system, when it began and was used, whether it is `this`."""
    found = []
    for name, kept in sign_ins(user, at):
        browser, system = device(kept.get(AGENT, ""))
        times = {"began": _moment(kept.get(BEGAN)), "used": _moment(kept.get(USED))}
        found.append(
            {"name": name, "browser": browser, "system": system, "this": name == name_of(this), **times}
        )
    return found


def _moment(seconds: int | None) -> datetime | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)


def open_paper_code(member: Member) -> PaperCode | None:
    """Return the code on paper of a member that was neither used nor cancelled, whether it works yet or not."""
    return PaperCode.objects.select_related("given_by").filter(member=member, ended_at=None).first()


def paper_code_waits(user: User, at: datetime) -> bool:
    """Return whether a code on paper works, or will, for this account in any practice."""
    for belonging in belongings(user):
        with using_practice(belonging.practice_id):
            found = PaperCode.objects.filter(member_id=belonging.member_id, ended_at=None, expires_at__gt=at)
            if found.exists():
                return True
    return False


def matching_paper_code(user: User, secret_hash: str, at: datetime) -> PaperCode | None:
    """Return the code on paper that this hash is of, when it works at `at`."""
    for belonging in belongings(user):
        with using_practice(belonging.practice_id):
            for one in PaperCode.objects.filter(member_id=belonging.member_id, secret_hash=secret_hash):
                if works(works_from=one.works_from, expires_at=one.expires_at, ended_at=one.ended_at, at=at):
                    return one
    return None
