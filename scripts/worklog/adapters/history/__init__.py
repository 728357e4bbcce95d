"""What the log said and when, in one SQLite file that only grows."""
