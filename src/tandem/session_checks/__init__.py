"""The client's short answer about one meeting that took place."""
