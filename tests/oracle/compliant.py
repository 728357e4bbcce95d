"""Items as a careful office would log them: the ground that random and faulty logs start from."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from office_roles import ADMIN, COMMISSIONER, GENERAL_STAFF, SECRETARY, SUBDIVISION_HEAD
from oracle.calendar import Clock, Limit, WorkingCalendar
from oracle.cells import Log, Row
from oracle.sop import SOP_FILE, Flow, Step, read_flows
from worklog.core.log.tabs import APPROVED, REVISE

Cells = dict[str, object]
Pace = Callable[[Random, Clock, datetime, Limit], datetime]
"""When a step is finished: from its handover, its limit and the flow's clock."""

FLOWS = read_flows()
FLOW_DATA = {flow["code"]: flow for flow in json.loads(SOP_FILE.read_text(encoding="utf-8"))["flows"]}

STAFF = {
    ADMIN: ("Dewi Lestari", "Agus Salim"),
    GENERAL_STAFF: ("Budi Santoso", "Rina Wati", "Joko Susilo"),
    SUBDIVISION_HEAD: ("Sri Handayani",),
    SECRETARY: ("Bambang Utomo",),
    COMMISSIONER: ("Ahmad Fauzi", "Nur Aini"),
}
"""Who holds each role at all times."""

LINK = "https://www.instagram.com/p/abc123/"
CAPTION = "Hai, Sobat Pemilih! Ini kabar dari kami. #TemanPemilih"


@dataclass
class Draft:
    """One item being made: its register cells and its log rows."""

    flow: Flow
    register: Cells
    rows: list[Cells]

    @property
    def id(self) -> str:
        return str(self.register["ID Konten"])

    def row(self, number: int, step: int) -> Cells:
        return next(row for row in self.rows if row["Putaran"] == number and row["No"] == step)

    def role(self, step: int) -> str:
        return self.flow.step(step).role

    def last_finish(self) -> datetime:
        """The last Selesai that is a date and time; without one any moment will do."""
        finishes = [row.get("Selesai") for row in self.rows]
        return max((value for value in finishes if isinstance(value, datetime)), default=datetime(2026, 11, 23, 9))


@dataclass(frozen=True)
class Habits:
    """How an item is worked on: its pace, and the chances of what may happen at a step.

    `revise`: a Revisi that goes back; `repair`: a Revisi of a check with a repair step behind it; `stop`: the work
    stops before the step; `starts`: Mulai is filled; `waits`: a prepare step begins at its earliest opening only.
    """

    pace: Pace
    revise: float = 0.0
    repair: float = 0.3
    stop: float = 0.0
    starts: float = 0.5
    waits: float = 0.0


def on_minute(moment: datetime) -> datetime:
    return moment.replace(second=0, microsecond=0)


def forward(clock: Clock, start: datetime, minutes: int) -> datetime:
    """Some minutes later on a flow's clock."""
    later = clock.add(start, Limit(minutes=minutes))
    assert later is not None
    return later


def calm_pace(rng: Random, clock: Clock, handover: datetime, limit: Limit) -> datetime:
    """Well within the limit; a limit of days takes up to an hour."""
    most = 60 if limit.days else limit.minutes
    return forward(clock, handover, max(1, int(most * rng.uniform(0.1, 0.9))))


CALM = Habits(calm_pace)


def block(flow: Flow, identity: str, title: str, number: int, first: int = 1) -> list[Cells]:
    """The pre-filled rows of one round."""
    return [
        {
            "ID Konten": identity,
            "Judul Konten": title,
            "Putaran": number,
            "No": step["no"],
            "Konten/Kegiatan": step["activity"],
            "Kelengkapan": step["requirement"],
            "Waktu": step["limit"],
            "Output": step["output"],
            "Keterangan": step.get("note"),
        }
        for step in FLOW_DATA[flow.code]["steps"][first - 1 :]
    ]


def compliant_item(
    rng: Random, code: str, identity: str, begin: datetime, calendar: WorkingCalendar, habits: Habits = CALM
) -> Draft:
    """An item of a flow whose clock starts at `begin`; with the calm habits it breaks no D, U, P or W rule.

    The planned day of P3 and P4 lies 4 to 6 working days after `begin`. Staff are those of STAFF.
    """
    flow = FLOWS[code]
    title = f"Konten {identity}"
    register: Cells = {
        "ID Konten": identity,
        "Tanggal": begin if rng.random() < 0.5 else begin.date(),
        "Alur": f"{code} {FLOW_DATA[code]['name']}",
        "Judul": title,
        "Waktu Acuan": begin,
        "Penanggung Jawab": rng.choice(STAFF[GENERAL_STAFF]),
        "Caption": CAPTION,
    }
    if flow.planned:
        register["Jadwal Tayang"] = calendar.working_day_away(begin.date(), rng.randint(4, 6))
    draft = Draft(flow, register, block(flow, identity, title, 1))
    work_through(rng, draft, begin, calendar, habits)
    return draft


def work_through(rng: Random, draft: Draft, begin: datetime, calendar: WorkingCalendar, habits: Habits) -> None:
    """Fill the rows step by step, opening a round for each back-going Revisi."""
    clock = Clock(draft.flow.clock, calendar)
    number, step, handover = 1, draft.flow.steps[0], begin
    needs_repair = True
    while True:
        if step.kind != "repair" or needs_repair:
            if rng.random() < habits.stop:
                return
            row = draft.row(number, step.no)
            handover = fill(rng, draft, row, step, handover, clock, habits)
            if step.kind == "check":
                needs_repair = row["Keputusan"] == REVISE
            if row.get("Keputusan") == REVISE and step.back_to is not None:
                number += 1
                draft.rows += block(draft.flow, draft.id, str(draft.register["Judul"]), number, step.back_to)
                step = draft.flow.step(step.back_to)
                needs_repair = True
                continue
        if step.no == len(draft.flow.steps):
            return
        step = draft.flow.step(step.no + 1)


def fill(
    rng: Random, draft: Draft, row: Cells, step: Step, handover: datetime, clock: Clock, habits: Habits
) -> datetime:
    """Fill one row as its step is finished; the moment it is finished."""
    if draft.flow.prepare is not None and step.no <= draft.flow.prepare[0] and rng.random() < habits.waits:
        handover = max(handover, opening(draft, clock.calendar))
    finish = on_minute(habits.pace(rng, clock, handover, step.limit))
    if step.on_planned_day:
        finish = post_on(rng, draft.register["Jadwal Tayang"], handover)
    row[step.role] = rng.choice(STAFF[step.role])
    row["Selesai"] = finish
    if rng.random() < habits.starts:
        start = handover + timedelta(minutes=int((finish - handover).total_seconds() // 60 * rng.random() / 2))
        row["Mulai"] = start + timedelta(minutes=start.time() == time())  # midnight would be a day alone
    if step.kind in ("check", "approve"):
        chance = habits.revise if step.back_to is not None else habits.repair
        row["Keputusan"] = REVISE if rng.random() < chance else APPROVED
    if step.kind in ("make", "publish"):
        row["Bukti"] = LINK if step.kind == "publish" else "folder bersama/foto"
    return finish


def opening(draft: Draft, calendar: WorkingCalendar) -> datetime:
    """When the N-th working day before the planned day opens."""
    assert draft.flow.prepare is not None
    planned = draft.register["Jadwal Tayang"]
    assert isinstance(planned, date)
    day = calendar.working_day_away(planned, -draft.flow.prepare[1])
    assert day is not None
    return calendar.windows(day)[0][0]


def post_on(rng: Random, planned: object, handover: datetime) -> datetime:
    """A time on the planned day, or just after the handover when that is later."""
    assert isinstance(planned, date)
    return max(datetime.combine(planned, time(6)) + timedelta(minutes=rng.randint(0, 14 * 60)), handover)


def people_rows() -> list[Cells]:
    return [
        {"Nama": name, "Peran": role, "Jabatan": role, "Surel": None, "Berlaku Dari": None, "Berlaku Sampai": None}
        for role, names in STAFF.items()
        for name in names
    ]


def to_log(drafts: list[Draft], people: list[Cells], calendar: list[Cells]) -> Log:
    """The tabs as typed, header in sheet row 1, in the given order."""
    return Log(
        sheet_rows([draft.register for draft in drafts]),
        sheet_rows([row for draft in drafts for row in draft.rows]),
        sheet_rows(people),
        sheet_rows(calendar),
    )


def sheet_rows(cells: list[Cells]) -> list[Row]:
    """Rows under a header in sheet row 1, without blank lines."""
    return [Row(i, dict(row)) for i, row in enumerate(cells, start=2)]
