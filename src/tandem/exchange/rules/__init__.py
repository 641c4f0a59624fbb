"""Read files that bring people in, and say everything that is wrong with them. Plain Python."""
