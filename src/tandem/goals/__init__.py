"""What the client is working towards, in their own words."""
