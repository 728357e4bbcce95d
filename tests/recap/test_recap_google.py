"""Offices whose log is a Google Sheet: read within the quota, and patient with a service that refuses for a minute."""

import json
import time
from datetime import datetime
from functools import partial

import pytest

from commands import NEWS, NOW
from emulator import Fault
from google_office import GoogleOffice
from worklog.adapters.reports.names import ReportError
from worklog.core.log.tabs import REGISTER
from worklog.progress import tell_nobody
from worklog.recap import pace
from worklog.recap.engines import in_this_process
from worklog.recap.offices import load_offices
from worklog.recap.run import Made, Recap

pytest_plugins = ("google_offices",)


def recap(office: GoogleOffice, reads_per_minute: int = 300) -> Made:
    """Of two offices: the sheet, and a workbook that is not there."""
    source = {"type": "google", "spreadsheet_id": office.book.id, "credentials": office.key.name}
    entries = [{"name": "KPU Google", "source": source}, {"name": "KPU Tiada", "source": {"path": "tiada.xlsx"}}]
    file = office.folder / "offices.json"
    content = {"offices": entries, "google_reads_per_minute": reads_per_minute}
    file.write_text(json.dumps(content), encoding="utf-8")
    made = Recap(load_offices(file), file, office.folder / "rekap", datetime.fromisoformat(NOW))
    return made.make(in_this_process, tell_nobody)


def test_a_sheet_is_read_in_its_turn(google_office: GoogleOffice) -> None:
    google_office.fill({REGISTER.name: [NEWS]})
    begun = time.monotonic()
    with google_office.watching() as sent:
        made = recap(google_office, reads_per_minute=120)
    assert made.failed == 1
    assert len(sent) <= 2
    assert time.monotonic() - begun >= 0.5 * len(sent)


def test_a_sheet_that_refuses_for_good_is_told(google_office: GoogleOffice, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pace, "PacedPolicy", partial(pace.PacedPolicy, seconds=0.0))
    google_office.google.faults.add(Fault.status(429), times=None)
    with pytest.raises(ReportError, match="tidak satu pun dari 2 kantor terbaca"):
        recap(google_office)


@pytest.mark.slow
def test_a_sheet_that_answers_429_for_a_minute_is_read_all_the_same(google_office: GoogleOffice) -> None:
    google_office.fill({REGISTER.name: [NEWS]})
    until = time.monotonic() + 60
    google_office.google.faults.add(Fault.status(429), times=None)

    def mended(_: int) -> None:
        if time.monotonic() > until:
            google_office.google.faults.clear()

    google_office.google.between = mended
    begun = time.monotonic()
    made = recap(google_office)
    assert made.failed == 1  # the workbook that is not there
    assert time.monotonic() - begun >= 60
