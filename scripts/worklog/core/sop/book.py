"""All versions of the SOP as tables, so that each item is judged by the one that was in force when it began."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from worklog.core.lookup import NONE
from worklog.core.sop.model import DECIDING_KINDS, Flow, Sop, Step


class SopBook:
    """All versions of the SOP, oldest first, as one table of flows and one of steps.

    `roles`: the roles of all versions; those that a later version adds stand behind the others, so that a log keeps its
    columns.
    `flows`: one row per flow of each version: version, code, answers_comments, ceremonial, greeting, planned, working
    (the clock), last (its last step), fits (its steps fit its total, all in hours and minutes), total_seconds,
    total_days, after_airing_seconds, after_airing_days, prepare_step, prepare_days.
    `steps`: one row per step: flow (row of `flows`), no, role (index in `roles`), kind (a category), decides, back_to
    (0 = none), seconds, days, planned (published on the planned day). The steps of a flow stand together, in order.
    """

    def __init__(self, versions: Sequence[Sop]) -> None:
        self.versions = tuple(sorted(versions, key=lambda sop: sop.effective))
        if not self.versions:
            raise ValueError("tidak ada tabel SOP")
        self.roles = tuple(dict.fromkeys(role for sop in self.versions for role in sop.roles))
        numbers = {role: number for number, role in enumerate(self.roles)}
        self.flow_models = tuple(flow for sop in self.versions for flow in sop.flows)
        self.flows = pd.DataFrame([_flow_row(v, flow) for v, sop in enumerate(self.versions) for flow in sop.flows])
        self.steps = pd.DataFrame(
            [_step_row(f, step, numbers[step.role]) for f, flow in enumerate(self.flow_models) for step in flow.steps]
        ).astype({"kind": "category"})
        counts = self.flows["last"].to_numpy()
        self._first_step = np.concatenate(([0], np.cumsum(counts)[:-1]))

    def version_at(self, days: np.ndarray) -> np.ndarray:
        """Number of the version in force on each day (datetime64[D]); before the first one, the first."""
        effective = np.array([sop.effective for sop in self.versions], dtype="datetime64[D]")
        return np.maximum(np.searchsorted(effective, days, side="right") - 1, 0)

    def at(self, day: np.datetime64) -> Sop:
        """The version in force on one day."""
        return self.versions[int(self.version_at(np.array([day]).astype("datetime64[D]"))[0])]

    def later_roles(self, day: np.datetime64) -> tuple[str, ...]:
        """The roles that are only those of versions which are not in force yet on a day."""
        until = int(self.version_at(np.array([day]).astype("datetime64[D]"))[0]) + 1
        known = {role for sop in self.versions[:until] for role in sop.roles}
        return tuple(role for role in self.roles if role not in known)

    def in_force(self, day: date) -> InForce:
        """The version in force on one day, among all."""
        moment = np.datetime64(day)
        return InForce(self.at(moment), self.versions, self.roles, self.later_roles(moment))

    def step_rows(self, flow: np.ndarray, no: np.ndarray) -> np.ndarray:
        """Rows of `steps` for flows and step numbers that exist."""
        return self._first_step[flow] + no - 1

    def flow_index(self, version: np.ndarray, codes: Sequence[str | None]) -> np.ndarray:
        """Rows of `flows` for each version and flow code; -1 where the code is unknown in that version."""
        known = {pair: row for row, pair in enumerate(zip(self.flows["version"], self.flows["code"], strict=True))}
        pairs = zip(version.tolist(), codes, strict=True)
        return np.array([known.get(pair, NONE) for pair in pairs], dtype=np.int64)


@dataclass(frozen=True)
class InForce:
    """What a log is laid out by: the SOP that is in force, all its versions, and the roles of all of them.

    Items that are still open may belong to any version. `later_roles`: see `SopBook.later_roles`.
    """

    current: Sop
    versions: tuple[Sop, ...]
    roles: tuple[str, ...]
    later_roles: tuple[str, ...]


def _flow_row(version: int, flow: Flow) -> dict[str, Any]:
    return {
        "version": version,
        "code": flow.code,
        "answers_comments": flow.answers_comments,
        "ceremonial": flow.ceremonial,
        "greeting": flow.greeting,
        "planned": flow.is_planned,
        "working": flow.clock == "working",
        "last": len(flow.steps),
        "fits": flow.fits_total
        and not any(limit.days for limit in (flow.total, *(s.limit for s in flow.steps)) if limit),
        "total_seconds": flow.total.seconds if flow.total else 0,
        "total_days": flow.total.days if flow.total else 0,
        "after_airing_seconds": flow.after_airing.seconds if flow.after_airing else 0,
        "after_airing_days": flow.after_airing.days if flow.after_airing else 0,
        "prepare_step": flow.prepare.step if flow.prepare else 0,
        "prepare_days": flow.prepare.days if flow.prepare else 0,
    }


def _step_row(flow: int, step: Step, role: int) -> dict[str, Any]:
    return {
        "flow": flow,
        "no": step.no,
        "role": role,
        "kind": step.kind,
        "decides": step.kind in DECIDING_KINDS,
        "back_to": step.back_to or 0,
        "seconds": step.limit.seconds,
        "days": step.limit.days,
        "planned": step.on_planned_day,
    }
