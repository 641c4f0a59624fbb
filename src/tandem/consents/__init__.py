"""Consents: what a client said yes to, each with its own text and date, and the joint introduction."""
