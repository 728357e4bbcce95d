"""W rules: the SOP's time limits, per step and in total."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from worklog.core.judging.rule import Case, days, durations, rule, together
from worklog.core.log.readable import LAST_MINUTE
from worklog.core.log.tables import NAT
from worklog.core.lookup import find, look_up

STEP_LIMIT = "Tabel SOP, kolom Waktu"
TOTAL = "Keterangan langkah terakhir: batas tayang"
PLANNED_DAY = "P3 langkah 5 dan P4 langkah 10: Tayang di hari yang sesuai"
PREPARATION = "P3 langkah 1 dan P4 langkah 2: disiapkan 2 hari sebelum tayang"


def _overrun_of(rows: pd.DataFrame) -> dict[str, Any]:
    """The fields that tell by how much items or steps are late, and how that is counted."""
    clock = np.where(rows["working"], "jam kerja", "jam biasa").astype(object)
    return {"overrun": durations(rows["overrun"]), "clock": clock, "deadline": rows["deadline"]}


@rule(
    "W401",
    "warning",
    "Langkah selesai terlambat",
    "Langkah {step} (putaran {round}) konten {id} selesai {finish}, lewat {overrun} ({clock}) dari batas {deadline}. "
    "Catat sebabnya di kolom Catatan.",
    STEP_LIMIT,
    repairable=False,
)
def finished_late(case: Case) -> pd.DataFrame:
    steps = case.timeline
    late = steps["finished"] & ~steps["planned"] & steps["late"]
    return case.steps(late, finish=steps["finish"], **_overrun_of(steps))


@rule(
    "W402",
    "error",
    "Langkah melewati batas",
    "Langkah {step} (putaran {round}) konten {id} belum selesai, lewat {overrun} ({clock}) dari batas {deadline}. "
    "Selesaikan sekarang, lalu isi Selesai.",
    STEP_LIMIT,
    repairable=False,
)
def current_step_late(case: Case) -> pd.DataFrame:
    steps = case.timeline
    late = steps["is_current"] & ~steps["planned"] & steps["late"]
    return case.steps(late, **_overrun_of(steps))


@rule(
    "W403",
    "error",
    "Tayang melewati batas total",
    "Konten {id} tayang {published}, lewat {overrun} ({clock}) dari batas {deadline}. Catat sebabnya di kolom Catatan.",
    TOTAL,
    repairable=False,
)
def published_late(case: Case) -> pd.DataFrame:
    items = case.items
    late = items["late"] & ~items["planned_flow"]
    return case.item_rows(late, published=items["published"], **_overrun_of(items))


@rule(
    "W404",
    "error",
    "Belum tayang, batas total lewat",
    "Konten {id} belum tayang, lewat {overrun} ({clock}) dari batas {deadline}. Selesaikan langkah yang tersisa.",
    TOTAL,
    repairable=False,
)
def not_published_in_time(case: Case) -> pd.DataFrame:
    items = case.items
    late = items["overdue_airing"] & ~items["planned_flow"]
    return case.item_rows(late, **_overrun_of(items))


@rule(
    "W405",
    "error",
    "Tidak tayang pada hari yang ditentukan",
    "Konten {id} dijadwalkan tayang {planned}, {what}. {advice}",
    PLANNED_DAY,
    repairable=False,
)
def not_on_planned_day(case: Case) -> pd.DataFrame:
    items = case.items
    early, late, missed = items["early"], items["late"], items["overdue_airing"]
    what = np.where(
        missed, "tetapi belum tayang", np.where(early, "tetapi tayang lebih awal", "tetapi tayang terlambat")
    )
    advice = np.where(missed, "Tayangkan segera, atau putuskan Batal.", "Periksa Jadwal Tayang dan Selesai.")
    return case.item_rows(
        items["planned_flow"] & (early | late | missed),
        planned=days(items["planned"]),
        what=what,
        advice=advice,
    )


@rule(
    "W406",
    "warning",
    "Persiapan belum dimulai",
    "Persiapan konten {id} (langkah {prepare_step}) harus dimulai paling lambat {prepare_day}, {count} hari kerja "
    "sebelum tayang. Isi Mulai langkah itu, atau mulai hari ini.",
    PREPARATION,
    repairable=False,
)
def not_prepared_in_time(case: Case) -> pd.DataFrame:
    items, calendar = case.items, case.clock.calendar
    flows = case.sop.flows.iloc[items["flow_index"]].reset_index(drop=True)
    judged = ((items["flow_index"] >= 0) & (flows["prepare_days"] > 0)).to_numpy() & items["planned"].notna().to_numpy()
    day = np.full(len(items), np.datetime64("NaT", "D"))
    planned = items["planned"].to_numpy().astype("datetime64[D]")
    day[judged] = calendar.working_day_before(planned[judged], flows["prepare_days"].to_numpy()[judged])
    limit = calendar.end_of_day(day)

    # Round 1's prepare step; the last row of these columns stands for items of which it is not expected.
    positions, steps = case.trace.positions, case.timeline
    wanted = positions.of(np.arange(len(items)), np.ones(len(items), dtype=np.int64), flows["prepare_step"].to_numpy())
    at = find(steps["position"].to_numpy(), wanted)
    start, finish = (look_up(steps[name], at, NAT) for name in ("start", "finish"))
    has_start, finished = (look_up(steps[name], at, False) for name in ("start_filled", "finished"))
    started = np.where(has_start, start, finish)
    never = ~(has_start | finished)
    late = (started > limit) | (never & items["is_open"] & (case.now > limit))
    late &= (at >= 0) & ~(items["reference"] > limit)
    return case.item_rows(
        judged & late, prepare_day=days(day), prepare_step=flows["prepare_step"], count=flows["prepare_days"]
    )


@rule(
    "W407",
    "info",
    "Mendekati batas",
    "Langkah {step} konten {id} sudah memakai {percent} % dari waktunya; batasnya {deadline}.",
    STEP_LIMIT,
    repairable=False,
)
def near_limit(case: Case) -> pd.DataFrame:
    steps = case.timeline
    used, limit = steps["used_seconds"], steps["limit_seconds"]
    return case.steps(steps["is_near"], percent=used * 100 // limit.clip(lower=1), deadline=steps["deadline"])


@rule(
    "W408",
    "info",
    "Sisa waktu kurang",
    "Sisa waktu konten {id} sampai {deadline} tinggal {left}, kurang dari jumlah batas langkah tersisa ({needed}). "
    "Percepat langkah berikutnya.",
    TOTAL,
    repairable=False,
)
def not_enough_left(case: Case) -> pd.DataFrame:
    steps, items = case.timeline, case.items
    limit = case.sop.steps["seconds"].to_numpy()[steps["sop_step"]]
    ahead = np.arange(len(steps)) >= items["current_at"].to_numpy()[steps["item"]]
    needed = np.bincount(steps["item"], np.where(ahead, limit, 0), minlength=len(items))
    left = -items["overrun"].to_numpy()
    fits = look_up(case.sop.flows["fits"], items["flow_index"], False)
    short = fits & items["is_open"] & items["deadline"].notna() & (left >= 0) & (left < needed)
    of_step = steps["item"].to_numpy()
    return case.steps(
        steps["is_current"] & short.to_numpy()[of_step],
        left=durations(left[of_step]),
        needed=durations(needed[of_step]),
        deadline=items["deadline"].to_numpy()[of_step],
    )


@rule(
    "W409",
    "error",
    "Waktu di masa depan",
    "{column} langkah ini ({moment}) lebih dari {tolerance} menit di masa depan. Isi waktu kejadian yang sebenarnya.",
    "Pencatatan dan Pendataan: Buku kerja",
)
def in_the_future(case: Case) -> pd.DataFrame:
    log, tolerance = case.tables.log, case.settings.future_tolerance_minutes
    latest = case.now + np.timedelta64(tolerance, "m")
    # A post of which only the day is known is in the future when that day is.
    tonight = case.now.astype("datetime64[D]") + LAST_MINUTE
    ends = np.where(log["finish_is_day"], tonight, latest)
    return together(
        [
            case.log_rows(log[name] > last, header, moment=log[name], tolerance=tolerance)
            for name, header, last in (("start", "Mulai", latest), ("finish", "Selesai", ends))
        ]
    )


RULES = (
    finished_late,
    current_step_late,
    published_late,
    not_published_in_time,
    not_on_planned_day,
    not_prepared_in_time,
    near_limit,
    not_enough_left,
    in_the_future,
)
