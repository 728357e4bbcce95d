"""How a Google Sheet is set up and mended, how its tabs are found, and whose they are."""

import json
import shutil
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from commands import LATE, NEWS
from emulator import Refused
from google_office import EARLY, NOTHING_TO_DO, STAFF, UNCHANGED, WRITTEN, GoogleOffice
from office_roles import STAFF_TABS
from selection import first_ones
from worklog.adapters.google.tabs import TAB_IDS
from worklog.config.config import SOP_FOLDER
from worklog.core.log import tabs
from worklog.jobs import office as jobs

pytest_plugins = ("google_offices",)

SETUP = "python scripts/setup_worklog.py"
LATER = "2026-11-23T14:05"


@pytest.fixture
def office(google_office: GoogleOffice) -> GoogleOffice:
    """An office whose log holds one request, half an hour old at `NOW`."""
    google_office.type_into("Daftar Konten", 1, NEWS)
    return google_office


# The tabs


def test_tabs_are_found_whatever_people_call_them(office: GoogleOffice) -> None:
    for name in tabs.TAB_ORDER:
        office.book.as_person(office.google.owner).rename(name, f"{name} '26")
    with office.watching() as sent:
        assert office.check(now=LATE).out.endswith(WRITTEN)
    assert len(sent) <= 4
    assert office.cells("Buku Kerja", "Status")[0] == "Terlambat"
    assert office.check(now=LATER).out.endswith(UNCHANGED)
    assert office.set_up().out.startswith(NOTHING_TO_DO)


def handmade(office: GoogleOffice) -> None:
    """The owner makes the staff tabs by hand, with their headers and one request, in tabs of any id."""
    owner = office.book.as_person(office.google.owner)
    for tab in STAFF_TABS:
        owner.add_tab(tab.name)
        owner.paste(tab.name, 3, 2, [list(tab.headers)])
    for header, value in NEWS.items():
        office.type_into("Daftar Konten", 1, {header: value})


@pytest.mark.slow
def test_tabs_that_were_made_by_hand_are_found_by_their_names(new_google_office: GoogleOffice) -> None:
    office = new_google_office
    handmade(office)
    before = office.contents()
    told = office.set_up()
    assert told.code == 0
    assert "Tab Buku Kerja: dibuat" not in told.out
    for name, held in before.items():
        assert typed_part(office, name)[: len(held.cells)] == held.cells
    assert office.set_up().out.startswith(NOTHING_TO_DO)
    assert office.check(now=LATE).out.endswith(WRITTEN)
    assert office.cells("Buku Kerja", "Status") == ["Terlambat", *["Menunggu"] * 4]
    assert office.check(now=LATER).out.endswith(UNCHANGED)


def typed_part(office: GoogleOffice, tab: str) -> list[list[object]]:
    """The cells of a tab without formulas and without blank ends."""
    rows = [list(row) for row in office.contents()[tab].cells]
    for row in rows:
        while row and row[-1] == "":
            row.pop()
    while rows and not rows[-1]:
        rows.pop()
    return rows


@pytest.mark.slow
def test_tabs_that_were_made_by_hand_are_found_after_setup_whatever_they_are_called(
    new_google_office: GoogleOffice,
) -> None:
    office = new_google_office
    handmade(office)
    office.set_up()
    office.book.as_person(office.google.owner).rename("Petugas", "Pegawai")
    assert office.check(now=LATE).out.endswith(WRITTEN)


@pytest.mark.parametrize("tab", first_ones(["SOP", "Hasil"]))  # that Ringkasan is gone shows when something is written
def test_a_script_tab_that_was_deleted_is_told_and_setup_makes_it_again(office: GoogleOffice, tab: str) -> None:
    office.check()
    shown = office.cells("Buku Kerja", "Status")
    office.delete_tab(tab)
    office.type_into("Buku Kerja", 1, {"Catatan": "berubah"})
    told = office.check(now=EARLY)
    assert told.code == 2
    assert f"Tab {tab} tidak ada di Google Sheet. Jalankan: {SETUP}\n" in told.out
    assert f"Tab {tab}: " in office.set_up().out
    assert office.check(now=EARLY).out.endswith(WRITTEN)
    assert office.cells("Buku Kerja", "Status") == shown
    assert office.sheet(tab).laid_over["protectedRanges"]
    assert len(office.sheet("Ringkasan").laid_over["charts"]) == 2
    assert office.set_up().out.startswith(NOTHING_TO_DO)


@pytest.mark.parametrize("tab", first_ones(["SOP", "Hasil"]))  # that Ringkasan is gone shows when something is written
def test_a_tab_of_people_that_has_the_name_of_a_script_tab_is_left_alone(office: GoogleOffice, tab: str) -> None:
    office.check()
    office.delete_tab(tab)
    office.book.as_person(STAFF).add_tab(tab)
    office.book.as_person(STAFF).paste(tab, 1, 1, [["Catatan rapat", "2026"], ["jangan dihapus"]])
    office.type_into("Buku Kerja", 1, {"Catatan": "berubah"})
    before = office.contents()[tab]
    for told in (office.set_up(), office.check(now=EARLY)):
        assert told.code == 2
        assert f"Tab {tab} berisi sesuatu yang tidak ditulis oleh program" in told.err + told.out
    assert office.contents()[tab] == before


def test_tabs_of_people_are_left_alone_in_a_sheet_that_setup_never_saw(new_google_office: GoogleOffice) -> None:
    office = new_google_office
    handmade(office)
    owner = office.book.as_person(office.google.owner)
    for tab in tabs.SCRIPT_TABS:
        owner.add_tab(tab.name)
        owner.paste(tab.name, 1, 1, [["Catatan rapat", "2026"], ["jangan dihapus"]])
    before = office.contents()
    assert office.check().code == 2
    assert office.contents() == before


@pytest.mark.slow
def test_hasil_that_lost_its_last_columns_is_mended_by_setup(office: GoogleOffice) -> None:
    where = {"sheetId": TAB_IDS["Hasil"], "dimension": "COLUMNS", "startIndex": 6, "endIndex": 8}
    office.owner_does({"deleteDimension": {"range": where}})
    office.set_up()
    assert office.check().out.endswith(WRITTEN)


@pytest.mark.slow
def test_the_tab_sop_is_written_anew_when_another_sop_is_in_force(
    office: GoogleOffice, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = shutil.copytree(SOP_FOLDER, tmp_path / "sop")
    (file,) = folder.glob("*.json")
    sop = json.loads(file.read_text(encoding="utf-8"))
    newer = {**sop, "number": "10/HK.03.1/3326/2026", "effective": "2026-12-01"}
    (folder / "sop-2026.json").write_text(json.dumps(newer), encoding="utf-8")
    monkeypatch.setattr(jobs, "SOP_FOLDER", folder)
    office.check()
    before = office.contents()["SOP"]
    assert "10/HK.03.1" not in str(before)
    assert office.check(now="2026-12-01T00:00").out.endswith(WRITTEN)
    assert "SOP Nomor 10/HK.03.1/3326/2026" in str(office.contents()["SOP"].cells[2])
    assert office.check(now="2026-12-01T00:01").out.endswith(UNCHANGED)


def test_what_the_program_writes_is_protected_from_people_but_not_from_itself(office: GoogleOffice) -> None:
    office.check()
    staff = office.book.as_person(STAFF)
    bottom, columns = office.place("Buku Kerja")
    for tab, row, column in (
        ("Hasil", 2, 2), ("SOP", 9, 2), ("Ringkasan", 5, 1), ("Buku Kerja", bottom, 1), ("Daftar Konten", 5, 1),
        ("Buku Kerja", bottom + 1, columns["Status"]),
    ):  # fmt: skip
        with pytest.raises(Refused):
            staff.type(tab, row, column, "coretan")
    office.type_into("Buku Kerja", 1, {"Selesai": "ini boleh"})
    assert office.check(now=EARLY).out.endswith(WRITTEN)
    assert office.set_up().code == 0


# Setup repairs


def remove_note(office: GoogleOffice) -> None:
    bottom, columns = office.place("Buku Kerja")
    where = cell_range(office, "Buku Kerja", bottom, columns["Selesai"])
    office.owner_does({"updateCells": {"range": where, "rows": [{"values": [{}]}], "fields": "note"}})


def remove_validation(office: GoogleOffice) -> None:
    bottom, columns = office.place("Daftar Konten")
    where = cell_range(office, "Daftar Konten", bottom + 1, columns["Alur"])
    del where["endRowIndex"]
    office.owner_does({"setDataValidation": {"range": where}})


def remove_colours(office: GoogleOffice) -> None:
    sheet = office.sheet("Buku Kerja")
    rules = len(sheet.laid_over["conditionalFormats"])
    office.owner_does(*[{"deleteConditionalFormatRule": {"sheetId": sheet.id, "index": 0}}] * rules)


def remove_protection(tab: str) -> Callable[[GoogleOffice], None]:
    def remove(office: GoogleOffice) -> None:
        held = office.sheet(tab).laid_over["protectedRanges"]
        office.owner_does(*({"deleteProtectedRange": {"protectedRangeId": one["protectedRangeId"]}} for one in held))

    return remove


def remove_one_protection(office: GoogleOffice) -> None:
    held = office.sheet("Buku Kerja").laid_over["protectedRanges"]
    office.owner_does({"deleteProtectedRange": {"protectedRangeId": held[-1]["protectedRangeId"]}})


def remove_filter(office: GoogleOffice) -> None:
    office.owner_does({"clearBasicFilter": {"sheetId": office.sheet("Buku Kerja").id}})


def insert_a_row(office: GoogleOffice) -> None:
    office.insert_row("Daftar Konten", 2)


def remove_charts(office: GoogleOffice) -> None:
    held = office.sheet("Ringkasan").laid_over["charts"]
    office.owner_does(*({"deleteEmbeddedObject": {"objectId": chart["chartId"]}} for chart in held))


def cell_range(office: GoogleOffice, tab: str, row: int, column: int) -> dict[str, int]:
    ends = {"startRowIndex": row - 1, "endRowIndex": row, "startColumnIndex": column - 1, "endColumnIndex": column}
    return {"sheetId": office.sheet(tab).id, **ends}


def coloured(where: dict[str, int], kind: str, value: str) -> dict[str, Any]:
    condition = {"type": kind, "values": [{"userEnteredValue": value}]}
    style = {"backgroundColor": {"red": 1.0}}
    return {"ranges": [where], "booleanRule": {"condition": condition, "format": style}}


def test_status_colours_of_a_former_version_are_put_anew_and_those_of_the_office_stay(office: GoogleOffice) -> None:
    sheet = office.sheet("Daftar Konten")
    today = list(sheet.laid_over["conditionalFormats"])
    (status,) = today[0]["ranges"]
    title = {**status, "startColumnIndex": 4, "endColumnIndex": 5}
    former = [coloured(status, "TEXT_CONTAINS", word) for word in ("melanggar", "belum dapat dinilai", "sesuai")]
    former += [coloured(status, "CUSTOM_FORMULA", '=ISNUMBER(SEARCH("· sesuai";$J6))')]
    own = [
        coloured(title, "TEXT_CONTAINS", "sesuai"),
        coloured(status, "TEXT_CONTAINS", "cuti"),
        coloured({**status, "startColumnIndex": 4}, "CUSTOM_FORMULA", '=ISNUMBER(SEARCH("melanggar";$J6))'),
    ]
    away = [{"deleteConditionalFormatRule": {"sheetId": sheet.id, "index": 0}}] * len(today)
    office.owner_does(*away, *({"addConditionalFormatRule": {"rule": rule, "index": 0}} for rule in (*former, *own)))
    assert office.set_up().out.startswith("Tab Daftar Konten: warna status diperbarui.\n")
    rules = office.sheet("Daftar Konten").laid_over["conditionalFormats"]
    said = [rule["booleanRule"]["condition"] for rule in rules]
    assert [rule["booleanRule"]["condition"] for rule in today] == said[: len(today)]
    assert sorted(map(str, said[len(today) :])) == sorted(str(rule["booleanRule"]["condition"]) for rule in own)
    assert office.set_up().out.startswith(NOTHING_TO_DO)


@pytest.mark.parametrize(
    ("remove", "sentence"),
    first_ones(
        [
            (remove_note, "Tab Buku Kerja: petunjuk dipasang pada 1 judul kolom.\n"),
            (remove_validation, "Tab Daftar Konten: pilihan dan pemeriksaan isian dipasang pada kolom Alur.\n"),
            (remove_colours, "Tab Buku Kerja: warna status dipasang.\n"),
            (remove_protection("Buku Kerja"), "Tab Buku Kerja: judul dan kolom hasil dilindungi.\n"),
            (remove_one_protection, "Tab Buku Kerja: judul dan kolom hasil dilindungi.\n"),
            (remove_protection("Hasil"), "Tab Hasil: dilindungi.\n"),
            (remove_filter, "Tab Buku Kerja: tombol saring dipasang.\n"),
            (insert_a_row, "Tab Daftar Konten: rumus status dipasang pada 1 baris.\n"),
            (remove_charts, "Tab Ringkasan: grafik dipasang.\n"),
        ],
        4,
    ),
    ids=lambda value: getattr(value, "__qualname__", "").removesuffix(".<locals>.remove"),
)
def test_setup_puts_back_what_is_missing_and_only_that(
    google_office: GoogleOffice, remove: Callable[[GoogleOffice], None], sentence: str
) -> None:
    office = google_office
    office.type_into("Daftar Konten", 1, NEWS)
    before = form_of(office)
    remove(office)
    contents = {name: held.cells for name, held in office.contents().items()}
    assert form_of(office) != before
    told = office.set_up()
    assert told.out.startswith(f"{sentence}Buku kerja: ")
    if remove is not insert_a_row:
        assert form_of(office) == before
    assert {name: held.cells for name, held in office.contents().items()} == contents
    assert office.set_up().out.startswith(NOTHING_TO_DO)


@pytest.mark.slow
def test_dropdowns_of_buku_kerja_are_put_back_where_rows_are(office: GoogleOffice) -> None:
    """Below them there are none: Google may take such a row for one that is filled, and append below it."""

    def with_dropdown() -> list[tuple[int, int]]:
        rows = enumerate(office.sheet("Buku Kerja").rows, 1)
        return [(row, at) for row, cells in rows for at, cell in enumerate(cells, 1) if cell and cell.validation]

    office.check()
    bottom, _ = office.place("Buku Kerja")
    before = with_dropdown()
    assert {row for row, _ in before} == set(range(bottom + 1, bottom + 6))
    where = {"sheetId": office.sheet("Buku Kerja").id, "startRowIndex": bottom}
    office.owner_does({"setDataValidation": {"range": where}})
    assert with_dropdown() == []
    assert "Tab Buku Kerja: pilihan dan pemeriksaan isian dipasang pada kolom " in office.set_up().out
    assert with_dropdown() == before


def form_of(office: GoogleOffice) -> dict[str, Any]:
    """All that setup puts over and into the tabs, apart from the ids that Google gives."""
    return {
        sheet.title: (
            {name: sorted(map(without_ids, items)) for name, items in sheet.laid_over.items()},
            without_ids(sheet.basic_filter or {}),
            [
                [None if cell is None else (cell.note, cell.validation, cell.formula) for cell in row]
                for row in sheet.rows
            ],
        )
        for sheet in office.book.sheets
    }


def without_ids(told: dict[str, Any]) -> str:
    return json.dumps(
        {name: value for name, value in told.items() if name not in ("chartId", "protectedRangeId")}, sort_keys=True
    )


@pytest.mark.slow
def test_a_status_column_that_was_deleted_comes_back_whole(office: GoogleOffice) -> None:
    office.check(now=LATE)
    status = office.cells("Buku Kerja", "Status")
    office.delete_column("Buku Kerja", "Status")
    assert office.check(now=LATER).code == 1
    assert "Tab Buku Kerja: kolom Status ditambahkan di sebelah kanan kolom Temuan.\n" in office.set_up().out
    assert office.cells("Buku Kerja", "Status") == status
    bottom, columns = office.place("Buku Kerja")
    assert office.sheet("Buku Kerja").laid_over["conditionalFormats"]
    with pytest.raises(Refused):
        office.book.as_person(STAFF).type("Buku Kerja", bottom + 1, columns["Status"], "coretan")
    assert office.set_up().out.startswith(NOTHING_TO_DO)


def test_first_row_of_each_block_is_its_heading(office: GoogleOffice) -> None:
    rules = [rule["booleanRule"] for rule in office.sheet("Buku Kerja").laid_over["conditionalFormats"]]
    formulas = [rule["condition"]["values"][0]["userEnteredValue"] for rule in rules]
    headings = [text for text in formulas if text.endswith('<>"";NOT(AND($A7=$A6;$E7=$E6)))')]
    assert sorted(headings) == [f'=AND(${column}7<>"";NOT(AND($A7=$A6;$E7=$E6)))' for column in "AD"]


def test_what_tells_the_step_stays_in_view_and_mutu_baku_is_folded_together(office: GoogleOffice) -> None:
    sheet = office.sheet("Buku Kerja")
    bottom, columns = office.place("Buku Kerja")
    grid = sheet.properties["gridProperties"]
    assert (grid["frozenRowCount"], grid["frozenColumnCount"]) == (bottom, columns["Konten/Kegiatan"])
    (group,) = sheet.laid_over["columnGroups"]
    assert group["collapsed"]
    hidden = {at + 1 for at, told in sheet.dimensions["Column"].items() if told.get("hiddenByUser")}
    assert hidden == {columns[header] for header in ("Kelengkapan", "Waktu", "Output")}
    sizes = [
        sheet.dimensions["Column"][columns[h] - 1]["pixelSize"]
        for h in ("ID Konten", "No", "Konten/Kegiatan", "Selesai")
    ]
    assert sum(sizes) <= 330  # 360 less the numbers of the rows


def test_the_tab_that_formulas_read_is_out_of_sight(office: GoogleOffice) -> None:
    assert [sheet.title for sheet in office.book.sheets if sheet.properties.get("hidden")] == ["Hasil"]
    sheet = office.sheet("Hasil")
    sheet.properties = {name: value for name, value in sheet.properties.items() if name != "hidden"}
    assert "Tab Hasil: disembunyikan; isinya tampil di kolom status dan di Ringkasan.\n" in office.set_up().out
    assert office.sheet("Hasil").properties["hidden"]


def test_petugas_begins_with_an_example_that_is_no_finding(office: GoogleOffice) -> None:
    assert office.cells("Petugas", "Nama")[0] == "Contoh: Nama Pegawai, S.Sos"
    assert "D114" not in office.check(now=LATE).out


def test_stale_data_is_bright_on_ringkasan_though_the_pc_is_off(office: GoogleOffice) -> None:
    office.check(now=LATE)
    (rule,) = office.sheet("Ringkasan").laid_over["conditionalFormats"]
    assert rule["booleanRule"]["condition"]["values"] == [{"userEnteredValue": '=LEFT($A4;1)="▲"'}]
    assert str(office.sheet("Ringkasan").cell(4, 1).value).startswith(("▲ Data lama", "✓ Data baru"))
    office.check(now=LATER)
    assert len(office.sheet("Ringkasan").laid_over["conditionalFormats"]) == 1
    assert office.set_up().out.startswith(NOTHING_TO_DO)


def test_setup_leaves_what_the_office_changed(office: GoogleOffice) -> None:
    """A note, a dropdown and a filter of the office's own are no fault."""
    bottom, columns = office.place("Daftar Konten")
    where = cell_range(office, "Daftar Konten", bottom, columns["Judul"])
    own = {"condition": {"type": "ONE_OF_LIST", "values": [{"userEnteredValue": "P2 Informasi Kepemiluan"}]}}
    below = cell_range(office, "Daftar Konten", bottom + 1, columns["Alur"])
    office.owner_does(
        {"updateCells": {"range": where, "rows": [{"values": [{"note": "Judul singkat saja"}]}], "fields": "note"}},
        {"setDataValidation": {"range": below, "rule": own}},
    )
    before = form_of(office)
    assert office.set_up().out.startswith(NOTHING_TO_DO)
    assert form_of(office) == before


def test_kalender_gets_the_days_of_a_new_year_below_what_people_listed(
    office: GoogleOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.fill({"Kalender": [{"Tanggal": date(2026, 12, 24), "Jenis": "Masuk", "Keterangan": "Piket"}]})
    before = [row for row in office.contents()["Kalender"].cells if any(cell != "" for cell in row)]
    year = datetime.now().year + 1
    monkeypatch.setattr("setup_worklog.current_moment", lambda: datetime(year, 1, 2, 8))
    told = office.set_up().out
    assert f"Tab Kalender: libur nasional dan cuti bersama {year + 1} ditambahkan.\n" in told
    after = [row for row in office.contents()["Kalender"].cells if any(cell != "" for cell in row)]
    assert after[: len(before)] == before
    assert len(after) > len(before) + 5


@pytest.mark.parametrize(
    ("tab", "sentence"),
    [
        ("Petugas", "Tab Petugas berisi sesuatu tetapi tidak memuat judul kolom Nama, Peran"),
        ("Ringkasan", "Tab Ringkasan berisi sesuatu yang tidak ditulis oleh program, dan nama itu dipakai program"),
    ],
)
def test_setup_refuses_a_tab_of_other_contents_and_makes_nothing(
    new_google_office: GoogleOffice, tab: str, sentence: str
) -> None:
    office = new_google_office
    owner = office.book.as_person(office.google.owner)
    owner.add_tab(tab)
    owner.paste(tab, 1, 1, [["Daftar piket"], ["Senin: Rina"]])
    told = office.set_up()
    assert (told.code, told.out) == (2, "")
    assert told.err.startswith(sentence)
    assert [sheet.title for sheet in office.book.sheets] == ["Sheet1", tab]


def test_dropdown_of_names_is_mended_after_petugas_was_made_again(office: GoogleOffice) -> None:
    office.delete_tab("Petugas")
    told = office.set_up()
    assert "pilihan dan pemeriksaan isian dipasang pada kolom Penanggung Jawab" in told.out
    assert office.set_up().out.startswith(NOTHING_TO_DO)
