"""What is tried of developer metadata: the marks by which Google refuses what was made for columns that moved."""

from __future__ import annotations

from worklog.adapters.google.cells import VALUE, area, cell, update
from worklog.adapters.google.service.errors import Overtaken
from worklog.adapters.google.tabs import mark
from worklog.adapters.google.trial.scratch import COPY_ID, COPY_TITLE, MARK, TAB_ID, Scratch


def is_found(scratch: Scratch) -> bool:
    """A mark under an id of ours is shown on the column that it was put on."""
    mark_id = scratch.new_id()
    scratch.made(scratch.marked(mark_id, 2))
    return scratch.places().get(mark_id) == ("COLUMNS", 2)


def is_refused_twice(scratch: Scratch) -> bool:
    """A second mark under the same id is refused, in the words that the program knows."""
    mark_id = scratch.new_id()
    scratch.made(scratch.marked(mark_id, 0))
    return isinstance(scratch.refusal(scratch.marked(mark_id, 1)), Overtaken)


def is_deleted(scratch: Scratch) -> bool:
    """A mark can be deleted."""
    mark_id = scratch.new_id()
    scratch.made(scratch.marked(mark_id, 0))
    scratch.change(scratch.unmark(mark_id))
    return mark_id not in scratch.places()


def is_made_again_at_once(scratch: Scratch) -> bool:
    """A mark is deleted and made again under its id by one batch."""
    mark_id = scratch.new_id()
    scratch.made(scratch.marked(mark_id, 0))
    scratch.change(scratch.unmark(mark_id, at=0), scratch.marked(mark_id, 1))
    return scratch.places().get(mark_id) == ("COLUMNS", 1)


def nothing_is_deleted(scratch: Scratch) -> bool:
    """Deleting a mark that is not there is taken."""
    return scratch.refusal(scratch.unmark(scratch.new_id())) is None


def stays_elsewhere(scratch: Scratch) -> bool:
    """A mark that lies at another column than the one named is not deleted, whether that is refused or not."""
    mark_id = scratch.new_id()
    scratch.made(scratch.marked(mark_id, 0))
    scratch.refusal(scratch.unmark(mark_id, at=1))
    return mark_id in scratch.places()


def counts(scratch: Scratch) -> bool:
    """A mark on the spreadsheet is deleted only by the value that it has."""
    scratch.change(mark(MARK, "7", {"spreadsheet": True}, scratch.new_id()))
    scratch.refusal(scratch.unmark(metadataValue="6"))
    stayed = bool(scratch.marks_of_spreadsheet())
    scratch.change(scratch.unmark(metadataValue="7"))
    return stayed and not scratch.marks_of_spreadsheet()


def moves_along(scratch: Scratch) -> bool:
    """A column that is moved takes its mark along."""
    mark_id = scratch.new_id()
    source = {"sheetId": TAB_ID, "dimension": "COLUMNS", "startIndex": 0, "endIndex": 1}
    scratch.made(scratch.marked(mark_id, 0), {"moveDimension": {"source": source, "destinationIndex": 3}})
    return scratch.places().get(mark_id) == ("COLUMNS", 2)


def is_pushed_along(scratch: Scratch) -> bool:
    """A column before which another is inserted takes its mark along."""
    mark_id = scratch.new_id()
    inserted = {"sheetId": TAB_ID, "dimension": "COLUMNS", "startIndex": 0, "endIndex": 1}
    scratch.made(scratch.marked(mark_id, 1), {"insertDimension": {"range": inserted, "inheritFromBefore": False}})
    return scratch.places().get(mark_id) == ("COLUMNS", 2)


def is_sorted_along(scratch: Scratch) -> bool:
    """A row that is sorted takes its mark along."""
    mark_id = scratch.new_id()
    order = [{"dimensionIndex": 0, "sortOrder": "ASCENDING"}]
    scratch.made(
        update(VALUE, area(TAB_ID, 1, 1, 3, 1), [[cell(value)] for value in (3, 1, 2)]),
        scratch.marked(mark_id, 0, "ROWS"),
        {"sortRange": {"range": area(TAB_ID, 1, 1, 3, 5), "sortSpecs": order}},
    )
    return scratch.places().get(mark_id) == ("ROWS", 2)


def stays_when_copied(scratch: Scratch) -> bool:
    """Of a tab that is copied the marks stay where they are, and those of the copy can be deleted."""
    mark_id = scratch.new_id()
    copy = {"sourceSheetId": TAB_ID, "newSheetId": COPY_ID, "newSheetName": COPY_TITLE}
    scratch.made(scratch.marked(mark_id, 0))
    scratch.change({"duplicateSheet": copy})
    stayed = scratch.places().get(mark_id) == ("COLUMNS", 0)
    scratch.change(scratch.unmark())
    return stayed and not (scratch.places() or scratch.places(COPY_TITLE))
