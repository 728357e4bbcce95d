"""An emulated Google Sheets with one small spreadsheet; a module takes the fixtures as a plugin."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from emulator import Emulator
from emulator.book import Book
from emulator_client import ANI, Client


@pytest.fixture
def google() -> Iterator[Emulator]:
    with Emulator() as google:
        yield google


@pytest.fixture
def book(google: Emulator) -> Book:
    """A spreadsheet with a small empty tab Sheet1 that Ani may edit, in Indonesian."""
    book = google.create("Buku Kerja Media Sosial")
    book.properties = book.properties | {"locale": "in_ID", "timeZone": "Asia/Jakarta"}
    book.sheet("Sheet1").resize("Row", 20)
    book.sheet("Sheet1").resize("Column", 8)
    google.share(book, ANI)
    return book


@pytest.fixture
def ani(google: Emulator, book: Book) -> Client:
    return Client(google, book, ANI)
