"""`tandem setup`: a practice's real start."""

from typing import Any
from zoneinfo import available_timezones

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email
from django.utils import timezone

from tandem.care.actions import set_week
from tandem.config.paths import key_file
from tandem.config.week import office_week
from tandem.notifications.actions import invite
from tandem.people.actions import found_practice
from tandem.people.queries import members_with_role
from tandem.permissions.rules import Role
from tandem.sealing.keys import make_ring
from tandem.tenancy.current import using_practice


class Command(BaseCommand):
    """Makes the keys and tables, the practice and its first admin, and prints the admin's one-use link."""

    help = "Found a practice: keys, tables, first admin."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take what the practice is called and who runs it; what is missing is asked for."""
        parser.add_argument("--practice", help="the practice's name")
        parser.add_argument("--admin", help="the first admin's name")
        parser.add_argument("--email", help="the first admin's e-mail address")
        parser.add_argument("--time-zone", default="America/New_York")
        parser.add_argument("--language", default="en", choices=[code for code, _name in settings.LANGUAGES])

    def handle(self, *args: Any, **options: Any) -> None:
        """Found the practice."""
        answers = {name: options[name] or input(f"{words}: ").strip() for name, words in ASKED.items()}
        if not all(answers.values()):
            raise CommandError("The practice, the admin and the e-mail address are all needed.")
        validate_email(answers["email"])
        if options["time_zone"] not in available_timezones():
            raise CommandError(
                f"There is no time zone {options['time_zone']!r}; for example: America/Chicago"
            )
        make_ring(key_file())
        call_command("migrate", verbosity=0)
        self._found(answers, options)

    def _found(self, answers: dict[str, str], options: dict[str, Any]) -> None:
        at = timezone.now()
        practice = found_practice(
            name=answers["practice"],
            language=options["language"],
            time_zone=options["time_zone"],
            admin=answers["admin"],
            email=answers["email"],
            at=at,
        )
        with using_practice(practice.pk):
            set_week(week=office_week(), by=None, at=at)
            admin = members_with_role(Role.ADMIN).get()
            path = invite(member=admin, by=None, at=at)
        self.stdout.write(
            f"The practice is ready. Its keys are in {key_file()}: keep a copy apart from the data."
        )
        self.stdout.write(
            f"Start `tandem serve` and `tandem worker`, then open {settings.TANDEM_BASE_URL}{path}"
        )


ASKED = {
    "practice": "What is the practice called",
    "admin": "The first admin's name",
    "email": "The first admin's e-mail address",
}
