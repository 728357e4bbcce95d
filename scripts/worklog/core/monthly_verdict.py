"""What a month comes to, in sentences: on time or not, better or worse, where it sticks, and what should be changed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from worklog.core.indonesian import month_text
from worklog.core.monthly_evidence import TIGHT, WIDE
from worklog.core.monthly_findings import SEPARATOR
from worklog.core.monthly_items import CEREMONIAL

if TYPE_CHECKING:
    from worklog.core.monthly import Monthly

MOST_NAMED = 3
"""So many steps, roles or limits are named in one sentence; the sheets have all of them."""
SAME = 0.05
"""Percentage points below which two shares are the same as they are printed."""
RISEN, FALLEN = "▲", "▼"
MOST_CEREMONIAL = 0.5
"""The share of ceremonies above which the SOP's wish for more information is recalled; also when it has risen."""
NOTHING_LATE = "Tidak ada yang lewat batas."


def headline(report: Monthly) -> str:
    """The verdict in one line: the share on time, and whether it rose or fell."""
    share, before = report.now.on_time_share, report.before.on_time_share
    if report.now.is_empty:
        return f"Tidak ada konten, respon, maupun langkah yang tercatat pada {_month(report.month)}."
    if np.isnan(share):
        return "Ketepatan belum dapat dihitung: belum ada yang tayang dan dapat dinilai."
    told = f"{percent(share)} tayang tepat waktu"
    return told if np.isnan(before) else f"{told}, {_change(share, before)} {_month(report.month - 1)}"


def conclusions(report: Monthly) -> pd.DataFrame:
    """Questions and their answers, in the order in which a reader asks; of an empty month only what is still to do."""
    advice = list(_advice(report))
    rows = []
    if not report.now.is_empty:
        rows = [
            ("Tepat waktu?", _punctuality(report)),
            ("Lebih baik dari bulan lalu?", _comparison(report)),
            ("Macet di langkah mana?", _stuck_steps(report.overruns)),
            ("Macet di pelaksana mana?", _stuck_roles(report.overruns)),
        ]
        advice = advice or ["Tidak ada yang mendesak menurut catatan bulan ini."]
    rows += zip(["Yang perlu diubah?"] + [""] * len(advice), advice, strict=False)
    return pd.DataFrame(rows, columns=["Pertanyaan", "Jawaban"])


def percent(share: float) -> str:
    """`97,4%`; whole shares without a decimal, a dash when unknown."""
    if np.isnan(share):
        return "—"
    return f"{share:.0%}" if share in (0, 1) else _decimal(share * 100) + "%"


def _decimal(number: float) -> str:
    return f"{number:.1f}".replace(".", ",")


def _month(month: np.datetime64) -> str:
    year, number = str(month).split("-")
    return month_text(int(year), int(number))


def _change(share: float, before: float) -> str:
    points = (share - before) * 100
    if abs(points) < SAME:
        return "sama dengan"
    return f"{f'{RISEN} naik' if points > 0 else f'{FALLEN} turun'} {_decimal(abs(points))} poin dari"


def _punctuality(report: Monthly) -> str:
    now, flows = report.now, report.flows
    told = ["Belum ada yang tayang dan dapat dinilai."]
    if now.judged:
        missed = now.judged - now.on_time
        told = [f"{now.on_time} dari {now.judged} yang tayang dan dapat dinilai tepat waktu, {missed} tidak."]
    if now.published > now.judged:
        told.append(f"{now.published - now.judged} yang tayang belum dapat dinilai.")
    if now.overdue:
        told.append(f"{now.overdue} belum tayang padahal sudah lewat batas tayangnya.")
    worst = flows[flows["Bagian tepat waktu"] < 1].nsmallest(1, "Bagian tepat waktu")
    for flow in worst.to_dict("records"):
        on_time, share = flow["Tepat waktu"], percent(flow["Bagian tepat waktu"])
        of = f"{on_time} dari {on_time + flow['Tidak tepat waktu']}"
        told.append(f"Paling rendah: {flow['Alur']} {flow['Nama alur']}, {share} ({of}).")
    return " ".join(told)


def _comparison(report: Monthly) -> str:
    now, before, name = report.now, report.before, _month(report.month - 1)
    if np.isnan(before.on_time_share) or np.isnan(now.on_time_share):
        return f"Belum dapat dibandingkan: bulan ini atau {name} tidak memiliki yang tayang dan dapat dinilai."
    change = _change(now.on_time_share, before.on_time_share)
    answer = {RISEN: "Ya", FALLEN: "Tidak"}.get(change[0], "Tetap")
    of = f"{percent(before.on_time_share)}, {before.on_time} dari {before.judged}"
    steps = f"Langkah terlambat {percent(now.late_share)}; bulan lalu {percent(before.late_share)}."
    return f"{answer}: {change.lstrip(f'{RISEN}{FALLEN} ')} {name} ({of}). {steps}"


def _stuck_steps(overruns: pd.DataFrame) -> str:
    times = _counted(overruns["Alur"] + "." + overruns["Langkah"].str.replace(". ", " ", n=1))
    return "; ".join(f"{step} ({count} kali)" for step, count in times) + "." if times else NOTHING_LATE


def _stuck_roles(overruns: pd.DataFrame) -> str:
    times = _counted(overruns["Peran"])
    named = "; ".join(f"{role} {count}" for role, count in times)
    return f"{named} dari {len(overruns)} keterlambatan." if times else NOTHING_LATE


def _counted(names: pd.Series) -> list[tuple[str, int]]:
    """The most frequent names with their numbers; of equal ones the first."""
    counts = names.groupby(names, sort=False).size().sort_values(ascending=False, kind="stable")
    return [(str(name), int(count)) for name, count in counts.head(MOST_NAMED).items()]


def _advice(report: Monthly) -> Iterator[str]:
    """What should be changed, the most urgent first: what is overdue, the SOP's limits, the log, the content."""
    waiting = report.overruns.loc[report.overruns["Selesai"].isna(), "ID"]
    if len(waiting):
        still = "pada akhir bulan masih" if report.is_over else "masih"
        yield f"Selesaikan {len(waiting)} langkah yang {still} lewat batas; yang paling lama konten {waiting.iloc[0]}."
    for hint, told in ((TIGHT, "Batas yang sering terlewat"), (WIDE, "Batas yang terlalu longgar")):
        codes = report.evidence.loc[report.evidence["Petunjuk"] == hint, "Kode"].tolist()
        if codes:
            yield f"{told}: {_listed(codes)}. Bahan perbaikan SOP ada pada lembar Terlambat."
    count = len(report.not_judgeable)
    if count:
        (cause, times), *_ = _counted(report.not_judgeable["Sebab"].str.split(SEPARATOR).explode())
        yield f"Lengkapi {count} konten yang belum dapat dinilai; sebab terbanyak: {cause} ({times})."
    yield from _mix_advice(report.mix)


def _mix_advice(mix: pd.DataFrame) -> Iterator[str]:
    ((share, before),) = mix.loc[mix["Jenis konten"] == CEREMONIAL, ["Bagian", "Bagian bulan lalu"]].to_numpy()
    if share > MOST_CEREMONIAL or share > before:
        told = "" if np.isnan(before) else f", bulan lalu {percent(before)}"
        yield f"Perbanyak informasi: {percent(share)} konten bersifat ceremonial{told} (SOP, Catatan 2)."


def _listed(codes: list[str]) -> str:
    named = ", ".join(codes[:MOST_NAMED])
    return f"{named} dan {len(codes) - MOST_NAMED} lainnya" if len(codes) > MOST_NAMED else named
