"""Tell where an SOP differs from the one before it, in the words of the worksheet, so that a slip of the pen shows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import chain, zip_longest

from worklog.core.decree import columns as c
from worklog.core.decree.draft import Draft, DraftFlow, DraftStep
from worklog.core.decree.drafting import draft_of
from worklog.core.indonesian import listed, one_line
from worklog.core.sop.model import Sop

MOST_TOLD, MOST_PLACES, LONGEST = 12, 4, 60
"""Lines of changes, places that share one change, and signs of a text that was changed."""
_JUDGED = (c.LIMIT, c.TOTAL, c.ROLE, *c.STEP_COLUMNS, *c.FLOW_COLUMNS)
_TEXTS = (c.ACTIVITY, c.REQUIREMENT, c.OUTPUT, c.REMARK)
_HEAD = (c.OFFICE, c.SHORT_NAME, c.TITLE, c.APPROVED_BY, c.GREETING, c.HASHTAG, c.NOTE)
Change = tuple[str, str, str, str]
"""Where, the column or label, what stood there, and what stands there now; no column: a whole step."""


def differences(before: Sop, after: Sop) -> list[str]:
    """Which roles and flows came and went, and what else is different: first by what is judged, then texts."""
    old, new = draft_of(before), draft_of(after)
    told = [
        *_came_and_went("Peran", before.number, before.roles, after.roles),
        *_came_and_went("Alur", before.number, *([flow.label for flow in sop.flows] for sop in (before, after))),
    ]
    places: dict[tuple[str, str, str], list[str]] = {}
    order = ("", *_JUDGED, *_HEAD, *_TEXTS)
    for where, *change in sorted(_changes(old, new), key=lambda change: order.index(change[1])):
        places.setdefault((change[0], change[1], change[2]), []).append(where)
    lines = [f"- {_places(where)}{_told(*change)}" for change, where in places.items()]
    more = [f"- dan {len(lines) - MOST_TOLD} lainnya"] if len(lines) > MOST_TOLD else []
    heading = [f"Yang berubah dibanding SOP Nomor {before.number}:"] if lines else []
    return [*told, *heading, *lines[:MOST_TOLD], *more]


def _came_and_went(what: str, number: str, old: Sequence[str], new: Sequence[str]) -> list[str]:
    came, went = [each for each in new if each not in old], [each for each in old if each not in new]
    told = [f"{what} baru dibanding SOP Nomor {number}: {'; '.join(came)}."] if came else []
    return told + ([f"{what} yang tidak ada lagi: {'; '.join(went)}."] if went else [])


def _changes(old: Draft, new: Draft) -> Iterator[Change]:
    for label in _HEAD:
        yield from _change("", label, " | ".join(old.listed(label)), " | ".join(new.listed(label)))
    former = {flow.steps[0].cells[c.CODE]: flow for flow in old.flows}
    for flow in new.flows:
        if before := former.get(flow.steps[0].cells[c.CODE]):
            yield from _of_flow(before, flow)


def _of_flow(old: DraftFlow, new: DraftFlow) -> Iterator[Change]:
    first, code = (old.steps[0].cells, new.steps[0].cells), new.steps[0].cells[c.CODE]
    changes = [_change(code, column, first[0][column], first[1][column]) for column in c.FLOW_COLUMNS]
    yield from chain.from_iterable(changes)
    for before, after in _pairs(old.steps, new.steps):
        if before and after:
            where = f"{code} langkah {after.cells[c.NO]}"
            yield from _change(where, c.ROLE, before.marked[0], after.marked[0])
            for column in (c.LIMIT, *c.STEP_COLUMNS, *_TEXTS):
                yield from _change(where, column, before.cells[column], after.cells[column])
        elif step := before or after:
            named = [one.cells[c.ACTIVITY] if one else "" for one in (before, after)]
            yield f"{code} langkah {step.cells[c.NO]}{' yang lama' if before else ''}", "", named[0], named[1]


def _change(where: str, column: str, old: str, new: str) -> Iterator[Change]:
    if old != new:
        yield where, column, old, new


def _pairs(old: Sequence[DraftStep], new: Sequence[DraftStep]) -> Iterator[tuple[DraftStep | None, DraftStep | None]]:
    """The steps that are the same one, whatever number they have now: what is done tells."""
    before, after = ([step.cells[c.ACTIVITY] for step in steps] for steps in (old, new))
    for _, begin, end, from_, to in SequenceMatcher(a=before, b=after, autojunk=False).get_opcodes():
        yield from zip_longest(old[begin:end], new[from_:to])


def _places(places: Sequence[str]) -> str:
    return f"{listed(places, MOST_PLACES, 'tempat lain')}: " if places[0] else ""


def _told(column: str, old: str, new: str) -> str:
    if not column:
        return f'langkah baru, "{one_line(new, LONGEST)}"' if new else f'tidak ada lagi, "{one_line(old, LONGEST)}"'
    told = [f'"{one_line(text, LONGEST)}"' if text else "kosong" for text in (old, new)]
    if old and new and told[0] == told[1]:
        return f"{column} diubah di belakang {told[0]}"
    return f"{column} {told[0]} menjadi {told[1]}"
