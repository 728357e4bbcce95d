"""How many requests a user may make in a minute."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable

from emulator.errors import too_many

MINUTE = 60


class Quota:
    """So many reads and so many writes of a user in any minute, on a clock (seconds) that a test may set.

    What is refused does not count. The refusal does not say how long to wait (no Retry-After).
    """

    def __init__(self, most: int = 60, clock: Callable[[], float] = time.monotonic) -> None:
        self.most, self.clock = most, clock
        self._made: dict[tuple[str, str], deque[float]] = {}

    def check(self, email: str, *, reads: bool) -> None:
        """Count a request; ApiError when there were too many of its kind."""
        kind = "Read" if reads else "Write"
        made, now = self._made.setdefault((email, kind), deque()), self.clock()
        while made and made[0] <= now - MINUTE:
            made.popleft()
        if len(made) >= self.most:
            raise too_many(kind)
        made.append(now)
