"""The checks of the design as plain loops over plain values: slow, short, and to be read beside the rule table.

Midnight is a day alone; a day where a time is needed cannot be read. Everything counts in whole minutes.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from oracle.calendar import WEEKLY_HOURS, WorkingCalendar
from oracle.cells import Log, Row, identity, text
from oracle.records import Item, LogRow, read_item, read_log_row
from oracle.rows import (
    Context,
    Finding,
    Settings,
    item_finding,
    log_row_findings,
    read_calendar,
    read_people,
    register_item_findings,
    register_row_findings,
    usable_step,
)
from oracle.rules import d115, not_judgeable, t502, t503, t504, trace_findings
from oracle.sop import read_flows
from oracle.trace import Trace, follow
from worklog.core.log.tabs import CANCELLED, TAB_ORDER

__all__ = ["Finding", "ItemResult", "Log", "Row", "Settings", "check", "check_item", "findings", "items"]

WARNINGS = {"D110", "D113", "D115", "D116", "U206", "U209", "P303", "P304", "W401", "W406"}
INFOS = {"W407", "W408", "T501", "T502", "T503", "T504"}


@dataclass(frozen=True)
class ItemResult:
    """What the design says of one item; `current_step` and `deadline` are None where it says null."""

    id: str
    flow: str | None
    state: str
    steps_done: int
    steps_total: int
    current_step: int | None
    deadline: datetime | None
    verdict: str


def findings(
    log: Log, now: datetime, weekly_hours: tuple[str, ...] = WEEKLY_HOURS, settings: Settings | None = None
) -> list[Finding]:
    """All findings in the design's order."""
    return check(log, now, weekly_hours, settings)[0]


def items(
    log: Log, now: datetime, weekly_hours: tuple[str, ...] = WEEKLY_HOURS, settings: Settings | None = None
) -> dict[str, ItemResult]:
    """The result of each register item by ID, in sheet order."""
    return check(log, now, weekly_hours, settings)[1]


def check(
    log: Log, now: datetime, weekly_hours: tuple[str, ...] = WEEKLY_HOURS, settings: Settings | None = None
) -> tuple[list[Finding], dict[str, ItemResult]]:
    """The sorted findings and the items."""
    context, rows_of, found = prepare(log, now, weekly_hours, settings)
    on_register: dict[str | None, list[Finding]] = {}
    for finding in found:
        on_register.setdefault(finding[1], []).append(finding)
    results = {}
    for key, item in context.known_ids.items():
        of_item, result = check_item(item, rows_of[key], context, on_register.get(item.id, []))
        found += of_item
        results[item.id] = result
    found += t504(context)
    return sorted(found, key=sort_key), results


def prepare(
    log: Log, now: datetime, weekly_hours: tuple[str, ...] = WEEKLY_HOURS, settings: Settings | None = None
) -> tuple[Context, dict[str, list[LogRow]], list[Finding]]:
    """Read a log: the context with its items, each item's log rows, the findings outside items so far."""
    people, found = read_people(log.people)
    entries, bad_cells = read_calendar(log.calendar)
    found += bad_cells
    calendar = WorkingCalendar(entries, weekly_hours)
    context = Context(now.replace(second=0, microsecond=0), calendar, people, read_flows(), settings or Settings())
    found += read_register(log.register, context)
    rows_of: dict[str, list[LogRow]] = {key: [] for key in context.known_ids}
    for typed in sorted(log.log, key=lambda row: row.row):
        key = identity(typed["ID Konten"])
        row = read_log_row(typed, context.known_ids.get(key), context.now)
        if key in rows_of:
            rows_of[key].append(row)
        else:
            found += log_row_findings(row, None, False, context)
    for key, item in context.known_ids.items():
        if item.flow is not None and not item.flow.answers_comments:
            airing = follow(item, rows_of[key], context).airing
            if airing is not None:
                context.airings[key] = airing
    return context, rows_of, found


def read_register(rows: Iterable[Row], context: Context) -> list[Finding]:
    """Put the register rows that count into the context; the findings of every register row."""
    found: list[Finding] = []
    for row in sorted(rows, key=lambda row: row.row):
        key = identity(row["ID Konten"])
        repeated = key != "" and key in context.known_ids
        if key and not repeated:
            item = context.known_ids[key] = read_item(row, context.flows, context.now)
            if item.related and item.flow is not None and item.flow.answers_comments:
                context.responses.setdefault(item.related, []).append(item)
        for finding in register_row_findings(row, repeated, context.now):
            spelled = context.known_ids[key].id if key else None
            found.append((finding[0], spelled, *finding[2:]))
    return found


def check_item(
    item: Item, rows: list[LogRow], context: Context, extra: Iterable[Finding] = ()
) -> tuple[list[Finding], ItemResult]:
    """One item and all log rows with its ID in sheet order; `extra` are findings on its register rows."""
    found = list(register_item_findings(item, context))
    keys: set[tuple[int, int]] = set()
    for row in rows:
        step = usable_step(row, item)
        key = None if row.round is None or step is None else (row.round, step)
        found += log_row_findings(row, item, key is not None and key in keys, context)
        if key is not None:
            keys.add(key)
    if t502(item, context):
        found.append(item_finding("T502", item))
    if t503(item, context):
        found.append(item_finding("T503", item))
    if item.flow is None:
        return found, ItemResult(
            item.id, None, "belum mulai", 0, 0, None, None, verdict_of([*found, *extra], could_judge=False)
        )
    trace = follow(item, rows, context)
    found += trace_findings(trace, context)
    if not any(code == "D105" for code, *_ in found):
        found += d115(trace)
    return found, ItemResult(
        item.id,
        item.flow.code,
        state_of(trace),
        sum(expected.finished for expected in trace.expected),
        len(trace.expected),
        trace.current.key[1] if trace.current else None,
        trace.planned_day_end() if item.flow.planned else trace.total_deadline(),
        verdict_of([*found, *extra], could_judge=not not_judgeable(trace)),
    )


def state_of(trace: Trace) -> str:
    if trace.closing is not None:
        if trace.closing.decision != CANCELLED:
            return "tidak direspon"
        withdrawn = trace.closing.finished and trace.step_of(trace.closing).kind == "publish"
        return "ditarik" if withdrawn else "batal"
    if not trace.is_open:
        return "tayang"
    return "berjalan" if any(row.touched for row in trace.rows) else "belum mulai"


def severity(code: str, column: str | None) -> str:
    if code in WARNINGS or (code == "U202" and column == "Mulai"):
        return "warning"
    return "info" if code in INFOS else "error"


def verdict_of(found: Iterable[Finding], could_judge: bool) -> str:
    severities = [(finding[0], severity(finding[0], finding[6])) for finding in found]
    for code, weight in severities:
        if (code[0] in "UP" and weight == "error") or (code.startswith("W4") and weight != "info"):
            return "melanggar"
    if not could_judge or any(code[0] == "D" and weight == "error" for code, weight in severities):
        return "belum dapat dinilai"
    return "sesuai"


def sort_key(finding: Finding) -> tuple[object, ...]:
    code, item, number, step, tab, row, column = finding
    return (
        TAB_ORDER.index(tab),
        row is None,
        row or 0,
        text(item),
        number or 0,
        step or 0,
        code,
        column or "",
    )
