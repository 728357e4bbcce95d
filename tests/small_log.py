"""A log written as text, checked by the real checks: the few lines that a report test is about.

An item is a line `ID | alur | Waktu Acuan | Jadwal Tayang | Terkait ID`; its steps are the indented lines below it,
`no | Mulai | Selesai | Keputusan | Bukti`, a step of a later round as `2.1`. What stands behind may be left out.
Each role has one person; make and publish steps that are done have a link unless Bukti is given.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from worklog.adapters.sop_files import load_sops
from worklog.config import Config
from worklog.core import tabs
from worklog.core.check import Checked, Office, check

TEMPLATES = Path(__file__).parents[1] / "templates"
PEOPLE = {
    tabs.ADMIN: "Dewi",
    tabs.GENERAL_STAFF: "Siti",
    tabs.SUBDIVISION_HEAD: "Sri",
    tabs.SECRETARY: "Agus",
    tabs.COMMISSIONER: "Ridwan",
}
REGISTER_HEADERS = ("ID Konten", "Alur", "Waktu Acuan", "Jadwal Tayang", "Terkait ID")
STEP_HEADERS = ("No", "Mulai", "Selesai", "Keputusan", "Bukti")

Cells = dict[str, object]


def no_holidays(years: Sequence[int]) -> pd.DataFrame:
    frame = pd.DataFrame({"day": [], "name": [], "joint_leave": [], "closed": []})
    return frame.astype({"day": "datetime64[s]", "name": object, "joint_leave": bool, "closed": bool})


def small_office() -> Office:
    return Office(load_sops(TEMPLATES / "sop"), Config().working_hours.weekly, no_holidays)


def checked_log(text: str, now: str) -> Checked:
    """Check the log written in `text` as it stands at `now`."""
    office = small_office()
    flows = {flow.code: flow for flow in office.sop.flow_models}
    items: list[Cells] = []
    steps: list[Cells] = []
    for line in filter(str.strip, text.splitlines()):
        cells = [cell.strip() for cell in line.split("|")]
        if not line.startswith(" "):
            items.append({"Judul": f"Judul {cells[0]}", "Penanggung Jawab": "Siti"} | _named(REGISTER_HEADERS, cells))
            continue
        step = _named(STEP_HEADERS, cells)
        round_no, _, number = str(step["No"]).rpartition(".")
        model = flows[str(items[-1]["Alur"])].steps[int(number) - 1]
        link = f"https://contoh.id/{items[-1]['ID Konten']}" if model.kind in ("make", "publish") else ""
        typed = {model.role: PEOPLE[model.role], "Bukti": link} if len(step) > 1 else {}
        keys = {"ID Konten": items[-1]["ID Konten"], "Putaran": int(round_no or 1), "No": int(number)}
        steps.append(typed | step | keys)
    people: list[Cells] = [{"Nama": name, "Peran": role} for role, name in PEOPLE.items()]
    grids = {
        tabs.REGISTER.name: _grid(tabs.REGISTER, items),
        tabs.LOG.name: _grid(tabs.LOG, steps),
        tabs.PEOPLE.name: _grid(tabs.PEOPLE, people),
        tabs.CALENDAR.name: _grid(tabs.CALENDAR, []),
    }
    return check(grids, office, np.datetime64(now, "s"))


def _named(headers: Sequence[str], cells: Sequence[str]) -> Cells:
    return {header: cell for header, cell in zip(headers, cells, strict=False) if cell}


def _grid(tab: tabs.Tab, rows: Sequence[Cells]) -> list[list[object]]:
    return [list(tab.headers), *([row.get(header) for header in tab.headers] for row in rows)]
