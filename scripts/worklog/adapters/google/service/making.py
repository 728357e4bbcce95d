"""Making the Google Sheet of a person who signed in, once.

Google makes a spreadsheet at each request and tells its id in the answer only. So it is noted that one is being made
before that is asked for; while the note tells no id, it is not known whether there is one, and no second is made.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime

from worklog.adapters.files.private_values import keep, kept
from worklog.adapters.google.service.access import Access
from worklog.adapters.google.service.client import Spreadsheet
from worklog.adapters.google.service.errors import AmbiguousChange, GoogleError
from worklog.adapters.google.service.own_sheet import ID, sheet_address, sheet_note
from worklog.core.log.grids import SETUP

_BEGUN, _TITLE = "begun", "title"
NOT_MADE_YET = (
    "Google Sheet belum dibuat, dan source.spreadsheet_id di sheets_config.json kosong. Jalankan sekali di PC ini: "
    f"{SETUP}"
)


def needs_a_sheet(access: Access) -> GoogleError:
    """Why a service account cannot begin without the id of a spreadsheet: it owns no files."""
    return GoogleError(
        "Akun layanan tidak dapat memiliki Google Sheet, jadi source.spreadsheet_id di sheets_config.json harus diisi. "
        f"Buat spreadsheet kosong di sheets.new, klik Bagikan, tambahkan {access.email} sebagai Editor, lalu salin "
        "alamatnya ke source.spreadsheet_id."
    )


def make_sheet(access: Access, title: str, now: datetime) -> list[str]:
    """Make the spreadsheet and keep its id; what to tell of it. Raises `GoogleError`."""
    note = sheet_note(access.file)
    if note.exists():
        raise _uncertain(access)
    _keep(access, {_BEGUN: f"{now:%d/%m/%Y %H.%M}", _TITLE: title})
    try:
        made = Spreadsheet.create(access, title)
    except AmbiguousChange as error:
        raise _uncertain(access) from error
    except GoogleError:
        with suppress(OSError):
            note.unlink()
        raise
    try:
        _keep(access, {ID: made})
    except GoogleError as error:
        raise GoogleError(
            f"Google Sheet sudah dibuat: {sheet_address(made)}. {error} Supaya tidak dibuat yang kedua, salin alamat "
            "itu ke source.spreadsheet_id di sheets_config.json."
        ) from error
    return [f"Google Sheet baru dibuat: {sheet_address(made)}", f"Letaknya dicatat di {note}."]


def _keep(access: Access, content: dict[str, str]) -> None:
    note = sheet_note(access.file)
    try:
        keep(note, content)
    except OSError as error:
        raise GoogleError(
            f"Catatan letak Google Sheet tidak dapat disimpan di {note} ({type(error).__name__}). Periksa izin menulis "
            f"di folder itu, lalu jalankan lagi: {SETUP}"
        ) from error


def _uncertain(access: Access) -> GoogleError:
    note = sheet_note(access.file)
    title, begun = kept(note, _TITLE), kept(note, _BEGUN)
    which = f"“{title}”, mulai {begun}" if title else "isi catatannya tidak terbaca"
    return GoogleError(
        f"Pembuatan Google Sheet pernah terputus ({which}), sehingga belum pasti apakah sudah jadi. Buka "
        "drive.google.com dengan akun yang masuk, lalu urutkan menurut yang terbaru. Ada spreadsheet kosong dengan "
        "nama itu: salin alamatnya ke source.spreadsheet_id di sheets_config.json. Tidak ada: hapus "
        f"{note}. Sesudah itu jalankan lagi: {SETUP}"
    )
