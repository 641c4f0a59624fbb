"""What needs me today, for each of the three and the practice."""
