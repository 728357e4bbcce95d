"""What the log said and when: rows seen at each check, the lives of rows, and the log as it stood at a moment."""
