"""What roles are called on a screen, in the reader's language."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

_NAMES: dict[str, Promise] = {
    "client": gettext_lazy("Client"),
    "peer": gettext_lazy("Peer"),
    "therapist": gettext_lazy("Therapist"),
    "peer_supervisor": gettext_lazy("Peer supervisor"),
    "clinical_supervisor": gettext_lazy("Clinical supervisor"),
    "on_call": gettext_lazy("On call"),
    "lead": gettext_lazy("Program lead"),
    "front_desk": gettext_lazy("Front desk"),
    "biller": gettext_lazy("Billing"),
    "admin": gettext_lazy("Administrator"),
}


def role_name(role: str) -> Promise:
    """Return a role's name for a screen."""
    return _NAMES[str(role)]
