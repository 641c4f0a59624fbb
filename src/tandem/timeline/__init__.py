"""What happened so far with one client, in time order, as far as its reader may see it."""
