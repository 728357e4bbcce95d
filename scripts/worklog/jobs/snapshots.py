"""The snapshot of a log that its daily report leaves for a recap of many offices."""

from __future__ import annotations

import json
from pathlib import Path

from worklog.adapters.snapshots.snapshot import Snapshot, write_snapshot
from worklog.config.config import Config
from worklog.core.errors import WorklogError
from worklog.core.judging.check import Checked


def leave_snapshot(config: Config, checked: Checked, target: Path) -> list[str]:
    """Leave the cells as they were read, and what they are judged on; a sentence where that could not be done.

    It is no reason for the report not to be made.
    """
    try:
        write_snapshot(snapshot_of(config, checked), target)
    except WorklogError as error:
        return [f"Cuplikan untuk rekap kantor tidak dibuat. {error}"]
    return []


def snapshot_of(config: Config, checked: Checked) -> Snapshot:
    """The cells of a check, with the office's hours, holidays, rule choices and all versions of its SOP."""
    choices = json.loads(config.model_dump_json(include={"working_hours", "holidays", "rules"}))
    sops = [json.loads(version.model_dump_json()) for version in checked.sop.versions]
    basis = json.dumps({"config": choices, "sop": sops}, ensure_ascii=False)
    return Snapshot(config.office.name, str(checked.now), basis, checked.frames)
