"""What apprise does while it sends: it tells success or failure only, and the reason only in its log.

Its plugins log inside their `except` blocks, so a handler of the log sees the exception itself. Nothing of that log
goes on: it may hold addresses of channels, which are secrets.
"""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager

_STATUS = re.compile(r"\berror=(\d{3})\b")
_TELLERS = ("apprise", "urllib3", "requests", "charset_normalizer")
"""Loggers that write addresses of channels."""


class Watch(logging.Handler):
    """What was seen during one sending.

    `error`: the first exception. `status`: the first HTTP status by which a service refused, 0 none. `refused`: a
    failure was told. `accepted`: how many parts a service took.
    """

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.error: BaseException | None = None
        self.status = 0
        self.refused = False
        self.accepted = 0

    def emit(self, record: logging.LogRecord) -> None:
        text = record.getMessage()
        self.error = self.error or sys.exc_info()[1]
        if record.levelno >= logging.WARNING:
            self.refused = True
            found = _STATUS.search(text)
            self.status = self.status or (int(found[1]) if found else 0)
        elif record.levelno == logging.INFO and text.startswith("Sent "):
            self.accepted += 1


@contextmanager
def watched() -> Iterator[Watch]:
    """See what apprise does, and let nobody else see it."""
    watch, loggers = Watch(), [logging.getLogger(name) for name in _TELLERS]
    before = [(logger.level, logger.propagate) for logger in loggers]
    for logger in loggers:
        logger.propagate = False
    loggers[0].setLevel(logging.DEBUG)
    loggers[0].addHandler(watch)
    try:
        yield watch
    finally:
        loggers[0].removeHandler(watch)
        for logger, (level, propagate) in zip(loggers, before, strict=True):
            logger.setLevel(level)
            logger.propagate = propagate
