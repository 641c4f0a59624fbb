"""What travels from a client to a helper, and what came of it."""
