"""The worked example, kept in a Google Sheet, is judged and shown just as it is in a workbook."""

import json
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any, NamedTuple

import pytest

from commands import DRAFTED, NEWS, SOON, Example, Office, plain_log
from google_office import GoogleOffice, connect, open_office
from selection import first_ones
from worklog.config.config import load_config
from worklog.example import EXAMPLE_NOW, example_rows
from worklog.jobs.desk import Desk

pytest_plugins = ("command_offices", "google_offices")

SHOWN = {
    "Daftar Konten": ("ID Konten", "Status", "Kemajuan", "Batas Tayang", "Temuan"),
    "Buku Kerja": ("ID Konten", "Putaran", "No", "Konten/Kegiatan", "Status", "Batas Waktu", "Terlambat", "Temuan"),
    "Hasil": ("Kunci", "Status", "Kemajuan", "Batas Waktu", "Terlambat", "Temuan"),
}
TYPED = (
    date(2026, 11, 23), datetime(2026, 11, 23, 9, 15), datetime(2026, 11, 23, 8, 15, 30), time(14, 5), "23 November 2026",
    "23/11/2026 09.15", "9.15", True, "#N/A", " ", None,
)  # fmt: skip


class Published(NamedTuple):
    """An office after a check that published, and what the check told as JSON."""

    office: GoogleOffice
    told: dict[str, Any]


@pytest.fixture(scope="module")
def in_google(made_google_office: GoogleOffice, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Published]:
    """The worked example, typed into a Google Sheet."""
    google = made_google_office.google
    with pytest.MonkeyPatch.context() as patch:
        connect(google, patch)
        office = open_office(tmp_path_factory.mktemp("contoh"), google)
        office.set_up()
        desk = Desk(load_config(office.config), EXAMPLE_NOW)
        office.fill(example_rows(desk.office.sop.at(desk.moment)))
        office.set_up()
        yield Published(office, json.loads(office.check("--json", now=EXAMPLE_NOW.isoformat()).out))
    assert google.take_problems() == []


@pytest.fixture(scope="module")
def in_workbook(made_example: Example) -> Office:
    """The worked example as it comes with the program."""
    return Office(made_example.folder)


def test_a_google_sheet_and_a_workbook_are_judged_the_same(in_google: Published, in_workbook: Office) -> None:
    told, expected = in_google.told, in_workbook.document(EXAMPLE_NOW.isoformat())
    assert told.pop("source") == f"https://docs.google.com/spreadsheets/d/{in_google.office.book.id}/edit"
    assert expected.pop("source").endswith("Buku Kerja Contoh.xlsx")
    assert len(expected["findings"]) > 50
    assert told == expected


@pytest.mark.parametrize("tab", first_ones(SHOWN))
def test_both_show_the_same_beside_each_row(in_google: Published, in_workbook: Office, tab: str) -> None:
    shown, expected = (shown_rows(office, tab) for office in (in_google.office, in_workbook))
    assert len(expected) > 100
    assert shown == expected


def shown_rows(office: Office, tab: str) -> list[tuple[object, ...]]:
    """What stands in the columns of the result and of its key, down to the last row with an ID."""
    rows = list(zip(*(map(as_moment, office.cells(tab, header)) for header in SHOWN[tab]), strict=True))
    while rows and not rows[-1][0]:
        rows.pop()
    return rows


def as_moment(value: object) -> object:
    """Midnight as a moment: a workbook gives a date for it."""
    return datetime.combine(value, time()) if type(value) is date else value


@pytest.mark.parametrize("header", first_ones(["Waktu Acuan", "Jadwal Tayang", "Selesai"]))
def test_what_is_typed_in_a_column_of_dates_is_told_the_same(
    google_office: GoogleOffice, office: Office, header: str
) -> None:
    items = [{**NEWS, "ID Konten": f"2026-{number}", "Alur": "P3"} for number, _ in enumerate(TYPED)]
    steps = [{**DRAFTED, "ID Konten": item["ID Konten"]} for item in items]
    for row, typed in zip(steps if header == "Selesai" else items, TYPED, strict=True):
        row[header] = typed
    plain_log(office.workbook, items, steps)
    google_office.fill({"Daftar Konten": items, "Buku Kerja": steps})
    told, expected = (messages(each.document(SOON)) for each in (google_office, office))
    assert "D106" in {code for _, code, _ in expected}
    assert told == expected


def messages(document: dict[str, Any]) -> list[tuple[str, str, str]]:
    """The findings without their places: the rows of a plain log stand higher."""
    return sorted(
        (finding["id"], finding["code"], finding["message"]) for finding in document["findings"] if finding["id"]
    )
