"""U rules: the steps are done in the SOP's order, round by round."""

from __future__ import annotations

import numpy as np
import pandas as pd

from worklog.core.judging.rule import Case, first_of_each, rule, together
from worklog.core.judging.rules import clauses
from worklog.core.log.tabs import Decision
from worklog.core.lookup import NONE, find, look_up

ORDER = "Tabel SOP, urutan kolom No"
REVISION = "Keterangan: jika perlu, bisa perbaikan lagi"
_NO_ROW, _UNFINISHED, _REVISED, _APPROVED = range(4)
"""How an approval stands; the first three as U208 tells them."""


@rule(
    "U201",
    "error",
    "Langkah terlewat",
    (
        "{id} langkah {step} (putaran {round}) belum tercatat selesai, padahal langkah sesudahnya sudah. "
        "Bila sudah dikerjakan, isi nama dan Selesai; bila memang terlewat, tulis sebabnya di Catatan.",
        "Baris {id} langkah {step} (putaran {round}) tidak ada di Buku Kerja, padahal langkah sesudahnya sudah "
        "selesai. Bila sudah dikerjakan, tulis lagi barisnya (ID Konten, Putaran, No, nama, Selesai) di bawah baris "
        "terakhir; bila memang terlewat, tulis sebabnya di Catatan langkah sesudahnya.",
    ),
    ORDER,
    blocks=True,  # what comes behind is not judged
)
def skipped(case: Case) -> pd.DataFrame:
    steps, rows = case.timeline, case.trace.rows
    done = rows["finish_filled"].to_numpy()
    last_done = np.full(len(case.items), NONE)
    last_done[rows["item"].to_numpy()[done]] = rows["position"].to_numpy()[done]
    # Of an open item the check opens the row again (D115).
    gone = (steps["row"] == 0) & case.trace.closed[steps["item"]]
    return case.steps(~steps["finished"] & (steps["position"] < last_done[steps["item"]]), says=gone.astype(int))


@rule(
    "U202",
    "error",
    "Terlalu awal",
    (
        "Selesai {id} langkah {step} ({moment}) lebih awal daripada Selesai langkah sebelumnya ({before}). "
        "Periksa kedua waktu itu dan betulkan yang salah ketik.",
        "Mulai {id} langkah {step} ({moment}) lebih awal daripada Selesai langkah sebelumnya ({before}). "
        "Betulkan bila salah ketik; bila kedua langkah memang dikerjakan bersamaan, biarkan.",
    ),
    ORDER,
)
def too_early(case: Case) -> pd.DataFrame:
    rows = case.trace.rows
    before, finish_early = rows["before"], rows["too_early"]
    start_early = ~finish_early & (rows["start"] < before)
    return together(
        [
            case.trace_rows(finish_early, "Selesai", moment=rows["finish"], before=before, says=0, severity="error"),
            case.trace_rows(start_early, "Mulai", moment=rows["start"], before=before, says=1, severity="warning"),
        ]
    )


@rule(
    "U203",
    "error",
    "Selesai sebelum Mulai",
    "Selesai {id} langkah {step} ({finish}) lebih awal daripada Mulai ({start}). Betulkan yang salah ketik.",
    ORDER,
)
def finish_before_start(case: Case) -> pd.DataFrame:
    rows = case.trace.rows
    return case.trace_rows(rows["before_start"], "Selesai", start=rows["start"], finish=rows["finish"])


@rule(
    "U206",
    "warning",
    "Selesai sebelum Waktu Acuan",
    "Selesai {id} langkah 1 ({finish}) lebih awal daripada Waktu Acuan ({reference}). "
    "Periksa kedua waktu itu dan betulkan yang salah ketik.",
    "Kolom Keterangan: batas sejak kegiatan, permintaan atau tayang",
)
def finish_before_reference(case: Case) -> pd.DataFrame:
    rows = case.trace.rows
    reference = case.items["reference"].to_numpy()[rows["item"]]
    return case.trace_rows(rows["before_reference"], "Selesai", finish=rows["finish"], reference=reference)


@rule(
    "U205",
    "error",
    "Diteruskan setelah Revisi",
    "{id} diputuskan Revisi, tetapi langkah {step} di putaran {round} yang sama tetap diisi. "
    "Catat perbaikannya di putaran berikutnya, atau betulkan keputusannya bila salah pilih.",
    REVISION,
)
def went_on_after_revision(case: Case) -> pd.DataFrame:
    rows, positions = case.trace.rows, case.trace.positions
    at = rows["position"].to_numpy()
    revision = find(positions.round_of(case.trace.first_revision), positions.round_of(at))
    behind = (revision >= 0) & (at > look_up(case.trace.first_revision, revision, 0))
    return case.trace_rows(first_of_each(positions.round_of(at), rows["touched"] & behind))


@rule(
    "U207",
    "error",
    "Putaran tanpa Revisi",
    "{id} putaran {round} diisi, tetapi putaran sebelumnya tidak diputuskan Revisi atau nomor putaran "
    "terlompat. Betulkan nomor Putaran; bila putaran sebelumnya memang diputuskan Revisi, catat itu di kolom "
    "Keputusan.",
    REVISION,
)
def round_without_revision(case: Case) -> pd.DataFrame:
    rows, positions = case.trace.rows, case.trace.positions
    item, round_ = rows["item"].to_numpy(), rows["round"].to_numpy()
    again = (rows["touched"] & (rows["round"] > 1)).to_numpy(copy=True)
    before = positions.of_round(item[again], round_[again] - 1)
    again[again] = find(positions.round_of(case.trace.first_revision), before) < 0
    return case.trace_rows(first_of_each(positions.round_of(rows["position"].to_numpy()), again))


@rule(
    "U208",
    "error",
    "Tanpa persetujuan",
    (
        "{id} sudah {aired}, tetapi baris langkah persetujuan {approval} tidak ada di Buku Kerja. Bila sudah "
        "disetujui, tulis lagi barisnya (ID Konten, Putaran, No, nama, Selesai, Keputusan) di bawah baris terakhir; "
        "bila belum, laporkan kepada atasan.",
        "{id} sudah {aired}, tetapi langkah persetujuan {approval} belum tercatat selesai. "
        "Bila sudah disetujui, isi langkah {approval}; bila belum, laporkan kepada atasan.",
        "{id} sudah {aired}, tetapi keputusan terakhir langkah persetujuan {approval} adalah Revisi. "
        "Bila sesudah itu disetujui, catat persetujuannya; bila belum, laporkan kepada atasan.",
    ),
    "Tabel SOP, langkah persetujuan",
)
def published_unapproved(case: Case) -> pd.DataFrame:
    rows, steps = case.trace.rows, case.sop.steps
    posted = np.flatnonzero(rows["posted"])
    item, flow = rows["item"].to_numpy()[posted], rows["flow_index"].to_numpy()[posted]
    is_last = np.append(item[1:] != item[:-1], True)[: len(item)]
    posted, flow = posted[is_last], flow[is_last]
    needed = steps[steps["kind"] == "approve"]
    post, step = np.nonzero(flow[:, None] == needed["flow"].to_numpy())
    at, no = posted[post], needed["no"].to_numpy()[step]
    stands = _stand_of_approvals(case, rows["position"].to_numpy()[at], no)
    lacking = np.flatnonzero(stands < _APPROVED)[::-1]  # backwards, so that of several steps the first is told
    approval, says = np.zeros(len(rows), dtype=np.int64), np.zeros(len(rows), dtype=np.int64)
    approval[at[lacking]], says[at[lacking]] = no[lacking], stands[lacking]
    return case.with_words(case.trace_rows(approval > 0, approval=approval, says=says))


def _stand_of_approvals(case: Case, position: np.ndarray, no: np.ndarray) -> np.ndarray:
    """How the last instance of each approve step up to the round of a position stands.

    The approval stands before the publish step of its round, so it is in that round or an earlier one.
    """
    positions = case.trace.positions
    rounds = len(positions.rounds)

    def number(position: np.ndarray, step: np.ndarray) -> np.ndarray:
        item, round_ = np.divmod(positions.round_of(position), rounds)
        return (item * positions.steps + step) * rounds + round_

    instances, stands = _approvals(case)
    known = number(instances, instances % positions.steps)
    order = np.argsort(known)
    known, last = known[order], number(position, no)
    at = np.searchsorted(known, last, side="right") - 1
    same_step = look_up(known, at, NONE) // rounds == last // rounds
    return np.where(same_step, look_up(stands[order], at, _NO_ROW), _NO_ROW)


def _approvals(case: Case) -> tuple[np.ndarray, np.ndarray]:
    """The position of every approve step in the rounds that are there, with or without a row; how it stands.

    Untouched rows of other rounds are leftovers and count as nothing.
    """
    rows, steps, trace = case.trace.rows, case.timeline, case.trace
    asked = np.flatnonzero(rows["kind"] == "approve")
    position = rows["position"].to_numpy()[asked]
    there = find(trace.rounds["number"].to_numpy(), trace.positions.round_of(position)) >= 0
    finished, decision = rows["finish_filled"].to_numpy()[asked], rows["decision"].to_numpy()[asked]
    stands = np.select([~finished, decision == Decision.REVISE], [_UNFINISHED, _REVISED], _APPROVED)
    without_row = steps["position"].to_numpy()[(steps["kind"] == "approve") & (steps["entry"] < 0)]
    no_row = np.full(len(without_row), _NO_ROW)
    return np.concatenate([position[there], without_row]), np.concatenate([stands[there], no_row])


@rule(
    "U209",
    "warning",
    "Diisi setelah ditutup",
    "{id} sudah ditutup (Batal atau Tidak direspon), tetapi langkah {step} sesudahnya diisi. "
    "Bila dilanjutkan, betulkan keputusan itu; bila tidak, pindahkan isiannya ke Catatan.",
    clauses.noted("Catatan 2 (merespon)", "tidak perlu direspon"),
)
def touched_after_closing(case: Case) -> pd.DataFrame:
    rows = case.trace.rows
    item = rows["item"].to_numpy()
    behind = rows["position"].to_numpy() > case.trace.closing_of(item)
    return case.trace_rows(first_of_each(item, rows["touched"] & behind))


RULES = (
    skipped,
    too_early,
    finish_before_start,
    went_on_after_revision,
    finish_before_reference,
    round_without_revision,
    published_unapproved,
    touched_after_closing,
)
