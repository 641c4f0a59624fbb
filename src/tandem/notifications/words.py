"""The words of each notice. No name, no reason, no clinical word: anyone may see a screen light up."""

from email.utils import formataddr, parseaddr

from django.conf import settings
from django.utils.translation import gettext as _

from tandem.notifications.rules import Template


def subject() -> str:
    """Return the one subject that every notice has."""
    return _("You have a message")


def sender(plain: bool) -> str:
    """Return whom a notice comes from: to somebody in Safer mode under the plain name."""
    kept: str = settings.DEFAULT_FROM_EMAIL
    return formataddr((settings.TANDEM_PLAIN_NAME, parseaddr(kept)[1])) if plain else kept


def body(template: str, address: str) -> str:
    """Return a notice's words, with the `address` to open."""
    opening = {
        Template.INVITATION: _("You are invited. This link works once, for seven days:"),
        Template.CHECK: _("A few short questions wait for you. This link works once, for three days:"),
        Template.CARD: _("You asked us to send you this. The link works for 30 days:"),
        Template.TEST: _("This is a test. Nothing is asked of you."),
        Template.EMERGENCY: _("There is something you have a right to know. You can read it here:"),
        Template.UNUSUAL: _("Something you opened today was unusual. If it was you, say why in a line:"),
        Template.REVIEW: _("Something waits for you to look at it:"),
        Template.HEAD: _(
            "Keep this line where nobody here can change it. It shows later whether the record was cut:"
        ),
        Template.TEAM_CHANGED: _("Something has changed. You can read it here:"),
    }[Template(template)]
    return f"{opening}\n\n{address}\n" if Template(template) is not Template.TEST else f"{opening}\n"
