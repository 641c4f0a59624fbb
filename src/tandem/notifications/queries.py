"""Find notices that were owed."""

from datetime import datetime

from tandem.notifications.models import Notice
from tandem.people.models import Member


def sent_since(to: Member, template: str, since: datetime) -> bool:
    """Return whether a notice of this kind was owed to somebody since then."""
    return Notice.objects.filter(to=to, template=template, made_at__gte=since).exists()
