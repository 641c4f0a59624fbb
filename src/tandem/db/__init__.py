"""Databases as Django knows them, with what we need of them beside: SQLite's turns, Citus's shards."""
