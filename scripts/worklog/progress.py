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
def stages() -> Iterator[Tell]:
    """Show the stages one after the other on one line, which is gone at the end.

    Nothing is shown where nobody sees it: in a file or a pipe, and without a console (pythonw).
    """
    if sys.stderr is None or not sys.stderr.isatty():
        yield tell_nobody
        return
    from rich.console import Console
    from rich.live import Live
    from rich.spinner import Spinner
    from rich.text import Text

    # Of all spinners this one has signs that every console has; a Text, since names of files may hold brackets.
    spinner = Spinner("line", Text("Memulai…"))
    with Live(spinner, console=Console(file=sys.stderr), refresh_per_second=8, transient=True) as display:

        def tell(sentence: str) -> None:
            spinner.update(text=Text(sentence))
            display.refresh()

        yield tell
