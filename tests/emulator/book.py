"""A spreadsheet: its tabs, who may do what, and what holds for all tabs together."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cached_property

from emulator.cells import JSON
from emulator.defaults import SHEET_GRID, spreadsheet_properties
from emulator.errors import invalid
from emulator.formula_values import Results, check_supported
from emulator.formulas import Formula, separator_of
from emulator.grid import Sheet
from emulator.staff import Done, Spot, Staff
from emulator.strict import USUAL

_UNDONE_BY_NOTHING = ("results", "former_results", "version")

Track = Callable[[Spot], Spot | None]
"""Where a cell (row, column; 0-based) is after a move; None when it is gone."""


class Book:
    """A spreadsheet with all its tabs; what is done inside `changing` is done whole or not at all."""

    def __init__(
        self, book_id: str, title: str, owner: str, now: Callable[[], datetime], lock: threading.RLock
    ) -> None:
        self.id, self.owner, self.now, self.lock = book_id, owner, now, lock
        self.roles: dict[str, str] = {owner: "owner"}
        self.properties = spreadsheet_properties(title)
        self.sheets: list[Sheet] = []
        self.named_ranges: list[JSON] = []
        self.metadata: list[JSON] = []
        self.strict = USUAL
        self.version = 0
        self.planned_ids: list[int] = []
        """IDs for the next things added, so that a recording can be replayed with its own."""
        self.undoable: dict[str, list[Done]] = {}
        """What each person can undo, the last edit last."""
        self.moves: list[tuple[int, int, Track]] = []
        """Version, tab and what became of each place, for everything that moved cells."""
        self.former_results: Results | None = None
        self._fixed_formulas: dict[object, Formula] = {}
        self._last_id = 0
        self.add_sheet({"sheetId": 0, "title": "Sheet1"})

    @property
    def title(self) -> str:
        return str(self.properties["title"])

    @property
    def locale(self) -> str:
        return str(self.properties["locale"])

    @property
    def separator(self) -> str:
        """What stands between a function's arguments in this spreadsheet's locale."""
        return separator_of(self.locale)

    @cached_property
    def results(self) -> Results:
        """The results of all formulas in the present state."""
        return Results(self, self.now, self.former_results)

    def sheet(self, title: str) -> Sheet:
        """The tab of that title; KeyError when there is none."""
        found = self.find_title(title)
        if found is None:
            raise KeyError(title)
        return found

    def sheet_by_id(self, sheet_id: int) -> Sheet:
        """The tab of that ID, or the service's answer that there is none."""
        found = self.find_id(sheet_id)
        if found is None:
            raise invalid(f"No grid with id: {sheet_id}")
        return found

    def find_id(self, sheet_id: int) -> Sheet | None:
        return next((sheet for sheet in self.sheets if sheet.id == sheet_id), None)

    def find_title(self, title: str) -> Sheet | None:
        wanted = title.casefold()
        return next((sheet for sheet in self.sheets if sheet.title.casefold() == wanted), None)

    def id_of_title(self, title: str) -> int | None:
        found = self.find_title(title)
        return None if found is None else found.id

    def as_person(self, email: str) -> Staff:
        """What a person does in the browser; who has no part in the spreadsheet yet may edit it from now on."""
        self.roles.setdefault(email, "writer")
        return Staff(self, email)

    def new_id(self) -> int:
        """An ID for something added: always the same ones for the same requests."""
        if self.planned_ids:
            return self.planned_ids.pop(0)
        self._last_id += 1
        return self._last_id * 1_000_003 % 2_000_000_011

    def add_sheet(self, told: JSON) -> Sheet:
        """A new tab; `told` may give its ID, title, place, size and looks."""
        given = {name: value for name, value in told.items() if name not in ("index", "gridProperties") and value}
        grid = SHEET_GRID | {name: value for name, value in told.get("gridProperties", {}).items() if value}
        sheet_id = told["sheetId"] if "sheetId" in told else self.new_id()
        start = {"sheetId": sheet_id, "title": self._free_title(), "index": 0, "sheetType": "GRID"}
        sheet = Sheet(self, start | given | {"gridProperties": grid})
        self.sheets.insert(told.get("index", len(self.sheets)), sheet)
        self.number_sheets()
        return sheet

    def number_sheets(self) -> None:
        """Tell each tab its place."""
        for index, sheet in enumerate(self.sheets):
            sheet.properties = sheet.properties | {"index": index}

    def formula(self, text: str, row: int, column: int) -> Formula:
        """A formula typed or sent for a cell; Unsupported when it cannot be evaluated."""
        key = (text, self.separator, tuple((sheet.title, sheet.id) for sheet in self.sheets))
        found = self._fixed_formulas.get(key)
        if found is None:
            found = Formula.parse(text, row, column, self.id_of_title, self.separator)
            check_supported(found, self.locale)
            if found.is_fixed:
                self._fixed_formulas[key] = found
        return found

    def formula_text(self, formula: Formula, row: int, column: int) -> str:
        return formula.text(row, column, lambda sheet_id: self.sheet_by_id(sheet_id).title, self.separator)

    def note_move(self, sheet_id: int, track: Track) -> None:
        """Remember that cells moved, for those who undo something that they did before."""
        self.moves.append((self.version, sheet_id, track))

    def place_since(self, version: int, sheet_id: int, spot: Spot) -> Spot | None:
        """Where a cell is now that was at that place in a former version."""
        place: Spot | None = spot
        for at, moved_sheet, track in self.moves:
            if place is not None and at >= version and moved_sheet == sheet_id:
                place = track(place)
        return place

    @contextmanager
    def changing(self) -> Iterator[None]:
        """All of what is done inside, or, when it fails, nothing."""
        with self.lock:
            state = self.snapshot()
            try:
                yield
            except BaseException:
                self.restore(state)
                raise
            self.changed()

    def changed(self) -> None:
        """Forget the results of the state before."""
        self.version += 1
        self.former_results = self.__dict__.pop("results", self.former_results)

    def snapshot(self) -> JSON:
        """The state, to be put back by `restore` once."""
        state = {name: value for name, value in self.__dict__.items() if name not in _UNDONE_BY_NOTHING}
        for name in ("sheets", "named_ranges", "metadata", "planned_ids", "moves"):
            state[name] = list(state[name])
        state["undoable"] = {email: list(done) for email, done in self.undoable.items()}
        return state | {"tabs": [(sheet, sheet.snapshot()) for sheet in self.sheets]}

    def restore(self, state: JSON) -> None:
        for sheet, tab in state.pop("tabs"):
            sheet.restore(tab)
        self.__dict__.update(state)
        self.changed()

    def _free_title(self) -> str:
        number = len(self.sheets) + 1
        while self.find_title(f"Sheet{number}") is not None:
            number += 1
        return f"Sheet{number}"
