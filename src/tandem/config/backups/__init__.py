"""Backups: made while everybody works, locked with a key that is not here, checked, and brought back."""
