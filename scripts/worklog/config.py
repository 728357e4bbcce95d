"""What an office may change: `sheets_config.json`, where every key has a default, checked as a whole."""

from __future__ import annotations

import os
import re
import unicodedata
from datetime import time
from hashlib import blake2b
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Discriminator,
    Field,
    PrivateAttr,
    Tag,
    model_validator,
)

from worklog.adapters.json_files import JsonFileError, read_model
from worklog.core.errors import WorklogError
from worklog.core.hours import Windows, read_hours, read_quiet_hours
from worklog.core.mail_address import mail_address
from worklog.core.settings import Settings, Severity, Timetable

PROJECT = Path(__file__).absolute().parents[2]
DEFAULT_CONFIG = PROJECT / "sheets_config.json"
TEMPLATES = PROJECT / "templates"
SOP_FOLDER = TEMPLATES / "sop"

WEEKDAYS = ("senin", "selasa", "rabu", "kamis", "jumat", "sabtu", "minggu")
REGULAR_HOURS = "07:30-12:00, 13:00-16:00"
FRIDAY_HOURS = "07:30-11:30, 13:00-16:30"
"""37.5 hours a week (Perpres 21/2023)."""

KEY_VARIABLE = "GOOGLE_APPLICATION_CREDENTIALS"
"""The environment variable that names the Google key file when the configuration does not."""

PASSWORD_VARIABLE = "MEDSOS_SANDI_SUREL"
"""The environment variable that holds the password of the mail server, unless the configuration names another."""
CHANNELS_VARIABLE = "MEDSOS_SALURAN"
"""The environment variable that names the file of channels when the configuration does not."""
MAIL_PORTS = {"starttls": 587, "ssl": 465, "none": 25}

_HOW_TO_GET_ONE = (
    "Sebut berkas yang benar dengan --config, salin sheets_config.json dari paket program, "
    "atau buat berkas itu dengan isi {} (semua nilai bawaan)."
)


class ConfigError(WorklogError):
    """The configuration cannot be used; the text tells all problems, one per line, by JSON path."""


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


_SHEET_ADDRESS = re.compile(
    r"https://docs\.google\.com/(?:[\w./-]*/)?spreadsheets/(?:u/\d+/)?d/([\w-]{20,})(?:[/?#].*)?", re.ASCII
)
_SHEET_ID = re.compile(r"[\w-]{20,}", re.ASCII)


def _spreadsheet_id(text: str) -> str:
    """The id of a Google Sheet, taken out of its address if need be."""
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
Place = Annotated[Text, AfterValidator(_named)]
SpreadsheetId = Annotated[str, AfterValidator(_spreadsheet_id)]
KeyPlace = Annotated[str, AfterValidator(_no_key), AfterValidator(_plain)]
Hours = Annotated[str, AfterValidator(_readable_hours)]
TimeOfDay = Annotated[str, _matching(r"([01][0-9]|2[0-3]):[0-5][0-9]", 'harus jam seperti "15:30"')]
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
ChannelsPlace = Annotated[str, AfterValidator(_no_channel), AfterValidator(_plain)]
Host = Annotated[
    str, _matching(r"[A-Za-z0-9.-]*", 'harus nama server seperti "smtp.kpu.go.id", tanpa https:// dan tanpa nomor port')
]


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class WorkbookSource(_Section):
    """The work log as a workbook on this PC or on a shared folder."""

    type: Literal["workbook"] = "workbook"
    path: Place = "data/Buku Kerja Media Sosial.xlsx"


class GoogleSource(_Section):
    """The work log as a Google Sheet; without `credentials`, an environment variable names the key file."""

    type: Literal["google"] = "google"
    spreadsheet_id: SpreadsheetId = Field("", validate_default=True)
    credentials: KeyPlace = ""


def _type_of_source(source: object) -> object:
    """What `type` says; whatever is no section at all is judged as a workbook, and refused as that."""
    if isinstance(source, dict):
        return source.get("type", "workbook") or ""
    return getattr(source, "type", "workbook")


Source = Annotated[
    Annotated[GoogleSource, Tag("google")] | Annotated[WorkbookSource, Tag("workbook")],
    Discriminator(_type_of_source),
]


class Signer(_Section):
    """One signature of a report; a blank name is printed as a dotted line."""

    heading: Text = ""
    position: Text = ""
    name: Text = ""
    nip: Text = ""


class Office(_Section):
    """What stands at the head and at the foot of reports."""

    name: Text = "KPU Kabupaten Pekalongan"
    unit: Text = "Subbagian Partisipasi dan Hubungan Masyarakat"
    address: Text = ""
    city: Text = "Kajen"
    signers: tuple[Signer, ...] = (
        Signer(heading="Mengetahui,", position="Sekretaris"),
        Signer(heading="Dibuat oleh,", position="Kepala Subbagian Partisipasi dan Hubungan Masyarakat"),
    )


class WorkingHours(_Section):
    """The regular week, as people type it; "" is a closed day."""

    senin: Hours = REGULAR_HOURS
    selasa: Hours = REGULAR_HOURS
    rabu: Hours = REGULAR_HOURS
    kamis: Hours = REGULAR_HOURS
    jumat: Hours = FRIDAY_HOURS
    sabtu: Hours = ""
    minggu: Hours = ""

    @property
    def weekly(self) -> tuple[Windows, ...]:
        """Windows of each weekday, Monday first."""
        return tuple(read_hours(getattr(self, day)) or () for day in WEEKDAYS)

    @model_validator(mode="after")
    def _opens_at_all(self) -> Self:
        if not any(self.weekly):
            raise ValueError("sedikitnya satu hari dalam seminggu harus buka; isi jam kerjanya")
        return self


class Holidays(_Section):
    """Which national days close the office."""

    public: bool = True
    joint_leave: bool = True


class Rules(_Section):
    """Choices for the rules, bounded so that no moment they lead to falls out of the calendar."""

    ignore: tuple[Code, ...] = ()
    severity: dict[Code, Severity] = Field(default_factory=dict)
    near_limit_percent: int = Field(Settings.near_limit_percent, ge=1, le=100)
    future_tolerance_minutes: int = Field(Settings.future_tolerance_minutes, ge=0, le=1440)
    response_window_minutes: int = Field(Settings.response_window_minutes, ge=1, le=10_080)
    horizon_days: int = Field(Settings.horizon_days, ge=1, le=60)
    greetings: tuple[Greeting, ...] = ()
    hashtags: tuple[Hashtag, ...] = ()

    @property
    def settings(self) -> Settings:
        """The same choices as the checks take them."""
        return Settings(**dict(self))


class Reports(_Section):
    """Where the reports are put, and whether a PDF is made of each."""

    folder: Place = "laporan"
    pdf: bool = False


class Backups(_Section):
    """Where copies of the workbook are put before it is written, and how many are kept."""

    folder: Place = "cadangan"
    keep: int = Field(14, ge=1, le=1000)


class Schedule(_Section):
    """When the timer does its jobs, in the office's local time."""

    check_every_minutes: int = Field(10, ge=1, le=1440)
    check_every_minutes_closed: int = Field(60, ge=1, le=1440)
    around_hours_minutes: int = Field(60, ge=0, le=720)
    daily_report_at: TimeOfDay = "15:30"
    monthly_report_at: TimeOfDay = "08:00"

    @property
    def timetable(self) -> Timetable:
        """The same choices as the timer takes them."""
        return Timetable(
            check_every=self.check_every_minutes,
            check_every_closed=self.check_every_minutes_closed,
            around=self.around_hours_minutes,
            daily_at=time.fromisoformat(self.daily_report_at),
            monthly_at=time.fromisoformat(self.monthly_report_at),
        )


class Email(_Section):
    """The mail server; its password comes from an environment variable or a file, never from here."""

    host: Host = ""
    port: int = Field(0, ge=0, le=65535)
    security: Literal["starttls", "ssl", "none"] = "starttls"
    user: UserName = ""
    sender: AddressOrNone = ""
    password_variable: VariableName = PASSWORD_VARIABLE
    password_file: KeyPlace = ""

    @property
    def server_port(self) -> int:
        """The port, or else the usual one."""
        return self.port or MAIL_PORTS[self.security]

    @property
    def sending_address(self) -> str:
        """The address that messages come from; "" when there is none."""
        return self.sender or mail_address(self.user)


class Notification(_Section):
    """Who is told what, by which way; everything is off until it is filled in."""

    email: Email = Email()
    kasubag: tuple[Address, ...] = ()
    pengelola: tuple[Address, ...] = ()
    channels: ChannelsPlace = ""
    reminders: Literal["off", "each", "digest"] = "off"
    digest_at: TimeOfDay = "07:45"
    quiet: Quiet = ""
    alert_after_failures: int = Field(3, ge=1, le=1000)

    @property
    def quiet_windows(self) -> Windows:
        return read_quiet_hours(self.quiet) or ()

    @model_validator(mode="after")
    def _has_what_it_needs(self) -> Self:
        email, problems = self.email, []
        wanted = [name for name in ("kasubag", "pengelola") if getattr(self, name)]
        wanted += ["reminders"] if self.reminders != "off" else []
        if wanted and not email.host:
            problems.append(f"email.host kosong, padahal {', '.join(wanted)} memerlukan server surel")
        if email.host and not email.sending_address:
            problems.append("email.sender kosong; isi alamat surel pengirim")
        if email.user and email.security == "none":
            problems.append(
                'email.user terisi dengan email.security "none", sehingga sandi terkirim tanpa pengaman; pakai '
                '"starttls" atau "ssl"'
            )
        if problems:
            raise ValueError("; ".join(problems))
        return self


class Config(_Section):
    """The whole configuration; places are absolute, relative ones counted from the configuration file's folder."""

    source: Source = WorkbookSource()
    office: Office = Office()
    working_hours: WorkingHours = WorkingHours()
    holidays: Holidays = Holidays()
    rules: Rules = Rules()
    reports: Reports = Reports()
    backups: Backups = Backups()
    schedule: Schedule = Schedule()
    notification: Notification = Notification()
    _folder: Path = PrivateAttr(default_factory=Path)

    def model_post_init(self, folder: Path | None, /) -> None:
        self._folder = folder or Path.cwd()

    @property
    def folder(self) -> Path:
        """The folder of the configuration file."""
        return self._folder

    @property
    def workbook(self) -> Path:
        """The work log's file, where the source is a workbook."""
        if not isinstance(self.source, WorkbookSource):
            raise TypeError(f"the work log is not a workbook but of the type {self.source.type}")
        return self._folder / self.source.path

    @property
    def google_key(self) -> Path:
        """The Google key file of a Google Sheet; `~` is the user's folder. `ConfigError` when nothing names one."""
        if not isinstance(self.source, GoogleSource):
            raise TypeError(f"the work log is not a Google Sheet but of the type {self.source.type}")
        named = self.source.credentials or os.environ.get(KEY_VARIABLE, "")
        if not named:
            raise ConfigError(
                "Letak berkas kunci Google belum disebut. Isi source.credentials di sheets_config.json, "
                f"atau buat variabel lingkungan {KEY_VARIABLE}."
            )
        return self._folder / Path(named).expanduser()

    @property
    def log_identity(self) -> str:
        """What tells the work log from all others on this PC, whichever configuration names it."""
        source = self.source
        return os.path.normcase(self.workbook) if isinstance(source, WorkbookSource) else source.spreadsheet_id

    @property
    def state_folder(self) -> Path:
        """Where the timer keeps what it did: one folder for each log, named after it; it moves with the program's."""
        source = self.source
        named = source.path if isinstance(source, WorkbookSource) else source.spreadsheet_id
        name = f"{Path(named).stem} {blake2b(named.encode(), digest_size=3).hexdigest()}"
        return self._folder / "data" / "jadwal" / name

    @property
    def mail_password_file(self) -> Path | None:
        """The file with the password of the mail server, if one is named."""
        named = self.notification.email.password_file
        return self._folder / Path(named).expanduser() if named else None

    @property
    def channels_file(self) -> Path | None:
        """The file of channels, if the configuration or the environment names one."""
        named = self.notification.channels or os.environ.get(CHANNELS_VARIABLE, "")
        return self._folder / Path(named).expanduser() if named else None

    @property
    def report_folder(self) -> Path:
        return self._folder / self.reports.folder

    @property
    def backup_folder(self) -> Path:
        return self._folder / self.backups.folder


def load_config(path: Path) -> Config:
    """Read the configuration, or raise `ConfigError` with all problems at once."""
    path = path.absolute()
    try:
        return read_model(path, Config, context=path.parent, if_missing=_HOW_TO_GET_ONE)
    except JsonFileError as error:
        raise ConfigError(f"Pengaturan di {path} belum dapat dipakai:", error.problems) from None
