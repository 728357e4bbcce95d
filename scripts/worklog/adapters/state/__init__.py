"""What the timer remembers: its diary, the outbox, the run log, and the locks."""
