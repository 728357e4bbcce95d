"""What long work is at, shown on the terminal while somebody waits for it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Tell = Callable[[str], None]
"""Takes one sentence: the stage that begins."""


def tell_nobody(sentence: str) -> None:
    """For work that nobody waits for."""


@contextmanager
def stages(first: str = "Memulai…") -> Iterator[Tell]:
    """Show the stages one after the other on one line, which is gone at the end; nothing before the first one.

    Nothing is shown where nobody sees it: in a file or a pipe, and without a console (pythonw).
    """
    if sys.stderr is None or not sys.stderr.isatty():
        yield tell_nobody
        return
    from rich.console import Console
    from rich.live import Live
    from rich.spinner import Spinner
    from rich.text import Text

    spinner = Spinner("line")  # of all spinners this one has signs that every console has
    display = Live(spinner, console=Console(file=sys.stderr), refresh_per_second=8, transient=True)

    def tell(sentence: str) -> None:
        spinner.update(text=Text(sentence))  # names of files may hold brackets, which mean something to rich
        display.start()
        display.refresh()

    if first:
        tell(first)
    try:
        yield tell
    finally:
        display.stop()


def is_old_console() -> bool:
    """Whether the result goes to a Windows console that has few letters, and not into a file or a pipe."""
    from rich.console import Console

    if sys.stdout is None or not sys.stdout.isatty():  # to rich whatever is no console is an old one
        return False
    return Console(file=sys.stdout).legacy_windows
