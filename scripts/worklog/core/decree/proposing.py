"""Propose from the wording what the decree says in symbols or words and a program must be told.

A proposal fills only what is blank, and holds only when a person has said in the worksheet that it is right.
"""

from __future__ import annotations

import re
from copy import deepcopy

from worklog.core.decree import columns as c
from worklog.core.decree.cells import WORKING_DAY, CellProblem, limit
from worklog.core.decree.draft import Draft, DraftFlow, DraftStep, compared, is_yes
from worklog.core.sop.model import Kind

_WORDS: tuple[tuple[str, Kind], ...] = (
    (r"etuju|anda ?tangan|[pm]araf|[es]ahkan|etapkan", "approve"),
    (r"eriksa|verifikasi|oreksi|elaah|eliti|validasi", "check"),
    (r"perbaik|revisi", "repair"),
    (r"\b(?:mem|di)?p?erintah|\b(?:me|di)?minta|eruskan|lapork|disposisi|ugaskan", "do"),
    (r"onsep|iapkan|usun|\b(?:mem|di)?buat|ancang|\b(?:men)?draf", "make"),
)
"""Which kind the words of an activity tell; the first that fits holds.

Prefixes take the first sound of many words (periksa, memeriksa), so it is left out.
"""
_LIMIT = r"(\d+) (menit|jam|hari)"
_AT_MOST = re.compile(
    rf"\b(?:maks\w*\.?|paling (?:lambat|lama)) {_LIMIT}\b"
    r"(?P<working> kerja\b)?(?: (?:dan )?(?P<more>\d+) (?P<unit>menit|jam)\b)?"
)
_AROUND_NAME = re.compile(
    r"^(?:standar operasional prosedur|sop)\b[ :]*|\bpengelolaan |"
    r",? (?:di lingkungan|pada|di) (?:kpu|komisi|sekretariat)\b.*$",
    re.IGNORECASE,
)
"""What stands in an SOP's name around what it is about."""
_GREETS = re.compile(r"hari besar|ucapan")
_AFTER_AIRING = re.compile(rf"sejak {_LIMIT} setelah tayang")
_BEFORE_AIRING = re.compile(r"(\d+) hari (?:kerja )?sebelum")
"""How many days before it is aired; nothing is proposed where a remark names several such times."""
_PLANNED = re.compile(r"hari yang|sesuai jadwal|tanggal yang")
_ANSWERS = re.compile("komentar")
_EVENT = "setelah kegiatan"


def proposed(draft: Draft, office: str) -> Draft:
    """The draft with a proposal in what is blank: in rows without a kind, and in flows without a code."""
    result = deepcopy(draft)
    for label, values in _of_head(result, office).items():
        if any(values) and not result.listed(label):
            result.head[label] = [(0, value) for value in values]
    for flow in result.flows:
        _propose_steps(flow.steps)
    taken = {flow.steps[0].cells[c.CODE] for flow in result.flows if flow.steps}
    for flow in result.flows:
        if flow.steps and not flow.steps[0].cells[c.CODE]:
            _propose_flow(flow, taken)
    return result


def said_total(flow: DraftFlow) -> tuple[str, str]:
    """The total that the last step's remark tells, and the words that tell it; "" where it tells none.

    Hours and minutes together are told in minutes, since a limit has one unit.
    """
    found = _AT_MOST.search(compared(flow.steps[-1].cells[c.REMARK])) if flow.steps else None
    if found is None:
        return "", ""
    if not found["more"]:
        return f"{found[1]} {found[2]}{found['working'] or ''}", found[0]
    if (found[2], found["unit"]) != ("jam", "menit"):
        return "", ""
    return f"{60 * int(found[1]) + int(found['more'])} menit", found[0]


def _of_head(draft: Draft, office: str) -> dict[str, tuple[str, ...]]:
    name = _AROUND_NAME.sub("", " ".join(draft.first(c.TITLE).split()))
    return {c.OFFICE: (office,), c.SHORT_NAME: (name,), c.ROLES: draft.roles}


def _propose_steps(steps: list[DraftStep]) -> None:
    last = steps[-1] if steps else None
    blank = [step for step in steps if not step.cells[c.KIND]]
    for step in blank:
        step.cells[c.KIND] = c.KIND_WORDS["publish" if step is last else _kind(step)]
    has_days = any(step.cells[c.BEFORE] for step in steps)
    for at, step in enumerate(steps):
        if not any(step is one for one in blank):
            continue
        cells = step.cells
        if _is(step, "check", "approve") and not any(_is(following, "repair") for following in steps[at + 1 : at + 2]):
            cells[c.BACK_TO] = cells[c.BACK_TO] or _last_made(steps[:at])
        days_before = set(_BEFORE_AIRING.findall(cells[c.REMARK].casefold()))
        if len(days_before) == 1 and not has_days:
            cells[c.BEFORE] = days_before.pop()
        if step is last and _PLANNED.search(_said(step)) and not steps[0].cells[c.TOTAL]:
            cells[c.PLANNED] = cells[c.PLANNED] or c.YES


def _kind(step: DraftStep) -> Kind:
    activity = step.cells[c.ACTIVITY].casefold()
    return next((kind for pattern, kind in _WORDS if re.search(pattern, activity)), "do")


def _is(step: DraftStep, *kinds: Kind) -> bool:
    return compared(step.cells[c.KIND]) in [c.KIND_WORDS[kind] for kind in kinds]


def _last_made(before: list[DraftStep]) -> str:
    """The number of the last step before it in which something was made or repaired."""
    made = [step.cells[c.NO] for step in before if _is(step, "make", "repair")]
    return made[-1] if made else ""


def _said(step: DraftStep) -> str:
    return f"{step.cells[c.ACTIVITY]} {step.cells[c.REMARK]}".casefold()


def _propose_flow(flow: DraftFlow, taken: set[str]) -> None:
    first, last = flow.steps[0].cells, flow.steps[-1].cells
    answers = any(_ANSWERS.search(step.cells[c.ACTIVITY].casefold()) for step in flow.steps)
    total, _ = said_total(flow)
    event = _EVENT in last[c.REMARK].casefold()
    first[c.CODE] = next((code for n in range(1, 10) if (code := f"{'R' if answers else 'P'}{n}") not in taken), "")
    taken.add(first[c.CODE])
    airing = _AFTER_AIRING.search(first[c.REMARK].casefold())
    proposals = {
        c.CLOCK: c.CLOCK_WORDS["elapsed" if event and not WORKING_DAY.search(total) else "working"],
        c.REFERENCE: _reference(answers, event),
        c.TOTAL: "" if is_yes(last[c.PLANNED]) else total,
        c.AFTER_AIRING: f"{airing[1]} {airing[2]}" if airing else "",
        c.ANSWERS: c.YES if answers else "",
        c.CEREMONIAL: c.YES if re.search("[cs]eremoni", flow.name.casefold()) else "",
        c.GREETS: c.YES if _GREETS.search(flow.name.casefold()) else "",
    }
    for column, value in proposals.items():
        first[column] = first[column] or value


def _reference(answers: bool, event: bool) -> str:
    if answers:
        return "tayangnya konten, atau waktu komentar bila lebih akhir"
    return "selesainya kegiatan" if event else "permintaan"


def disagreements(draft: Draft) -> list[str]:
    """Where what was confirmed differs from the decree's own words; it holds as confirmed, and is told."""
    told = []
    for flow in draft.flows:
        said, words = said_total(flow)
        total = flow.steps[0].cells[c.TOTAL] if flow.steps else ""
        if said and total and _lasts(said) != _lasts(total):
            place = flow.where(flow.steps[0].row, c.TOTAL)
            told.append(
                f'{place}: "{total}", sedangkan {c.REMARK} langkah terakhir menyebut "{words}". Yang dipakai: {total}.'
            )
    return told


def _lasts(text: str) -> object:
    """How long a limit is, however it is written; what is none stands for itself."""
    try:
        found = limit(text)
    except CellProblem:
        return text
    return found.seconds, found.days
