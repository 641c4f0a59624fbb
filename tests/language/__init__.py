"""What is written on the pages: in every language, and in plain words."""
