"""The SOP's flows and steps, from the office's SOP file."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from oracle.calendar import Limit

SOP_FILE = Path(__file__).resolve().parents[2] / "templates" / "sop" / "09-HK.03.1-3326-2022.json"


@dataclass(frozen=True)
class Step:
    """One step of the SOP."""

    no: int
    role: str
    kind: str
    limit: Limit
    back_to: int | None
    on_planned_day: bool


@dataclass(frozen=True)
class Flow:
    """One flow of the SOP; `prepare` is the step and the working days before the planned day."""

    code: str
    answers_comments: bool
    clock: str
    total: Limit | None
    prepare: tuple[int, int] | None
    steps: tuple[Step, ...]

    def step(self, no: int) -> Step:
        return self.steps[no - 1]

    @property
    def planned(self) -> bool:
        return self.prepare is not None

    @property
    def steps_fit_total(self) -> bool:
        """Whether the limits of the steps add up to no more than the total."""
        if self.total is None:
            return False
        days, minutes = sum(s.limit.days for s in self.steps), sum(s.limit.minutes for s in self.steps)
        return (days, minutes) <= (self.total.days, self.total.minutes)


def read_flows(path: Path = SOP_FILE) -> dict[str, Flow]:
    flows = {}
    for data in json.loads(path.read_text(encoding="utf-8"))["flows"]:
        steps = tuple(
            Step(
                s["no"], s["role"], s["kind"], Limit.read(s["limit"]), s.get("back_to"), s.get("on_planned_day", False)
            )
            for s in data["steps"]
        )
        prepare = data.get("prepare")
        flows[data["code"]] = Flow(
            data["code"],
            data.get("answers_comments", False),
            data["clock"],
            Limit.read(data["total"]) if "total" in data else None,
            (prepare["step"], prepare["days"]) if prepare else None,
            steps,
        )
    return flows
