"""Keys: time-ordered ids, and links that can never lead into another practice."""

from typing import Any
from uuid import UUID

import uuid_utils
from django.db import models
from django.db.backends.ddl_references import Statement, Table
from django.db.models.sql.where import WhereNode


def uuid7() -> UUID:
    """Return a new id that sorts by the time it was made (RFC 9562, version 7)."""
    return UUID(int=uuid_utils.uuid7().int)


class TenantFK(models.ForeignKey):
    """A link between two rows of one practice; every join compares the practice as well."""

    def __init__(self, to: Any, on_delete: Any = models.PROTECT, **kwargs: Any) -> None:
        kwargs.setdefault("db_constraint", False)  # `SamePractice` writes the stronger one
        super().__init__(to, on_delete, **kwargs)

    def get_extra_restriction(self, alias: str | None, related_alias: str | None) -> WhereNode | None:
        if not (alias and related_alias):
            return None
        here: Any = self.model._meta.get_field("practice")
        there: Any = self.related_model._meta.get_field("practice")
        # `alias` is the joined table, `related_alias` the one that holds the key
        same = here.get_lookup("exact")(here.get_col(related_alias), there.get_col(alias))
        return WhereNode([same])

    def get_extra_descriptor_filter(self, instance: models.Model) -> dict[str, Any]:
        return {"practice_id": instance.practice_id}  # type: ignore[attr-defined]


class SamePractice(models.BaseConstraint):
    """FOREIGN KEY (practice_id, x_id) REFERENCES (practice_id, id): the database itself refuses the rest.

    Written inline on SQLite; on PostgreSQL queued until the end of the migration, since the
    other table's unique key may be made later in it.
    """

    def __init__(self, field: str, name: str = "%(class)s_same_practice_%(field)s") -> None:
        self.field = field
        super().__init__(name=name.replace("%(field)s", field))

    def deconstruct(self) -> tuple[str, tuple[Any, ...], dict[str, Any]]:
        return ("tandem.tenancy.keys.SamePractice", (self.field,), {"name": self.name})

    def __eq__(self, other: object) -> bool:
        return isinstance(other, SamePractice) and (self.field, self.name) == (other.field, other.name)

    def __hash__(self) -> int:
        return hash((self.field, self.name))

    def clone(self) -> "SamePractice":
        return SamePractice(self.field, self.name)

    def constraint_sql(self, model: Any, schema_editor: Any) -> Any:
        if schema_editor.connection.vendor == "sqlite":
            return str(self._statement(model, schema_editor, "CONSTRAINT %(name)s %(key)s"))
        statement = self._statement(
            model, schema_editor, "ALTER TABLE %(table)s ADD CONSTRAINT %(name)s %(key)s"
        )
        schema_editor.deferred_sql.append(statement)
        return None

    def create_sql(self, model: Any, schema_editor: Any) -> Any:
        if schema_editor.connection.vendor == "sqlite":
            return None  # the table is remade with its constraints
        return self._statement(model, schema_editor, "ALTER TABLE %(table)s ADD CONSTRAINT %(name)s %(key)s")

    def remove_sql(self, model: Any, schema_editor: Any) -> Any:
        template = "ALTER TABLE %(table)s DROP CONSTRAINT %(name)s"
        return self._statement(model, schema_editor, template)

    def validate(self, *args: Any, **kwargs: Any) -> None:
        """Leave it to the database, which cannot be passed by."""

    def _statement(self, model: Any, schema_editor: Any, template: str) -> Statement:
        quote = schema_editor.quote_name
        field = model._meta.get_field(self.field)
        there = field.related_model._meta
        key = (
            f"FOREIGN KEY ({quote('practice_id')}, {quote(field.column)}) "
            f"REFERENCES {quote(there.db_table)} ({quote('practice_id')}, {quote('id')}) "
            "DEFERRABLE INITIALLY DEFERRED"
        )
        return Statement(template, table=Table(model._meta.db_table, quote), name=quote(self.name), key=key)
