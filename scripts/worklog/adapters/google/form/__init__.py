"""Making and repairing the form of a Google Sheet."""
