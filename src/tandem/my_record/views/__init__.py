"""A client's record on a page and as a file; handed over in person; and a helper's own."""
