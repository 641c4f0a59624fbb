"""What roles are called on a screen, in the reader's language."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
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


CHANNELS: dict[str, Promise] = {
    "email": gettext_lazy("By e-mail"),
    "text": gettext_lazy("By text"),
    "call": gettext_lazy("By phone call"),
    "none": gettext_lazy("Please do not write or call"),
}
HOURS: dict[str, Promise] = {
    "any": gettext_lazy("At any time"),
    "office": gettext_lazy("In office hours"),
    "evenings": gettext_lazy("In the evening"),
}
CHECKS: dict[str, Promise] = {
    "therapist": gettext_lazy("My therapist"),
    "peer": gettext_lazy("My peer"),
    "front_desk": gettext_lazy("The front desk"),
    "nobody": gettext_lazy("Nobody"),
}
MAY_CHECK_ON_YOU: dict[str, Promise] = {
    "therapist": gettext_lazy("If you miss a meeting, your therapist may check on you."),
    "peer": gettext_lazy("If you miss a meeting, your peer may check on you."),
    "front_desk": gettext_lazy("If you miss a meeting, the front desk may check on you."),
    "nobody": gettext_lazy("If you miss a meeting, nobody checks on you."),
}
MAY_CHECK: dict[str, Promise] = {
    "therapist": gettext_lazy("If they miss a meeting: their therapist may check on them."),
    "peer": gettext_lazy("If they miss a meeting: their peer may check on them."),
    "front_desk": gettext_lazy("If they miss a meeting: the front desk may check on them."),
    "nobody": gettext_lazy("If they miss a meeting: nobody checks on them."),
}


def how_to_reach(wish: Any) -> list[str]:
    """Return in words how a client may be reached; without a `wish`, what is careful.

    `wish` is a mapping of what was said, as `people.queries.latest_contact` brings it.
    """
    if wish is None:
        return [
            _("They have not said. Leave no message, and do not say who you are."),
            str(MAY_CHECK["nobody"]),
        ]
    return [*_carefully(wish), str(MAY_CHECK[wish["checks"]])]


def safe_channel(wish: Any) -> list[str]:
    """Return what the front desk needs to know of the same: who may check only where it is the desk."""
    if wish is None:
        return [_("Leave no message."), _("Do not say who you are.")]
    desk = [str(MAY_CHECK["front_desk"])] if wish["checks"] == "front_desk" else []
    return [*_carefully(wish), *desk]


def _carefully(wish: Any) -> list[str]:
    if wish["channel"] == "none":
        return [_way(wish)]
    message = _("A message is fine.") if wish["message"] else _("Leave no message.")
    return [
        _way(wish),
        message,
        _("You may say who you are.") if wish["named"] else _("Do not say who you are."),
    ]


def how_we_reach_you(wish: Any) -> list[str]:
    """Return the same as the client reads it."""
    if wish is None:
        return [_("You have not said how. So we leave no message and do not say who we are.")]
    said = [_way(wish)]
    if wish["channel"] != "none":
        said.append(_("We may leave a message.") if wish["message"] else _("We leave no message."))
        said.append(_("We may say who we are.") if wish["named"] else _("We do not say who we are."))
    return [*said, str(MAY_CHECK_ON_YOU[wish["checks"]])]


def _way(wish: Any) -> str:
    way = str(CHANNELS[wish["channel"]]) if wish["channel"] else _("No way chosen")
    return " · ".join(part for part in (way, str(HOURS.get(wish["hours"], ""))) if part)
