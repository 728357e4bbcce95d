"""U rules: the steps are done in the SOP's order, round by round."""

from __future__ import annotations

import numpy as np
import pandas as pd

from worklog.core.judging.rule import Case, rule
from worklog.core.judging.trace import REVISE
from worklog.core.log.tables import NAT
from worklog.core.lookup import find, look_up

ORDER = "Tabel SOP, urutan kolom No"
REVISION = "Keterangan: jika perlu, bisa perbaikan lagi"


@rule(
    "U201",
    "error",
    "Langkah terlewat",
    "Langkah {step} (putaran {round}) konten {id} belum selesai, padahal langkah sesudahnya sudah. "
    "Isi pelaksana dan Selesai langkah ini sesuai kejadian sebenarnya.",
    ORDER,
)
def skipped(case: Case) -> pd.DataFrame:
    steps, rows = case.timeline, case.trace.rows
    done = rows["finish_filled"].to_numpy()
    last_done = np.full(len(case.items), -1)
    last_done[rows["item"].to_numpy()[done]] = rows["position"].to_numpy()[done]
    return case.steps(~steps["finished"] & (steps["position"] < last_done[steps["item"]]))


def _finish_before(case: Case) -> np.ndarray:
    """Selesai of the nearest finished row before each row of the trace; NaT where unknown or none."""
    rows = case.trace.rows
    before = case.trace.finished_before(rows["position"].to_numpy())
    return look_up(rows["finish"], before, NAT)


@rule(
    "U202",
    "error",
    "Terlalu awal",
    "{column} langkah {step} konten {id} lebih awal daripada Selesai langkah sebelumnya ({before}). "
    "Periksa kedua waktu itu dan betulkan yang salah ketik.",
    ORDER,
)
def too_early(case: Case) -> pd.DataFrame:
    rows, before = case.trace.rows, _finish_before(case)
    start_early = rows["start"].to_numpy() < before
    finish_early = rows["finish"].to_numpy() < before
    column = np.where(start_early, "Mulai", "Selesai")
    return case.trace_rows(start_early | finish_early, before=before).assign(column=column[start_early | finish_early])


@rule(
    "U203",
    "error",
    "Selesai sebelum Mulai",
    "Selesai langkah {step} konten {id} ({finish}) lebih awal daripada Mulai ({start}). Betulkan salah satunya.",
    ORDER,
)
def finish_before_start(case: Case) -> pd.DataFrame:
    rows = case.trace.rows
    return case.trace_rows(rows["finish"] < rows["start"], "Selesai", start=rows["start"], finish=rows["finish"])


@rule(
    "U205",
    "error",
    "Diteruskan setelah Revisi",
    "Konten {id} diputuskan Revisi, tetapi langkah {step} di putaran {round} yang sama tetap diisi. "
    "Kerjakan perbaikan di putaran berikutnya, atau betulkan keputusannya bila salah.",
    REVISION,
)
def went_on_after_revision(case: Case) -> pd.DataFrame:
    rows, positions = case.trace.rows, case.trace.positions
    at = rows["position"].to_numpy()
    revision = find(positions.round_of(case.trace.first_revision), positions.round_of(at))
    behind = (revision >= 0) & (at > look_up(case.trace.first_revision, revision, 0))
    return case.trace_rows(_first_of(positions.round_of(at), rows["touched"] & behind))


@rule(
    "U207",
    "error",
    "Putaran tanpa Revisi",
    "Putaran {round} konten {id} diisi, tetapi putaran sebelumnya tidak diputuskan Revisi atau nomor putaran "
    "terlompat. Betulkan nomor Putaran atau isi Keputusan putaran sebelumnya.",
    REVISION,
)
def round_without_revision(case: Case) -> pd.DataFrame:
    rows, positions = case.trace.rows, case.trace.positions
    item, round_ = rows["item"].to_numpy(), rows["round"].to_numpy()
    number = positions.of_round(item, round_)
    before = positions.of_round(item, round_ - 1)
    revised = find(positions.round_of(case.trace.first_revision), before) >= 0
    return case.trace_rows(_first_of(number, rows["touched"] & (round_ > 1) & ~revised))


@rule(
    "U208",
    "error",
    "Tayang tanpa persetujuan",
    "Konten {id} tayang, tetapi langkah persetujuan {approval} belum ada, belum selesai atau masih Revisi. "
    "Mintakan persetujuan dan catat, atau betulkan isian langkah {approval}.",
    "Tabel SOP, langkah persetujuan",
)
def published_unapproved(case: Case) -> pd.DataFrame:
    rows, steps = case.trace.rows, case.sop.steps
    posted = rows.loc[(rows["kind"] == "publish") & rows["finish_filled"], ["item", "round", "flow_index", "position"]]
    posted = posted.drop_duplicates("item", keep="last")
    needed = steps.loc[steps["kind"] == "approve", ["flow", "no"]].set_axis(["flow_index", "step"], axis=1)
    wanted = posted.merge(needed, on="flow_index")
    # The approval stands before the publish step of its round, so the last instance is in that round or an earlier one.
    unapproved = wanted[~_approved_until(case, wanted)].drop_duplicates("position").sort_values("position")
    at = find(unapproved["position"].to_numpy(), rows["position"].to_numpy())
    return case.trace_rows(at >= 0, approval=look_up(unapproved["step"], at, 0))


def _approved_until(case: Case, wanted: pd.DataFrame) -> np.ndarray:
    """Whether the last instance of each approve step up to a round was approved; wanted: item, step, round."""
    rounds = case.trace.positions.rounds

    def number(steps: pd.DataFrame) -> np.ndarray:
        of_step = steps["item"].to_numpy() * case.trace.positions.steps + steps["step"].to_numpy()
        return of_step * len(rounds) + np.searchsorted(rounds, steps["round"].to_numpy())

    instances = _approvals(case)
    order = np.argsort(number(instances))
    known, last = number(instances)[order], number(wanted)
    at = np.searchsorted(known, last, side="right") - 1
    same_step = look_up(known, at, -1) // len(rounds) == last // len(rounds)
    return same_step & look_up(instances["approved"].to_numpy()[order], at, False)


def _approvals(case: Case) -> pd.DataFrame:
    """Every instance of an approve step, with or without a row: item, step, round, approved."""
    rows, steps = case.trace.rows, case.timeline
    place = ["item", "step", "round"]
    approved = rows["finish_filled"] & (rows["decision"] != REVISE)
    asked = rows.loc[rows["kind"] == "approve", place].assign(approved=approved)
    without_row = steps.loc[(steps["kind"] == "approve") & (steps["entry"] < 0), place].assign(approved=False)
    return pd.concat([asked, without_row], ignore_index=True)


@rule(
    "U209",
    "warning",
    "Diisi setelah ditutup",
    "Konten {id} sudah ditutup (Batal atau Tidak direspon), tetapi langkah {step} sesudahnya masih diisi. "
    "Kosongkan isian itu, atau betulkan keputusannya bila konten dilanjutkan.",
    "Catatan 2 (merespon)",
)
def touched_after_closing(case: Case) -> pd.DataFrame:
    rows = case.trace.rows
    item = rows["item"].to_numpy()
    behind = rows["position"].to_numpy() > case.trace.closing_of(item)
    return case.trace_rows(_first_of(item, rows["touched"] & behind))


def _first_of(group: np.ndarray, mask: pd.Series) -> np.ndarray:
    """Keep of the mask only the first row of each group; rows stand in trace order."""
    at = np.flatnonzero(mask)
    first = np.zeros(len(group), dtype=bool)
    first[at[np.unique(group[at], return_index=True)[1]]] = True
    return first


RULES = (
    skipped,
    too_early,
    finish_before_start,
    went_on_after_revision,
    round_without_revision,
    published_unapproved,
    touched_after_closing,
)
