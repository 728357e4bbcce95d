"""The one base of all errors that the office itself can mend, and what lies behind an error."""

from __future__ import annotations

from collections.abc import Iterator, Sequence


class WorklogError(Exception):
    """Something keeps a command from doing its work; the text is Indonesian, says what is wrong and what to do.

    `problems` are put below the sentence, one per line. Commands show the text as it is and end with exit code 2.
    """

    def __init__(self, sentence: str, problems: Sequence[str] = ()) -> None:
        super().__init__("\n".join((sentence, *(f"- {problem}" for problem in problems))))
        self.problems = tuple(problems)


class LogBusy(WorklogError):
    """The log cannot be written just now, and the next check may succeed; the message says why, in Indonesian."""


class LogNotWritten(WorklogError):
    """The log could not be written until somebody mends something; the message says what, in Indonesian."""


def with_causes(error: BaseException | None) -> Iterator[BaseException]:
    """An error and those behind it, one after the other."""
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__
