"""A column for what people write: sealed on the way in, opened only when somebody reads it."""

from __future__ import annotations

from typing import Any

from django.db import models

from tandem.sealing.seal import seal, unseal


class Sealed(str):
    """A sealed text as the database keeps it."""

    __slots__ = ()


class SealedTextField(models.TextField):
    """Text that is unreadable in the database, its backups and its log.

    The row's id is part of the seal, so a text moved to another row does not open. Bulk updates
    with plain text are refused, since there the row is not known.
    """

    def contribute_to_class(self, cls: Any, name: str, private_only: bool = False) -> None:
        super().contribute_to_class(cls, name, private_only)
        setattr(cls, self.attname, _Opener(self))

    def place(self, row_id: Any) -> str:
        """Return where this text lives: table, column and row."""
        return f"{self.model._meta.db_table}.{self.column}:{row_id}"

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> Sealed | None:
        return None if value is None else Sealed(value)

    def pre_save(self, model_instance: Any, add: bool) -> Any:
        kept = model_instance.__dict__.get(self.attname)
        if kept is None or isinstance(kept, Sealed):
            return kept
        return Sealed(seal(kept, self.place(model_instance.pk)))

    def get_prep_value(self, value: Any) -> Any:
        if value is not None and not isinstance(value, Sealed):
            raise TypeError("a sealed text is written through its row, never in bulk")
        return None if value is None else str(value)


def opened(column: Any, row_id: Any, kept: str | None) -> str:
    """Return the text of `column` (as `Point.words`) that a row read without its object holds."""
    return unseal(kept, column.field.place(row_id)) if kept else ""


class _Opener:
    """Opens a sealed text when it is read, once."""

    def __init__(self, field: SealedTextField) -> None:
        self.field = field

    def __get__(self, instance: Any, owner: Any = None) -> Any:
        if instance is None:
            return self
        name = self.field.attname
        if name not in instance.__dict__:
            instance.refresh_from_db(fields=[name])
        kept = instance.__dict__[name]
        if isinstance(kept, Sealed):
            # a row that is older than the field holds nothing, and says so
            kept = instance.__dict__[name] = opened(self, instance.pk, kept)
        return kept

    def __set__(self, instance: Any, value: Any) -> None:
        instance.__dict__[self.field.attname] = value
