"""Making a change that was looked for first: looking and sending again until it is known to be made, or refused."""

from __future__ import annotations

from typing import Protocol, TypeVar

from worklog.adapters.google.service.errors import AmbiguousChange, GoogleError, Overtaken, RequestRefused

ATTEMPTS = 4
"""How often to look again and send what is missing, when it is not known whether a change was made."""

Result = TypeVar("Result", covariant=True)


class Change(Protocol[Result]):
    """A change of a spreadsheet that may be begun anew.

    `seen` is what the guard guards, as of the last look: while it stays the same, nobody came in between.
    """

    @property
    def seen(self) -> object: ...

    def send(self) -> Result:
        """Look at what is there and send what is missing; raises `GoogleError`."""
        ...

    def yield_to(self, refusal: RequestRefused) -> bool:
        """Mend the marks, or do without; False when nothing is left to do. Raises `GoogleError`."""
        ...


def until_made(change: Change[Result]) -> Result:
    """Make a change; raises what Google said last when it never could be made, be it that people moved things."""
    seen: object = None
    problem: GoogleError = Overtaken()
    attempts = 0
    while attempts < ATTEMPTS:
        attempts += 1
        try:
            return change.send()
        except AmbiguousChange as lost:
            problem = lost
        except RequestRefused as refusal:
            if change.seen != seen:
                seen, problem = change.seen, refusal
            elif change.yield_to(refusal):
                attempts -= 1
            else:
                raise
    raise problem
