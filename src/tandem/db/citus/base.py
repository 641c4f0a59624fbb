"""Django's PostgreSQL, for a Citus coordinator: the practice is told anew in each transaction.

Citus hands `SET LOCAL` on to the machine that holds the rows, and nothing else that is set. So every
statement for a practice runs inside a transaction that begins with it; a lone one gets its own.
"""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db.backends.postgresql import base, operations
from psycopg.pq import TransactionStatus

from tandem.db.citus.schema import DatabaseSchemaEditor


class DatabaseOperations(operations.DatabaseOperations):
    """Writes many rows as `VALUES`, which go to their machine; out of `UNNEST` they would pass the coordinator."""

    compiler_module = "django.db.models.sql.compiler"


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection that tells the practice to every machine that takes part."""

    SchemaEditorClass = DatabaseSchemaEditor
    ops_class = DatabaseOperations
    connection: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.practice_id: UUID | None = None
        self.execute_wrappers.append(self._for_the_practice)

    def work_for(self, practice_id: UUID | None) -> None:
        """Name the practice for this transaction, if there is one, and for those to come."""
        self.practice_id = practice_id
        if self.connection and self.connection.info.transaction_status == TransactionStatus.INTRANS:
            self._tell()

    def _for_the_practice(
        self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]
    ) -> Any:
        idle = self.connection.info.transaction_status == TransactionStatus.IDLE
        if not idle or self.practice_id is None:
            return execute(sql, params, many, context)
        if not self.connection.autocommit:  # the driver begins the transaction with its first statement
            self._tell()
            return execute(sql, params, many, context)
        if sql.startswith("BEGIN"):
            begun = execute(sql, params, many, context)
            self._tell()
            return begun
        with self.wrap_database_errors, self.connection.transaction():
            self._tell()
            return execute(sql, params, many, context)

    def _tell(self) -> None:
        with self.wrap_database_errors:
            self.connection.execute(f"SET LOCAL tandem.practice = '{self.practice_id or ''}'", prepare=False)
