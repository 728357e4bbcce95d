"""Refusals that somebody has to mend: a key, a share, an address, a clock; each with a sentence that says how.

Nothing that was sent stands in a sentence, and of what came back only Google's own words on a request it refused.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from pathlib import Path
from typing import Any, Protocol

from requests import Response

from worklog.adapters.google.service.errors import (
    WRONG_CLOCK,
    GoogleError,
    GoogleUnavailable,
    Overtaken,
    RequestRefused,
    SignInNeeded,
)
from worklog.adapters.google.service.own_sheet import sheet_note
from worklog.adapters.google.service.sign_in import token_file
from worklog.adapters.google.service.unreachable import json_object, moment, passing

CLOCK_TOLERANCE = timedelta(minutes=5)
"""How far the clock of the PC may be from Google's before that is the reason for a refusal."""
IN_USE = "developer metadata with that ID already exists"
"""What Google says of a mark that is to be made under the id of another one."""
MOST_QUOTED = 160
"""So many signs of Google's own words are told."""

_KEY = (
    "Google tidak menerima kunci di {file}: kunci atau akun layanannya sudah dihapus, diganti, atau dinonaktifkan. "
    "Buat kunci JSON baru di console.cloud.google.com (IAM & Admin > Service Accounts > Keys), lalu ganti berkas itu."
)
_CLIENT = (
    "Klien OAuth di {file} sudah dihapus atau diganti. Buat klien baru di console.cloud.google.com "
    "(Google Auth Platform > Clients), di project yang sama, simpan berkasnya di sana, "
    "lalu jalankan sekali: python scripts/setup_worklog.py"
)
_NOT_ENABLED = (
    "Google Sheets API belum diaktifkan untuk project dari kunci ini. Buka console.cloud.google.com, "
    "pilih project itu, aktifkan Google Sheets API, tunggu beberapa menit, lalu coba lagi."
)
_NOT_SHARED = (
    "Program ini belum boleh membuka atau mengubah Google Sheet itu. Di Google Sheet klik Bagikan, lalu tambahkan "
    "{who} sebagai Editor."
)
_NOT_OF_THIS_PROGRAM = (
    "Google Sheet itu tidak dapat dibuka oleh akun yang masuk: terhapus, milik akun lain, atau tidak dibuat oleh "
    "program ini (izin masuk hanya untuk Google Sheet buatan program ini). Terhapus: pulihkan dari Sampah Google "
    "Drive. Akun lain: hapus {token}, lalu masuk lagi dengan akun yang benar. Buatan sendiri: pakai akun layanan. "
    "Ingin yang baru: kosongkan source.spreadsheet_id dan hapus {note} bila ada. Sesudah itu jalankan: "
    "python scripts/setup_worklog.py"
)
_NO_ROOM = (
    "Penyimpanan Google akun itu penuh. Kosongkan Sampah Google Drive atau hapus berkas yang tidak dipakai di "
    "drive.google.com, lalu jalankan lagi."
)
_PROTECTED = (
    "Google Sheet itu melindungi sel yang harus ditulis program ini. Buka Data > Lindungi sheet dan rentang, lalu "
    "izinkan {who} mengeditnya."
)
_NOT_FOUND = (
    "Google Sheet itu tidak ditemukan. Buka sheet itu di browser, lalu salin alamatnya ke source.spreadsheet_id di "
    "sheets_config.json."
)
_EXCEL_FILE = (
    "Berkas itu masih berkas Excel di Google Drive. Buka di browser, pilih File > Simpan sebagai Google Spreadsheet, "
    "lalu salin alamat sheet yang baru ke source.spreadsheet_id di sheets_config.json."
)
_REFUSED = (
    "Google menolak permintaan program ini (kode {status}{words}). Teruskan kalimat ini kepada pengelola program."
)


class Account(Protocol):
    """Whose requests are refused: the file that it signs in by, and its address ("" for a person who signed in)."""

    @property
    def file(self) -> Path: ...

    @property
    def email(self) -> str: ...


def refused(response: Response, account: Account) -> GoogleError:
    """What an answer means by which Sheets did not do what was asked."""
    reason = passing(response)
    if reason is not None:
        return reason
    error = (json_object(response) or {}).get("error")
    told = error if isinstance(error, dict) else {"message": error}
    if response.status_code == HTTPStatus.UNAUTHORIZED:
        return GoogleError(WRONG_CLOCK) if _clock_is_wrong(response) else no_longer_valid(account)
    if "ACCESS_TOKEN_SCOPE_INSUFFICIENT" in _reasons(told):
        return no_longer_valid(account)
    sentence = _to_mend(response, told, account)
    if sentence is not None:
        return GoogleError(sentence)
    if IN_USE in str(told.get("message")):
        return Overtaken()
    words = f": {_short(str(told['message']))}" if told.get("message") else ""
    return RequestRefused(_REFUSED.format(status=response.status_code, words=words))


def _to_mend(response: Response, told: Mapping[str, Any], account: Account) -> str | None:
    status, words = response.status_code, str(told.get("message"))
    who = account.email or "akun Google yang dipakai program ini"
    if "SERVICE_DISABLED" in _reasons(told):
        return _NOT_ENABLED
    if "protected cell" in words:
        return _PROTECTED.format(who=who)
    if "storage quota" in words:
        return _NO_ROOM
    if "/spreadsheets/" not in response.url:  # what was asked names no spreadsheet, but makes one
        return None
    if status in (HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND) and not account.email:
        return _NOT_OF_THIS_PROGRAM.format(token=token_file(account.file), note=sheet_note(account.file))
    if status == HTTPStatus.FORBIDDEN:
        return _NOT_SHARED.format(who=who)
    if status == HTTPStatus.NOT_FOUND:
        return _NOT_FOUND
    if "not supported for this document" in words:
        return _EXCEL_FILE
    return None


def _reasons(told: Mapping[str, Any]) -> set[str]:
    details = told.get("details")
    if not isinstance(details, list):
        return set()
    return {str(detail.get("reason")) for detail in details if isinstance(detail, dict)}


def _short(words: str) -> str:
    """Google's words, without the value that they repeat from the request behind its type."""
    line = words.partition("\n")[0]
    if "), " in line:
        line = f"{line.partition('), ')[0]})"
    return line if len(line) <= MOST_QUOTED else f"{line[: MOST_QUOTED - 1]}…"


def token_refused(response: Response, account: Account) -> GoogleError:
    """What an answer means by which Google gave no token; the request itself was not sent yet."""
    reason = passing(response)
    if reason is not None:
        return GoogleUnavailable(str(reason), untouched=True, wait=reason.wait)
    told = json_object(response) or {}
    kind, words = told.get("error"), str(told.get("error_description"))
    if "short-lived token" in words or (kind == "invalid_grant" and _clock_is_wrong(response)):
        return GoogleError(WRONG_CLOCK)
    if not account.email and kind != "invalid_grant":
        return GoogleError(_CLIENT.format(file=account.file))
    return no_longer_valid(account)


def no_longer_valid(account: Account) -> GoogleError:
    """The error of a key, or of a person's permission, that Google does not accept any more."""
    return GoogleError(_KEY.format(file=account.file)) if account.email else SignInNeeded()


def _clock_is_wrong(response: Response) -> bool:
    there = moment(response.headers.get("Date", ""))
    return there is not None and abs(datetime.now(UTC) - there) > CLOCK_TOLERANCE
