"""My record: all that is kept about a client, to read and to take along."""
