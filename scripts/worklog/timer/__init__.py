"""The timer: its heartbeat, its duties, and how it starts."""
