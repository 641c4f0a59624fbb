"""Pages of the first ten minutes: the client's, and each helper's own."""
