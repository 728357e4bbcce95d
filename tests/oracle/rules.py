"""The rules on the trace of one item and on items and days: D110-D112, D115, P, U, W and T, one small function per code."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta

from office_roles import LOG
from oracle.calendar import DAY
from oracle.records import UNKNOWN, Item, LogRow
from oracle.rows import Context, Finding, in_future, item_finding
from oracle.trace import Expected, Trace
from worklog.core.log.tabs import APPROVED, CALENDAR, CANCELLED, NOT_ANSWERED, REVISE

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
    if row.decision == NOT_ANSWERED and not trace.flow.answers_comments:
        return True
    return trace.closes(row) and not row.finished


def d115(trace: Trace) -> list[Finding]:
    """The first missing row of each round of an open item that has rows."""
    missing: dict[int, Finding] = {}
    for expected in trace.expected if trace.is_open else []:
        number = expected.key[0]
        if expected.row is None and trace.rows_of(number) and number not in missing:
            missing[number] = ("D115", trace.item.id, *expected.key, LOG.name, None, None)
    return list(missing.values())


def p301(trace: Trace, row: LogRow) -> bool:
    return row.finished and not any(row.names.values())


def p302(trace: Trace, row: LogRow) -> list[str]:
    """The wrong columns that hold a name."""
    return [role for role, name in row.names.items() if name and role != trace.step_of(row).role]


def p303(trace: Trace, row: LogRow, context: Context) -> bool:
    role = trace.step_of(row).role
    when = row.finish.value or row.start.value or context.now
    if not row.names[role]:
        return False
    return any(not context.listed(who, role, when.date()) for who in context.persons(row.names[role]))


def p304(trace: Trace, row: LogRow, context: Context) -> bool:
    """The first person in a cell answers for the step."""
    step = trace.step_of(row)
    if step.kind != "approve" or not row.finished or not row.names[step.role]:
        return False
    approver = context.persons(row.names[step.role])[0]
    for earlier in trace.rows:
        make = trace.step_of(earlier)
        made = earlier.key < row.key and earlier.finished and make.kind == "make"
        if made and earlier.names[make.role] and context.persons(earlier.names[make.role])[0] == approver:
            return True
    return False


def u201(trace: Trace, expected: Expected) -> bool:
    return not expected.finished and any(row.finished and row.key > expected.key for row in trace.rows)


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
    there = trace.rounds()
    for step in trace.flow.steps:
        if step.kind != "approve":
            continue
        keys = [row.key for row in trace.rows if row.key[0] in there] + [e.key for e in trace.expected]
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
    if expected.row is None or expected.step.on_planned_day:
        return False
    finish = trace.sure_finish(expected.row)
    if finish is None or expected.handover is None or expected.deadline is None:
        return False
    return trace.clock.late(finish, expected.deadline)


def w402(trace: Trace, now: datetime) -> bool:
    current = trace.current
    if current is None or current.handover is None or current.deadline is None or current.step.on_planned_day:
        return False
    return trace.clock.late(now, current.deadline)


def w403(trace: Trace) -> bool:
    deadline = trace.total_deadline()
    return deadline is not None and trace.airing is not None and trace.clock.late(trace.airing, deadline)


def cancelled_unposted(trace: Trace) -> LogRow | None:
    """The row whose Batal closed an item that was never posted."""
    cancelled = trace.closing is not None and trace.closing.decision == CANCELLED and not trace.posted
    return trace.closing if cancelled else None


def total_is_past(trace: Trace, now: datetime) -> bool:
    deadline = trace.total_deadline()
    return deadline is not None and trace.clock.late(now, deadline)


def w404(trace: Trace, now: datetime) -> bool:
    if trace.is_open:
        return total_is_past(trace, now)
    closing = cancelled_unposted(trace)
    closed = None if closing is None else trace.sure_finish(closing)
    return closed is not None and total_is_past(trace, closed)


def w405(trace: Trace, now: datetime) -> bool:
    end = trace.planned_day_end()
    if end is None:
        return False
    if trace.published is not None:
        return trace.airing is not None and not end - DAY <= trace.airing <= end
    return trace.is_open and now > end


def w406(trace: Trace, context: Context) -> bool:
    prepare_day = trace.prepare_day()
    if prepare_day is None or trace.flow.prepare is None:
        return False
    end = prepare_day + DAY
    reference = trace.item.reference.value
    closing_time = context.calendar.windows(prepare_day.date())[-1][1]
    expected = next((e for e in trace.expected if e.key == (1, trace.flow.prepare[0])), None)
    if expected is None or (reference is not None and reference >= closing_time):
        return False
    row = expected.row
    if row is None or not (row.start.filled or row.finished):
        return trace.is_open and context.now > end
    start = row.start.value if row.start.filled else trace.sure_finish(row)
    return start is not None and start > end and not in_future(row.start, context)


def w407(trace: Trace, context: Context) -> bool:
    current, now = trace.current, context.now
    if current is None or current.handover is None or current.deadline is None or current.step.on_planned_day:
        return False
    used = trace.clock.between(current.handover, now)
    near = used >= trace.limit_length(current) * context.settings.near_limit_share
    return near and not trace.clock.late(now, current.deadline)


def w408(trace: Trace, now: datetime) -> bool:
    """Not once the total is past: that is W404 alone."""
    deadline, current = trace.total_deadline(), trace.current
    if not trace.flow.steps_fit_total or deadline is None or current is None or current.handover is None:
        return False
    if total_is_past(trace, now):
        return False
    used = max(trace.clock.between(current.handover, now), NO_TIME)
    needed = max(trace.limit_length(current) - used, NO_TIME)
    for expected in trace.expected:
        if expected.key > current.key:
            needed += trace.limit_length(expected)
    return trace.clock.between(now, deadline) < needed


def not_judgeable(trace: Trace) -> bool:
    """Whether something that W401-W405 need is unknown."""
    for expected in trace.expected:
        if not (expected.finished or expected is trace.current):
            continue
        needs_handover = not expected.step.on_planned_day
        if expected.deadline is None or (needs_handover and expected.handover is None):
            return True
        if expected.row is not None and expected.row.finished and trace.sure_finish(expected.row) is None:
            return True
    closing = cancelled_unposted(trace)
    if closing is not None and trace.flow.total is not None and trace.sure_finish(closing) is None:
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
    return not context.responses.get(trace.item.key)


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
        if p304(trace, row, context):
            yield row_finding("P304", trace, row)
        if too_early := trace.too_early(row):
            yield row_finding("U202", trace, row, too_early)
        if u203(row):
            yield row_finding("U203", trace, row, "Selesai")
        if trace.before_reference(row):
            yield row_finding("U206", trace, row, "Selesai")
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
    if w406(trace, context):
        yield item_finding("W406", trace.item)
    if t501(trace, context):
        yield item_finding("T501", trace.item)
