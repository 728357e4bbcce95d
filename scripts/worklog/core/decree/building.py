"""Make an SOP of a draft, or tell everything that keeps it from being one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, TypeVar

from worklog.core.decree import cells
from worklog.core.decree import columns as c
from worklog.core.decree.cells import NUMBER, WORKING_DAY, CellProblem
from worklog.core.decree.draft import Draft, DraftFlow, DraftStep, Where, compared, name_of
from worklog.core.log.cells import days
from worklog.core.log.tabs import LOG
from worklog.core.sop.model import Captions, Flow, Prepare, Sop, Step, misfits

Value = TypeVar("Value")
_MOST_WORDS = 20
"""Words of a text in which a date is looked for."""

_COLUMN_OF = {"no": c.NO, "kind": c.KIND, "back_to": c.BACK_TO, "prepare": c.BEFORE, "total": c.TOTAL}
"""Where in the worksheet a field of the model stands."""
_SENTENCES = {
    "kind": "hanya langkah terakhir, dan langkah terakhir harus, berjenis penayangan; perbaikan harus tepat setelah "
    "pemeriksaan.",
    "back_to": "hanya pemeriksaan dan persetujuan yang kembali, dan harus ke nomor langkah sebelumnya.",
    "total": f'isi batas total, atau isi "{c.YES}" di kolom "{c.PLANNED}" langkah terakhir; salah satu saja.',
}
_RESERVED = {compared(header): header for header in (*LOG.headers, *c.DECREE_COLUMNS, c.STANDARD, *c.OWN_COLUMNS)}


def build(draft: Draft) -> tuple[Sop | None, list[str]]:
    """The SOP of a draft, None while there is a problem; the problems tell tab, row and column.

    Rows that nobody has confirmed yet are looked at too, but what they lack is no problem. A table whose form was told
    as a problem already is not looked at.
    """
    builder = _Builder(draft)
    sop = builder.sop()
    return sop, builder.problems


def effective_day(draft: Draft) -> date | None:
    """The day from which the SOP of a draft is in force, None where none can be read."""
    return _day(draft, c.EFFECTIVE)


def _day(draft: Draft, label: str) -> date | None:
    values = draft.head.get(label, [])
    return next(iter(_days([values[0][1] if values else None])), None)


def _days(cells: Sequence[object]) -> set[date]:
    found, _, good = days(cells)
    return set(found[good].tolist())


def _days_within(text: str) -> set[date]:
    """The days that some words of a text name: a place may stand before a date, a remark behind it."""
    words = text.split()[:_MOST_WORDS]
    return _days([" ".join(words[begin : end + 1]) for begin in range(len(words)) for end in range(begin, len(words))])


class _Builder:
    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.problems: list[str] = []
        self.roles = {compared(role): role for role in draft.roles}

    def sop(self) -> Sop | None:
        """The SOP, None where something is wrong, not confirmed, or a table whose form was told as a problem."""
        head = {label: self._head(label) for label in c.NEEDED}
        revision = self._date(c.REVISION) if compared(self.draft.first(c.REVISION)) not in c.NO_WORDS else None
        self._own_labels()
        flows = [self._flow(flow) for flow in self.draft.flows if flow.is_understood]
        self._codes_differ()
        if self.problems or self.draft.open_places() or not flows or len(flows) < len(self.draft.flows):
            return None
        return Sop(
            number=head[c.NUMBER],
            title=head[c.TITLE],
            short_name=self.draft.first(c.SHORT_NAME),
            office=self.draft.first(c.OFFICE),
            made=head[c.MADE],
            effective=head[c.EFFECTIVE],
            revision=revision,
            approved_by=head[c.APPROVED_BY],
            roles=self.draft.roles,
            captions=Captions(greetings=self.draft.listed(c.GREETING), hashtags=self.draft.listed(c.HASHTAG)),
            notes=self.draft.listed(c.NOTE),
            flows=tuple(flow for flow in flows if flow),
        )

    def _head(self, label: str) -> Any:
        if label in c.DATES:
            return self._date(label)
        if not self.draft.first(label):
            self.problems.append(f"{self.draft.where(label)}: belum diisi.")
        return self.draft.first(label)

    def _date(self, label: str) -> date | None:
        day = _day(self.draft, label)
        if day is None:
            text = self.draft.first(label)
            what, meant = f'tertulis "{text}"' if text else "belum diisi", _days_within(text)
            how = "tulis tanggal seperti 18/01/2022."
            if len(meant) == 1:
                how = f'tulis tanggalnya saja: "{meant.pop():%d/%m/%Y}".'
            self.problems.append(f"{self.draft.where(label)}: {what}; {how}")
        return day

    def _own_labels(self) -> None:
        if self.draft.is_right:
            for label in (c.SHORT_NAME, c.OFFICE, c.ROLES):
                if not self.draft.listed(label):
                    self.problems.append(f"{self.draft.where(label)}: belum diisi.")
        seen: set[str] = set()
        for row, value in self.draft.head.get(c.ROLES, []):
            role = name_of(value)
            place, word = Where(self.draft.tab, row, c.ROLES), compared(role)
            if word in seen:
                self.problems.append(f'{place}: "{role}" sudah tertulis di atasnya; hapus salah satunya.')
            if word in _RESERVED:
                self.problems.append(
                    f'{place}: "{_RESERVED[word]}" sudah menjadi judul kolom lain. Tulis nama perannya '
                    "lebih lengkap, di sini dan di judul kolom tabel."
                )
            seen.update(filter(None, [word]))

    def _codes_differ(self) -> None:
        seen: set[str] = set()
        for flow in self.draft.flows:
            code = flow.steps[0].cells[c.CODE] if flow.steps else ""
            if code and code in seen:
                self._tell(flow, flow.steps[0].row, c.CODE, f'kode "{code}" sudah dipakai alur lain.')
            seen.add(code)

    def _flow(self, flow: DraftFlow) -> Flow | None:
        if not flow.steps:
            return None
        before = len(self.problems)
        steps = [self._step(flow, step) for step in flow.steps]
        whole = self._whole_flow(flow)
        self._roles_are_listed(flow)
        for step in flow.steps[1:]:
            for column in c.FLOW_COLUMNS:
                if step.cells[column]:
                    self._tell(flow, step.row, column, "isi hanya di baris langkah pertama alur ini.")
        good = [step for step in steps if step]
        if len(self.problems) > before or len(good) < len(steps) or not flow.steps[0].cells[c.CODE]:
            return None  # what nobody has filled in yet is proposed
        return self._fitted(flow, good, whole)

    def _roles_are_listed(self, flow: DraftFlow) -> None:
        for role in flow.roles:
            if compared(role) in _RESERVED:
                sentence = "sudah menjadi judul kolom lain. Tulis nama perannya lebih lengkap."
                self._tell(flow, flow.header_row + 1, role, sentence)
            elif compared(role) not in self.roles:
                listed = ", ".join(self.draft.roles)
                sentence = f"peran ini tidak ada di {c.ROLES} ({listed}). Samakan tulisannya, atau tambahkan di sana."
                self._tell(flow, flow.header_row + 1, role, sentence)

    def _fitted(self, flow: DraftFlow, steps: list[Step], whole: Mapping[str, Any]) -> Flow | None:
        """The flow of its steps, unless they do not fit together or it is not said yet which one it is."""
        rows = {step.no: drafted.row for step, drafted in zip(steps, flow.steps, strict=True)}
        found = list(misfits(steps, whole["total"], whole["prepare"]))
        for misfit in found:
            row = rows[misfit.step] if misfit.step else flow.steps[-1 if misfit.field == "kind" else 0].row
            sentence = _SENTENCES.get(misfit.field, f"{misfit.sentence}.")
            self._tell(flow, row, _COLUMN_OF[misfit.field], sentence)
        is_said = all(whole[field] for field in ("code", "clock", "reference"))
        return Flow(name=flow.name, steps=tuple(steps), **whole) if is_said and not found else None

    def _step(self, flow: DraftFlow, step: DraftStep) -> Step | None:
        before = len(self.problems)

        def read(column: str, reader: Callable[[str], Value], needed: bool = False) -> Value | None:
            return self._read(flow, step, column, reader, needed=needed)

        if len(step.marked) != 1:
            what = f"ditandai {', '.join(step.marked)}" if step.marked else "belum ada tanda"
            self._tell(flow, step.row, c.ROLE, f"{what}; beri tanda pada tepat satu peran yang mengerjakannya.")
        read(c.ACTIVITY, str, needed=True)
        limit = read(c.LIMIT, cells.limit, needed=True)
        self._days_fit_clock(flow, step)
        kind = read(c.KIND, cells.kind, needed=step.is_right)
        back_to, planned = read(c.BACK_TO, cells.whole), read(c.PLANNED, cells.yes)
        read(c.BEFORE, cells.whole)
        read(c.RIGHT, cells.yes)
        if len(self.problems) > before or kind is None or compared(step.marked[0]) not in self.roles:
            return None  # a role that is not listed is told at the head of its column
        return Step.model_validate(
            {
                "no": int(step.cells[c.NO]),
                "role": self.roles[compared(step.marked[0])],
                "kind": kind,
                "activity": step.cells[c.ACTIVITY],
                "requirement": step.cells[c.REQUIREMENT],
                "limit": limit,
                "output": step.cells[c.OUTPUT],
                "note": step.cells[c.REMARK],
                "back_to": back_to,
                "on_planned_day": bool(planned),
            }
        )

    def _days_fit_clock(self, flow: DraftFlow, step: DraftStep) -> None:
        clock = compared(flow.steps[0].cells[c.CLOCK])
        for column in (c.LIMIT, c.TOTAL, c.AFTER_AIRING):
            if WORKING_DAY.search(compared(step.cells[column])) and clock == c.CLOCK_WORDS["elapsed"]:
                what = f'tertulis "{name_of(step.cells[column])}", tetapi kolom {c.CLOCK} alur ini "{clock}"'
                self._tell(flow, step.row, column, f"{what}; betulkan salah satunya.")

    def _whole_flow(self, flow: DraftFlow) -> dict[str, Any]:
        """What the first row says of the flow, and the one step before which it has to be prepared."""
        first = flow.steps[0]

        def read(column: str, reader: Callable[[str], Value], needed: bool = False) -> Value | None:
            return self._read(flow, first, column, reader, needed=needed and first.is_right)

        return {
            "code": read(c.CODE, cells.code, needed=True),
            "clock": read(c.CLOCK, cells.clock, needed=True),
            "reference": read(c.REFERENCE, name_of, needed=True),
            "total": read(c.TOTAL, cells.limit),
            "after_airing": read(c.AFTER_AIRING, cells.limit),
            "answers_comments": bool(read(c.ANSWERS, cells.yes)),
            "ceremonial": bool(read(c.CEREMONIAL, cells.yes)),
            "greeting": bool(read(c.GREETS, cells.yes)),
            "prepare": self._prepare(flow),
        }

    def _prepare(self, flow: DraftFlow) -> Prepare | None:
        found = [step for step in flow.steps if step.cells[c.BEFORE]]
        for step in found[1:]:
            self._tell(flow, step.row, c.BEFORE, "hanya satu langkah alur yang boleh berisi; kosongkan yang lain.")
        if not found or not NUMBER.fullmatch(found[0].cells[c.BEFORE]):
            return None
        return Prepare(step=int(found[0].cells[c.NO]), days=int(found[0].cells[c.BEFORE]))

    def _read(
        self, flow: DraftFlow, step: DraftStep, column: str, reader: Callable[[str], Value], *, needed: bool
    ) -> Value | None:
        text = step.cells[column]
        if not text:
            if needed:
                self._tell(flow, step.row, column, "belum diisi.")
            return None
        try:
            return reader(text)
        except CellProblem as problem:
            self._tell(flow, step.row, column, f'tertulis "{name_of(text)}"; {problem}')
            return None

    def _tell(self, flow: DraftFlow, row: int, column: str, sentence: str) -> None:
        self.problems.append(f"{flow.where(row, column)}: {sentence}")
