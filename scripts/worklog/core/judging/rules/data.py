"""D rules: what is typed is whole and points to what exists."""

from __future__ import annotations

import numpy as np
import pandas as pd

from worklog.core.judging.rule import NOTHING, Case, first_of_each, rule, together
from worklog.core.judging.rules import clauses
from worklog.core.log.cells import links_in, texts
from worklog.core.log.tables import NO_DECISION, UNKNOWN_DECISION
from worklog.core.log.tabs import Decision
from worklog.core.lookup import look_up

DECISION_COLUMN = "Tabel SOP, langkah pemeriksaan dan persetujuan"
_STEP_NUMBER = "Isi nomor langkahnya seperti di tabel SOP"
_CHOICES = (
    (
        "Kosongkan; Batal hanya bila konten memang dibatalkan",
        "Kosongkan; Tidak direspon hanya bila memang tidak dijawab",
    ),
    (
        "Pilih Setuju atau Revisi; Batal hanya bila konten dibatalkan",
        "Pilih Setuju atau Revisi; Tidak direspon bila tidak dijawab",
    ),
)
"""The decisions of steps that do not decide and of those that do, in flows of posts and of comments."""


@rule(
    "D101",
    "error",
    "Baris tanpa ID Konten",
    "Baris ini ada isinya, tetapi ID Konten belum diisi. Isi ID Konten; bila baris ini tidak dipakai, "
    "kosongkan isinya.",
    clauses.WORKBOOK,
)
def row_without_id(case: Case) -> pd.DataFrame:
    register, log = case.tables.register, case.tables.log
    return together([case.register_rows(~register["named"]), case.log_rows(~log["named"])])


@rule(
    "D102",
    "error",
    "ID tidak terdaftar",
    "ID {id} tidak ada di Daftar Konten. Betulkan ID di baris ini, atau daftarkan dulu di Daftar Konten.",
    clauses.WORKBOOK,
)
def unknown_id(case: Case) -> pd.DataFrame:
    log = case.tables.log
    return case.log_rows(log["named"] & (log["item"] < 0))


@rule(
    "D103",
    "error",
    "ID ganda di Daftar Konten",
    "ID {id} sudah dipakai di baris {first_row}; yang dihitung baris itu. Beri konten ini nomor agenda yang baru.",
    clauses.WORKBOOK,
)
def id_twice_in_register(case: Case) -> pd.DataFrame:
    register = case.tables.register
    first_row = look_up(case.items["row"], register["item"], 0)
    return case.register_rows(register["named"] & ~register["first"], first_row=first_row)


@rule(
    "D104",
    "error",
    "Alur kosong atau tidak dikenal",
    (
        "Alur {id} belum diisi. Pilih alur dari daftar di kolom Alur ({codes}).",
        "Alur «{flow_text}» tidak dikenal. Pilih alur dari daftar di kolom Alur ({codes}).",
        "Alur «{flow_text}» tidak ada di SOP Nomor {number}, yang berlaku pada Waktu Acuan {id}. Pilih salah satu "
        "alurnya ({codes}), atau betulkan Waktu Acuan.",
    ),
    "Tabel SOP, judul kelompok",
)
def unknown_flow(case: Case) -> pd.DataFrame:
    items = case.items
    unknown = items["flow_index"] < 0
    if not unknown.any():
        return NOTHING
    versions, version = case.sop.versions, items["version"].to_numpy()
    codes = np.array([", ".join(flow.code for flow in sop.flows) for sop in versions], dtype=object)[version]
    number = np.array([sop.number for sop in versions], dtype=object)[version]
    says = np.select([items["flow_text"] == "", items["flow_code"].isin(case.sop.flows["code"])], [0, 2], 1)
    return case.item_rows(unknown, flow_text=items["flow_text"], codes=codes, number=number, says=says)


@rule(
    "D105",
    "error",
    "Putaran atau No salah",
    (
        "Putaran «{round_cell}» bukan nomor putaran. Isi 1 untuk putaran pertama, 2 untuk putaran sesudah Revisi, dan "
        "seterusnya.",
        f"No belum diisi. {_STEP_NUMBER}.",
        f"No «{{step_cell}}» bukan nomor langkah alur konten ini. {_STEP_NUMBER}.",
        f"Putaran «{{round_cell}}» dan No «{{step_cell}}» tidak dapat dipakai. {_STEP_NUMBER}, dan Putaran 1, 2 dan "
        "seterusnya.",
    ),
    "Tabel SOP, kolom No",
)
def round_or_step_unusable(case: Case) -> pd.DataFrame:
    log = case.tables.log
    found = case.log_rows(log["malformed"], round_cell=log["round_cell"], step_cell=log["step_cell"])
    if not len(found):
        return NOTHING
    bad_round, bad_step, no_step = found["round"] == 0, found["step"] == 0, texts(found["step_cell"].fillna("")) == ""
    return found.assign(says=np.select([bad_round & bad_step, bad_round, no_step], [3, 0, 1], 2))


@rule(
    "D107",
    "error",
    "Baris ganda",
    "{id} putaran {round} langkah {step} sudah ada di baris {first_row}. Pindahkan isinya ke baris itu, "
    "lalu kosongkan baris ini; yang dihitung baris {first_row}.",
    clauses.WORKBOOK,
)
def row_twice(case: Case) -> pd.DataFrame:
    log = case.tables.log
    same = ["item", "round", "step"]
    usable = (log["item"] >= 0).to_numpy() & ~log["malformed"].to_numpy()
    # Of rows that are alike only the first is in the trace; so items whose rows are all there need no closer look.
    in_trace = np.zeros(log["row"].max() + 1 if len(log) else 0, dtype=bool)
    in_trace[case.trace.rows["row"]] = True
    left_out = usable & ~in_trace[log["row"]]
    doubled = np.zeros(len(case.items), dtype=bool)
    doubled[log["item"].to_numpy()[left_out]] = True
    looked_at = log.loc[usable & look_up(doubled, log["item"], False), [*same, "row"]]
    alike = looked_at[looked_at.duplicated(same, keep=False)]
    if alike.empty:
        return NOTHING
    first_row = alike.groupby(same)["row"].transform("first")
    again = first_row[first_row != alike["row"]]
    return case.log_rows(log.index.isin(again.index)).assign(first_row=again.to_numpy())


@rule(
    "D108",
    "error",
    "Waktu Acuan kosong",
    "Waktu Acuan {id} belum diisi, jadi batas waktunya belum dapat dihitung. Isi tanggal dan jam yang sebenarnya.",
    "Kolom Keterangan: batas sejak kegiatan, permintaan atau tayang",
)
def no_reference_time(case: Case) -> pd.DataFrame:
    return case.item_rows(~case.items["reference_filled"])


@rule(
    "D109",
    "error",
    "Jadwal Tayang kosong",
    "{id} tayang pada hari yang ditentukan, tetapi Jadwal Tayang belum diisi. Isi hari tayang yang sudah ditetapkan.",
    clauses.planned_day,
)
def no_planned_day(case: Case) -> pd.DataFrame:
    return case.item_rows(case.items["planned_flow"] & ~case.items["planned_filled"])


@rule(
    "D110",
    "warning",
    "Konsep tanpa bukti",
    "{id} langkah {step} selesai, tetapi kolom Bukti belum diisi. Isi tautan atau nama berkas konsepnya.",
    "Tabel SOP, kolom Output: Konsep Konten",
)
def concept_without_evidence(case: Case) -> pd.DataFrame:
    rows = case.trace.rows
    bare = ((rows["kind"] == "make") & rows["finish_filled"]).to_numpy(copy=True)
    bare[bare] = rows["evidence"].to_numpy()[bare] == ""
    return case.trace_rows(bare, "Bukti")


@rule(
    "D111",
    "error",
    "Unggahan tanpa tautan",
    "{id} sudah {aired}, tetapi kolom Bukti belum memuat tautan (http…). Salin tautannya ke kolom Bukti.",
    "Tabel SOP, kolom Output: Konten Tayang",
)
def post_without_link(case: Case) -> pd.DataFrame:
    rows = case.trace.rows
    unlinked = rows["posted"].to_numpy(copy=True)
    unlinked[unlinked] = [not links_in(text) for text in rows["evidence"].to_numpy()[unlinked]]
    return case.with_words(case.trace_rows(unlinked, "Bukti"))


@rule(
    "D112",
    "error",
    "Keputusan kosong atau salah",
    (
        "Keputusan {id} langkah {step} belum diisi. {choices}.",
        "Keputusan «{decision_text}» pada {id} langkah {step} tidak dikenal. {choices}.",
        "{id} langkah {step} bukan pemeriksaan atau persetujuan, jadi Keputusan «{decision_text}» tidak berlaku di "
        "sini. {choices}.",
        "Keputusan «{decision_text}» pada {id} langkah {step} hanya untuk respon komentar. {choices}.",
        "Keputusan «{decision_text}» pada {id} langkah {step} belum disertai Selesai. Isi kapan keputusan itu diambil, "
        "dan nama yang memutuskan.",
    ),
    DECISION_COLUMN,
)
def decision_missing_or_wrong(case: Case) -> pd.DataFrame:
    rows = case.trace.rows
    decision, finished = rows["decision"], rows["finish_filled"]
    answers = case.sop.flows["answers_comments"].to_numpy()[rows["flow_index"]]
    faults = (
        rows["decides"] & finished & (decision == NO_DECISION),
        decision == UNKNOWN_DECISION,
        decision.isin([Decision.APPROVED, Decision.REVISE]) & ~rows["decides"],
        (decision == Decision.NOT_ANSWERED) & ~answers,
        rows["closing"] & ~finished,
    )
    return case.trace_rows(
        np.logical_or.reduce(faults),
        "Keputusan",
        decision_text=rows["decision_text"],
        says=np.select(faults, range(len(faults)), 0),
        choices=np.array(_CHOICES, dtype=object)[rows["decides"].astype(int), answers.astype(int)],
    )


@rule(
    "D113",
    "warning",
    "Judul kosong",
    "Judul {id} belum diisi. Isi judulnya supaya dikenali di laporan.",
    clauses.WORKBOOK,
)
def no_title(case: Case) -> pd.DataFrame:
    return case.item_rows(case.items["title"] == "")


@rule(
    "D115",
    "warning",
    "Baris langkah tidak ada",
    "Baris {id} langkah {step} (putaran {round}) tidak ada di Buku Kerja, mungkin terhapus. Pemeriksaan otomatis "
    "membukanya lagi di bagian bawah; bila langkah itu sudah dikerjakan, isi di sana.",
    "Tabel SOP, urutan kolom No",
)
def step_row_missing(case: Case) -> pd.DataFrame:
    number = case.trace.positions.round_of(case.timeline["position"].to_numpy())
    return case.steps(first_of_each(number, case.timeline["vanished"]))


@rule(
    "D116",
    "warning",
    "Terkait ID tidak menunjuk konten posting",
    (
        "Terkait ID {id} belum diisi. Isi dengan ID konten yang komentarnya ditanggapi.",
        "Terkait ID «{typed}» tidak ada di Daftar Konten. Isi dengan ID konten yang komentarnya ditanggapi.",
        "Terkait ID «{typed}» bukan konten posting. Isi dengan ID konten yang komentarnya ditanggapi.",
    ),
    clauses.answering,
)
def related_post_unknown(case: Case) -> pd.DataFrame:
    items = case.items
    nowhere = items["answers"] & (items["related_post"] < 0)
    if not nowhere.any():
        return NOTHING
    says = np.select([items["related_text"] == "", ~items["related"].isin(items["key"])], [0, 1], 2)
    return case.item_rows(nowhere, "Terkait ID", typed=items["related_text"], says=says)


RULES = (
    row_without_id,
    unknown_id,
    id_twice_in_register,
    unknown_flow,
    round_or_step_unusable,
    row_twice,
    no_reference_time,
    no_planned_day,
    concept_without_evidence,
    post_without_link,
    decision_missing_or_wrong,
    no_title,
    step_row_missing,
    related_post_unknown,
)
