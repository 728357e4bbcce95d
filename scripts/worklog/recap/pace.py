"""One limit of requests to Google for all workers: each request takes its turn, and a turn takes its time."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

from worklog.adapters.google.service.retry import Answer, Policy

TURNS_NAME = "worklog-google"


@dataclass(frozen=True)
class Pace:
    """Who may send when, for workers on one computer (a lock file) or of one scheduler ("" for the file).

    The lock is the system's or the scheduler's, so a worker that dies gives its turn back.
    """

    seconds: float
    lock_file: str = ""

    def wait(self) -> None:
        """Wait until one more request may be sent."""
        with self._turn():
            time.sleep(self.seconds)

    def _turn(self) -> AbstractContextManager[Any]:
        if self.lock_file:
            from filelock import FileLock

            return FileLock(self.lock_file)
        from distributed import Lock

        lock: AbstractContextManager[Any] = Lock(TURNS_NAME)  # type: ignore[no-untyped-call]
        return lock


@dataclass(frozen=True)
class PacedPolicy(Policy):
    """The usual policy for requests that are sent again, each try in its turn."""

    pace: Pace = Pace(0)

    def run(self, send: Callable[[], Answer], *, repeatable: bool) -> Answer:
        def send_in_turn() -> Answer:
            self.pace.wait()
            return send()

        return super().run(send_in_turn, repeatable=repeatable)
