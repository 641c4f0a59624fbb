"""Made-up practices of any size, the same each time: to see how pages hold up with many people."""
