"""Somebody who reads all of Cleo's mail and holds her unlocked phone tries to get in. In Safer mode nobody may.

python -m proof.takeovers                      twenty ways and more, each on its own; SQLite, in one process
python -m proof.takeovers --plant code         a code by mail lets in all the same: this must be noticed
                          --plant hold         a code on paper works at once
                          --plant passkey      the phone's passkey lets in alone
                          --plant step_up      what is not done lightly asks for no password
Without one, each is planted in turn at the end, and has to be noticed by its way.

They know everything but what she keeps in her head. An entry is a page of hers in their own browser.
"""

import argparse
import os
from collections.abc import Callable
from contextlib import ExitStack
from typing import Any
from unittest.mock import patch


def _asks_nothing(data: Any, request: Any) -> Any:
    from django.forms import Form

    return Form(data)


# What is planted: names in the program, and what they answer instead.
FAULTS = {
    "code": {
        "tandem.people.queries.mail_opens_nothing": lambda user: False,
        "tandem.sign_ins.letters.mail_opens_nothing": lambda user: False,
    },
    "hold": {"tandem.sign_ins.queries.works": lambda *, ended_at, **moments: ended_at is None},
    "passkey": {"tandem.sign_ins.factors.is_safer": lambda user: False},
    "step_up": {
        "tandem.privacy.views.ProofForm": _asks_nothing,
        "tandem.beginnings.views.client.step_up": lambda request: None,
    },
}
FOUND_BY = {"code_by_mail", "paper_at_once", "passkey_alone", "open_phone_turns_safer_off"}


def main() -> None:
    """Try every way. Exit with 1 when one of them let somebody in."""
    kind = argparse.RawTextHelpFormatter
    parser = argparse.ArgumentParser(
        prog="python -m proof.takeovers", description=__doc__, formatter_class=kind
    )
    parser.add_argument("--plant", default="", choices=["", *FAULTS])
    asked = parser.parse_args()
    begin()
    from proof.thief import WAYS, staged, try_ways

    with staged() as world:
        if asked.plant:
            raise SystemExit(bool(_planted(asked.plant, lambda: try_ways(world, WAYS))))
        entries = try_ways(world, WAYS)
        print(f"{len(WAYS)} ways, {len(entries)} entries")
        noticed = [
            fault for fault in FAULTS if _planted(fault, lambda: try_ways(world, WAYS, only=FOUND_BY)) != []
        ]
        print(f"{len(noticed)} of {len(FAULTS)} planted faults noticed")
    raise SystemExit(bool(entries) or len(noticed) < len(FAULTS))


def _planted(fault: str, tried: Callable[[], list[str]]) -> list[str]:
    """Return who got in while a fault is in the program."""
    print(f"planted: {fault}")
    with ExitStack() as planted:
        for name, instead in FAULTS[fault].items():
            planted.enter_context(patch(name, instead))
        return tried()


def begin() -> None:
    """Set Django up for a proof in this process, away from whatever data the surroundings name."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    for name in [name for name in os.environ if name.startswith("TANDEM_")]:
        del os.environ[name]
    import django

    django.setup()
    from django.test.utils import setup_test_environment

    setup_test_environment()


if __name__ == "__main__":
    main()
