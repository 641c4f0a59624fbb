"""Work done later, on either database."""
