"""The one command: `tandem` and what it can be told to do."""

import os
import sys


def main() -> None:
    """Run `tandem NAME …`; every name is a management command, `tandem help` lists them."""
    os.umask(0o077)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tandem.config.settings")
    if len(sys.argv) == 1:
        sys.argv.append("help")
    if sys.argv[1] == "demo":  # its own folder, so that it never meets a practice's data
        os.environ.setdefault("TANDEM_DEMO", "1")
        os.environ.setdefault("TANDEM_DATA", "var/demo")
    from django.core.management import execute_from_command_line

    from tandem.sealing.keys import KeyTrouble

    try:
        execute_from_command_line(["tandem", *sys.argv[1:]])
    except KeyTrouble as error:
        sys.exit(str(error))
