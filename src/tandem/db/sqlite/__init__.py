"""SQLite as Django knows it, with writers in turn."""
