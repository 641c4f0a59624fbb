"""Accounts, members of a practice and their roles."""
