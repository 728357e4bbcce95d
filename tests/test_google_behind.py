"""Links behind titles and formulas in times, in a Google Sheet: what people see there is not all that stands there."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from commands import DRAFTED, LATE, NEWS, SOON
from google_office import UNCHANGED, WRITTEN, GoogleOffice
from selection import first_ones
from worklog.config.config import load_config
from worklog.jobs.desk import Desk
from worklog.jobs.reading import Reading

pytest_plugins = ("google_offices",)

LATER = "2026-11-23T14:01"
POSTED = "https://www.instagram.com/p/tayang"
STEPS = [
    {"No": 1, "Fungsional Umum": "Siti", "Bukti": "draf"},
    {"No": 2, "Es. IV Kasubag": "Sri", "Keputusan": "Setuju"},
    {"No": 3, "Es. III Sekretaris": "Agus", "Keputusan": "Setuju"},
    {"No": 4, "Es. IV Kasubag": "Sri"},
    {"No": 5, "Admin": "Dewi", "Bukti": "Unggahan di Instagram"},
]
BUKTI_OF_THE_POST = 5


@pytest.fixture
def posted(google_office: GoogleOffice) -> GoogleOffice:
    """An office whose one post aired in time; its Bukti is a title."""
    keys = {"ID Konten": NEWS["ID Konten"], "Putaran": 1}
    moments = [datetime(2026, 11, 23, 8, 30 + 5 * number) for number in range(5)]
    rows = [{**keys, **step, "Selesai": at} for step, at in zip(STEPS, moments, strict=True)]
    google_office.set_up()
    google_office.fill({"Daftar Konten": [NEWS], "Buku Kerja": rows})
    return google_office


def codes(office: GoogleOffice, now: str = LATE) -> set[str]:
    return {finding["code"] for finding in office.document(now)["findings"]}


def change_bukti(office: GoogleOffice, cell: dict[str, Any], fields: str) -> None:
    """Change the Bukti of the post as the owner does, by a link on it or in it."""
    bottom, columns = office.place("Buku Kerja")
    row, column = bottom + BUKTI_OF_THE_POST - 1, columns["Bukti"] - 1
    sheet = office.sheet("Buku Kerja")
    area = {"sheetId": sheet.id, "startRowIndex": row, "endRowIndex": row + 1}
    area |= {"startColumnIndex": column, "endColumnIndex": column + 1}
    office.owner_does({"updateCells": {"range": area, "rows": [{"values": [cell]}], "fields": fields}})


def test_a_title_alone_is_no_link(posted: GoogleOffice) -> None:
    assert "D111" in codes(posted)


@pytest.mark.parametrize(
    ("cell", "fields"),
    first_ones(
        [
            ({"userEnteredFormat": {"textFormat": {"link": {"uri": POSTED}}}}, "userEnteredFormat.textFormat.link"),
            ({"textFormatRuns": [{"startIndex": 0, "format": {"link": {"uri": POSTED}}}]}, "textFormatRuns"),
            ({"userEnteredValue": {"formulaValue": f'=HYPERLINK("{POSTED}";"Unggahan")'}}, "userEnteredValue"),
        ]
    ),
    ids=["of the cell", "of a part of the text", "HYPERLINK"],
)
def test_the_address_behind_a_title_counts_as_the_link(posted: GoogleOffice, cell: dict[str, Any], fields: str) -> None:
    change_bukti(posted, cell, fields)
    assert "D111" not in codes(posted)
    told = posted.check(now=LATE)
    assert "D111" not in told.out


@pytest.mark.slow
def test_a_link_put_behind_a_title_that_stays_is_shown_in_the_sheet_by_the_next_command(posted: GoogleOffice) -> None:
    assert "D111" in posted.check(now=LATE).out
    link = {"userEnteredFormat": {"textFormat": {"link": {"uri": POSTED}}}}
    change_bukti(posted, link, "userEnteredFormat.textFormat.link")
    assert posted.check(now=LATER).out.endswith(WRITTEN)
    assert not any("D111" in str(found) for found in posted.cells("Hasil", "Temuan"))
    assert posted.check(now=LATER).out.endswith(UNCHANGED)


@pytest.mark.slow
def test_a_link_put_behind_a_title_that_stays_is_seen_by_the_timer_within_the_hour(posted: GoogleOffice) -> None:
    """It asks for what stands behind cells when one of them changed, and once an hour."""
    reading = Reading()

    def checked(clock: str) -> str:
        now = datetime.fromisoformat(f"2026-11-24T{clock}")
        return str(
            Desk(load_config(posted.config), now, reading=reading).check_and_publish()[0].findings["code"].tolist()
        )

    assert "D111" in checked("10:00")
    checked("10:01")  # what was written shows in cells now
    change_bukti(
        posted, {"userEnteredFormat": {"textFormat": {"link": {"uri": POSTED}}}}, "userEnteredFormat.textFormat.link"
    )
    with posted.watching() as sent:
        assert "D111" in checked("10:59")
    assert len(sent) == 1
    assert "D111" not in checked("11:01")


def test_a_formula_is_no_typed_time(google_office: GoogleOffice) -> None:
    google_office.set_up()
    google_office.fill({"Daftar Konten": [NEWS], "Buku Kerja": [DRAFTED]})
    bottom, columns = google_office.place("Buku Kerja")
    person = google_office.book.as_person(google_office.google.owner)
    person.type("Buku Kerja", bottom + 1, columns["Selesai"], "=NOW()")
    assert [finding["column"] for finding in google_office.found("D106", SOON)] == ["Selesai"]
