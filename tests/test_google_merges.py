"""Merged cells in a Google Sheet: what setup makes takes none that Google refuses, and what people merge stops nothing."""

from typing import Any

import pytest

from commands import LATE, NEWS
from google_office import NOTHING_TO_DO, STAFF, WRITTEN, GoogleOffice
from office_roles import LOG, ROLES
from selection import first_ones
from worklog.adapters.form.style import HEADER_FILL
from worklog.core.log import tabs

pytest_plugins = ("google_offices",)

TWO_TIERS = ("Buku Kerja", "SOP")


@pytest.fixture
def office(google_office: GoogleOffice) -> GoogleOffice:
    google_office.type_into("Daftar Konten", 1, NEWS)
    return google_office


def merge(office: GoogleOffice, tab: str, top: int, left: int, bottom: int, right: int) -> dict[str, Any]:
    return {"mergeCells": {"range": place(office, tab, top, left, bottom, right), "mergeType": "MERGE_ALL"}}


def place(office: GoogleOffice, tab: str, top: int, left: int, bottom: int, right: int) -> dict[str, int]:
    ends = {"startRowIndex": top - 1, "startColumnIndex": left - 1, "endRowIndex": bottom, "endColumnIndex": right}
    return {"sheetId": office.sheet(tab).id, **ends}


def labels_merged_downwards(office: GoogleOffice) -> dict[str, int]:
    """The owner has the header of Buku Kerja as a workbook has it, without a filter; columns of the single labels."""
    bottom, columns = office.place("Buku Kerja")
    singles = {c.header: columns[c.header] for c in LOG.columns if c.group is None}
    owner = office.book.as_person(office.google.owner)
    office.owner_does({"clearBasicFilter": {"sheetId": office.sheet("Buku Kerja").id}})
    view = office.sheet("Buku Kerja").laid_over["filterViews"][0]["filterViewId"]
    office.owner_does({"deleteFilterView": {"filterId": view}})
    for header, column in singles.items():
        note = office.sheet("Buku Kerja").cell(bottom, column).note
        owner.type("Buku Kerja", bottom, column, "")
        owner.type("Buku Kerja", bottom - 1, column, header)
        both = place(office, "Buku Kerja", bottom - 1, column, bottom, column)
        rows = [{"values": [{"note": note}]}, {"values": [{}]}]
        office.owner_does(
            {"updateCells": {"range": both, "rows": rows, "fields": "note"}},
            merge(office, "Buku Kerja", bottom - 1, column, bottom, column),
        )
    return singles


def test_setup_merges_no_cells_downwards_in_any_tab(google_office: GoogleOffice) -> None:
    for sheet in google_office.book.sheets:
        assert [area for area in sheet.merge_areas() if area.bottom - area.top > 1] == []
    assert any(True for _ in google_office.sheet("SOP").merge_areas())


def test_what_stays_in_view_is_what_no_merge_crosses(google_office: GoogleOffice) -> None:
    frozen = {
        sheet.title: (grid.get("frozenRowCount", 0), grid.get("frozenColumnCount", 0))
        for sheet in google_office.book.sheets
        if (grid := sheet.properties["gridProperties"]) and sheet.title in tabs.TAB_ORDER
    }
    assert frozen == {
        "Daftar Konten": (5, 1), "Buku Kerja": (6, 3), "Petugas": (5, 1), "Kalender": (5, 1),
        "SOP": (6, 0), "Hasil": (1, 1), "Ringkasan": (0, 0),
    }  # fmt: skip


@pytest.mark.parametrize("tab", TWO_TIERS)
def test_a_label_stands_in_the_lower_row_of_a_header_below_a_cell_of_its_colour(
    google_office: GoogleOffice, tab: str
) -> None:
    sheet = google_office.sheet(tab)
    for column in (1, 2):
        upper, lower = sheet.cell(5, column), sheet.cell(6, column)
        assert (upper.value, lower.value in LOG.headers + tabs.sop_tab(ROLES).headers) == (None, True)
        assert (upper.format or {})["backgroundColor"] == (lower.format or {})["backgroundColor"]
    red = int(HEADER_FILL[:2], 16) / 255
    assert (sheet.cell(5, 1).format or {})["backgroundColor"]["red"] == pytest.approx(red)


@pytest.mark.slow
def test_labels_that_are_merged_downwards_are_read(office: GoogleOffice) -> None:
    labels_merged_downwards(office)
    assert office.check(now=LATE).out.endswith(WRITTEN)
    assert office.cells("Buku Kerja", "Status")[0] == "Terlambat"


def test_setup_parts_labels_that_are_merged_downwards_and_puts_the_filter_there(office: GoogleOffice) -> None:
    office.check(now=LATE)
    before = office.contents()["Buku Kerja"].cells
    notes = [office.sheet("Buku Kerja").cell(6, column).note for column in range(1, 6)]
    labels_merged_downwards(office)
    told = office.set_up()
    assert told.code == 0
    assert (
        "Tab Buku Kerja: judul kolom yang digabung ke bawah dipisahkan, agar tabelnya dapat disaring.\n"
        "Tab Buku Kerja: tombol saring dipasang.\n"
        "Tab Buku Kerja: tampilan filter untuk yang harus dikerjakan dipasang.\n"
    ) in told.out
    sheet = office.sheet("Buku Kerja")
    assert [area for area in sheet.merge_areas() if area.bottom - area.top > 1] == []
    assert office.contents()["Buku Kerja"].cells == before
    assert [sheet.cell(6, column).note for column in range(1, 6)] == notes
    assert sheet.cell(5, 1).note is None
    assert (sheet.basic_filter or {})["range"]["startRowIndex"] == 5
    assert office.set_up().out.startswith(NOTHING_TO_DO)


def test_a_label_of_the_office_that_is_merged_downwards_stays_where_it_is(office: GoogleOffice) -> None:
    office.add_column("Buku Kerja", "Nomor Surat", ["12/A"])
    bottom, columns = office.place("Buku Kerja")
    at = max(columns.values()) + 1
    owner = office.book.as_person(office.google.owner)
    owner.type("Buku Kerja", bottom, at, "")
    owner.type("Buku Kerja", bottom - 1, at, "Nomor Surat")
    office.owner_does(merge(office, "Buku Kerja", bottom - 1, at, bottom, at))
    office.set_up()
    cells = office.contents()["Buku Kerja"].cells
    assert (cells[bottom - 2][at - 1], cells[bottom][at - 1]) == ("Nomor Surat", "12/A")


@pytest.mark.slow
def test_cells_that_people_merged_in_a_table_keep_setup_from_the_filter_only(office: GoogleOffice) -> None:
    office.check(now=LATE)
    bottom, columns = office.place("Buku Kerja")
    note = columns["Catatan"]
    office.owner_does(
        {"clearBasicFilter": {"sheetId": office.sheet("Buku Kerja").id}},
        merge(office, "Buku Kerja", bottom + 1, note, bottom + 3, note),
    )
    office.delete_tab("Hasil")
    told = office.set_up()
    assert told.code == 0
    assert "Tab Buku Kerja: tombol saring belum dipasang, karena ada sel yang digabung (S7:S9). " in told.out
    assert "Tab Hasil: dibuat.\n" in told.out
    told = office.check(now=LATE)
    assert WRITTEN in told.out
    assert "Tab Buku Kerja: sel S7:S9 digabung, jadi hanya sel pertamanya terisi." in told.out
    office.owner_does({"unmergeCells": {"range": {"sheetId": office.sheet("Buku Kerja").id}}})
    assert "Tab Buku Kerja: tombol saring dipasang.\n" in office.set_up().out


def test_ids_that_are_merged_over_steps_count_for_each_and_are_told(office: GoogleOffice) -> None:
    office.check(now=LATE)
    bottom, columns = office.place("Buku Kerja")
    numbers = [number for number in office.cells("Buku Kerja", "No") if number]
    at = columns["ID Konten"]
    office.owner_does(
        {"clearBasicFilter": {"sheetId": office.sheet("Buku Kerja").id}},
        merge(office, "Buku Kerja", bottom + 1, at, bottom + len(numbers), at),
    )
    told = office.check(now=LATE)
    area = f"A{bottom + 1}:A{bottom + len(numbers)}"
    assert (
        f"Tab Buku Kerja: sel {area} digabung, jadi hanya sel pertamanya terisi. Batalkan penggabungannya (Format > "
        "Gabungkan sel > Batalkan penggabungan), isi tiap sel, lalu jalankan lagi."
    ) in told.out
    assert "dibuka" not in told.out
    assert [number for number in office.cells("Buku Kerja", "No") if number] == numbers


def test_many_merged_cells_are_not_all_named(office: GoogleOffice) -> None:
    office.owner_does(
        {"clearBasicFilter": {"sheetId": office.sheet("Petugas").id}},
        *(merge(office, "Petugas", row, 1, row + 1, 1) for row in range(6, 14, 2)),
    )
    assert "(A6:A7, A8:A9, A10:A11, …)" in office.set_up().out


def test_merged_cells_move_along_with_columns_that_setup_puts_back(office: GoogleOffice) -> None:
    office.owner_does({"clearBasicFilter": {"sheetId": office.sheet("Petugas").id}})
    office.delete_column("Petugas", "Berlaku Dari")
    office.add_column("Petugas", "Catatan", ["cuti"])
    own = max(office.place("Petugas")[1].values()) + 1
    office.owner_does(merge(office, "Petugas", 7, own, 8, own))
    told = office.set_up().out
    assert "Tab Petugas: kolom Berlaku Dari ditambahkan" in told
    assert "Tab Petugas: tombol saring dipasang.\n" in told


def test_a_blank_tab_with_merged_cells_becomes_a_table(new_google_office: GoogleOffice) -> None:
    office = new_google_office
    office.book.as_person(office.google.owner).add_tab("Buku Kerja")
    office.owner_does(merge(office, "Buku Kerja", 1, 1, 4, 6), merge(office, "Buku Kerja", 9, 2, 12, 2))
    assert office.set_up().code == 0
    assert office.set_up().out.startswith(NOTHING_TO_DO)
    assert office.sheet("Buku Kerja").basic_filter is not None


@pytest.mark.parametrize("tab", first_ones(["Hasil", "Ringkasan"]))
@pytest.mark.slow
def test_what_the_owner_merges_where_results_are_shown_stops_no_check(office: GoogleOffice, tab: str) -> None:
    free = {"sheetId": office.sheet(tab).id, "gridProperties": {}}
    office.owner_does(
        {"updateSheetProperties": {"properties": free, "fields": "gridProperties(frozenRowCount,frozenColumnCount)"}},
        merge(office, tab, 1, 1, 3, 4),
    )
    assert office.check(now=LATE).out.endswith(WRITTEN)
    assert office.cells("Buku Kerja", "Status")[0] == "Terlambat"


def test_tab_sop_that_was_merged_downwards_is_written_anew(office: GoogleOffice) -> None:
    owner = office.book.as_person(office.google.owner)
    for column, header in ((1, "No"), (2, "Konten/Kegiatan")):
        owner.type("SOP", 6, column, "")
        owner.type("SOP", 5, column, header)
        office.owner_does(merge(office, "SOP", 5, column, 6, column))
    assert office.set_up().out.startswith("Tab SOP: ditulis menurut tabel SOP.\n")
    assert office.contents()["SOP"].cells[5][:2] == ["No", "Konten/Kegiatan"]
    assert office.set_up().out.startswith(NOTHING_TO_DO)


def test_a_title_as_long_as_a_cell_can_be_stops_no_check(office: GoogleOffice) -> None:
    """Ringkasan tells it with its ID before and its step behind it."""
    title = "🙂" * 24_999
    bottom, columns = office.place("Daftar Konten")
    office.book.as_person(STAFF).type("Daftar Konten", bottom + 1, columns["Judul"], title)
    assert office.check(now=LATE).out.endswith(WRITTEN)
    assert office.cells("Buku Kerja", "Judul Konten")[0] == title
    (told,) = (cell for row in office.contents()["Ringkasan"].cells for cell in row if title[:9] in str(cell))
    assert 99_990 < len(told.encode("utf-16-le")) <= 100_000
