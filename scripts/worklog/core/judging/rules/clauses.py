"""Clauses of the SOP that rules come from, told by the flows and the words of the version that is asked."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from worklog.core.indonesian import and_text
from worklog.core.sop.model import Flow, Sop

WORKBOOK = "Pencatatan dan Pendataan: Buku kerja"


def noted(clause: str, words: str, otherwise: str = "Tabel SOP") -> Callable[[Sop], str]:
    """A clause with a note in it; `otherwise` of an SOP none of whose notes has these words."""
    return lambda sop: clause if any(words in note.casefold() for note in sop.notes) else otherwise


def planned_day(sop: Sop) -> str:
    """The steps that are published on the planned day, with what the SOP remarks there."""
    flows = [flow for flow in sop.flows if flow.is_planned]
    return _told(f"{flow.code} langkah {flow.steps[-1].no}" for flow in flows) + _remark(
        [flow.steps[-1].note for flow in flows], "tayang pada hari yang direncanakan"
    )


def preparation(sop: Sop) -> str:
    """The steps before which a planned item has to be prepared."""
    steps = [(flow.code, flow.prepare) for flow in sop.flows if flow.prepare]
    days = and_text([str(count) for count in dict.fromkeys(prepare.days for _, prepare in steps)])
    where = _told(f"{code} langkah {prepare.step}" for code, prepare in steps)
    return f"{where}: disiapkan {days} hari sebelum tayang"


def answering(sop: Sop) -> str:
    """The flows that answer comments."""
    return f"{_told(flow.code for flow in _answering(sop))}: respon atas konten yang tayang"


def monitoring(sop: Sop) -> str:
    """The steps in which comments are looked for, with what the SOP remarks there."""
    flows = _answering(sop)
    note = next((flow.steps[0].note for flow in flows if flow.steps[0].note), "")
    told = f"{note[:1].lower()}{note[1:]}"
    return f"{_told(flow.code for flow in flows)} langkah 1{_remark([told], 'memantau komentar')}"


def greeting(sop: Sop) -> str:
    """The flows of greetings."""
    return _told(flow.label for flow in sop.flows if flow.greeting)


def _answering(sop: Sop) -> list[Flow]:
    return [flow for flow in sop.flows if flow.answers_comments]


def _told(names: Iterable[str]) -> str:
    return and_text(list(names)) or "Tabel SOP"


def _remark(notes: list[str], otherwise: str) -> str:
    return f": {next(filter(None, notes), otherwise)}"
