"""The kinds of values in the configuration, each with the sentence that says how it should be written."""

from __future__ import annotations

import re
import unicodedata
from datetime import time
from typing import Annotated

from pydantic import AfterValidator, GetPydanticSchema, PlainSerializer

from worklog.core.log.hours import read_hours, read_quiet_hours
from worklog.core.reminders.mail_address import mail_address

REGULAR_HOURS = "07:30-12:00, 13:00-16:00"
PASSWORD_VARIABLE = "MEDSOS_SANDI_SUREL"
"""The environment variable that holds the password of the mail server, unless the configuration names another."""


def _plain(text: str) -> str:
    if any(unicodedata.category(letter) == "Cc" for letter in text):
        raise ValueError(
            "teks ini memuat tanda yang tidak tercetak (baris baru atau Tab). Bila ini alamat berkas Windows, "
            "tulis garis miring / atau dua kali \\\\; selain itu ketik ulang dalam satu baris"
        )
    return text


def _named(text: str) -> str:
    if not text.strip():
        raise ValueError("alamat berkas atau folder tidak boleh kosong; isi, atau hapus kuncinya")
    return text


def _own_home(text: str) -> str:
    if re.match(r"~[^/\\]", text):
        raise ValueError(
            'tanda ~ berarti folder Anda sendiri hanya bila diikuti garis miring, seperti "~/Documents"; bila nama itu '
            'memang diawali ~, tulis "./" di depannya'
        )
    return text


_SHEET_ADDRESS = re.compile(
    r"https://docs\.google\.com/(?:[\w./-]*/)?spreadsheets/(?:u/\d+/)?d/([\w-]{20,})(?:[/?#].*)?", re.ASCII
)
_SHEET_ID = re.compile(r"[\w-]{20,}", re.ASCII)


def _spreadsheet_id(text: str) -> str:
    """The id of a Google Sheet, taken out of its address if need be; "" for one that setup makes."""
    if not text.strip():
        return ""
    address = _SHEET_ADDRESS.fullmatch(text.strip())
    found = address[1] if address else text.strip()
    if _SHEET_ID.fullmatch(found) is None:
        raise ValueError(
            "harus alamat Google Sheet; buka sheet itu di browser, lalu salin alamatnya "
            f'(https://docs.google.com/spreadsheets/d/…/edit); tertulis "{text}"'
        )
    return found


def _no_key(text: str) -> str:
    if text.lstrip().startswith("{") or "PRIVATE KEY" in text:
        raise ValueError("isi dengan letak berkas kuncinya, bukan dengan isi berkas itu")
    return text


def _readable_hours(text: str) -> str:
    if read_hours(text) is None:
        raise ValueError(f'jam kerja "{text}" tidak terbaca; tulis seperti "{REGULAR_HOURS}", atau "" bila tutup')
    return text


def _readable_quiet(text: str) -> str:
    if read_quiet_hours(text) is None:
        raise ValueError(f'jam tenang "{text}" tidak terbaca; tulis seperti "12:00-13:00, 21:00-06:00"')
    return text


def _plausible_address(text: str) -> str:
    if not mail_address(text):
        raise ValueError(f'harus satu alamat surel seperti "nama@kpu.go.id"; tertulis "{text}"')
    return mail_address(text)


def _variable_name(text: str) -> str:
    # What stands here may be the password itself, so it is not repeated.
    if re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]*", text) is None:
        raise ValueError(f'isi dengan nama variabel lingkungan, misalnya "{PASSWORD_VARIABLE}", bukan dengan sandinya')
    return text


def _no_channel(text: str) -> str:
    if "://" in text:
        raise ValueError("isi dengan letak berkas saluran, bukan dengan alamat salurannya; alamat itu rahasia")
    return text


def _matching(pattern: str, sentence: str) -> AfterValidator:
    def check(text: str) -> str:
        if re.fullmatch(pattern, text) is None:
            raise ValueError(f'{sentence}; tertulis "{text}"')
        return text

    return AfterValidator(check)


Text = Annotated[str, AfterValidator(_plain)]
PathText = Annotated[Text, AfterValidator(_named), AfterValidator(_own_home)]
PathTextOrNone = Annotated[Text, AfterValidator(_own_home)]
SpreadsheetId = Annotated[str, AfterValidator(_spreadsheet_id)]
KeyPathText = Annotated[str, AfterValidator(_no_key), AfterValidator(_plain), AfterValidator(_own_home)]
Hours = Annotated[str, AfterValidator(_readable_hours)]
_TypedTime = Annotated[
    str,
    _matching(r"([01][0-9]|2[0-3]):[0-5][0-9]", 'harus jam seperti "15:30"'),
    AfterValidator(time.fromisoformat),
    PlainSerializer("{:%H:%M}".format),
]
TimeOfDay = Annotated[time, GetPydanticSchema(lambda _, schema_of: schema_of(_TypedTime))]
Code = Annotated[str, _matching(r"[DUPWTA][0-9]{0,3}", "harus kode aturan seperti W401, atau awalannya seperti T5")]
Greeting = Annotated[str, _matching(r"\w.*", 'harus sapaan yang diawali huruf, misalnya "Sugeng enjing"')]
Hashtag = Annotated[str, _matching(r"#\w+\*?", 'harus tagar tanpa spasi, misalnya "#KPUMelayani" atau "#Pilkada*"')]


Quiet = Annotated[str, AfterValidator(_readable_quiet)]
Address = Annotated[str, AfterValidator(_plausible_address)]
AddressOrNone = Annotated[str, AfterValidator(lambda text: text and _plausible_address(text))]
UserName = Annotated[
    str, _matching(r"[ -~]*", "harus nama masuk tanpa huruf khusus, seperti yang dikenal server surel")
]
VariableName = Annotated[str, AfterValidator(_variable_name)]
ChannelsPathText = Annotated[str, AfterValidator(_no_channel), AfterValidator(_plain), AfterValidator(_own_home)]
Host = Annotated[
    str, _matching(r"[A-Za-z0-9.-]*", 'harus nama server seperti "smtp.kpu.go.id", tanpa https:// dan tanpa nomor port')
]
