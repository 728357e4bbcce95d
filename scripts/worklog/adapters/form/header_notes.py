"""What the notes at the headers of the staff tabs, and the line above these, tell of the SOP in force."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from worklog.adapters.form.columns import EXAMPLE_ROWS, HOW_TO_FILL, column_form
from worklog.core.indonesian import and_text, count_text
from worklog.core.log import tabs
from worklog.core.sop.model import Flow, Sop


def header_notes(tab: tabs.Tab, sop: Sop, more: Mapping[str, str]) -> dict[str, str]:
    """The note of each column that has one, by header; `more` is what some add where the log is kept."""
    words = _words(sop)
    notes = {header: _filled(column_form(tab.name, header).note, words) for header in tab.headers}
    return {header: "\n".join(filter(None, (note, more.get(header)))) for header, note in notes.items() if note}


def how_to_fill(tab: str, sop: Sop) -> str:
    """How the rows of a tab are filled, in a sentence or two."""
    return _filled(HOW_TO_FILL[tab], _words(sop))


def example_row(tab: str, sop: Sop) -> dict[str, object] | None:
    """The row with which a new tab begins, to show how it is filled; None for most."""
    row = EXAMPLE_ROWS.get(tab)
    return row and {**row, "Peran": sop.flows[0].steps[0].role}


def _filled(text: str, words: Mapping[str, str]) -> str:
    """A text with words in the place of their names in braces; other braces stay, since an office may name roles so."""
    for name, word in words.items():
        text = text.replace(f"{{{name}}}", word)
    return text


def _words(sop: Sop) -> dict[str, str]:
    planned = [flow.code for flow in sop.flows if flow.is_planned]
    answering = [flow.code for flow in sop.flows if flow.answers_comments]
    return {
        "codes": " … ".join(dict.fromkeys((sop.flows[0].code, sop.flows[-1].code))),
        "references": "\n".join(_references(sop.flows)),
        "only_planned": _only(planned),
        "also_planned": f" ({and_text(planned)} juga Jadwal Tayang)" if planned else "",
        "only_answering": _only(answering),
        "not_answered": f"Tidak direspon: komentar tidak dijawab ({', '.join(answering)}).\n" if answering else "",
        "roles": count_text(len(sop.roles)),
    }


def _only(codes: Sequence[str]) -> str:
    return f"Hanya untuk {and_text(codes)}" if codes else "Tidak dipakai alur SOP ini"


def _references(flows: Sequence[Flow]) -> list[str]:
    codes: dict[str, list[str]] = {}
    for flow in flows:
        codes.setdefault(flow.reference, []).append(flow.code)
    return [f"{', '.join(of)}: {reference}." for reference, of in codes.items()]
