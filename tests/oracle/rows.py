"""What every rule looks up, and the rules that judge one row of a tab (D101-D109, D113, D114, D116, W409)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from office_roles import LOG, ROLES
from oracle.calendar import Entry, WorkingCalendar
from oracle.cells import Moment, Row, day, filled, hours, moment, name, text, word
from oracle.records import Item, LogRow, register_day
from oracle.sop import Flow
from worklog.core.log.tabs import CALENDAR, DAY_KINDS, PEOPLE, REGISTER, SPECIAL_HOURS, WORKING_DAY

BETWEEN_NAMES = re.compile(r"[,;&/]|\bdan\b", re.IGNORECASE)

Finding = tuple[str, str | None, int | None, int | None, str, int | None, str | None]
"""Code, ID, Putaran, No, tab, sheet row, column; None where the design says null."""


@dataclass(frozen=True)
class Settings:
    """The numbers and lists that an office may change."""

    near_limit_share: float = 0.75
    future_tolerance: timedelta = timedelta(minutes=10)
    response_minutes: int = 120
    national_day_horizon: int = 5
    greetings: tuple[str, ...] = (
        "Hai",
        "Hallo",
        "Halo",
        "Selamat pagi",
        "Selamat siang",
        "Selamat sore",
        "Selamat malam",
    )
    hashtags: tuple[str, ...] = (
        "#TemanPemilih",
        "#PemilihBerdaulat",
        "#KPUmelayani",
        "#Pemilu*",
        "#Pemilihan*",
        "#Pilkada*",
    )


@dataclass(frozen=True)
class Person:
    """A usable row of Petugas: who holds which role from when until when (None: no bound)."""

    name: str
    role: str
    first: date | None
    last: date | None

    def holds(self, name: str, role: str, on: date) -> bool:
        if self.name != name or self.role != role:
            return False
        return (self.first is None or self.first <= on) and (self.last is None or on <= self.last)


@dataclass
class Context:
    """What the rules of one item look up outside the item."""

    now: datetime
    calendar: WorkingCalendar
    people: list[Person]
    flows: dict[str, Flow]
    settings: Settings = field(default_factory=Settings)
    known_ids: dict[str, Item] = field(default_factory=dict)
    responses: dict[str, list[Item]] = field(default_factory=dict)
    """The response items by the ID that they answer."""
    airings: dict[str, datetime] = field(default_factory=dict)
    """When each P item was posted, by ID, where that is beyond doubt."""

    def listed(self, who: str, role: str, on: date) -> bool:
        return any(person.holds(who, role, on) for person in self.people)

    def persons(self, cell: str) -> list[str]:
        """The persons in a cell: more than one only where each part is a listed name and the whole is none."""
        everybody = {person.name for person in self.people}
        parts = [name(part) for part in BETWEEN_NAMES.split(cell) if name(part)]
        if name(cell) in everybody or not parts or any(part not in everybody for part in parts):
            return [name(cell)]
        return parts


def read_people(rows: list[Row]) -> tuple[list[Person], list[Finding]]:
    """A cell that cannot be used counts as blank; a row with any is D114, once."""
    people: list[Person] = []
    found: list[Finding] = []
    roles = {word(role): role for role in ROLES}
    for row in rows:
        if not any(filled(row[header]) for header in PEOPLE.headers):
            continue
        role = roles.get(word(row["Peran"]))
        unusable = role is None
        bounds = []
        for header in ("Berlaku Dari", "Berlaku Sampai"):
            bound = day(row[header])
            bounds.append(bound.value.date() if bound.value else None)
            if bound.unreadable:
                unusable = True
        if bounds[0] is not None and bounds[1] is not None and bounds[1] < bounds[0]:
            unusable, bounds[1] = True, None
        if unusable:
            found.append(_at(PEOPLE.name, row))
        if role is not None and filled(row["Nama"]):
            people.append(Person(name(row["Nama"]), role, *bounds))
    return people, found


def read_calendar(rows: list[Row]) -> tuple[list[Entry], list[Finding]]:
    """Likewise; a needed blank cell cannot be used either."""
    entries: list[Entry] = []
    found: list[Finding] = []
    kinds = {word(kind): kind for kind in DAY_KINDS}
    for row in rows:
        if not any(filled(row[header]) for header in CALENDAR.headers):
            continue
        kind, first, last = kinds.get(word(row["Jenis"])), day(row["Tanggal"]), day(row["Sampai"])
        unusable = kind is None or first.value is None or last.unreadable
        windows = hours(row["Jam Kerja"])
        typed_hours = filled(row["Jam Kerja"])
        if first.value is not None and last.value is not None and last.value < first.value:
            unusable = True
        if windows is None and (kind == SPECIAL_HOURS or (kind == WORKING_DAY and typed_hours)):
            unusable = True
        if unusable:
            found.append(_at(CALENDAR.name, row))
        if kind is None or first.value is None:
            continue
        until = last.value or first.value
        if until < first.value:
            until = first.value
        entries.append(Entry(first.value.date(), until.date(), kind, tuple(windows) if windows else None, row.row))
    return entries, found


def _at(tab: str, row: Row) -> Finding:
    return ("D114", None, None, None, tab, row.row, None)


TYPED_REGISTER = [column.header for column in REGISTER.columns if column.filler == "staff"]


def register_row_findings(row: Row, is_repeated: bool, now: datetime) -> Iterator[Finding]:
    """D101, D103, D106: every register row."""
    identity = text(row["ID Konten"]) or None
    if identity is None and any(filled(row[header]) for header in TYPED_REGISTER):
        yield ("D101", None, None, None, REGISTER.name, row.row, None)
    if is_repeated:
        yield ("D103", identity, None, None, REGISTER.name, row.row, None)
    near = register_day(row, now)
    cells = {
        "Tanggal": day(row["Tanggal"], now),
        "Waktu Acuan": moment(row["Waktu Acuan"], now, near),
        "Jadwal Tayang": day(row["Jadwal Tayang"], now, near),
    }
    for header, cell in cells.items():
        if cell.unreadable:
            yield ("D106", identity, None, None, REGISTER.name, row.row, header)


def item_finding(code: str, item: Item) -> Finding:
    return (code, item.id, None, None, REGISTER.name, item.row, None)


def register_item_findings(item: Item, context: Context) -> Iterator[Finding]:
    """D104, D108, D109, D113, D116: the rows that count."""
    if item.flow is None:
        yield item_finding("D104", item)
    if not item.reference.filled:
        yield item_finding("D108", item)
    if item.flow is not None and item.flow.planned and not item.planned.filled:
        yield item_finding("D109", item)
    if not item.title:
        yield item_finding("D113", item)
    if item.flow is not None and item.flow.answers_comments:
        post = context.known_ids.get(item.related)
        if post is None or (post.flow is not None and post.flow.answers_comments):
            yield ("D116", item.id, None, None, REGISTER.name, item.row, "Terkait ID")


def log_row_findings(row: LogRow, item: Item | None, is_repeated: bool, context: Context) -> Iterator[Finding]:
    """D101, D102, D105, D106, D107, W409: every log row, except one without ID and without typed content."""
    if not row.id and not row.has_content:
        return
    step = usable_step(row, item)

    def at(code: str, column: str | None = None) -> Finding:
        return (code, (item.id if item else row.id) or None, row.round, step, LOG.name, row.row, column)

    if not row.id:
        yield at("D101")
    elif item is None:
        yield at("D102")
    if row.round is None or step is None:
        yield at("D105")
    if is_repeated:
        yield at("D107")
    for header, cell in (("Mulai", row.start), ("Selesai", row.finish)):
        if cell.unreadable:
            yield at("D106", header)
        if in_future(cell, context):
            yield at("W409", header)


def in_future(cell: Moment, context: Context) -> bool:
    """W409; a day alone is in the future only when the day is."""
    if cell.value is None:
        return False
    if cell.is_day:
        return cell.value.date() > context.now.date()
    return cell.value - context.now > context.settings.future_tolerance


def usable_step(row: LogRow, item: Item | None) -> int | None:
    """The row's No, unless it is not a step of the known flow of its item."""
    if item is None or item.flow is None or row.step is None:
        return row.step
    return row.step if row.step <= len(item.flow.steps) else None
