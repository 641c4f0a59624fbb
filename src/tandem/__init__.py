"""Tandem: the shared workspace of a client, their therapist and their peer."""
