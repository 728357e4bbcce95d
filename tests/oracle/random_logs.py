"""Random logs that are hard to judge, and the compliant items and single faults of the neighbours.

`log, now = random_log(seed, items=12)`; the same seed gives the same log. Every log holds the tabs as typed, with the
header in sheet row 1. A moment at midnight is typed as text, because a sheet cannot tell it from a date alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from random import Random

from office_roles import ROLES
from oracle.calendar import Clock, Limit, WorkingCalendar
from oracle.cells import Log
from oracle.compliant import Cells, Draft, Habits, block, compliant_item, forward, people_rows, sheet_rows
from oracle.faults import COMPANIONS, FAULTS, Case, compliant_case
from oracle.mischief import CAPTIONS, ON_ITEM
from oracle.mischief import calendar as calendar_cells
from oracle.mischief import people as more_people
from oracle.reader import prepare
from oracle.rows import read_calendar
from oracle.trace import Trace, follow
from worklog.core.log.tabs import CANCELLED

__all__ = ["COMPANIONS", "FAULTS", "Case", "compliant_case", "compliant_item", "random_log"]

FIRST_DAY = datetime(2026, 11, 23)
MOMENT_HEADERS = ("Mulai", "Selesai", "Waktu Acuan", "Tanggal")
FLOW_CODES = ("P1", "P2", "P3", "P4", "R1", "R2")
EDGE = (-1, 0, 0, 1)
"""Minutes from a limit: one before, equal, one after."""


def random_log(seed: int, items: int = 12) -> tuple[Log, datetime]:
    """A log of some items with many kinds of mistakes, and a `now` around its data, often at a limit."""
    rng = Random(seed)
    calendar = calendar_cells(rng)
    working = WorkingCalendar(read_calendar(sheet_rows(calendar))[0])
    week = FIRST_DAY + timedelta(days=rng.randint(0, 35))
    drafts: list[Draft] = []
    for number in range(items):
        drafts.append(random_item(rng, f"2026-{number + 1:04}", week, working, drafts))
    register = [draft.register for draft in drafts] + list(stray_register_rows(rng, drafts))
    rows = [row for draft in drafts for row in draft.rows] + list(stray_log_rows(rng, drafts))
    people = people_rows() + more_people(rng)
    for cells in (register, rows, people, calendar):
        if rng.random() < 0.6:
            rng.shuffle(cells)
    log = Log(*(sheet_rows([as_typed(row) for row in cells]) for cells in (register, rows, people, calendar)))
    return log, random_now(rng, log, week) + timedelta(seconds=rng.choice([0, 0, 1, 59]))


def random_item(rng: Random, identity: str, week: datetime, calendar: WorkingCalendar, others: list[Draft]) -> Draft:
    """An item of a week, at any stage, with up to six mistakes; a response may answer one of the others."""
    code = rng.choice(FLOW_CODES)
    habits = Habits(
        rng.choice([edge_pace, in_time_pace]),
        revise=rng.choice([0, 0.15, 0.5]),
        stop=rng.choice([0, 0, 0.15, 0.3]),
        starts=rng.random(),
        waits=0.6,
    )
    posts = [other for other in others if not other.flow.answers_comments]
    post = rng.choice(posts) if posts and code in ("R1", "R2") and rng.random() < 0.6 else None
    begin = random_begin(rng, code, week, calendar)
    if post is not None:
        begin = forward(Clock("working", calendar), post.last_finish(), 120)
    draft = compliant_item(rng, code, identity, begin, calendar, habits)
    if post is not None:
        draft.register["Terkait ID"] = post.id
        draft.register["Waktu Acuan"] = post.last_finish() + timedelta(minutes=rng.choice([0, 0, 1, 60, 119, 600]))
    if rng.random() < 0.3:
        draft.register["Caption"] = rng.choice(CAPTIONS)
    if rng.random() < 0.1:
        draft.rows.clear()
    if post is None and others and draft.flow.answers_comments and rng.random() < 0.8:
        answer(rng, draft, rng.choice(others), calendar)
    if draft.rows and rng.random() < 0.1:
        cancel_near_deadline(rng, draft, calendar)
    for _ in range(rng.choice([0, 0, 0, 1, 1, 1, 2, 3, 6]) if draft.rows else 0):
        rng.choice(ON_ITEM)(rng, draft)
    return draft


def random_begin(rng: Random, code: str, week: datetime, calendar: WorkingCalendar) -> datetime:
    """P1 begins at any time, the other flows mostly in working time or at its edges."""
    moment = week + timedelta(days=rng.randint(0, 6), minutes=rng.randrange(1, 24 * 60))
    if code == "P1" or rng.random() < 0.2:
        return moment
    windows = calendar.windows(moment.date())
    if not windows:
        return calendar.first_working_moment(moment) or moment
    opens, closes = rng.choice(windows)
    inside = opens + timedelta(minutes=rng.randint(0, int((closes - opens).total_seconds()) // 60))
    return rng.choice([inside, inside, inside, opens, closes, closes - timedelta(minutes=1)])


def edge_pace(rng: Random, clock: Clock, handover: datetime, limit: Limit) -> datetime:
    """Often exactly at the limit or a minute beside it, else anywhere up to well past it."""
    deadline = clock.add(handover, limit) or handover
    chance = rng.random()
    if chance < 0.35:
        return deadline + timedelta(minutes=rng.choice(EDGE))
    minutes = limit.minutes or 450
    if chance < 0.95:
        return forward(clock, handover, max(1, int(minutes * rng.uniform(0.05, 0.95))))
    return forward(clock, handover, int(minutes * rng.uniform(1, 2.5)) + 1)


def in_time_pace(rng: Random, clock: Clock, handover: datetime, limit: Limit) -> datetime:
    """Never late, now and then exactly at the limit."""
    minutes = limit.minutes or 60
    return forward(clock, handover, rng.choice([minutes, *[rng.randint(1, minutes) for _ in range(3)]]))


def cancel_near_deadline(rng: Random, draft: Draft, calendar: WorkingCalendar) -> None:
    """Batal on a step, with nothing behind it, near the end of the total."""
    begin = draft.register["Waktu Acuan"]
    at = rng.randrange(len(draft.rows))
    if draft.flow.total is None or not isinstance(begin, datetime):
        return
    deadline = Clock(draft.flow.clock, calendar).add(begin, draft.flow.total) or begin
    draft.rows[at]["Keputusan"] = CANCELLED
    draft.rows[at]["Selesai"] = deadline + timedelta(minutes=rng.choice([-60, *EDGE, 60, 600]))
    for row in draft.rows[at + 1 :]:
        row |= dict.fromkeys((*ROLES, "Mulai", "Selesai", "Keputusan", "Bukti"))


def answer(rng: Random, response: Draft, post: Draft, calendar: WorkingCalendar) -> None:
    """Register a response to a post, often at the edge of the two hours after its last finish."""
    response.register["Terkait ID"] = rng.choice([post.id, post.id, f" {post.id} ", "2025-0001"])
    limit = forward(Clock("working", calendar), post.last_finish(), 120)
    registered = limit + timedelta(minutes=rng.choice([-60, *EDGE, 600]))
    response.register["Tanggal"] = rng.choice([registered, registered, registered.date()])


def stray_register_rows(rng: Random, drafts: list[Draft]) -> Iterator[Cells]:
    """Rows twice, and rows without an ID."""
    while rng.random() < 0.3:
        copy = dict(rng.choice(drafts).register)
        copy |= rng.choice([{}, {"Alur": "R1 Respon"}, {"Judul": None}, {"Waktu Acuan": "entah"}])
        yield copy
    while rng.random() < 0.2:
        yield rng.choice([{"Judul": "Tanpa nomor"}, {"Tanggal": "x"}, {"Caption": " "}, {"ID Konten": " "}, {}])


def stray_log_rows(rng: Random, drafts: list[Draft]) -> Iterator[Cells]:
    """Rows of unknown IDs, and rows without an ID, with and without typed content."""
    while rng.random() < 0.4:
        row = dict(rng.choice(block(rng.choice(drafts).flow, "", "Contoh", 1)))
        row["ID Konten"] = rng.choice(["2025-0001", "abc", None, None, "  "])
        row |= rng.choice(
            [
                {},
                {"Catatan": "tanya admin"},
                {"Selesai": "besok", "No": "dua"},
                {"Selesai": datetime(2027, 6, 1, 9), "Putaran": 0},
                {"No": None},
            ]
        )
        yield row


def as_typed(cells: Cells) -> Cells:
    """A row with its moments at midnight as text."""
    changed = dict(cells)
    for header in MOMENT_HEADERS:
        value = changed.get(header)
        if isinstance(value, datetime) and value.time() == time(0):
            changed[header] = value.strftime("%Y-%m-%d %H:%M")
    return changed


def random_now(rng: Random, log: Log, week: datetime) -> datetime:
    """A moment around the data, often at a limit of one of the items."""
    anywhere = week + timedelta(days=rng.randint(4, 30), minutes=rng.randrange(24 * 60))
    if rng.random() < 0.35:
        return anywhere
    context, rows_of, _ = prepare(log, anywhere)
    limits: list[datetime] = []
    for key, item in context.known_ids.items():
        if item.flow is not None:
            limits += limits_of(follow(item, rows_of[key], context))
    limits = sorted(limit for limit in limits if 2026 <= limit.year <= 2027)
    if not limits:
        return anywhere
    later = limits[int(len(limits) * rng.choice([0.67, 0.9])) :]
    return rng.choice(later if rng.random() < 0.8 else limits) + timedelta(minutes=rng.choice(EDGE))


def limits_of(trace: Trace) -> Iterator[datetime]:
    """The moments at which a rule of this item begins to hold."""
    day = timedelta(days=1)
    prepare_day = trace.prepare_day()
    known = [trace.total_deadline(), trace.planned_day_end(), prepare_day + day if prepare_day else None]
    current = trace.current
    if current is not None and current.row is not None and current.row.start.value is not None:
        known += [current.row.start.value + timedelta(minutes=5)] * 3
    if current is not None and current.handover is not None:
        near = current.step.limit.minutes * 3 // 4 or 337
        known += [current.deadline, trace.clock.add(current.handover, Limit(minutes=near))]
        known.append(current.handover - timedelta(minutes=5))
        if current.key[0] > 1:
            known += [current.handover + timedelta(minutes=2)] * 3
    if trace.published is not None and trace.published.finish.value is not None:
        known.append(trace.clock.calendar.after_minutes(trace.published.finish.value, 120))
    for row in trace.rows[-1:]:
        if row.finish.value is not None:
            known.append(row.finish.value - timedelta(minutes=10))
    yield from (moment for moment in known if moment is not None)
