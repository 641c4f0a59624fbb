"""Booked, kept, missed; attendance."""
