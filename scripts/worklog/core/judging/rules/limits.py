"""W rules: the SOP's time limits, per step and in total."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from worklog.core.judging.doubt import finish_to_come
from worklog.core.judging.rule import Case, Days, Durations, Shares, rule, together
from worklog.core.judging.rules import clauses
from worklog.core.lookup import look_up

STEP_LIMIT = "Tabel SOP, kolom Waktu"
TOTAL = "Keterangan langkah terakhir: batas tayang"


def _overrun_of(rows: pd.DataFrame) -> dict[str, Any]:
    """The fields that tell by how much items or steps are late."""
    return {"overrun": Durations(rows["overrun"], rows["working"]), "deadline": rows["deadline"]}


@rule(
    "W401",
    "warning",
    "Langkah selesai terlambat",
    "{id} langkah {step} (putaran {round}) selesai {finish}, lewat {overrun} dari batas {deadline}. "
    "Bila ada sebabnya, tulis di kolom Catatan.",
    STEP_LIMIT,
)
def finished_late(case: Case) -> pd.DataFrame:
    steps = case.timeline
    late = steps["finished"] & ~steps["planned"] & steps["late"]
    return case.steps(late, finish=steps["finish"], **_overrun_of(steps))


@rule(
    "W402",
    "error",
    "Langkah melewati batas",
    "{id} langkah {step} (putaran {round}) belum selesai, lewat {overrun} dari batas {deadline}. "
    "Selesaikan langkah ini, lalu isi kolom Selesai.",
    STEP_LIMIT,
)
def current_step_late(case: Case) -> pd.DataFrame:
    steps = case.timeline
    late = steps["is_current"] & ~steps["planned"] & steps["late"]
    return case.steps(late, **_overrun_of(steps))


@rule(
    "W403",
    "error",
    "Selesai melewati batas total",
    "{id} {aired} {published}, lewat {overrun} dari batas {deadline}. Bila ada sebabnya, tulis di kolom Catatan.",
    TOTAL,
)
def published_late(case: Case) -> pd.DataFrame:
    items = case.items
    late = items["late"] & ~items["planned_flow"]
    return case.with_words(case.item_rows(late, published=items["published"], **_overrun_of(items)))


@rule(
    "W404",
    "error",
    "Batas total lewat sebelum selesai",
    (
        "{id} belum {aired}, lewat {overrun} dari batas {deadline}. Selesaikan langkah yang tersisa.",
        "{id} dibatalkan {cancelled_at}, lewat {overrun} dari batas {deadline}. "
        "Bila ada sebabnya, tulis di kolom Catatan.",
    ),
    TOTAL,
)
def not_published_in_time(case: Case) -> pd.DataFrame:
    items = case.items
    late = (items["overdue_airing"] | items["cancelled_late"]) & ~items["planned_flow"]
    says = items["cancelled_late"].astype(int)
    return case.with_words(case.item_rows(late, cancelled_at=items["cancelled_at"], says=says, **_overrun_of(items)))


@rule(
    "W405",
    "error",
    "Tidak tayang pada hari yang ditentukan",
    (
        "{id} dijadwalkan tayang {planned}, tetapi belum tayang. Tayangkan sesegera mungkin dan beri tahu atasan.",
        "{id} dijadwalkan tayang {planned}, tetapi tayang {published}. "
        "Periksa Jadwal Tayang dan Selesai; bila keduanya benar, tulis sebabnya di kolom Catatan.",
    ),
    clauses.planned_day,
)
def not_on_planned_day(case: Case) -> pd.DataFrame:
    items = case.items
    aired_elsewhen = items["early"] | items["late"]
    return case.item_rows(
        items["planned_flow"] & (aired_elsewhen | items["overdue_airing"]),
        planned=Days(items["planned"]),
        published=Days(items["published"]),
        says=aired_elsewhen.astype(int),
    )


@rule(
    "W407",
    "info",
    "Mendekati batas",
    "{id} langkah {step} sudah memakai {percent} dari waktunya; batasnya {deadline}. Dahulukan langkah ini.",
    STEP_LIMIT,
)
def near_limit(case: Case) -> pd.DataFrame:
    steps = case.timeline
    used = Shares(steps["used_seconds"], steps["limit_seconds"])
    return case.steps(steps["is_near"], percent=used, deadline=steps["deadline"])


@rule(
    "W408",
    "info",
    "Sisa waktu kurang",
    "Sisa waktu {id} sampai {deadline} tinggal {left}, padahal langkah yang tersisa memerlukan {needed}. "
    "Dahulukan langkah ini.",
    TOTAL,
)
def not_enough_left(case: Case) -> pd.DataFrame:
    steps, items = case.timeline, case.items
    item = steps["item"].to_numpy()
    limit = case.sop.steps["seconds"].to_numpy()[steps["sop_step"]]
    current_at = items["current_at"].to_numpy()
    behind = (np.arange(len(steps)) > current_at[item]) & (current_at[item] >= 0)
    needed = np.bincount(item, np.where(behind, limit, 0), minlength=len(items)).astype(np.int64)
    # A clock that starts later leaves the whole limit and no more.
    left_of_limit = np.clip(-steps["overrun"].to_numpy(), 0, steps["limit_seconds"].to_numpy())
    needed += look_up(left_of_limit, current_at, 0)
    known = look_up(steps["judged"], current_at, False)
    left = -items["overrun"].to_numpy()
    fits = look_up(case.sop.flows["fits"], items["flow_index"], False)
    short = fits & known & items["is_open"] & items["deadline"].notna() & (left >= 0) & (left < needed)
    return case.steps(
        steps["is_current"] & short.to_numpy()[item],
        left=Durations(left[item], steps["working"]),
        needed=Durations(needed[item], steps["working"]),
        deadline=items["deadline"].to_numpy()[item],
    )


@rule(
    "W409",
    "error",
    "Waktu belum terjadi",
    "Waktu di kolom {column} ({moment}) belum terjadi. Betulkan bila salah ketik; bila langkahnya belum dikerjakan, "
    "kosongkan dulu.",
    "Pencatatan dan Pendataan: Buku kerja",
    repairable=True,
)
def in_the_future(case: Case) -> pd.DataFrame:
    log = case.tables.log
    return together(
        [
            case.log_rows(log["start"] > case.latest, "Mulai", moment=log["start"]),
            case.log_rows(finish_to_come(log, case.latest, case.now), "Selesai", moment=log["finish"]),
        ]
    )


RULES = (
    finished_late,
    current_step_late,
    published_late,
    not_published_in_time,
    not_on_planned_day,
    near_limit,
    not_enough_left,
    in_the_future,
)
