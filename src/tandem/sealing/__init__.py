"""Words kept encrypted, and the keys."""
