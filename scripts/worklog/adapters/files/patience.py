"""Files that another program holds for a moment: a virus scanner, the search index, OneDrive.

While they do, Windows refuses to open, replace or delete such a file, just as it refuses what is not allowed at all.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

Result = TypeVar("Result")

SECONDS = 3.0
"""A scanner is done by then; whoever is refused for good does not wait long."""
_PAUSE = 0.1


def patiently(act: Callable[[], Result]) -> Result:
    """Do something with a file, again and again while it is refused; raises `PermissionError` when it stays so."""
    try:
        return act()
    except PermissionError:
        from tenacity import Retrying, retry_if_exception_type, stop_after_delay, wait_fixed

        again = Retrying(
            retry=retry_if_exception_type(PermissionError),
            wait=wait_fixed(_PAUSE),
            stop=stop_after_delay(SECONDS),
            reraise=True,
        )
        return again(act)
