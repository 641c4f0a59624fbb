"""Pages of what travels: the client says, a peer writes down, helpers answer."""
