"""Invented offices for a recap: the worked example again and again through a year, some offices later than others."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pandas as pd

from benchmarks.large_logs import ID_COLUMNS, NOW, example_frames, office
from worklog.adapters.snapshots.snapshot import Snapshot, write_snapshot
from worklog.config.config import Config
from worklog.core.log.tabs import LOG, REGISTER, STAFF_TABS

WEEKS = 52
_MOST_LATE = 600
"""Minutes by which the items of an office are done later than in the example, at most."""


def office_frames(rows: int, seed: int) -> dict[str, pd.DataFrame]:
    """The staff tabs of an office with so many rows of Buku Kerja, spread over a year."""
    example, random = example_frames(), np.random.default_rng(seed)
    copies = -(-rows // len(example[LOG.name]))
    share_late = random.uniform(0, 0.4)
    parts: dict[str, list[pd.DataFrame]] = {REGISTER.name: [], LOG.name: []}
    for copy in range(copies):
        back = timedelta(weeks=copy * WEEKS // copies)
        late = {
            name: timedelta(minutes=int(random.integers(_MOST_LATE)))
            for name in example[REGISTER.name]["ID Konten"]
            if random.random() < share_late
        }
        for tab, held in parts.items():
            held.append(_copied(example[tab], back, late if tab == LOG.name else {}, copy))
    frames = {name: pd.concat(held, ignore_index=True) for name, held in parts.items()}
    frames[LOG.name] = frames[LOG.name][:rows]
    frames |= {tab.name: example[tab.name] for tab in STAFF_TABS if tab.name not in frames}
    return {tab.name: frames[tab.name].assign(row=np.arange(2, 2 + len(frames[tab.name]))) for tab in STAFF_TABS}


def _copied(frame: pd.DataFrame, back: timedelta, late: Mapping[object, timedelta], copy: int) -> pd.DataFrame:
    delay = [late.get(name, timedelta()) - back for name in frame["ID Konten"]]
    columns = {
        header: [_moved(cell, by) for cell, by in zip(frame[header].tolist(), delay, strict=True)] for header in frame
    }
    for header in frame.columns.intersection(ID_COLUMNS):
        columns[header] = [None if name is None else f"{name}-{copy}" for name in frame[header]]
    return pd.DataFrame(columns, dtype=object)


def _moved(cell: object, by: timedelta) -> object:
    if cell is pd.NaT:
        return None
    return cell + by if isinstance(cell, date) else cell


def snapshot(rows: int, seed: int, config: Config | None = None) -> Snapshot:
    """The snapshot that such an office leaves."""
    choices = (config or Config()).model_dump_json(include={"working_hours", "holidays", "rules"})
    sops = [json.loads(version.model_dump_json()) for version in office().sop.versions]
    basis = json.dumps({"config": json.loads(choices), "sop": sops})
    return Snapshot(f"KPU Kabupaten {seed}", str(NOW), basis, office_frames(rows, seed))


def listed(folder: Path, count: int, rows: int, **keys: object) -> Path:
    """A folder with snapshots of so many offices, and the list that names them."""
    entries = []
    for number in range(1, count + 1):
        write_snapshot(snapshot(rows, number), folder / f"{number:03}.parquet")
        source = {"type": "snapshot", "path": f"{number:03}.parquet"}
        entries.append(
            {"name": f"KPU Kabupaten {number:03}", "province": f"Provinsi {number % 38 + 1:02}", "source": source}
        )
    file = folder / "offices.json"
    file.write_text(json.dumps({"offices": entries, **keys}), encoding="utf-8")
    return file
