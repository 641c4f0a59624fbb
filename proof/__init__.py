"""Promises put to the test on a running server: each `python -m proof.NAME` fails when its promise does not hold."""
