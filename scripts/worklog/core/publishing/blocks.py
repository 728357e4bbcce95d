"""Which rows the script opens in Buku Kerja: those of new items, of rounds after a Revisi, and those that vanished."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from worklog.core.indonesian import listed
from worklog.core.judging.check import Checked
from worklog.core.log.cells import identifiers, texts, whole_numbers
from worklog.core.log.grids import Grid, find_header, last_used, tab_name
from worklog.core.log.tabs import LOG
from worklog.core.lookup import find
from worklog.core.sop.model import Step

Block = dict[str, object]
"""One new row: header → value of the prefilled columns, and `ACTING_ROLE`: the header of the role that is to act.

A row of a step that somebody deleted also has `AGAIN`; it comes alone, not with its whole round.
"""
ACTING_ROLE = "Pelaksana"
AGAIN = "Dibuka lagi"
MOST_NAMED = 10
"""So many rounds and rows that were opened are named."""


def blocks_to_open(checked: Checked) -> list[Block]:
    """The rows to append: first those of new items in the order of the register, then those of next rounds.

    An item is opened when its register row is complete and the log has no row of it, whatever its round or step;
    a next round when the item is open, the round before has a back-going Revisi and the log has no row of it. Rows of
    expected steps that are not there although their round is (D115) come last.
    """
    opening = pd.concat([_new_items(checked), _next_rounds(checked)], ignore_index=True)
    blocks = [row for item, round_, step in opening.to_numpy().tolist() for row in _rows(checked, item, round_, step)]
    return [*blocks, *_vanished(checked)]


def with_blocks(grids: Mapping[str, Grid], blocks: Sequence[Block]) -> dict[str, Grid]:
    """The log as it will stand once the blocks are appended, to judge it without reading it again."""
    name = tab_name(grids, LOG)
    assert name is not None, "the log was read, so its tab is there"
    grid = grids[name]
    header = find_header(grid, LOG)
    appended: list[list[object]] = []
    for block in blocks:
        row: list[object] = [None] * max(header.columns.values())
        for column, at in header.columns.items():
            row[at - 1] = block.get(column)
        appended.append(row)
    return {**grids, name: [*grid[: last_used(grid, LOG, header)], *appended]}


def not_there_yet(
    blocks: Sequence[Mapping[str, object]],
    identifier_cells: Sequence[object],
    round_cells: Sequence[object],
    number_cells: Sequence[object],
) -> list[Mapping[str, object]]:
    """Of the blocks those of which the log has no row, given its cells of ID Konten, Putaran and No.

    Of rows that are opened again those that it does not have.
    """
    keys = _row_keys(identifier_cells, round_cells, number_cells)
    rows, rounds = set(keys), {key[:2] for key in keys}
    own = _row_keys(*_key_cells(blocks))
    return [
        block
        for block, key in zip(blocks, own, strict=True)
        if (key not in rows if AGAIN in block else key[:2] not in rounds)
    ]


def not_once(
    blocks: Sequence[Mapping[str, object]],
    identifier_cells: Sequence[object],
    round_cells: Sequence[object],
    number_cells: Sequence[object],
) -> list[Mapping[str, object]]:
    """Of the rows of blocks those that the log does not have just once, given its cells of ID Konten, Putaran, No."""
    times = Counter(_row_keys(identifier_cells, round_cells, number_cells))
    own = _row_keys(*_key_cells(blocks))
    return [block for block, key in zip(blocks, own, strict=True) if times[key] != 1]


def opened_sentence(blocks: Sequence[Mapping[str, object]]) -> list[str]:
    """What to tell of blocks that were opened; nothing of none."""
    if not blocks:
        return []
    new = [block for block in blocks if AGAIN not in block]
    again = [block for block in blocks if AGAIN in block]
    sentences = []
    if new:
        rounds = dict.fromkeys(f"{block['ID Konten']} putaran {block['Putaran']}" for block in new)
        named = listed([*rounds], MOST_NAMED)
        sentences.append(f"{len(new)} baris langkah dibuka di Buku Kerja untuk {named}.")
    if again:
        rows = dict.fromkeys(f"{b['ID Konten']} putaran {b['Putaran']} langkah {b['No']}" for b in again)
        named = listed([*rows], MOST_NAMED)
        sentences.append(f"Baris yang hilang dibuka lagi di bagian bawah Buku Kerja: {named}.")
    return sentences


def _key_cells(blocks: Sequence[Mapping[str, object]]) -> list[list[object]]:
    return [[block[header] for block in blocks] for header in ("ID Konten", "Putaran", "No")]


def _row_keys(
    identifier_cells: Sequence[object], round_cells: Sequence[object], number_cells: Sequence[object]
) -> list[tuple[str, int, int]]:
    """What names a row of Buku Kerja: its ID, round (1 where it is blank) and step."""
    rounds, filled, _ = whole_numbers(round_cells)
    rounds = np.where(filled, rounds, 1)
    steps, _, _ = whole_numbers(number_cells)
    return list(zip(identifiers(texts(identifier_cells)).tolist(), rounds.tolist(), steps.tolist(), strict=True))


def _new_items(checked: Checked) -> pd.DataFrame:
    items, log = checked.items, checked.tables.log
    planned = ~items["planned_flow"] | items["planned"].notna()
    complete = (items["flow_index"] >= 0) & (items["title"] != "") & items["reference"].notna() & planned
    new = np.flatnonzero(complete & ~items["key"].isin(log["key"]))
    return pd.DataFrame({"item": new, "round": 1, "step": 1})


def _next_rounds(checked: Checked) -> pd.DataFrame:
    trace, log = checked.trace, checked.tables.log
    revised = trace.rows.iloc[find(trace.rows["position"].to_numpy(), trace.first_revision)]
    revised = revised[~trace.closed[revised["item"]]]
    wanted = pd.DataFrame(
        {
            "item": revised["item"],
            "round": revised["round"] + 1,
            "step": checked.sop.steps["back_to"].to_numpy()[revised["sop_step"]],
        }
    )
    there = pd.MultiIndex.from_frame(log[["item", "round"]])
    return wanted[~pd.MultiIndex.from_frame(wanted[["item", "round"]]).isin(there)]


def _vanished(checked: Checked) -> list[Block]:
    steps = checked.timeline[checked.timeline["vanished"]]
    places = steps[["item", "round", "step"]].to_numpy().tolist()
    return [_rows(checked, item, round_, step)[0] | {AGAIN: True} for item, round_, step in places]


def _rows(checked: Checked, item: int, round_: int, from_step: int) -> list[Block]:
    of_item = checked.items.loc[item].to_dict()
    cell = of_item["id_cell"]
    identity = int(cell) if isinstance(cell, float) and cell.is_integer() else cell
    flow = checked.sop.flow_models[of_item["flow_index"]]
    return [prefilled(identity, of_item["title"], round_, step) for step in flow.steps[from_step - 1 :]]


def prefilled(identity: object, title: str, round_: int, step: Step) -> Block:
    """A row of Buku Kerja before anybody worked on it."""
    return {
        "ID Konten": identity,
        "Judul Konten": title,
        "Putaran": round_,
        "No": step.no,
        "Konten/Kegiatan": step.activity,
        "Kelengkapan": step.requirement,
        "Waktu": step.limit.text,
        "Output": step.output,
        "Keterangan": step.note,
        ACTING_ROLE: step.role,
    }
