"""Settings, root addresses, start-up and commands."""
