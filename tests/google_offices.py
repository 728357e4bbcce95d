"""Fixtures for tests of a Google Sheet; a test module takes them with `pytest_plugins = ("google_offices",)`."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from emulator import Emulator
from google_office import GoogleOffice, connect, open_office


@pytest.fixture(scope="session")
def made_google_office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[GoogleOffice]:
    """Set up once; whoever changes something takes `google_office`, which is put back afterwards."""
    with Emulator() as google, pytest.MonkeyPatch.context() as patch:
        connect(google, patch)
        office = open_office(tmp_path_factory.mktemp("Kantor Google"), google)
        assert office.set_up().code == 0
        patch.undo()
        yield office


@pytest.fixture
def new_google_office(
    made_google_office: GoogleOffice, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[GoogleOffice]:
    """An office that has a key and a blank spreadsheet, and never ran setup."""
    google = made_google_office.google
    connect(google, monkeypatch)
    yield open_office(tmp_path, google)
    google.faults.clear()
    assert google.take_problems() == []


@pytest.fixture
def google_office(
    made_google_office: GoogleOffice, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[GoogleOffice]:
    """An office whose Google Sheet was just set up; requests that the service does not take fail the test."""
    google, book = made_google_office.google, made_google_office.book
    state = book.snapshot()
    google.share(book, google.service_account)
    connect(google, monkeypatch)
    office = replace(made_google_office, folder=tmp_path)
    google.make_key(tmp_path).chmod(0o600)
    office.configure()
    yield office
    google.faults.clear()
    google.between = None
    with google.lock:
        book.restore(state)
    assert google.take_problems() == []
