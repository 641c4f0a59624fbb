"""Notices to people, never with clinical words in them; the outbox."""
