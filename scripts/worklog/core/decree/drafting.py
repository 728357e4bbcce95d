"""Write an SOP that is in force back as a draft, all of it confirmed, so that a revision begins from it."""

from __future__ import annotations

from worklog.core.decree import columns as c
from worklog.core.decree.draft import Draft, DraftFlow, DraftStep
from worklog.core.sop.model import Flow, Limit, Sop, Step


def draft_of(sop: Sop) -> Draft:
    """The draft of an SOP; its rows have no place yet."""
    values: dict[str, list[object]] = {
        c.NUMBER: [sop.number],
        c.MADE: [sop.made],
        c.REVISION: [sop.revision],
        c.EFFECTIVE: [sop.effective],
        c.APPROVED_BY: [sop.approved_by],
        c.TITLE: [sop.title],
        c.SHORT_NAME: [sop.short_name],
        c.OFFICE: [sop.office],
        c.ROLES: list(sop.roles),
        c.GREETING: list(sop.captions.greetings),
        c.HASHTAG: list(sop.captions.hashtags),
        c.NOTE: list(sop.notes),
        c.HEAD_RIGHT: [c.YES],
    }
    head = {label: [(0, value) for value in found] for label, found in values.items()}
    return Draft("", head, [_flow(flow, sop.roles) for flow in sop.flows])


def _flow(flow: Flow, roles: tuple[str, ...]) -> DraftFlow:
    steps = [_step(flow, step) for step in flow.steps]
    steps[0].cells |= {
        c.CODE: flow.code,
        c.CLOCK: c.CLOCK_WORDS[flow.clock],
        c.REFERENCE: flow.reference,
        c.TOTAL: _limit(flow.total),
        c.AFTER_AIRING: _limit(flow.after_airing),
        c.ANSWERS: c.YES if flow.answers_comments else "",
        c.CEREMONIAL: c.YES if flow.ceremonial else "",
        c.GREETS: c.YES if flow.greeting else "",
    }
    return DraftFlow("", flow.name, 0, roles, steps)


def _step(flow: Flow, step: Step) -> DraftStep:
    prepare = flow.prepare
    cells = {
        c.NO: str(step.no),
        c.ACTIVITY: step.activity,
        c.REQUIREMENT: step.requirement,
        c.LIMIT: step.limit.text,
        c.OUTPUT: step.output,
        c.REMARK: step.note,
        c.KIND: c.KIND_WORDS[step.kind],
        c.BACK_TO: str(step.back_to or ""),
        c.BEFORE: str(prepare.days) if prepare and prepare.step == step.no else "",
        c.PLANNED: c.YES if step.on_planned_day else "",
        c.RIGHT: c.YES,
    }
    return DraftStep(0, {**dict.fromkeys(c.FLOW_COLUMNS, ""), **cells}, (step.role,))


def _limit(limit: Limit | None) -> str:
    return limit.text if limit else ""
