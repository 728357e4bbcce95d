"""Handing messages over: e-mail, and the other channels of apprise."""
