"""What people do in the browser with an emulated Google Sheet, while a client is at work."""

from __future__ import annotations

from typing import Any

import pytest

from emulator import Emulator, Refused, Unsupported
from emulator.book import Book
from emulator.grid import Sheet
from emulator.staff import Staff
from emulator_client import ANI, BUDI, Client, area, write

pytestmark = pytest.mark.slow

pytest_plugins = ("emulator_book",)


@pytest.fixture
def tab(book: Book) -> Sheet:
    return book.sheet("Sheet1")


@pytest.fixture
def rina(book: Book) -> Staff:
    return book.as_person("rina@example.org")


DATE, MOMENT = {"type": "DATE", "pattern": "dd/MM/yyyy"}, {"type": "DATE_TIME", "pattern": "dd/MM/yyyy HH:mm"}
TYPED: list[tuple[str, Any, dict[str, str] | None]] = [
    ("22/11/2026 14:05", 46348 + 845 / 1440, MOMENT),
    ("22/11/2026 14:05:30", 46348 + 50730 / 86400, MOMENT | {"pattern": "dd/MM/yyyy HH:mm:ss"}),
    ("22/11/2026", 46348, DATE),
    ("22-11-26", 46348, DATE),
    ("2026-11-22", 46348, DATE),
    ("22 November 2026", 46348, DATE),
    ("22 Nov 2026", 46348, DATE),
    ("1 Mei 2026", 46143, DATE),
    ("14:05", 845 / 1440, {"type": "TIME", "pattern": "HH:mm"}),
    ("31/02/2026", "31/02/2026", None),
    ("22/11/2026 25:00", "22/11/2026 25:00", None),
    ("12", 12, None),
    ("-1,5", -1.5, None),
    ("1.234,5", 1234.5, {"type": "NUMBER", "pattern": "#,##0.00"}),
    ("12.000", 12000, {"type": "NUMBER", "pattern": "#,##0"}),
    ("1.5", "1.5", None),
    ("50%", 0.5, {"type": "PERCENT", "pattern": "0%"}),
    ("Rp12.000", 12000, {"type": "CURRENCY", "pattern": '"Rp"#,##0'}),
    ("1e3", 1000, None),
    ("007", 7, None),
    ("'007", "007", None),
    ("true", True, None),
    ("  Apel pagi ", "  Apel pagi ", None),
    ("2026-0118", "2026-0118", None),
    ("https://x.id/1", "https://x.id/1", None),
    ("=", "=", None),
]


@pytest.mark.parametrize(("text", "value", "number_format"), TYPED)
def test_what_is_typed_becomes_what_sheets_makes_of_it(
    text: str, value: Any, number_format: dict[str, str] | None, rina: Staff, tab: Sheet
) -> None:
    rina.type("Sheet1", 2, 3, text)
    cell = tab.cell(2, 3)
    assert cell.value == (pytest.approx(value) if isinstance(value, float) else value)
    assert (cell.format or {}).get("numberFormat") == number_format


@pytest.mark.parametrize(
    ("text", "value"),
    [("11/22/2026", 46348), ("22/11/2026", "22/11/2026"), ("1,234.5", 1234.5), ("Nov 22, 2026", 46348)],
)
def test_an_american_sheet_reads_dates_and_numbers_its_own_way(
    text: str, value: Any, book: Book, rina: Staff, tab: Sheet
) -> None:
    book.properties = book.properties | {"locale": "en_US"}
    rina.type("Sheet1", 1, 1, text)
    assert tab.values() == [[value]]


def test_typing_keeps_the_looks_that_a_cell_has(ani: Client, rina: Staff, tab: Sheet) -> None:
    plain, day = {"type": "TEXT"}, {"type": "DATE", "pattern": "d mmmm"}
    for column, told in ((1, plain), (2, day)):
        look = {"userEnteredFormat": {"numberFormat": told}}
        ani.change({"repeatCell": {"range": area(1, column, 1, column), "cell": look, "fields": "userEnteredFormat"}})
        rina.type("Sheet1", 1, column, "22/11/2026")
    rina.type("Sheet1", 1, 3, "=A1&B1")
    assert tab.values() == [["22/11/2026", 46348, "22/11/202646348"]]
    assert ani.values(valueRenderOption="FORMATTED_VALUE") == [["22/11/2026", "22 November", "22/11/202646348"]]
    rina.clear("Sheet1", 1, 2)
    assert (tab.cell(1, 2).value, tab.cell(1, 2).format) == (None, {"numberFormat": day})


def test_a_pasted_block_is_taken_as_typed_and_may_go_below_the_grid(rina: Staff, tab: Sheet) -> None:
    rina.type("Sheet1", 19, 2, "tetap")
    rina.paste("Sheet1", 19, 1, [["22/11/2026", None, 1.5], ["a"], ["b", "=A20"]])
    assert tab.values()[18:] == [[46348, "tetap", 1.5], ["a"], ["b", "a"]]
    assert tab.row_count == 21


def test_rows_columns_and_tabs_are_moved_by_hand(book: Book, rina: Staff, tab: Sheet) -> None:
    rina.paste("Sheet1", 1, 1, [["a", "b", "c"], ["d", "e", "f"], ["g", "h", "i"]])
    rina.insert_rows("Sheet1", 2, 2)
    assert tab.values() == [["a", "b", "c"], [], [], ["d", "e", "f"], ["g", "h", "i"]]
    rina.delete_rows("Sheet1", 1, 3)
    rina.move_column("Sheet1", 1, 3)
    assert tab.values() == [["e", "f", "d"], ["h", "i", "g"]]
    rina.move_column("Sheet1", 3, 2)
    rina.insert_column("Sheet1", 2)
    assert tab.values() == [["e", "", "d", "f"], ["h", "", "g", "i"]]
    rina.sort("Sheet1", 1, 1, descending=True)
    assert tab.values()[0][0] == "h"
    rina.rename("Sheet1", "Buku Kerja")
    rina.add_tab("Catatan")
    assert [sheet.title for sheet in book.sheets] == ["Buku Kerja", "Catatan"]


def test_what_the_sheet_refuses_changes_nothing(
    google: Emulator, book: Book, ani: Client, rina: Staff, tab: Sheet
) -> None:
    ani.change({"addProtectedRange": {"protectedRange": {"range": area(1, 1, 1, 1), "editors": {"users": [ANI]}}}})
    with pytest.raises(Refused, match="protected cell"):
        rina.paste("Sheet1", 1, 1, [["a", "b"]])
    with pytest.raises(Refused, match="already exists"):
        rina.add_tab("Sheet1")
    with pytest.raises(Refused, match="only 20 rows"):
        rina.type("Sheet1", 21, 1, "a")
    with pytest.raises(Refused, match="nothing to undo"):
        rina.undo()
    assert tab.values() == []
    book.as_person(google.owner).type("Sheet1", 1, 1, "a")
    assert tab.values() == [["a"]]


STRICT: list[tuple[dict[str, Any], str, str]] = [
    ({"type": "ONE_OF_LIST", "values": [{"userEnteredValue": "Setuju"}]}, "Setuju", "setuju?"),
    ({"type": "ONE_OF_RANGE", "values": [{"userEnteredValue": "=Sheet1!$H$1:$H"}]}, "Ani", "Budi"),
    ({"type": "DATE_IS_VALID"}, "22/11/2026", "besok"),
    ({"type": "DATE_AFTER", "values": [{"userEnteredValue": "01/01/2000"}]}, "22/11/2026", "22/11/1999"),
    ({"type": "NUMBER_GREATER_THAN_EQ", "values": [{"userEnteredValue": "1"}]}, "1", "0"),
    ({"type": "BOOLEAN"}, "TRUE", "ya"),
]


@pytest.mark.parametrize(
    ("condition", "good", "bad"), STRICT, ids=lambda told: told["type"] if isinstance(told, dict) else ""
)
def test_a_strict_dropdown_rejects_what_is_typed_and_others_let_it_pass(
    condition: dict[str, Any], good: str, bad: str, ani: Client, rina: Staff, tab: Sheet
) -> None:
    def validate(strict: bool) -> None:
        told = {"range": area(1, 1, 1, 1), "rule": {"condition": condition, "strict": strict}}
        ani.change({"setDataValidation": told})

    ani.change(write(["Ani"], column=8))
    validate(strict=True)
    rina.type("Sheet1", 1, 1, good)
    before = tab.cell(1, 1).value
    with pytest.raises(Refused, match="data validation"):
        rina.type("Sheet1", 1, 1, bad)
    assert tab.cell(1, 1).value == before
    rina.clear("Sheet1", 1, 1)
    validate(strict=False)
    rina.type("Sheet1", 1, 1, bad)
    assert tab.cell(1, 1).value is not None


def test_the_last_own_edit_is_undone_first(rina: Staff, tab: Sheet) -> None:
    rina.type("Sheet1", 1, 1, "a")
    rina.type("Sheet1", 1, 1, "b")
    rina.delete_rows("Sheet1", 1)
    rina.undo()
    assert tab.values() == [["b"]]
    rina.undo()
    assert tab.values() == [["a"]]


def test_undo_leaves_what_others_did_since_then(book: Book, ani: Client, rina: Staff, tab: Sheet) -> None:
    budi = book.as_person(BUDI)
    rina.type("Sheet1", 2, 1, "lama")
    rina.type("Sheet1", 2, 1, "baru")
    budi.insert_rows("Sheet1", 1)
    budi.type("Sheet1", 1, 1, "judul")
    ani.change(write(["x"], row=5))
    rina.undo()
    assert tab.values() == [["judul"], [], ["lama"], [], ["x"]]
    budi.delete_rows("Sheet1", 3)
    rina.undo()
    assert tab.values() == [["judul"], [], [], ["x"]]


@pytest.mark.parametrize(
    "act",
    [
        lambda staff: staff.insert_rows("Sheet1", 2, 2),
        lambda staff: staff.delete_rows("Sheet1", 2, 2),
        lambda staff: staff.sort("Sheet1", 1, 1, descending=True),
        lambda staff: staff.move_column("Sheet1", 1, 3),
        lambda staff: staff.insert_column("Sheet1", 2),
        lambda staff: staff.rename("Sheet1", "Lain"),
        lambda staff: staff.add_tab("Lain"),
    ],
    ids=["insert rows", "delete rows", "sort", "move a column", "insert a column", "rename", "add a tab"],
)
def test_any_edit_is_undone_around_what_was_typed_meanwhile(
    act: Any, book: Book, ani: Client, rina: Staff, tab: Sheet
) -> None:
    rina.paste("Sheet1", 1, 1, [["a", "b", "c"], ["d", "e", "f"], ["g", "h", "i"]])
    act(rina)
    ani.change(write(["x"], row=9, column=1))
    rina.undo()
    found = {value for row in tab.values()[3:] for value in row} - {""}
    assert (tab.values()[:3], found) == ([["a", "b", "c"], ["d", "e", "f"], ["g", "h", "i"]], {"x"})
    assert [sheet.title for sheet in book.sheets] == ["Sheet1"]


def test_rows_cannot_be_brought_back_after_others_moved_rows(book: Book, rina: Staff) -> None:
    rina.paste("Sheet1", 1, 1, [["a"], ["b"]])
    rina.delete_rows("Sheet1", 1)
    book.as_person(BUDI).insert_rows("Sheet1", 1)
    with pytest.raises(Unsupported, match="undo"):
        rina.undo()


def test_someone_new_may_edit_but_not_what_others_are_only_shown(google: Emulator, book: Book) -> None:
    book.as_person(BUDI).type("Sheet1", 1, 1, "a")
    assert Client(google, book, BUDI).values() == [["a"]]
