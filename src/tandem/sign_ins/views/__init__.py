"""Pages about getting in: second factors, devices, codes on paper, and helping a colleague."""

from tandem.sign_ins.views.colleagues import colleague, factors_anew, send_reset
from tandem.sign_ins.views.devices import devices, end_device, end_others
from tandem.sign_ins.views.factors import (
    add_passkey,
    prove,
    remove_app,
    remove_passkey,
    second_factor,
    set_up_app,
)
from tandem.sign_ins.views.paper import cancel_paper, paper

__all__ = [
    "add_passkey", "cancel_paper", "colleague", "devices", "end_device", "end_others", "factors_anew", "paper",
    "prove", "remove_app", "remove_passkey", "second_factor", "send_reset", "set_up_app",
]  # fmt: skip
