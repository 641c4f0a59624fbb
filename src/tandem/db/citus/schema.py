"""Migrations on Citus: a practice's tables are cut by practice, what they point to is copied everywhere.

A table belongs to practices when it has the unique key (practice, id) that every owned model has. Models in
migrations have no base class to know them by, and a column called practice_id alone says too little: jobs
have one, and stay whole on the coordinator.
"""

from typing import Any

from django.db.backends.postgresql import schema
from django.db.models import UniqueConstraint

KEY = ("practice", "id")
_ONCE = "WHERE NOT EXISTS (SELECT FROM pg_dist_partition WHERE logicalrelid = '{table}'::regclass)"


class DatabaseSchemaEditor(schema.DatabaseSchemaEditor):
    """Distributes each owned table as soon as it has its key."""

    _constraint_names: Any

    def __enter__(self) -> Any:
        entered = super().__enter__()
        if self.atomic_migration:  # one machine after the other, so that tables made in it can be used in it
            self.execute("SET LOCAL citus.multi_shard_modify_mode TO 'sequential'")
        return entered

    def create_model(self, model: Any) -> None:
        super().create_model(model)
        if key := _key(model):
            self._distribute(model, key)

    def add_constraint(self, model: Any, constraint: Any) -> None:
        if _is_key(constraint):
            self._distribute(model, constraint)
        else:
            super().add_constraint(model, constraint)

    def add_field(self, model: Any, field: Any) -> None:
        if _key(model):
            self._share_what_is_behind(field)
        super().add_field(model, field)

    def _distribute(self, model: Any, key: UniqueConstraint) -> None:
        """Make (practice_id, id) the primary key, since each machine can only vouch for its own rows."""
        for field in model._meta.local_fields:
            self._share_what_is_behind(field)
        table, name = self.quote_name(model._meta.db_table), self.quote_name(key.name)
        changes = [f"DROP CONSTRAINT IF EXISTS {name}"]
        changes += [
            f"DROP CONSTRAINT {self.quote_name(old)}"
            for old in self._constraint_names(model, primary_key=True)
            if old != key.name
        ]
        changes.append(f"ADD CONSTRAINT {name} PRIMARY KEY (practice_id, id)")
        self.execute(f"ALTER TABLE {table} {', '.join(changes)}")
        self._once("create_distributed_table", table, ", 'practice_id'")

    def _share_what_is_behind(self, field: Any) -> None:
        """Copy a table that the database is to compare a key with, if it is nobody's, to every machine."""
        if field.remote_field and field.db_constraint and not _key(field.remote_field.model):
            self._once("create_reference_table", self.quote_name(field.remote_field.model._meta.db_table))

    def _once(self, function: str, table: str, more: str = "") -> None:
        self.execute(f"SELECT {function}('{table}'{more}) {_ONCE.format(table=table)}", None)


def _key(model: Any) -> UniqueConstraint | None:
    return next((one for one in model._meta.constraints if _is_key(one)), None)


def _is_key(constraint: Any) -> bool:
    return isinstance(constraint, UniqueConstraint) and constraint.fields == KEY
