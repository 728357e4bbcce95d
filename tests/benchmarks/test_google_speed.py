"""A poll of a large Google Sheet against reading it as gspread is usually used, over the same HTTP in the same run.

Run with `python -m pytest tests/benchmarks --benchmark-only`. The service is the emulator on this machine, so the times
are those of our side and of its JSON; what counts of the network is the number of requests and their size.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import gspread
import pytest

from benchmarks.large_logs import large_frames
from benchmarks.timing import median_ratio, times
from emulator import Emulator
from emulator.cells import Cell
from office_roles import STAFF_TABS
from worklog.adapters.google.cells import literal
from worklog.adapters.google.places import find_place
from worklog.adapters.google.service import client as google_client
from worklog.adapters.google.service.access import Access, load_credentials
from worklog.config.config import Config
from worklog.config.sources import GoogleSource
from worklog.example import EXAMPLE_NOW
from worklog.jobs.desk import Desk
from worklog.jobs.publishing import UNCHANGED
from worklog.jobs.reading import Reading

ROWS = 10_000
MOST_BYTES = 2_000_000


@pytest.fixture(scope="module")
def google() -> Iterator[Emulator]:
    with Emulator() as google, pytest.MonkeyPatch.context() as patch:
        patch.setattr(google_client, "API", google.url)
        yield google


@pytest.fixture(scope="module")
def desk(google: Emulator, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """An office whose shared sheet holds 10,000 rows of Buku Kerja."""
    book = google.create("Buku Kerja Media Sosial")
    key = google.make_key(tmp_path_factory.mktemp("kunci"))
    google.share(book, google.service_account)
    source = GoogleSource(spreadsheet_id=book.id, credentials=str(key))
    desk = Desk(Config(source=source), EXAMPLE_NOW)
    desk.set_up()
    for tab in STAFF_TABS:
        sheet = book.sheet(tab.name)
        place = find_place(sheet.id, sheet.title, tab, sheet.values())
        assert place is not None
        frame = large_frames(ROWS)[tab.name]
        sheet.resize("Row", max(sheet.row_count, place.bottom + len(frame)))
        for row, cells in enumerate(frame[list(tab.headers)].to_numpy().tolist(), place.bottom):
            for header, value in zip(tab.headers, cells, strict=True):
                if value is not None:
                    sheet.put(row, place.columns[header] - 1, Cell(value=next(iter(literal(value).values()))))
    book.changed()
    return desk


def test_a_quiet_poll_is_one_request_that_is_faster_than_reading_tab_by_tab(
    benchmark: Any, google: Emulator, desk: Desk
) -> None:
    later = replace(desk, now=desk.now + timedelta(minutes=1))
    vars(later)["log"] = desk.log
    desk.check_and_publish()
    later.check_and_publish()  # what was written shows in cells now
    before = len(google.requests)
    assert later.check_and_publish()[1] == UNCHANGED
    assert [request.is_token for request in google.requests[before:]] == [False]

    before = len(google.requests)
    _read_tab_by_tab(google, desk)
    benchmark.extra_info["requests tab by tab"] = len(google.requests) - before
    ratio = median_ratio(*times(desk.log.read, lambda: _read_tab_by_tab(google, desk), rounds=5))
    benchmark.extra_info["times reading tab by tab"] = round(ratio, 2)
    benchmark.pedantic(later.check_and_publish, rounds=3)
    assert ratio < 1


def test_a_poll_that_publishes_takes_few_requests_of_moderate_size(
    benchmark: Any, google: Emulator, desk: Desk
) -> None:
    before = len(google.requests)
    hours = iter(range(1, 9))

    def publish() -> None:
        later = replace(desk, now=desk.now + timedelta(hours=next(hours)), reading=Reading())
        vars(later)["log"] = desk.log
        assert later.check_and_publish()[1] != UNCHANGED

    benchmark.pedantic(publish, rounds=3)
    sent = [request for request in google.requests[before:] if not request.is_token]
    benchmark.extra_info["requests"] = len(sent) / 3
    benchmark.extra_info["largest body"] = max(request.bytes for request in sent)
    assert len(sent) == 4 * 3
    assert max(request.bytes for request in sent) < MOST_BYTES


class _LocalClient(gspread.HTTPClient):
    """gspread's own client, sent to the emulator."""

    host = ""

    def request(self, method: str, endpoint: str, *arguments: Any, **options: Any) -> Any:
        return super().request(
            method, endpoint.replace("https://sheets.googleapis.com", self.host), *arguments, **options
        )


def _read_tab_by_tab(google: Emulator, desk: Desk) -> list[Any]:
    """Open the spreadsheet and read each tab, as the tutorials do."""
    _LocalClient.host = google.url
    access: Access = load_credentials(desk.config.google_key, ask=False)
    access.renew_token()
    assert isinstance(desk.config.source, GoogleSource)
    book = gspread.Client(access.credentials, http_client=_LocalClient).open_by_key(desk.config.source.spreadsheet_id)
    return [book.worksheet(tab.name).get_all_values() for tab in STAFF_TABS]
