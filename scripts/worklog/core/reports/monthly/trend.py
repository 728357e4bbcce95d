"""The figures of each month, and how they went over the last twelve."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
import pandas as pd

from worklog.core.reports import figures
from worklog.core.reports.figures import shares

MONTHS = 12


@dataclass(frozen=True)
class MonthFigures:
    """The figures on top: items, those that answer comments, those published, and of these the judged ones and those on
    time; items that are past their deadline and not published; those that had to be on time, judged or overdue; steps
    finished, and of these the judged ones and the late ones.
    """

    items: int
    answers: int
    published: int
    judged: int
    on_time: int
    overdue: int
    due: int
    steps: int
    judged_steps: int
    late: int

    @property
    def on_time_share(self) -> float:
        """Items on time / items due; NaN of none."""
        return figures.share(self.on_time, self.due)

    @property
    def late_share(self) -> float:
        """Steps late / steps judged; NaN of none."""
        return figures.share(self.late, self.judged_steps)

    @property
    def is_empty(self) -> bool:
        return not (self.items or self.steps)


def month_counts(items: pd.DataFrame, steps: pd.DataFrame, month: np.datetime64) -> pd.DataFrame:
    """The numbers of `MonthFigures` for the twelve months up to `month` (datetime64[M]), which is the last row.

    `items` are those of `items.all_items`, `steps` those of `steps.finished_steps`.
    """
    months = np.arange(month - (MONTHS - 1), month + 1).astype("datetime64[s]")
    of_items = pd.DataFrame(
        {
            "items": items["month"].notna(),
            "answers": items["answers"],
            "published": items["aired"],
            "judged": items["judged"],
            "on_time": items["on_time"],
            "overdue": items["overdue_airing"],
            "due": items["due"],
        }
    )
    of_steps = pd.DataFrame(
        {"steps": steps["month"].notna(), "judged_steps": steps["judged"], "late": steps["late"]},
    )
    by_item, by_step = (
        table.astype(int).groupby(source["month"]).sum().reindex(months, fill_value=0)
        for table, source in ((of_items, items), (of_steps, steps))
    )
    return by_item.join(by_step)


def month_figures(counts: pd.DataFrame) -> list[MonthFigures]:
    """The rows of `month_counts` one by one."""
    numbers = counts[[field.name for field in fields(MonthFigures)]]
    return [MonthFigures(*map(int, row)) for row in numbers.to_numpy()]


def trend_table(counts: pd.DataFrame) -> pd.DataFrame:
    """The months from the first one with anything in it on; none when a single month is all there is.

    Columns: the headers of `tabel_tren` in the template; shares are of the counts beside them.
    """
    filled = counts.index[(counts["items"] + counts["steps"]) > 0]
    counts = counts.loc[filled[0] :] if len(filled) > 1 else counts.iloc[:0]
    table = pd.DataFrame(
        {
            "Bulan": counts.index,
            "Jumlah": counts["items"],
            "Tayang": counts["published"],
            "Dinilai": counts["judged"],
            "Tepat waktu": counts["on_time"],
            "Lewat batas": counts["overdue"],
            "Bagian tepat waktu": shares(counts["on_time"], counts["due"]),
            "Langkah selesai": counts["steps"],
            "Langkah dinilai": counts["judged_steps"],
            "Langkah terlambat": counts["late"],
            "Bagian langkah terlambat": shares(counts["late"], counts["judged_steps"]),
        }
    )
    return table.reset_index(drop=True)
