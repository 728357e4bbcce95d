"""An office that signs in with its own Google account: setup makes the Google Sheet, once, and every command finds it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from commands import LATE, NEWS
from emulator import Emulator, Fault
from google_office import NOTHING_TO_DO, WRITTEN, GoogleOffice, connect, open_office
from worklog.adapters.files import private_values
from worklog.adapters.google.service import making as google_making
from worklog.config.config import load_config
from worklog.core.log import tabs

if TYPE_CHECKING:
    from signing_in import Browser

pytest_plugins = ("signing_in",)

TITLE = "Buku Kerja Media Sosial KPU Kabupaten Pekalongan"
NOT_MADE = (
    "Google Sheet belum dibuat, dan source.spreadsheet_id di sheets_config.json kosong. Jalankan sekali di PC ini: "
    "python scripts/setup_worklog.py\n"
)


class OwnOffice(GoogleOffice):
    """Its configuration names no spreadsheet, only the OAuth client."""

    @property
    def key(self) -> Path:
        return self.folder / "klien-medsos.json"

    @property
    def note(self) -> Path:
        return self.folder / "klien-medsos-spreadsheet.json"

    def configure(self, spreadsheet_id: str = "", **keys: object) -> None:
        source = {"type": "google", "spreadsheet_id": spreadsheet_id, "credentials": self.key.name}
        self.config.write_text(json.dumps({"source": source, **keys}), encoding="utf-8")

    def made(self) -> OwnOffice:
        """The same office with the one spreadsheet that setup made."""
        (book,) = self.google.books.values()
        return replace(self, book=book)


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, browser: Browser) -> Iterator[OwnOffice]:
    monkeypatch.setenv("OAUTHLIB_INSECURE_TRANSPORT", "1")
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with Emulator() as google:
        connect(google, monkeypatch)
        google.make_client(tmp_path)
        office = OwnOffice(tmp_path, google, None)  # type: ignore[arg-type]
        office.configure()
        yield office


def address(office: OwnOffice) -> str:
    return f"https://docs.google.com/spreadsheets/d/{office.book.id}/edit"


def test_setup_makes_the_sheet_of_whoever_signed_in_and_tells_its_address(office: OwnOffice, browser: Browser) -> None:
    told = office.set_up()
    office = office.made()
    assert told.code == 0
    lines = told.out.splitlines()
    assert f"Google Sheet baru dibuat: {address(office)}" in lines
    assert f"Letaknya dicatat di {office.note}." in lines
    assert lines[-1] == f"Buku kerja: {address(office)}"
    assert (office.book.title, office.book.owner) == (TITLE, office.google.owner)
    assert {sheet.title for sheet in office.book.sheets} >= set(tabs.TAB_ORDER)
    assert len(browser.opened) == 1


def test_second_setup_makes_no_second_sheet_and_a_check_finds_the_first(office: OwnOffice, browser: Browser) -> None:
    office.set_up()
    office = office.made()
    office.type_into("Daftar Konten", 1, NEWS)
    assert NOTHING_TO_DO in office.set_up().out
    assert office.check(now=LATE).out.endswith(WRITTEN)
    assert office.cells("Buku Kerja", "Status")[0] == "Terlambat"
    assert len(office.google.books) == len(browser.opened) == 1


def test_before_setup_a_check_says_to_run_it_and_makes_nothing(office: OwnOffice) -> None:
    office.set_up()
    office.note.unlink()
    office.google.delete(office.made().book)
    told = office.check()
    assert (told.code, told.err) == (2, NOT_MADE)
    assert office.google.books == {}


def test_setup_that_was_cut_off_before_it_knew_the_id_makes_no_second_sheet(office: OwnOffice) -> None:
    office.google.faults.add(Fault.drop_after(), path="/v4/spreadsheets")
    for _ in range(2):
        told = office.set_up()
        assert told.code == 2
        assert told.err.startswith(f"Pembuatan Google Sheet pernah terputus (“{TITLE}”, mulai ")
        assert "salin alamatnya ke source.spreadsheet_id" in told.err
        assert f"Tidak ada: hapus {office.note}." in told.err
        assert len(office.google.books) == 1
    office = office.made()
    office.configure(address(office))
    assert office.set_up().code == 0
    office.note.unlink()
    office.configure()
    assert office.set_up().code == 0
    assert len(office.google.books) == 2


def test_setup_that_was_stopped_while_google_made_the_sheet_makes_no_second_one(
    office: OwnOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(*_: object) -> str:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(google_making.Spreadsheet, "create", stopped)
        assert office.set_up().code == 130
    assert office.set_up().err.startswith("Pembuatan Google Sheet pernah terputus")
    assert office.google.books == {}


def test_note_that_cannot_be_read_makes_no_second_sheet(office: OwnOffice) -> None:
    office.note.write_text("{", encoding="utf-8")
    assert "isi catatannya tidak terbaca" in office.set_up().err
    assert office.google.books == {}


def test_sheet_that_google_refused_to_make_is_made_by_the_next_setup(office: OwnOffice) -> None:
    office.google.faults.add(Fault.status(429), path="/v4/spreadsheets")
    assert office.set_up().err.startswith("Jatah permintaan ke Google Sheets sedang habis.")
    assert not office.note.exists()
    assert office.set_up().code == 0
    assert len(office.google.books) == 1


def test_sheet_whose_place_cannot_be_noted_is_told_with_its_address(
    office: OwnOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    def only_the_beginning(file: Path, content: dict[str, str]) -> None:
        if "spreadsheet_id" in content:
            raise OSError(28, "No space left on device")
        private_values.keep(file, content)

    monkeypatch.setattr(google_making, "keep", only_the_beginning)
    told = office.set_up()
    office = office.made()
    assert told.code == 2
    assert told.err.startswith(f"Google Sheet sudah dibuat: {address(office)}. Catatan letak")
    assert told.err.endswith("salin alamat itu ke source.spreadsheet_id di sheets_config.json.\n")


def test_folder_that_cannot_be_written_is_told_before_a_sheet_is_made(
    office: OwnOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(file: Path, content: dict[str, str]) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(google_making, "keep", full)
    assert office.set_up().err.startswith(f"Catatan letak Google Sheet tidak dapat disimpan di {office.note} (OSError)")
    assert office.google.books == {}


def test_sheet_that_was_deleted_is_told_and_made_again_only_when_its_note_is_gone(office: OwnOffice) -> None:
    office.set_up()
    office.google.delete(office.made().book)
    for run in (office.check, office.set_up):
        assert run().err.startswith(
            "Google Sheet itu tidak dapat dibuka oleh akun yang masuk: terhapus, milik akun lain"
        )
    assert office.google.books == {}
    office.note.unlink()
    assert office.set_up().code == 0
    assert len(office.google.books) == 1


def test_sheet_that_somebody_made_by_hand_is_not_open_to_a_person(office: OwnOffice) -> None:
    book = office.google.create("Buatan sendiri")
    office.configure(book.id)
    told = office.set_up()
    assert told.code == 2
    assert "tidak dibuat oleh program ini" in told.err


def test_service_account_has_to_be_given_a_sheet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Emulator() as google:
        connect(google, monkeypatch)
        office = open_office(tmp_path, google)
        for run in (office.set_up, office.check):
            office.config.write_text(json.dumps({"source": {"type": "google", "credentials": office.key.name}}))
            told = run()
            assert told.code == 2
            assert told.err.startswith("Akun layanan tidak dapat memiliki Google Sheet, jadi source.spreadsheet_id")
            assert f"tambahkan {google.service_account} sebagai Editor" in told.err
        assert len(google.books) == 1


def test_timer_keeps_one_state_before_and_after_the_sheet_was_made(office: OwnOffice) -> None:
    before = load_config(office.config)
    assert before.spreadsheet_id == ""
    assert office.set_up().code == 0
    after = load_config(office.config)
    assert after.spreadsheet_id == office.made().book.id
    assert (before.log_identity, before.state_folder) == (after.log_identity, after.state_folder)
    assert before.state_folder.name.startswith("klien-medsos ")


def test_status_tells_that_the_sheet_was_not_made_yet(office: OwnOffice) -> None:
    office.set_up()
    office.note.unlink()
    told = office.run("run_schedule", "--status")
    assert told.code == 1
    assert NOT_MADE.strip() in told.out
