"""A small log of November 2026, checked on the 10th, whose monthly report can be counted by hand."""

from __future__ import annotations

from functools import cache

import numpy as np
import pandas as pd

import office
from worklog.core.judging.check import Checked
from worklog.core.reports.monthly.report import Monthly, monthly_tables

NOVEMBER = np.datetime64("2026-11")
LOG = """
P2 2026-0001 acuan Sen 08.00
1 | Budi | Sen 08.10-08.30 | | draf
2 | Endah | Sen 08.40 | Setuju
3 | Agus | Sen 08.50 | Setuju
4 | Endah | Sen 09.00
5 | Dewi | Sen 09.10 | | https://contoh.id/1
P2 2026-0002 acuan Sel 08.00
1 | Budi | Sel 08.20-09.00 | | draf
2 | Endah | Sel 09.10 | Revisi
putaran 2
1 | Budi | Sel 12.00 | | draf kedua
2 | Endah | Sel 13.10 | Setuju
3 | Agus | Sel 13.20 | Setuju
4 | Endah | Sel 13.30
5 | Dewi | Sel 13.40 | | https://contoh.id/1
P2 2026-0003 acuan Rab 08.00
1 | Budi | Rab 09.30 | | draf
P1 2026-0004 acuan Jum lalu 08.00
1 | Budi | Jum lalu 08.30 | | draf
2 | Endah | Jum lalu 08.40 | Setuju
4 | Endah | Jum lalu 08.50 | Setuju
5 | Dewi | Jum lalu 09.00 | | https://contoh.id/1
P1 2026-0005 acuan Sab lalu 23.00
1 | Budi | Sab lalu 23.30 | | draf
2 | Endah | Sab lalu 23.40 | Setuju
4 | Endah | Sab lalu 23.50 | Setuju
5 | Dewi | Min lalu 00.01 | | https://contoh.id/1
R1 2026-0006 acuan Sen 10.00 | Terkait ID=2026-0001
1 | Dewi | Sen 10.30
2 | Endah | Sen 11.00 | Tidak direspon | draf
R1 2026-0007 acuan Sen 13.00 | Terkait ID=2026-0001
P2 2026-0008
1 | Budi | besok | | draf
P9 2026-0009 acuan Sen 10.00
P3 2026-0010 acuan Sel 08.00 jadwal Kam
1 | Budi | Sel 09.00 | | draf
2 | Endah | Sel 09.10 | Setuju
3 | Agus | Sel 09.20 | Setuju
4 | Endah | Sel 09.30
5 | Dewi | Kam 10.00 | | https://contoh.id/1
"""


@cache
def checked() -> Checked:
    return office.checked(LOG, "Sel depan 11.45")


@cache
def november() -> Monthly:
    return monthly_tables(checked(), NOVEMBER)


def report_of(log: str, now: str = "Sel depan 11.45", month: np.datetime64 = NOVEMBER) -> Monthly:
    """The monthly report of another log."""
    return monthly_tables(office.checked(log, now), month)


def row(table: pd.DataFrame, column: str, value: object) -> dict[str, object]:
    """The one row of a table with this value."""
    (found,) = table[table[column] == value].to_dict("records")
    return found
