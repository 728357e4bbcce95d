"""The sections of `sheets_config.json`; every key has a default, unknown keys are refused.

Sections of what the core asks for are built on its dataclasses, which hold the defaults; here they are bounded.
"""

from __future__ import annotations

from datetime import time
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from worklog.config.fields import (
    PASSWORD_VARIABLE,
    REGULAR_HOURS,
    Address,
    AddressOrNone,
    ChannelsPathText,
    Code,
    Greeting,
    Hashtag,
    Host,
    Hours,
    KeyPathText,
    PathText,
    PathTextOrNone,
    Quiet,
    Text,
    TimeOfDay,
    UserName,
    VariableName,
)
from worklog.core.judging.settings import Settings, Severity
from worklog.core.log.hours import Windows, read_hours, read_quiet_hours
from worklog.core.reminders.mail_address import mail_address
from worklog.core.reports import letterhead
from worklog.core.timetable import Timetable

WEEKDAYS = ("senin", "selasa", "rabu", "kamis", "jumat", "sabtu", "minggu")
FRIDAY_HOURS = "07:30-11:30, 13:00-16:30"
"""37.5 hours a week with the regular hours (Perpres 21/2023)."""
MAIL_PORTS = {"starttls": 587, "ssl": 465, "none": 25}


class Section(BaseModel):
    """What all sections have in common."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Signer(Section, letterhead.Signer):
    """One signature of a report."""

    heading: Text
    position: Text
    name: Text
    nip: Text


class Office(Section, letterhead.Letterhead):
    """What stands at the head and at the foot of reports."""

    name: Text = "KPU Kabupaten Pekalongan"
    unit: Text = "Subbagian Partisipasi dan Hubungan Masyarakat"
    address: Text = ""
    city: Text = "Kajen"
    signers: tuple[Signer, ...] = (
        Signer(heading="Mengetahui,", position="Sekretaris", name="", nip=""),
        Signer(
            heading="Dibuat oleh,", position="Kepala Subbagian Partisipasi dan Hubungan Masyarakat", name="", nip=""
        ),
    )


class WorkingHours(Section):
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


class Holidays(Section):
    """Which national days close the office."""

    public: bool = True
    joint_leave: bool = True


class Rules(Section, Settings):
    """Choices for the rules, bounded so that no moment they lead to falls out of the calendar."""

    ignore: tuple[Code, ...]
    severity: dict[Code, Severity] = Field(default_factory=dict)  # the only default that pydantic does not see
    near_limit_percent: Annotated[int, Field(ge=1, le=100)]
    late_entry_minutes: Annotated[int, Field(ge=1, le=10_080)]
    future_tolerance_minutes: Annotated[int, Field(ge=0, le=1440)]
    response_window_minutes: Annotated[int, Field(ge=1, le=10_080)]
    horizon_days: Annotated[int, Field(ge=1, le=60)]
    greetings: tuple[Greeting, ...]
    hashtags: tuple[Hashtag, ...]


class Reports(Section):
    """Where the reports are put, whether a PDF is made of each, and whether the month's comes with recaps of people.

    `snapshot`: the file in which the daily report leaves the log for a recap of many offices; "" for none.
    """

    folder: PathText = "laporan"
    pdf: bool = False
    per_person: bool = False
    snapshot: PathTextOrNone = ""


class Backups(Section):
    """Where copies of the workbook are put before it is written, and how many are kept."""

    folder: PathText = "cadangan"
    keep: int = Field(14, ge=1, le=1000)


class History(Section):
    """How many copies of the history are kept, and how much of it: months, and megabytes at most."""

    copies: int = Field(14, ge=1, le=1000)
    keep_months: int = Field(36, ge=2, le=600)
    largest_mb: int = Field(200, ge=5, le=10_000)


class Schedule(Section, Timetable):
    """When the timer does its jobs, in the office's local time."""

    check_every_minutes: Annotated[int, Field(ge=1, le=1440)]
    check_every_minutes_closed: Annotated[int, Field(ge=1, le=1440)]
    around_hours_minutes: Annotated[int, Field(ge=0, le=720)]
    daily_report_at: TimeOfDay
    monthly_report_at: TimeOfDay
    unwritten_hours: int = Field(8, ge=1, le=200)


class Email(Section):
    """The mail server; its password comes from an environment variable or a file, never from here."""

    host: Host = ""
    port: int = Field(0, ge=0, le=65535)
    security: Literal["starttls", "ssl", "none"] = "starttls"
    user: UserName = ""
    sender: AddressOrNone = ""
    password_variable: VariableName = PASSWORD_VARIABLE
    password_file: KeyPathText = ""

    @property
    def server_port(self) -> int:
        """The port, or else the usual one."""
        return self.port or MAIL_PORTS[self.security]

    @property
    def sending_address(self) -> str:
        """The address that messages come from; "" when there is none."""
        return self.sender or mail_address(self.user)


class Notification(Section):
    """Who is told what, by which way; everything is off until it is filled in."""

    email: Email = Email()
    kasubag: tuple[Address, ...] = ()
    pengelola: tuple[Address, ...] = ()
    channels: ChannelsPathText = ""
    reminders: Literal["off", "each", "digest"] = "off"
    digest_at: TimeOfDay = time(7, 45)
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
