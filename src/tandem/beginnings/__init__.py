"""The first ten minutes of the client, the therapist and the peer."""
