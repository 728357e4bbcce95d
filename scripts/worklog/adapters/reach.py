"""Whether a server of the network answers at all."""

from __future__ import annotations

import socket

PATIENCE = 5.0
"""Seconds to connect."""


def why_out_of_reach(host: str, port: int) -> str:
    """Connect, say nothing, and hang up; "" when that works, else why not."""
    try:
        with socket.create_connection((host, port), PATIENCE):
            return ""
    except (OSError, UnicodeError) as error:
        return getattr(error, "strerror", None) or type(error).__name__
