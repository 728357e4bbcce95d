"""What the recap of many offices needs of one: numbers that can be added up, and nothing about persons."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any, Self

import numpy as np
import pandas as pd

from worklog.core.indonesian import and_text, short_day_text
from worklog.core.judging.check import Checked
from worklog.core.reports.monthly.flows import flow_counts, flow_names
from worklog.core.reports.monthly.items import all_items
from worklog.core.reports.monthly.steps import finished_steps
from worklog.core.reports.monthly.trend import MONTHS

LARGEST_PERCENT = 10_000
"""A step that took more than so many percent of its limit counts with these."""


@dataclass(frozen=True)
class OfficeFigures:
    """The figures of an office over the twelve months up to a moment, as columns of plain values.

    `flows`: for each month (`2026-11`) and flow (code): name, and `flow_counts`. `steps`: for each step of the SOP
    (flow, no, activity, limit) and whole percent of its limit that it took (-1: not measured): done, judged and late.
    `clock`: the office's week in words. `closed`: for each day of the twelve months 1 when it is closed. `sop`: the SOP
    in force, in words; `about`: what it is about. `rows`: rows of Buku Kerja. `errors`: findings of severity error.
    `as_of`: the moment it is judged at (ISO), with `age` whole working days since. `lacking`: which columns Buku Kerja
    lacks for an SOP to come, in words.
    """

    flows: dict[str, list[Any]] = field(default_factory=dict)
    steps: dict[str, list[Any]] = field(default_factory=dict)
    clock: str = ""
    closed: str = ""
    sop: str = ""
    about: str = ""
    rows: int = 0
    findings: int = 0
    errors: int = 0
    as_of: str = ""
    age: int = 0
    lacking: str = ""

    def as_document(self) -> dict[str, Any]:
        """The figures as they are kept between the workers and the recap."""
        return asdict(self)

    @classmethod
    def of_document(cls, document: dict[str, Any]) -> Self:
        return cls(**document)


def months_until(now: np.datetime64) -> np.ndarray:
    """The twelve months up to the one of a moment, as datetime64[M]."""
    last = now.astype("datetime64[M]")
    return np.arange(last - (MONTHS - 1), last + 1)


def days_until(now: np.datetime64) -> np.ndarray:
    """The days of these months, as datetime64[D]."""
    months = months_until(now)
    return np.arange(months[0].astype("datetime64[D]"), (months[-1] + 1).astype("datetime64[D]"))


def office_figures(checked: Checked, clock: str, sop: str, now: np.datetime64) -> OfficeFigures:
    """The figures of a judged log up to `now`; `clock` and `sop` tell the office's week and SOP in words."""
    months = months_until(now).astype("datetime64[s]")
    closed = ~checked.calendar.is_working_day(days_until(now))
    since = np.arange(checked.now.astype("datetime64[D]") + 1, now.astype("datetime64[D]"))
    return OfficeFigures(
        flows=_columns(_flows(checked, months)),
        steps=_columns(_steps(checked, months)),
        clock=clock,
        closed="".join(closed.astype(int).astype(str).tolist()),
        sop=sop,
        about=checked.sop.at(now).short_name,
        rows=len(checked.tables.log),
        findings=len(checked.findings),
        errors=int((checked.findings["severity"] == "error").sum()),
        as_of=str(checked.now),
        age=int(checked.calendar.is_working_day(since).sum()),
        lacking=_lacking(checked),
    )


def _lacking(checked: Checked) -> str:
    if checked.to_come is None:
        return ""
    lacking, sop = checked.to_come
    columns, day = and_text([f'"{role}"' for role in lacking]), short_day_text(sop.effective)
    return f"belum ada kolom {columns}, yang diperlukan SOP Nomor {sop.number} mulai {day}"


def _columns(table: pd.DataFrame) -> dict[str, list[Any]]:
    return {str(name): table[name].tolist() for name in table}


def _flows(checked: Checked, months: np.ndarray) -> pd.DataFrame:
    items = all_items(checked)
    items = items[items["month"].isin(months)]
    month = items["month"].dt.strftime("%Y-%m")
    counts = flow_counts(items.assign(flow=month + "|" + items["flow"])).reset_index(names="key")
    parts = counts.pop("key").astype(str).str.partition("|")
    flow = parts[2] if len(parts) else pd.Series(dtype=object)
    return counts.assign(
        month=parts[0] if len(parts) else flow, flow=flow, name=flow.map(flow_names(checked)).fillna("")
    )


def _steps(checked: Checked, months: np.ndarray) -> pd.DataFrame:
    steps = finished_steps(checked)
    steps = steps[steps["month"] >= months[0]]
    percent = (steps["ratio"] * 100).round().clip(upper=LARGEST_PERCENT).fillna(-1).astype(np.int64)
    facts = steps[["sop_step", "judged", "late"]].assign(percent=percent, done=True)
    table = facts.groupby(["sop_step", "percent"]).sum().astype(np.int64).reset_index()
    model = [(flow.code, step) for flow in checked.sop.flow_models for step in flow.steps]
    of_row = [model[row] for row in table.pop("sop_step")]
    return table.assign(
        flow=[code for code, _ in of_row],
        no=[step.no for _, step in of_row],
        activity=[step.activity for _, step in of_row],
        limit=[step.limit.text for _, step in of_row],
    )
