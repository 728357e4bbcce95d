"""D rules: what is typed can be read."""

from __future__ import annotations

import numpy as np
import pandas as pd

from worklog.core.indonesian import MONTHS, WEEKDAYS, short_day_text
from worklog.core.judging.rule import Case, rule, together
from worklog.core.judging.rules import clauses
from worklog.core.log import cells, readable, written
from worklog.core.lookup import NONE

_EXAMPLES = {"tanggal": "22/11/2026", "tanggal dan jam": "22/11/2026 14:05"}
_NOT_READ = "Yang tertulis di kolom {column}, «{typed}», belum terbaca sebagai {wanted}. "
_NO_SUCH_DAY, _NUMBER = "no such day", "number"
_DATE_FAULTS = {
    readable.WORDS: "Ketik seperti {example}.",
    readable.FORMULA: "Sel ini berisi rumus; ketik seperti {example}.",
    readable.OUTSIDE: "Tanggalnya tidak di antara {first} dan {last}; ketik seperti {example}.",
    readable.DAY_ALONE: "Jamnya belum ada; ketik seperti {example} (tengah malam: 00:01).",
    cells.TIME_ALONE: "Tanggalnya belum ada; untuk hari ini ketik seperti {today}.",
    cells.OTHER_WEEKDAY: "{said} adalah {weekday}; betulkan hari atau tanggalnya.",
    _NUMBER: "Angka itu bukan tanggal; ketik seperti {example}.",
    _NO_SUCH_DAY: "{month} hanya sampai tanggal {end}; betulkan tanggalnya.",
}
"""What may be wrong with a date, and what to do about it."""

_ADVICE = {
    "Peran": "Pilih peran dari daftar.",
    "Jenis": "Pilih jenis dari daftar.",
    "Jam Kerja": "Isi jam seperti 08:00-12:00.",
    "WhatsApp": "Isi nomor ponsel seperti 0812-3456-7890, atau kosongkan.",
    **dict.fromkeys(("Berlaku Dari", "Berlaku Sampai", "Tanggal", "Sampai"), "Isi tanggal seperti 22/11/2026."),
}
"""What to do about each cell of Petugas and Kalender that cannot be used."""


@rule(
    "D106",
    "error",
    "Tanggal atau waktu tidak terbaca",
    tuple(_NOT_READ + advice for advice in _DATE_FAULTS.values()),
    clauses.WORKBOOK,
)
def unreadable_date(case: Case) -> pd.DataFrame:
    register, log = case.tables.register, case.tables.log
    columns = (
        (case.register_rows, register, "registered", "Tanggal", "tanggal"),
        (case.register_rows, register, "reference", "Waktu Acuan", "tanggal dan jam"),
        (case.register_rows, register, "planned", "Jadwal Tayang", "tanggal"),
        (case.log_rows, log, "start", "Mulai", "tanggal dan jam"),
        (case.log_rows, log, "finish", "Selesai", "tanggal dan jam"),
    )
    found = together(
        [
            place(
                rows[f"{name}_unreadable"],
                column,
                typed=rows[f"{name}_typed"],
                wanted=wanted,
                fault=rows[f"{name}_fault"],
                said=rows[f"{name}_day"],
            )
            for place, rows, name, column, wanted in columns
        ]
    )
    if not len(found):
        return found
    said = pd.Series(found["said"].to_numpy())
    ends = found["typed"].map(written.month_end).where(found["fault"] == readable.WORDS)
    clock = _time_of_day(found)
    fault = found["fault"].mask(ends.notna(), _NO_SUCH_DAY)
    is_number = (fault == readable.OUTSIDE) & found["typed"].str.fullmatch(r"\d+(\.\d+)?")
    fault = fault.mask(is_number, _NUMBER).mask(is_number & (clock != ""), cells.TIME_ALONE)
    return found.assign(
        says=pd.Index(_DATE_FAULTS).get_indexer(pd.Index(fault)),
        month=ends.map(lambda end: f"{MONTHS[end.month - 1]} {end.year or ''}".rstrip(), na_action="ignore"),
        end=ends.map(lambda end: str(end.day), na_action="ignore"),
        example=found["wanted"].map(_EXAMPLES),
        today=f"{pd.Timestamp(case.now):%d/%m/%Y}" + clock.mask(found["wanted"] == "tanggal", ""),
        first=short_day_text(readable.FIRST),
        last=short_day_text(readable.last_readable(case.now)),
        said=[short_day_text(day) for day in said.to_numpy()],
        weekday=said.dt.day_of_week.map(dict(enumerate(WEEKDAYS))).to_numpy(),
    )


def _time_of_day(found: pd.DataFrame) -> pd.Series:
    """The time that was typed alone (also as a number: `14.05`), to stand behind a day; "" for anything else."""
    seconds = found["typed"].map(written.time_alone)
    return seconds.map(lambda told: "" if pd.isna(told) else f" {int(told) // 3600:02}:{int(told) // 60 % 60:02}")


@rule(
    "D114",
    "error",
    "Isi Petugas atau Kalender tidak dapat dipakai",
    "Isian kolom {cells} di tab {tab} baris {row} belum dapat dipakai. {advice}",
    clauses.WORKBOOK,
)
def unusable_cell(case: Case) -> pd.DataFrame:
    unusable = case.tables.unusable
    advice = [" ".join(dict.fromkeys(_ADVICE[cell] for cell in cells.split(", "))) for cells in unusable["cells"]]
    return unusable.assign(item=NONE, id="", round=0, step=0, column="", advice=np.array(advice, dtype=object))


RULES = (unreadable_date, unusable_cell)
