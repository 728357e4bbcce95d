"""One edit: who makes it, on which spreadsheet; and the list of all kinds of request."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from emulator.cells import JSON
from emulator.errors import invalid
from emulator.ranges import Area, area_of, clipped

if TYPE_CHECKING:
    from emulator.book import Book
    from emulator.grid import Sheet

_PROTECTED = (
    "You are trying to edit a protected cell or object. "
    "Please contact the spreadsheet owner to remove protection if you need to edit."
)


class Edit:
    """A spreadsheet in the hands of somebody; refuses what is protected from them."""

    def __init__(self, book: Book, email: str) -> None:
        self.book, self.email = book, email
        self.deleted_metadata: set[int] = set()
        """The ids of the developer metadata that it took away so far."""

    def sheet(self, told: JSON) -> Sheet:
        """The tab that a range or a request with `sheetId` means."""
        return self.book.sheet_by_id(told.get("sheetId", 0))

    def place(self, told: JSON | None) -> tuple[Sheet, Area]:
        """The tab and the area of a GridRange inside the grid."""
        if told is None:
            raise invalid("A range is required")
        sheet = self.sheet(told)
        return sheet, area_of(told, sheet)

    def place_to_write(self, told: JSON | None) -> tuple[Sheet, Area]:
        sheet, area = self.place(told)
        self.check_may_edit(sheet, area)
        return sheet, area

    def check_may_edit(self, sheet: Sheet, area: Area) -> None:
        """Refuse when any cell of the area is protected from this person."""
        for protected in sheet.laid_over["protectedRanges"]:
            if self.may_change(protected):
                continue
            told = self.protected_range(protected)
            free = [clipped(each, sheet) for each in protected.get("unprotectedRanges", ())]
            if clipped(told, sheet).meets(area) and not any(each.holds(area) for each in free):
                raise invalid(_PROTECTED)

    def may_change(self, protected: JSON) -> bool:
        """Whether this person may edit inside a protected range and change or delete it."""
        if protected.get("warningOnly"):
            return True
        return self.email == self.book.owner or self.email in protected["editors"].get("users", ())

    def check_may_change(self, protected: JSON) -> None:
        if not self.may_change(protected):
            raise invalid(_PROTECTED)

    def protected_range(self, protected: JSON) -> JSON:
        """The range itself, whichever way it was told."""
        if "namedRangeId" not in protected:
            told: JSON = protected["range"]
            return told
        named = [item for item in self.book.named_ranges if item["namedRangeId"] == protected["namedRangeId"]]
        if not named:
            raise invalid(f"No named range with id: {protected['namedRangeId']}")
        found: JSON = named[0]["range"]
        return found


Handler = Callable[[Edit, JSON], JSON | None]
"""Does one request; gives back its reply, or None for an empty one."""

HANDLERS: dict[str, Handler] = {}


def handles(kind: str) -> Callable[[Handler], Handler]:
    """Enter a function as the one that does a kind of request."""

    def enter(handler: Handler) -> Handler:
        HANDLERS[kind] = handler
        return handler

    return enter
