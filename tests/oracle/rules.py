"""The rules on the trace of one item and on items and days: D110-D112, P, U, W and T, one small function per code."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta

from oracle.calendar import DAY
from oracle.cells import word
from oracle.records import UNKNOWN, Item, LogRow
from oracle.rows import Context, Finding, item_finding
from oracle.trace import Expected, Trace
from worklog.core.log.tabs import APPROVED, CALENDAR, LOG, NOT_ANSWERED, REVISE

LINK = re.compile(r"https?://\S", re.IGNORECASE)
NO_TIME = timedelta(0)


def row_finding(code: str, trace: Trace, row: LogRow, column: str | None = None) -> Finding:
    return (code, trace.item.id, *row.key, LOG.name, row.row, column)


def d110(trace: Trace, row: LogRow) -> bool:
    return row.finished and trace.step_of(row).kind == "make" and not row.evidence


def d111(trace: Trace, row: LogRow) -> bool:
    return row.finished and trace.step_of(row).kind == "publish" and not LINK.search(row.evidence)


def d112(trace: Trace, row: LogRow) -> bool:
    decides = trace.step_of(row).kind in ("check", "approve")
    if row.finished and decides and not row.decision:
        return True
    if row.decision == UNKNOWN:
        return True
    if row.decision in (APPROVED, REVISE) and not decides:
        return True
    return row.decision == NOT_ANSWERED and not trace.flow.answers_comments


def p301(trace: Trace, row: LogRow) -> bool:
    return row.finished and not any(row.names.values())


def p302(trace: Trace, row: LogRow) -> list[str]:
    """The wrong columns that hold a name."""
    return [role for role, name in row.names.items() if name and role != trace.step_of(row).role]


def p303(trace: Trace, row: LogRow, context: Context) -> bool:
    role = trace.step_of(row).role
    when = row.finish.value or row.start.value or context.now
    return bool(row.names[role]) and not context.listed(word(row.names[role]), role, when.date())


def p304(trace: Trace, row: LogRow) -> bool:
    step = trace.step_of(row)
    name = word(row.names[step.role])
    if step.kind != "approve" or not row.finished or not name:
        return False
    for earlier in trace.rows:
        make = trace.step_of(earlier)
        made = earlier.key < row.key and earlier.finished and make.kind == "make"
        if made and word(earlier.names[make.role]) == name:
            return True
    return False


def u201(trace: Trace, expected: Expected) -> bool:
    return not expected.finished and any(row.finished and row.key > expected.key for row in trace.rows)


def u202(trace: Trace, row: LogRow) -> str | None:
    """The column at fault, if the row is too early."""
    nearest = trace.finished_before(row.key)
    if nearest is None or nearest.finish.value is None:
        return None
    if row.start.value is not None and row.start.value < nearest.finish.value:
        return "Mulai"
    if row.finish.value is not None and row.finish.value < nearest.finish.value:
        return "Selesai"
    return None


def u203(row: LogRow) -> bool:
    return row.start.value is not None and row.finish.value is not None and row.finish.value < row.start.value


def first_touched(rows: list[LogRow]) -> list[LogRow]:
    """The first touched of rows in trace order, as a list of one or none."""
    return [row for row in rows if row.touched][:1]


def u205(trace: Trace, number: int) -> list[LogRow]:
    revision = trace.first_going_back(number)
    if revision is None:
        return []
    return first_touched([row for row in trace.rows_of(number) if row.key > revision.key])


def u207(trace: Trace, number: int) -> list[LogRow]:
    if number == 1 or trace.first_going_back(number - 1) is not None:
        return []
    return first_touched(trace.rows_of(number))


def u208(trace: Trace) -> list[LogRow]:
    posts = [row for row in trace.rows if row.finished and trace.step_of(row).kind == "publish"]
    if not posts:
        return []
    for step in trace.flow.steps:
        if step.kind != "approve":
            continue
        keys = [row.key for row in trace.rows] + [expected.key for expected in trace.expected]
        instances = [key for key in keys if key[1] == step.no and key < posts[-1].key]
        approval = trace.row_at(max(instances)) if instances else None
        if approval is None or not approval.finished or approval.decision == REVISE:
            return [posts[-1]]
    return []


def u209(trace: Trace) -> list[LogRow]:
    if trace.closing is None:
        return []
    return first_touched([row for row in trace.rows if row.key > trace.closing.key])


def w401(trace: Trace, expected: Expected) -> bool:
    if expected.row is None or expected.row.finish.value is None:
        return False
    if expected.handover is None or expected.deadline is None or expected.step.on_planned_day:
        return False
    return trace.clock.late(expected.row.finish.value, expected.deadline)


def w402(trace: Trace, now: datetime) -> bool:
    current = trace.current
    if current is None or current.handover is None or current.deadline is None or current.step.on_planned_day:
        return False
    return trace.clock.late(now, current.deadline)


def w403(trace: Trace) -> bool:
    deadline = trace.total_deadline()
    if deadline is None or trace.published is None or trace.published.finish.value is None:
        return False
    return trace.clock.late(trace.published.finish.value, deadline)


def w404(trace: Trace, now: datetime) -> bool:
    deadline = trace.total_deadline()
    return trace.is_open and deadline is not None and trace.clock.late(now, deadline)


def w405(trace: Trace, now: datetime) -> bool:
    end = trace.planned_day_end()
    if end is None:
        return False
    if trace.published is not None:
        posted = trace.published.finish.value
        return posted is not None and not end - DAY <= posted <= end
    return trace.is_open and now > end


def w406(trace: Trace, now: datetime) -> bool:
    prepare_day = trace.prepare_day()
    if prepare_day is None or trace.flow.prepare is None:
        return False
    end = prepare_day + DAY
    reference = trace.item.reference.value
    expected = next((e for e in trace.expected if e.key == (1, trace.flow.prepare[0])), None)
    if expected is None or (reference is not None and reference > end):
        return False
    row = expected.row
    start = None if row is None else row.start if row.start.filled else row.finish
    if start is None or not start.filled:
        return trace.is_open and now > end
    return start.value is not None and start.value > end


def w407(trace: Trace, context: Context) -> bool:
    current, now = trace.current, context.now
    if current is None or current.handover is None or current.deadline is None or current.step.on_planned_day:
        return False
    used = trace.clock.between(current.handover, now)
    near = used >= trace.limit_length(current) * context.settings.near_limit_share
    return near and not trace.clock.late(now, current.deadline)


def w408(trace: Trace, now: datetime) -> bool:
    """Not once the total is past: that is W404 alone."""
    deadline = trace.total_deadline()
    if not trace.flow.steps_fit_total or deadline is None or trace.current is None or w404(trace, now):
        return False
    left = [e for e in trace.expected if e.key >= trace.current.key and not e.finished]
    needed = sum((trace.limit_length(e) for e in left), NO_TIME)
    return trace.clock.between(now, deadline) < needed


def not_judgeable(trace: Trace) -> bool:
    """Whether something that W401-W405 need is unknown."""
    for expected in trace.expected:
        if not (expected.finished or expected is trace.current):
            continue
        needs_handover = not expected.step.on_planned_day
        if expected.deadline is None or (needs_handover and expected.handover is None):
            return True
        if expected.row is not None and expected.row.finish.unreadable:
            return True
    if trace.flow.planned:
        return trace.planned_day_end() is None
    return trace.total_deadline() is None


def t501(trace: Trace, context: Context) -> bool:
    if trace.flow.answers_comments or trace.published is None or trace.published.finish.value is None:
        return False
    deadline = context.calendar.after_minutes(trace.published.finish.value, context.settings.response_minutes)
    if deadline is None or context.calendar.worked(deadline, context.now) <= NO_TIME:
        return False
    return not context.responses.get(word(trace.item.id))


def is_post(item: Item) -> bool:
    """Catatan 2 speaks of posts; a response has rules of its own."""
    return item.flow is not None and not item.flow.answers_comments


def t502(item: Item, context: Context) -> bool:
    greetings = [r"\s+".join(re.escape(w) for w in greeting.split()) for greeting in context.settings.greetings]
    pattern = r"\b(" + "|".join(greetings) + r")\b"
    return is_post(item) and bool(item.caption) and not re.search(pattern, item.caption, re.IGNORECASE)


def t503(item: Item, context: Context) -> bool:
    tags = [re.escape(tag).replace(r"\*", r"\w*") for tag in context.settings.hashtags]
    pattern = r"(" + "|".join(tags) + r")(?!\w)"
    return is_post(item) and bool(item.caption) and not re.search(pattern, item.caption, re.IGNORECASE)


def t504(context: Context) -> Iterator[Finding]:
    last = context.calendar.working_day_away(context.now.date(), context.settings.national_day_horizon)
    planned = {
        item.planned.value.date()
        for item in context.known_ids.values()
        if item.flow is not None and item.flow.code == "P3" and item.planned.value is not None
    }
    upcoming = context.now.date() + DAY
    while last is not None and upcoming <= last:
        is_national, row = context.calendar.national_days(upcoming)
        if is_national and upcoming not in planned:
            yield ("T504", None, None, None, CALENDAR.name, row, None)
        upcoming += DAY


def trace_findings(trace: Trace, context: Context) -> Iterator[Finding]:
    """Every finding of one item's trace."""
    now = context.now
    for row in trace.rows:
        if d110(trace, row):
            yield row_finding("D110", trace, row, "Bukti")
        if d111(trace, row):
            yield row_finding("D111", trace, row, "Bukti")
        if d112(trace, row):
            yield row_finding("D112", trace, row, "Keputusan")
        if p301(trace, row):
            yield row_finding("P301", trace, row)
        for column in p302(trace, row):
            yield row_finding("P302", trace, row, column)
        if p303(trace, row, context):
            yield row_finding("P303", trace, row)
        if p304(trace, row):
            yield row_finding("P304", trace, row)
        if too_early := u202(trace, row):
            yield row_finding("U202", trace, row, too_early)
        if u203(row):
            yield row_finding("U203", trace, row, "Selesai")
    for number in sorted({row.key[0] for row in trace.rows}):
        for row in u205(trace, number):
            yield row_finding("U205", trace, row)
        for row in u207(trace, number):
            yield row_finding("U207", trace, row)
    for row in u208(trace):
        yield row_finding("U208", trace, row)
    for row in u209(trace):
        yield row_finding("U209", trace, row)

    def at(code: str, expected: Expected) -> Finding:
        return (code, trace.item.id, *expected.key, LOG.name, expected.row.row if expected.row else None, None)

    for expected in trace.expected:
        if u201(trace, expected):
            yield at("U201", expected)
        if w401(trace, expected):
            yield at("W401", expected)
    if trace.current is not None:
        if w402(trace, now):
            yield at("W402", trace.current)
        if w407(trace, context):
            yield at("W407", trace.current)
        if w408(trace, now):
            yield at("W408", trace.current)
    if w403(trace):
        yield item_finding("W403", trace.item)
    if w404(trace, now):
        yield item_finding("W404", trace.item)
    if w405(trace, now):
        yield item_finding("W405", trace.item)
    if w406(trace, now):
        yield item_finding("W406", trace.item)
    if t501(trace, context):
        yield item_finding("T501", trace.item)
