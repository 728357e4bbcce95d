"""The trace of one item: its rows in order, rounds, expected steps, handovers and deadlines (design, section 3)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from oracle.calendar import DAY, Clock, Limit
from oracle.records import Item, Key, LogRow
from oracle.rows import Context, in_future
from oracle.sop import Flow, Step
from worklog.core.log.tabs import APPROVED, CANCELLED, NOT_ANSWERED, REVISE

AFTER_AIRING = Limit(minutes=120)
"""Comments are looked at from 2 jam after the airing of a post on."""


@dataclass
class Expected:
    """One expected step; `row` is None when the log has no row for it."""

    key: Key
    step: Step
    row: LogRow | None
    handover: datetime | None = None
    deadline: datetime | None = None

    @property
    def finished(self) -> bool:
        return self.row is not None and self.row.finished


@dataclass
class Trace:
    """One item with a known flow, followed through its rows."""

    item: Item
    flow: Flow
    rows: list[LogRow]
    clock: Clock
    closing: LogRow | None = None
    is_open: bool = True
    expected: list[Expected] = field(default_factory=list)
    current: Expected | None = None
    published: LogRow | None = None
    comments_from: datetime | None = None
    """R flows: 2 jam after the airing of the post."""
    doubtful: set[Key] = field(default_factory=set)
    """The rows whose Selesai cannot be read, is too early, before its Mulai, or in the future."""

    @property
    def posted(self) -> bool:
        """Whether a publish row is finished in any round."""
        return any(row.finished and self.step_of(row).kind == "publish" for row in self.rows)

    @property
    def airing(self) -> datetime | None:
        """When it was posted, beyond doubt."""
        return None if self.published is None else self.sure_finish(self.published)

    def sure_finish(self, row: LogRow) -> datetime | None:
        return None if row.key in self.doubtful else row.finish.value

    def step_of(self, row: LogRow) -> Step:
        return self.flow.step(row.key[1])

    def row_at(self, key: Key) -> LogRow | None:
        return next((row for row in self.rows if row.key == key), None)

    def rows_of(self, number: int) -> list[LogRow]:
        return [row for row in self.rows if row.key[0] == number]

    def finished_before(self, key: Key) -> LogRow | None:
        """The nearest finished row before a place in the trace."""
        before = [row for row in self.rows if row.key < key and row.finished]
        return before[-1] if before else None

    def goes_back(self, row: LogRow) -> bool:
        return row.decision == REVISE and self.step_of(row).back_to is not None

    def first_going_back(self, number: int) -> LogRow | None:
        return next((row for row in self.rows_of(number) if self.goes_back(row)), None)

    def closes(self, row: LogRow) -> bool:
        return row.decision == CANCELLED or (row.decision == NOT_ANSWERED and self.flow.answers_comments)

    def rounds(self) -> list[int]:
        numbers = {row.key[0] for row in self.rows if row.key[0] > 1 and row.touched}
        if self.is_open:
            numbers |= {row.key[0] + 1 for row in self.rows if self.goes_back(row)}
        if self.rows_of(1) or not numbers:
            numbers.add(1)
        return sorted(numbers)

    def first_step(self, number: int) -> int:
        if number == 1:
            return 1
        revision = self.first_going_back(number - 1)
        if revision is not None:
            back_to = self.step_of(revision).back_to
            assert back_to is not None
            return back_to
        return min(row.key[1] for row in self.rows_of(number) if row.touched)

    def too_early(self, row: LogRow) -> str | None:
        """U202: the column that lies before the nearest finished row before it, unless that one is doubtful."""
        nearest = self.finished_before(row.key)
        before = None if nearest is None else self.sure_finish(nearest)
        if before is None:
            return None
        if row.finish.value is not None and row.finish.value < before:
            return "Selesai"
        if row.start.value is not None and row.start.value < before:
            return "Mulai"
        return None

    def before_reference(self, row: LogRow) -> bool:
        """U206: step 1 finished before the clock started; in P1 work may begin a day before the end of the event."""
        if row.key != (1, 1) or row.finish.value is None or self.item.reference.value is None:
            return False
        allowed = DAY if self.flow.code == "P1" else timedelta(0)
        return self.item.reference.value - row.finish.value > allowed

    def find_doubtful(self, context: Context) -> None:
        """In trace order: a doubtful Selesai makes no other doubtful."""
        for row in self.rows:
            if row.finished and (
                row.finish.unreadable
                or (row.start.value is not None and row.finish.value is not None and row.finish.value < row.start.value)
                or in_future(row.finish, context)
                or self.before_reference(row)
                or self.too_early(row) == "Selesai"
            ):
                self.doubtful.add(row.key)

    def needs_repair(self, key: Key) -> bool:
        """A repair step is expected when touched, or when the check before it is yet to be decided or says Revisi."""
        row = self.row_at(key)
        if row is not None and row.touched:
            return True
        checks = [step.no for step in self.flow.steps if step.kind == "check" and step.no < key[1]]
        check = self.row_at((key[0], checks[-1])) if checks else None
        if check is None or check.decision == REVISE:
            return True
        return not check.finished and check.decision != APPROVED

    def steps_of_round(self, number: int) -> list[Expected]:
        steps = []
        revision = self.first_going_back(number)
        for step in self.flow.steps[self.first_step(number) - 1 :]:
            key = (number, step.no)
            if revision is not None and key > revision.key:
                break
            if self.closing is not None and key > self.closing.key:
                break
            if step.kind == "repair" and not self.needs_repair(key):
                continue
            steps.append(Expected(key, step, self.row_at(key)))
        return steps

    def find_current(self) -> Expected | None:
        if not self.is_open:
            return None
        last = max((i for i, expected in enumerate(self.expected) if expected.finished), default=-1)
        return next((expected for expected in self.expected[last + 1 :] if not expected.finished), None)

    def not_before_comments(self, start: datetime) -> datetime:
        return start if self.comments_from is None else max(start, self.comments_from)

    def total_deadline(self) -> datetime | None:
        if self.flow.total is None or self.item.reference.value is None:
            return None
        return self.clock.add(self.not_before_comments(self.item.reference.value), self.flow.total)

    def planned_day_end(self) -> datetime | None:
        """24:00 of the planned day."""
        if not self.flow.planned or self.item.planned.value is None:
            return None
        return self.item.planned.value + DAY

    def prepare_day(self) -> datetime | None:
        """Midnight of the N-th working day before the planned day."""
        if self.flow.prepare is None or self.item.planned.value is None:
            return None
        found = self.clock.calendar.working_day_away(self.item.planned.value.date(), -self.flow.prepare[1])
        return None if found is None else datetime(found.year, found.month, found.day)

    def find_handover(self, expected: Expected) -> datetime | None:
        """When the step's clock starts; None when it cannot be judged."""
        nearest = self.finished_before(expected.key)
        for other in self.expected:
            between = (nearest is None or other.key > nearest.key) and other.key < expected.key
            if between and not other.finished:
                return None
        if nearest is not None:
            start = self.sure_finish(nearest)
        elif self.item.reference.value is not None:
            start = self.item.reference.value
        else:
            start = expected.row.start.value if expected.row is not None else None
        if start is None:
            return None
        if expected.key == (1, 1):
            start = self.not_before_comments(start)
        if not self.prepares(expected):
            return start
        opening = self.prepare_day()
        if opening is None:
            return None
        return max(start, self.clock.calendar.windows(opening.date())[0][0])

    def prepares(self, expected: Expected) -> bool:
        """Whether it is a step up to the prepare step of a planned flow."""
        return self.flow.prepare is not None and expected.step.no <= self.flow.prepare[0]

    def find_deadline(self, expected: Expected) -> datetime | None:
        end = self.planned_day_end()
        if expected.step.on_planned_day:
            return end
        if expected.handover is None:
            return None
        deadline = self.clock.add(expected.handover, expected.step.limit)
        if deadline is None or end is None or not self.prepares(expected) or expected.handover > end:
            return deadline
        return min(deadline, end)

    def limit_length(self, expected: Expected) -> timedelta:
        """The length of a limit on the flow's clock: from the handover to the deadline, where both are known."""
        if expected.handover is None or expected.deadline is None:
            return timedelta(minutes=expected.step.limit.minutes)
        return self.clock.between(expected.handover, expected.deadline)


def follow(item: Item, rows: list[LogRow], context: Context) -> Trace:
    """Follow an item with a known flow through its log rows (in sheet order, all with the item's ID)."""
    assert item.flow is not None
    valid: dict[Key, LogRow] = {}
    for row in rows:
        if row.round is not None and row.step is not None and row.step <= len(item.flow.steps):
            valid.setdefault(row.key, row)
    clock = Clock(item.flow.clock, context.calendar)
    trace = Trace(item, item.flow, sorted(valid.values(), key=lambda row: row.key), clock)
    airing = context.airings.get(item.related)
    if item.flow.answers_comments and airing is not None:
        trace.comments_from = clock.add(airing, AFTER_AIRING)
    trace.find_doubtful(context)
    trace.closing = next((row for row in trace.rows if trace.closes(row)), None)
    trace.is_open = not trace.posted and trace.closing is None
    for number in trace.rounds():
        trace.expected += trace.steps_of_round(number)
    for expected in trace.expected:
        expected.handover = trace.find_handover(expected)
        expected.deadline = trace.find_deadline(expected)
        if expected.finished and expected.step.kind == "publish":
            trace.published = expected.row
    trace.current = trace.find_current()
    return trace
