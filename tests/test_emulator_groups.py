"""Groups of columns in the emulated Google Sheets: folded together, opened, and moved along."""

from __future__ import annotations

from typing import Any

from emulator.book import Book
from emulator_client import Client

pytest_plugins = ["emulator_book"]


def span(first: int, last: int) -> dict[str, Any]:
    return {"sheetId": 0, "dimension": "COLUMNS", "startIndex": first - 1, "endIndex": last}


def fold(first: int, last: int, *, folded: bool = True, depth: int = 1) -> dict[str, Any]:
    group = {"range": span(first, last), "depth": depth, "collapsed": folded}
    return {"updateDimensionGroup": {"dimensionGroup": group, "fields": "collapsed"}}


def hidden(book: Book) -> list[int]:
    return [
        at + 1 for at, told in sorted(book.sheet("Sheet1").dimensions["Column"].items()) if told.get("hiddenByUser")
    ]


def test_a_group_that_is_folded_together_is_hidden_and_shown_when_opened(book: Book, ani: Client) -> None:
    ani.change({"addDimensionGroup": {"range": span(3, 5)}}, fold(3, 5))
    assert hidden(book) == [3, 4, 5]
    ani.change(fold(3, 5, folded=False))
    assert hidden(book) == []


def test_a_group_that_is_not_there_cannot_be_folded(ani: Client) -> None:
    ani.change({"addDimensionGroup": {"range": span(3, 5)}})
    for wrong in (fold(3, 4), fold(3, 5, depth=2)):
        assert "There is no dimension group with that range and depth." in ani.refusal(wrong)


def test_a_group_moves_along_with_its_columns(book: Book, ani: Client) -> None:
    ani.change({"addDimensionGroup": {"range": span(3, 5)}}, fold(3, 5))
    ani.change({"insertDimension": {"range": span(1, 2)}})
    (group,) = book.sheet("Sheet1").laid_over["columnGroups"]
    assert (group["range"]["startIndex"], group["range"]["endIndex"], group["collapsed"]) == (4, 7, True)
    assert hidden(book) == [5, 6, 7]
    ani.change({"deleteDimension": {"range": span(5, 7)}})
    assert book.sheet("Sheet1").laid_over["columnGroups"] == []


def test_a_group_is_seen_in_the_description(ani: Client) -> None:
    ani.change({"addDimensionGroup": {"range": span(3, 5)}})
    (sheet,) = ani.get("?fields=sheets(columnGroups(depth))")["sheets"]
    assert sheet == {"columnGroups": [{"depth": 1}]}
