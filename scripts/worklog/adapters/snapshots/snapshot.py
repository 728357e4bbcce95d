"""Write and read the snapshot of an office: the cells of its staff tabs, and what they are to be judged on."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from worklog.adapters.files.patience import patiently
from worklog.adapters.files.private_files import make_folder, write_whole
from worklog.adapters.files.probes import reason_of
from worklog.adapters.snapshots.cells import as_cells, as_texts
from worklog.adapters.snapshots.parquet import polars
from worklog.core.errors import WorklogError
from worklog.core.log.tabs import LOG, STAFF_TABS, Tab, is_role

FORM, KEY, TAB, ROW = "1", "buku_kerja_medsos", "tab", "row"
"""The form of the file and the key that tells it; the columns with a row's tab and its number in the sheet."""
CONTACTS = ("Surel", "WhatsApp")
"""Columns that nobody needs to judge the log, so they stay in the office."""


class SnapshotError(WorklogError):
    """A snapshot cannot be written or read; the text says in Indonesian why, and what to do."""


@dataclass(frozen=True)
class Snapshot:
    """The log of an office at a moment (ISO, local).

    `basis`: what it is judged on, as JSON. `frames`: its tabs as `grids.read_tabs` gives them, without how people are
    reached and without what is shown or pre-filled only.
    """

    office: str
    taken: str
    basis: str
    frames: Mapping[str, pd.DataFrame]


def write_snapshot(snapshot: Snapshot, target: Path) -> None:
    """Save a snapshot whole or not at all, for its owner's eyes. Raises `WorklogError`."""
    content = snapshot_bytes(snapshot)
    make_folder(target.parent, SnapshotError, private=True, so="Cuplikan tidak dapat disimpan.")
    try:
        write_whole(target, content)
    except OSError as error:
        raise SnapshotError(
            f"Cuplikan {target} tidak dapat disimpan ({reason_of(error)}). Periksa izin menulis dan ruang kosong di "
            "folder itu."
        ) from error


def snapshot_bytes(snapshot: Snapshot) -> bytes:
    """A snapshot as the content of its file: a row for each row of each tab, every cell as text."""
    pl = polars()
    parts = []
    for tab in STAFF_TABS:
        frame = snapshot.frames[tab.name]
        cells = {header: as_texts(frame[header].tolist()) for header in _kept(tab, frame)}
        columns = [pl.Series(header, texts, dtype=pl.String) for header, texts in cells.items()]
        place = [pl.lit(tab.name).alias(TAB), pl.Series(ROW, frame["row"].to_numpy())]
        parts.append(pl.DataFrame(columns).select(*place, pl.all()))
    about = {"form": FORM, "office": snapshot.office, "taken": snapshot.taken, "basis": snapshot.basis}
    metadata = {KEY: json.dumps({**about, "columns": [part.columns for part in parts]}, ensure_ascii=False)}
    content = BytesIO()
    pl.concat(parts, how="diagonal").write_parquet(content, metadata=metadata)
    return content.getvalue()


def read_snapshot(path: Path) -> Snapshot:
    """Read a snapshot. Raises `WorklogError`."""
    pl = polars()
    try:
        content = patiently(path.read_bytes)
    except OSError as error:
        raise SnapshotError(
            f"Cuplikan {path} tidak dapat dibaca ({reason_of(error)}). Periksa letaknya di daftar kantor, dan apakah "
            "kantor itu sudah mengirimnya."
        ) from error
    try:
        about = json.loads(pl.read_parquet_metadata(BytesIO(content))[KEY])
        if about["form"] != FORM:
            raise SnapshotError(f"Cuplikan {path} dibuat oleh versi program yang lain. Pasang versi yang sama di sini.")
        table = pl.read_parquet(BytesIO(content))
        frames = {
            tab.name: _frame(table.filter(pl.col(TAB) == tab.name), columns)
            for tab, columns in zip(STAFF_TABS, about["columns"], strict=True)
        }
        return Snapshot(about["office"], about["taken"], about["basis"], frames)
    except (pl.exceptions.PolarsError, LookupError, ValueError, TypeError, OSError) as error:
        raise SnapshotError(
            f"Berkas {path} bukan cuplikan buku kerja, rusak, atau terpotong. Mintalah kantor itu membuatnya lagi."
        ) from error


def _kept(tab: Tab, frame: pd.DataFrame) -> list[str]:
    filled = ("staff", "prefilled") if tab is not LOG else ("staff",)
    keys = ("ID Konten", "Putaran", "No")
    wanted = [c.header for c in tab.columns if c.header not in CONTACTS and (c.filler in filled or c.header in keys)]
    roles = [header for header in map(str, frame) if tab is LOG and header != ROW and is_role(header)]
    return [header for header in [*wanted, *roles] if header in frame]


def _frame(table: Any, columns: list[str]) -> pd.DataFrame:
    cells = {}
    for header in columns[2:]:
        held = as_cells(table.get_column(header).to_list())
        cells[header] = np.fromiter(held, dtype=object, count=len(held))
    frame = pd.DataFrame(cells, dtype=object)  # else pandas would turn columns of texts into its own kind
    frame.insert(0, "row", table.get_column(ROW).to_numpy())
    return frame
