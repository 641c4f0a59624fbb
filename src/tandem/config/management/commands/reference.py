"""`tandem reference`: write the reference pages from the code, or say that they are out of date."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from tandem.config.reference import pages


class Command(BaseCommand):
    """Writes docs/reference; with `--check` it only compares."""

    help = "Write the reference pages from the code."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take whether to compare only, and where the pages are."""
        parser.add_argument("--check", action="store_true", help="fail when a page is out of date")
        parser.add_argument("--folder", type=Path, default=settings.REPO / "docs" / "reference")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write each page, or name those that differ."""
        folder: Path = options["folder"]
        wanted = {folder / name: text for name, text in pages().items()}
        old = [path for path, text in wanted.items() if not path.exists() or path.read_text("utf-8") != text]
        if options["check"] and old:
            names = ", ".join(path.name for path in old)
            raise CommandError(f"Out of date: {names}. Run `tandem reference`.")
        for path in old:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(wanted[path], "utf-8")
            self.stdout.write(f"Written: {path.name}")
