"""What a month comes to, in sentences: on time or not, better or worse, where it sticks, and what should be changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from worklog.core.indonesian import and_text, listed, number_text, percent_text
from worklog.core.reports.figures import month_name
from worklog.core.reports.monthly.flows import on_time_shares
from worklog.core.reports.monthly.trend import MonthFigures

MOST_NAMED = 3
"""So many steps, roles or limits are named in one sentence; the sheets have all of them."""
LEAST_ITEMS = 10
"""So many items each of two months needs before one is called better than the other."""
SAME = 0.05
"""Percentage points below which two shares are the same as they are printed."""
RISEN, FALLEN = "▲", "▼"
MOST_CEREMONIAL = 0.5
"""The share of ceremonies above which the SOP's wish for more information is recalled; also when it has risen."""
NOTHING_LATE = "Tidak ada yang lewat batas."


@dataclass(frozen=True)
class Grounds:
    """What the verdict of `month` (datetime64[M]) goes by.

    `is_over`: the month was over when it was counted. `now` and `before`: its figures and those of the month before.
    `flows`: `flows.named_flow_counts`. `late_steps`: `figures.overrun_steps` with name (of the step) and role_name.
    `limits`: `steps.unfit_limits`. `revised`: `flows.revised_beyond_total`. `causes`: `findings.unjudged_causes`.
    `ceremonial` and `ceremonial_before`: the share of ceremonies among the posts of the month, and of the month before.
    """

    month: np.datetime64
    is_over: bool
    now: MonthFigures
    before: MonthFigures
    flows: pd.DataFrame
    late_steps: pd.DataFrame
    limits: pd.DataFrame
    revised: pd.DataFrame
    causes: pd.Series
    ceremonial: float
    ceremonial_before: float


def headline(grounds: Grounds) -> str:
    """The verdict in one line: the share on time, and whether it rose or fell."""
    share, before = grounds.now.on_time_share, grounds.before.on_time_share
    if grounds.now.is_empty:
        return f"Tidak ada konten, respon, maupun langkah yang tercatat pada {month_name(grounds.month)}."
    if np.isnan(share):
        return "Ketepatan belum dapat dihitung: belum ada yang tayang dan dapat dinilai."
    told = f"{percent_text(share)} tayang tepat waktu ({grounds.now.on_time} dari {grounds.now.due})"
    if np.isnan(before):
        return told
    points = _points(share, before)
    sign = "" if _are_few(grounds) else f"{RISEN} " if points > 0 else f"{FALLEN} " if points < 0 else ""
    of = f"({grounds.before.on_time} dari {grounds.before.due})"
    return f"{told}, {sign}{_change(points)} {month_name(grounds.month - 1)} {of}"


def conclusions(grounds: Grounds) -> list[tuple[str, str]]:
    """Questions and their answers, in the order in which a reader asks; of an empty month only what is still to do.

    A further answer to the same question has "" in the place of it.
    """
    advice = list(_advice(grounds))
    answers = []
    if not grounds.now.is_empty:
        answers = [
            ("Tepat waktu?", _punctuality(grounds)),
            ("Lebih baik dari bulan lalu?", _comparison(grounds)),
            ("Macet di langkah mana?", _stuck_steps(grounds.late_steps)),
            ("Macet di pelaksana mana?", _stuck_roles(grounds.late_steps)),
        ]
        advice = advice or ["Tidak ada yang mendesak menurut catatan bulan ini."]
    return answers + list(zip(["Yang perlu diubah?"] + [""] * len(advice), advice, strict=False))


def _are_few(grounds: Grounds) -> bool:
    """Whether a month has so few items that a difference says little."""
    return min(grounds.now.due, grounds.before.due) < LEAST_ITEMS


def _points(share: float, before: float) -> float:
    """The difference in percentage points; 0 where the two are printed the same."""
    points = (share - before) * 100
    return 0.0 if abs(points) < SAME else points


def _change(points: float) -> str:
    if not points:
        return "sama dengan"
    return f"{'naik' if points > 0 else 'turun'} {number_text(abs(points), 1)} poin persen dari"


def _punctuality(grounds: Grounds) -> str:
    now, flows = grounds.now, grounds.flows
    told = ["Belum ada yang tayang dan dapat dinilai."]
    if now.judged:
        missed = now.judged - now.on_time
        told = [f"{now.on_time} dari {now.judged} yang tayang dan dapat dinilai tepat waktu, {missed} tidak."]
    if now.published > now.judged:
        told.append(f"{now.published - now.judged} yang tayang masih perlu dilengkapi.")
    if now.overdue:
        told.append(f"{now.overdue} belum tayang padahal sudah lewat batas tayangnya.")
    shares = on_time_shares(flows)
    worst = flows.assign(share=shares)[shares < 1].nsmallest(1, "share")
    for flow in worst.to_dict("records"):
        of = f"{percent_text(flow['share'])} ({flow['on_time']} dari {flow['due']})"
        told.append(f"Paling rendah: {flow['flow']} {flow['name']}, {of}.")
    return " ".join(told)


def _comparison(grounds: Grounds) -> str:
    now, before, name = grounds.now, grounds.before, month_name(grounds.month - 1)
    if np.isnan(before.on_time_share) or np.isnan(now.on_time_share):
        months = ((month_name(grounds.month), now.on_time_share), (name, before.on_time_share))
        blank = and_text([month for month, share in months if np.isnan(share)])
        return f"Belum dapat dibandingkan: pada {blank} belum ada yang tayang dan dapat dinilai."
    points = _points(now.on_time_share, before.on_time_share)
    few = f"Jumlahnya kurang dari {LEAST_ITEMS}, jadi belum dapat disimpulkan"
    answer = few if _are_few(grounds) else "Ya" if points > 0 else "Tidak" if points < 0 else "Tetap"
    of = f"{percent_text(before.on_time_share)}, {before.on_time} dari {before.due}"
    steps = f"Langkah terlambat {percent_text(now.late_share)}; bulan lalu {percent_text(before.late_share)}."
    return f"{answer}: {_change(points)} {name} ({of}). {steps}"


def _stuck_steps(late_steps: pd.DataFrame) -> str:
    times = _counted(late_steps["name"])
    return "; ".join(f"{step} ({count} kali)" for step, count in times) + "." if times else NOTHING_LATE


def _stuck_roles(late_steps: pd.DataFrame) -> str:
    times = _counted(late_steps["role_name"])
    named = "; ".join(f"{role} {count}" for role, count in times)
    return f"{named} dari {len(late_steps)} keterlambatan." if times else NOTHING_LATE


def _counted(names: pd.Series) -> list[tuple[str, int]]:
    """The most frequent names with their numbers; of equal ones the first."""
    counts = names.groupby(names, sort=False).size().sort_values(ascending=False, kind="stable")
    return [(str(name), int(count)) for name, count in counts.head(MOST_NAMED).items()]


def _advice(grounds: Grounds) -> Iterator[str]:
    """What should be changed, the most urgent first: what is overdue, the SOP's limits, the log, the content."""
    waiting = grounds.late_steps.loc[grounds.late_steps["finish"].isna(), "id"]
    if len(waiting):
        still = "pada akhir bulan masih" if grounds.is_over else "masih"
        yield f"Selesaikan {len(waiting)} langkah yang {still} lewat batas; yang paling lama konten {waiting.iloc[0]}."
    for tight, told in ((True, "Batas yang sering terlewat"), (False, "Batas yang terlalu longgar")):
        codes = grounds.limits.loc[grounds.limits["tight"] == tight, "code"].tolist()
        if codes:
            yield f"{told}: {_listed(codes)}. Bahan perbaikan SOP ada pada lembar Terlambat."
    count = grounds.causes.index.nunique()
    if count:
        (cause, times), *_ = _counted(grounds.causes)
        yield f"Lengkapi {count} konten; sebab terbanyak: {cause} ({times})."
    yield from _tight_totals(grounds.revised)
    yield from _mix_advice(grounds.ceremonial, grounds.ceremonial_before)


def _tight_totals(revised: pd.DataFrame) -> Iterator[str]:
    for flow in revised.to_dict("records"):
        missed = f"{flow['missed']} di antaranya lewat batas" if flow["missed"] else "semuanya masih dalam batas"
        yield (
            f"Bahan perbaikan SOP: {flow['count']} konten {flow['flow']} mendapat Revisi ({_listed(flow['ids'])}), "
            f"padahal batas {flow['total']} hanya cukup untuk satu putaran; {missed}."
        )


def _mix_advice(share: float, before: float) -> Iterator[str]:
    if share > MOST_CEREMONIAL or share > before:
        told = "" if np.isnan(before) else f", bulan lalu {percent_text(before)}"
        yield f"Perbanyak informasi: {percent_text(share)} konten bersifat ceremonial{told} (anjuran SOP)."


def _listed(codes: list[str]) -> str:
    return listed(codes, MOST_NAMED)
