"""The one policy by which a request to Google is sent again."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from tenacity import RetryCallState, Retrying, retry_if_exception, wait_exponential_jitter

from worklog.adapters.google.service.errors import AmbiguousChange, GoogleUnavailable

Answer = TypeVar("Answer")

_growing = wait_exponential_jitter(max=16)
"""About 1, 2, 4 and 8 seconds, then 16 each time."""


@dataclass(frozen=True)
class Policy:
    """For how many seconds requests are sent again, and the clock that they are counted on.

    A try begins within them, or not at all: what is asked to wait longer by Retry-After is given up at once.
    """

    seconds: float = 75
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep

    def run(self, send: Callable[[], Answer], *, repeatable: bool) -> Answer:
        """Call `send` until it answers; what must not be repeated is sent again only if it certainly did nothing.

        Raises `AmbiguousChange` when what must not be repeated may have been done, else the last `GoogleError`.
        """
        end = self.clock() + self.seconds
        retrying = Retrying(
            retry=retry_if_exception(_passes),
            wait=_wait,
            stop=lambda state: self.clock() + state.upcoming_sleep > end,
            sleep=self.sleep,
            reraise=True,
        )
        return retrying(send if repeatable else _once(send))


def _passes(error: BaseException) -> bool:
    return isinstance(error, GoogleUnavailable) and not isinstance(error, AmbiguousChange)


def _wait(state: RetryCallState) -> float:
    error = state.outcome.exception() if state.outcome else None
    asked = error.wait if isinstance(error, GoogleUnavailable) else 0
    return max(asked, _growing(state))


def _once(send: Callable[[], Answer]) -> Callable[[], Answer]:
    def send_once() -> Answer:
        try:
            return send()
        except GoogleUnavailable as error:
            if error.untouched:
                raise
            raise AmbiguousChange from error

    return send_once
