"""The work place of the worked example."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path

from worklog.config.config import PROJECT, load_config
from worklog.config.sources import WorkbookSource
from worklog.core.errors import WorklogError
from worklog.jobs.desk import Desk
from worklog.progress import Tell, tell_nobody

EXAMPLE_FOLDER = PROJECT / "data" / "contoh"


EXAMPLE_CONFIG = {"source": {"type": "workbook", "path": "Buku Kerja Contoh.xlsx"}}


UNFINISHED_EXAMPLE = "Buku Kerja Contoh - belum selesai.xlsx"


def example_desk(now: datetime | None = None, tell: Tell = tell_nobody) -> Desk:
    """The work place of the worked example, made where it is missing; looked at in its own time unless told."""
    from worklog.example import EXAMPLE_NOW, example_rows

    config_file = EXAMPLE_FOLDER / "sheets_config.json"
    if not config_file.exists():
        _write_example_config(config_file)
    desk = Desk(load_config(config_file), now or EXAMPLE_NOW, tell=tell)
    workbook = desk.config.workbook
    if not workbook.exists():
        from worklog.adapters.files.patience import patiently
        from worklog.adapters.files.temporary import take_place
        from worklog.adapters.workbook.writer import write_rows

        tell("Membuat contoh satu bulan…")
        # Made under another name, so that an example that was interrupted is not taken for a whole one.
        unfinished = workbook.with_name(UNFINISHED_EXAMPLE)
        patiently(partial(unfinished.unlink, missing_ok=True))
        replace(desk, config=desk.config.model_copy(update={"source": WorkbookSource(path=str(unfinished))})).set_up()
        sop = desk.office.sop
        write_rows(unfinished, example_rows(sop.at(desk.moment)), sop.roles)
        take_place(unfinished, workbook)
    return desk


def _write_example_config(path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(EXAMPLE_CONFIG, indent=2) + "\n", encoding="utf-8")
    except OSError as error:
        raise WorklogError(
            f"Contoh tidak dapat dibuat di {path.parent} ({type(error).__name__}). Periksa izin menulis di folder "
            "program, atau salin folder program ke tempat yang boleh ditulis, lalu jalankan lagi."
        ) from error
