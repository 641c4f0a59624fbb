"""Practices and what each owns: owned rows, same-practice keys, row-level security."""
