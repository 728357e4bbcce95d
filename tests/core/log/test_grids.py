"""Tabs and columns found by their names, wherever the office has moved them."""

from __future__ import annotations

from datetime import datetime

import numpy as np
import pytest

from office_roles import LOG, STAFF_TABS
from worklog.core.log.grids import Grid, Header, LogShapeError, find_header, frame_of, read_tabs
from worklog.core.log.tabs import CALENDAR, PEOPLE, REGISTER, Tab

COMMAND = "python scripts/setup_worklog.py"
BUDI = ["Budi", "Admin", "Staf", "budi@kpu.go.id", "", "", ""]
SITI = ["Siti", "Fungsional Umum", "Staf", "siti@kpu.go.id", "", "", ""]


def two_tiers(tab: Tab) -> list[list[object]]:
    """The header as the SOP's worksheet has it: groups and single headers above, the headers of groups below."""
    upper: list[object] = [column.group or column.header for column in tab.columns]
    for position in range(len(upper) - 1, 0, -1):
        if tab.columns[position].group and upper[position - 1] == upper[position]:
            upper[position] = None  # a merged group keeps its text in its first cell only
    return [upper, [column.header if column.group else None for column in tab.columns]]


def log_row(**cells: object) -> list[object]:
    return [cells.get(header) for header in LOG.headers]


def whole_log() -> dict[str, Grid]:
    return {tab.name: [list(tab.headers)] for tab in STAFF_TABS}


def test_each_cell_keeps_its_value_type_and_sheet_row() -> None:
    finish = datetime(2026, 11, 22, 14, 5)
    grid = [list(LOG.headers), log_row(No=1, Selesai=finish), log_row(No="2", Selesai="22/11/2026")]
    frame = frame_of(grid, LOG)
    assert frame["row"].tolist() == [2, 3]
    assert frame["No"].tolist() == [1, "2"]
    assert frame["Selesai"].tolist() == [finish, "22/11/2026"]
    assert {str(frame[header].dtype) for header in LOG.headers} == {"object"}


def test_columns_may_stand_in_any_order_among_unknown_ones() -> None:
    order = ["Paraf", *reversed(PEOPLE.headers), "Catatan Kantor"]
    grid = [order, ["x", "", "", "", "budi@kpu.go.id", "Staf", "Admin", "Budi", "y"]]
    frame = frame_of(grid, PEOPLE)
    assert frame.loc[0, list(PEOPLE.headers)].tolist() == BUDI
    assert "Paraf" not in frame


def test_a_title_block_blank_rows_and_blank_columns_may_stand_before() -> None:
    title = [[], ["Daftar Petugas"], [None, None, "Tanggal", "22 November 2026"], []]
    grid = [*title, ["", "", *PEOPLE.headers], ["", "", *BUDI]]
    assert find_header(grid, PEOPLE).row == 5
    assert frame_of(grid, PEOPLE)["Nama"].tolist() == ["Budi"]
    assert frame_of(grid, PEOPLE)["row"].tolist() == [6]


@pytest.mark.parametrize("spelling", ["SELESAI", " selesai ", "Selesai\n", "Ｓｅｌｅｓａｉ", "\u00a0Selesai\u200b"])
def test_a_header_is_compared_without_case_and_spaces(spelling: str) -> None:
    headers = [spelling if header == "Selesai" else header for header in LOG.headers]
    assert "Selesai" in find_header([headers], LOG).columns


def test_a_header_may_be_broken_over_lines() -> None:
    headers = [header.replace(" ", "\n") for header in LOG.headers]
    assert set(find_header([headers], LOG).columns) == set(LOG.headers)


def test_a_header_of_two_tiers_is_found_with_the_single_headers_in_the_upper_one() -> None:
    grid = [["BUKU KERJA"], *two_tiers(LOG), log_row(**{"ID Konten": "2026-0118", "No": 1, "Selesai": "x"})]
    assert find_header(grid, LOG) == Header(3, {header: column for column, header in enumerate(LOG.headers, 1)})
    frame = frame_of(grid, LOG)
    assert frame[["row", "ID Konten", "No", "Selesai"]].to_numpy().tolist() == [[4, "2026-0118", 1, "x"]]


def test_single_headers_of_two_tiers_may_stand_in_the_lower_one() -> None:
    upper, lower = two_tiers(LOG)
    singles = [None if column.group is None else text for column, text in zip(LOG.columns, upper, strict=True)]
    headers = [column.header if column.group is None else text for column, text in zip(LOG.columns, lower, strict=True)]
    assert set(find_header([singles, headers], LOG).columns) == set(LOG.headers)


def test_the_first_of_two_equal_headers_counts() -> None:
    grid = [[*PEOPLE.headers, "Nama"], [*BUDI, "Siti"]]
    assert frame_of(grid, PEOPLE)["Nama"].tolist() == ["Budi"]


def test_data_that_reads_like_a_header_does_not_move_the_header() -> None:
    grid = [list(LOG.headers), log_row(**{"ID Konten": "a", "Catatan": "Selesai", "Bukti": "Status"})]
    assert find_header(grid, LOG).row == 1


def test_a_header_that_is_repeated_further_down_counts_once() -> None:
    grid = [list(PEOPLE.headers), BUDI, list(PEOPLE.headers), SITI]
    assert find_header(grid, PEOPLE).row == 1


@pytest.mark.parametrize("blank", [[], [None] * 6, [""] * 6, [" ", "\u00a0", "\n", "", None, "\u200b"]])
def test_blank_rows_are_left_out_and_keep_their_numbers(blank: list[object]) -> None:
    frame = frame_of([list(PEOPLE.headers), blank, BUDI, blank, SITI, blank], PEOPLE)
    assert frame["Nama"].tolist() == ["Budi", "Siti"]
    assert frame["row"].tolist() == [3, 5]


def test_a_row_with_something_in_unknown_columns_only_is_blank() -> None:
    grid = [[*PEOPLE.headers, "Paraf"], [*[None] * len(PEOPLE.headers), "x"], [*BUDI, "x"]]
    assert frame_of(grid, PEOPLE)["row"].tolist() == [3]


def test_zero_is_something() -> None:
    grid = [list(PEOPLE.headers), [0]]
    assert frame_of(grid, PEOPLE)["Nama"].tolist() == [0]


def test_rows_may_end_before_the_last_column() -> None:
    frame = frame_of([list(PEOPLE.headers), ["Budi", "Admin"]], PEOPLE)
    assert frame.loc[0, list(PEOPLE.headers)].tolist() == ["Budi", "Admin", *[None] * (len(PEOPLE.headers) - 2)]


def test_a_tab_without_rows_gives_an_empty_frame() -> None:
    frame = frame_of([list(LOG.headers)], LOG)
    assert list(frame) == ["row", *LOG.headers]
    assert len(frame) == 0
    assert frame["row"].dtype == np.int64


def test_a_column_that_the_checks_do_not_need_may_be_absent() -> None:
    needed = list(LOG.read_headers)
    frame = frame_of([needed, ["x"] * len(needed)], LOG)
    assert list(frame) == ["row", *needed]


def test_a_missing_column_is_told_with_its_tab_and_the_command_that_repairs_it() -> None:
    headers = [header for header in LOG.headers if header not in ("Mulai", "Selesai")]
    with pytest.raises(LogShapeError) as caught:
        frame_of([headers], LOG)
    (problem,) = caught.value.problems
    assert 'Tab "Buku Kerja" tidak memiliki kolom "Mulai", "Selesai"' in problem
    assert COMMAND in problem


@pytest.mark.parametrize("grid", [[], [[]], [["Catatan rapat"], ["Temuan", "Status"]]], ids=["none", "empty", "other"])
def test_a_tab_without_a_header_is_told(grid: Grid) -> None:
    with pytest.raises(LogShapeError, match='Tab "Daftar Konten" tidak memuat judul kolom') as caught:
        find_header(grid, REGISTER)
    assert COMMAND in str(caught.value)


def test_tabs_are_found_by_names_that_differ_in_case_and_spaces() -> None:
    log = whole_log()
    log[" BUKU  kerja "] = log.pop("Buku Kerja")
    assert set(read_tabs(log, STAFF_TABS)) == {tab.name for tab in STAFF_TABS}


def test_the_tab_of_exactly_the_name_comes_before_its_likes() -> None:
    log = {"petugas": [list(PEOPLE.headers), SITI], "Petugas": [list(PEOPLE.headers), BUDI]}
    assert read_tabs(log, [PEOPLE])["Petugas"]["Nama"].tolist() == ["Budi"]


def test_all_missing_tabs_and_columns_are_told_at_once() -> None:
    log = {
        "Buku Kerja": [[header for header in LOG.headers if header != "Bukti"]],
        "Petugas": [["Peran"]],
        "Kalender": [list(CALENDAR.headers)],
        "Catatan rapat": [["bebas"]],
    }
    with pytest.raises(LogShapeError) as caught:
        read_tabs(log, STAFF_TABS)
    register, work, people = caught.value.problems
    assert 'Tab "Daftar Konten" tidak ada' in register
    assert '"Buku Kerja"' in work
    assert '"Bukti"' in work
    assert '"Petugas"' in people
    assert '"Nama", "Berlaku Dari"' in people
    assert all(COMMAND in problem for problem in caught.value.problems)
    assert str(caught.value).splitlines()[1:] == [f"- {problem}" for problem in caught.value.problems]
