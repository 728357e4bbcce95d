"""D rules: what is typed can be read and points to what exists."""

from __future__ import annotations

import numpy as np
import pandas as pd

from worklog.core.judging.rule import Case, rule, together
from worklog.core.judging.trace import APPROVED, NOT_ANSWERED, REVISE
from worklog.core.log.readable import DAY_ALONE, FORMULA, OUTSIDE, WORDS, last_readable
from worklog.core.lookup import look_up

WORKBOOK = "Pencatatan dan Pendataan: Buku kerja"
DECISION_COLUMN = "Tabel SOP, langkah pemeriksaan dan persetujuan"
_ADVICE = {
    "Peran": "Pilih peran dari daftar.",
    "Jenis": "Pilih jenis dari daftar.",
    "Jam Kerja": "Isi jam seperti 08:00-12:00.",
    "WhatsApp": "Isi nomor ponsel seperti 0812-3456-7890, atau kosongkan.",
    **dict.fromkeys(("Berlaku Dari", "Berlaku Sampai", "Tanggal", "Sampai"), "Isi tanggal seperti 22/11/2026."),
}
"""What to do about each cell of Petugas and Kalender that cannot be used."""

_EXAMPLES = {"tanggal": "22/11/2026", "tanggal dan jam": "22/11/2026 14:05"}
_ADVICE_ON_DATES = {
    WORDS: "Ketik seperti {example}.",
    FORMULA: "Isinya rumus; ketik seperti {example}.",
    OUTSIDE: "Tahunnya bukan 2000–{last}; ketik seperti {example}.",
    DAY_ALONE: "Ketik dengan jam: {example} (tengah malam 00:01).",
}
"""What to do about each fault of a date, in the room that a field of a message has."""


def _advice_on_dates(wanted: str, last: int) -> dict[str, str]:
    return {fault: text.format(example=_EXAMPLES[wanted], last=last) for fault, text in _ADVICE_ON_DATES.items()}


@rule(
    "D101",
    "error",
    "Baris tanpa ID Konten",
    "Baris ini berisi tetapi ID Konten kosong. Isi ID Konten, atau hapus isi baris bila tidak dipakai.",
    WORKBOOK,
)
def row_without_id(case: Case) -> pd.DataFrame:
    register, log = case.tables.register, case.tables.log
    return together([case.register_rows(~register["named"]), case.log_rows(~log["named"])])


@rule(
    "D102",
    "error",
    "ID tidak terdaftar",
    "ID {id} tidak ada di Daftar Konten. Perbaiki ID di baris ini, atau daftarkan kontennya.",
    WORKBOOK,
)
def unknown_id(case: Case) -> pd.DataFrame:
    log = case.tables.log
    return case.log_rows(log["named"] & (log["item"] < 0))


@rule(
    "D103",
    "error",
    "ID ganda di Daftar Konten",
    "ID {id} sudah dipakai di baris {first_row}; yang dihitung baris itu. Beri konten ini nomor agenda yang baru.",
    WORKBOOK,
)
def id_twice_in_register(case: Case) -> pd.DataFrame:
    register = case.tables.register
    first_row = look_up(case.items["row"], register["item"], 0)
    return case.register_rows(register["named"] & ~register["first"], first_row=first_row)


@rule(
    "D104",
    "error",
    "Alur kosong atau tidak dikenal",
    "Alur «{flow_text}» tidak dikenal. Pilih alur dari daftar di kolom Alur ({codes}).",
    "Tabel SOP, judul kelompok",
)
def unknown_flow(case: Case) -> pd.DataFrame:
    items = case.items
    codes = ", ".join(dict.fromkeys(case.sop.flows["code"]))
    return case.item_rows(items["flow_index"] < 0, flow_text=items["flow_text"], codes=codes)


@rule(
    "D105",
    "error",
    "Putaran atau No salah",
    "Putaran «{round_cell}» atau No «{step_cell}» tidak dapat dipakai. Putaran dan No harus bilangan bulat mulai 1, "
    "dan No harus langkah yang ada di alur konten ini.",
    "Tabel SOP, kolom No",
)
def round_or_step_unusable(case: Case) -> pd.DataFrame:
    log = case.tables.log
    return case.log_rows(log["malformed"], round_cell=log["round_cell"], step_cell=log["step_cell"])


@rule(
    "D106",
    "error",
    "Tanggal atau waktu tidak terbaca",
    "Isi kolom {column}, «{typed}», tidak terbaca sebagai {wanted}. {advice}",
    WORKBOOK,
)
def unreadable_date(case: Case) -> pd.DataFrame:
    register, log = case.tables.register, case.tables.log
    cells = (
        (case.register_rows, register, "registered", "Tanggal", "tanggal"),
        (case.register_rows, register, "reference", "Waktu Acuan", "tanggal dan jam"),
        (case.register_rows, register, "planned", "Jadwal Tayang", "tanggal"),
        (case.log_rows, log, "start", "Mulai", "tanggal dan jam"),
        (case.log_rows, log, "finish", "Selesai", "tanggal dan jam"),
    )
    last = pd.Timestamp(last_readable(case.now)).year
    return together(
        [
            place(
                rows[f"{name}_unreadable"],
                column,
                typed=rows[f"{name}_typed"],
                wanted=wanted,
                advice=rows[f"{name}_fault"].map(_advice_on_dates(wanted, last)),
            )
            for place, rows, name, column, wanted in cells
        ]
    )


@rule(
    "D107",
    "error",
    "Baris ganda",
    "Konten {id} putaran {round} langkah {step} sudah ada di baris {first_row}. Pindahkan isinya ke baris itu, "
    "lalu kosongkan baris ini; yang dihitung baris {first_row}.",
    WORKBOOK,
)
def row_twice(case: Case) -> pd.DataFrame:
    log = case.tables.log
    same = ["item", "round", "step"]
    usable = log.loc[(log["item"] >= 0) & ~log["malformed"], [*same, "row"]]
    alike = usable[usable.duplicated(same, keep=False)]
    first_row = alike.groupby(same)["row"].transform("first")
    again = first_row[first_row != alike["row"]]
    return case.log_rows(log.index.isin(again.index)).assign(first_row=again.to_numpy())


@rule(
    "D108",
    "error",
    "Waktu Acuan kosong",
    "Waktu Acuan konten {id} kosong, jadi batas waktunya tidak dapat dihitung. Isi tanggal dan jamnya.",
    "Kolom Keterangan: batas sejak kegiatan, permintaan atau tayang",
)
def no_reference_time(case: Case) -> pd.DataFrame:
    return case.item_rows(~case.items["reference_filled"])


@rule(
    "D109",
    "error",
    "Jadwal Tayang kosong",
    "Konten {id} tayang pada hari yang ditentukan, tetapi Jadwal Tayang kosong. Isi tanggal tayangnya.",
    "P3 langkah 5 dan P4 langkah 10: Tayang di hari yang sesuai",
)
def no_planned_day(case: Case) -> pd.DataFrame:
    return case.item_rows(case.items["planned_flow"] & ~case.items["planned_filled"])


@rule(
    "D110",
    "warning",
    "Konsep tanpa bukti",
    "Langkah {step} konten {id} selesai tetapi kolom Bukti kosong. Isi tautan atau nama berkas konsepnya.",
    "Tabel SOP, kolom Output: Konsep Konten",
)
def concept_without_evidence(case: Case) -> pd.DataFrame:
    rows = case.trace.rows
    bare = (rows["kind"] == "make") & rows["finish_filled"]
    bare[bare] = rows.loc[bare, "evidence"] == ""
    return case.trace_rows(bare, "Bukti")


@rule(
    "D111",
    "error",
    "Tayang tanpa tautan",
    "Konten {id} sudah tayang tetapi kolom Bukti tidak memuat tautan (http…). Salin tautan unggahannya.",
    "Tabel SOP, kolom Output: Konten Tayang",
)
def post_without_link(case: Case) -> pd.DataFrame:
    rows = case.trace.rows
    unlinked = (rows["kind"] == "publish") & rows["finish_filled"]
    unlinked[unlinked] = ~rows.loc[unlinked, "evidence"].str.contains(r"https?://\S", case=False)
    return case.trace_rows(unlinked, "Bukti")


@rule(
    "D112",
    "error",
    "Keputusan kosong atau salah",
    "Keputusan «{decision_text}» pada langkah {step} konten {id} tidak dapat dipakai. Pilih {choices}.",
    DECISION_COLUMN,
)
def decision_missing_or_wrong(case: Case) -> pd.DataFrame:
    rows = case.trace.rows
    decision = rows["decision"]
    answers = case.sop.flows["answers_comments"].to_numpy()[rows["flow_index"]]
    missing = rows["decides"] & rows["finish_filled"] & (decision == -1)
    misplaced = decision.isin([APPROVED, REVISE]) & ~rows["decides"]
    wrong = missing | (decision == -2) | misplaced | ((decision == NOT_ANSWERED) & ~answers)
    choices = np.array(
        [
            ["Batal, atau kosongkan", "Tidak direspon atau Batal, atau kosongkan"],
            ["Setuju, Revisi atau Batal", "Setuju, Revisi, Tidak direspon atau Batal"],
        ],
        dtype=object,
    )[rows["decides"].astype(int), answers.astype(int)]
    return case.trace_rows(wrong, "Keputusan", decision_text=rows["decision_text"], choices=choices)


@rule(
    "D113",
    "warning",
    "Judul kosong",
    "Judul konten {id} kosong. Isi judulnya supaya dikenali di laporan.",
    WORKBOOK,
)
def no_title(case: Case) -> pd.DataFrame:
    return case.item_rows(case.items["title"] == "")


@rule(
    "D114",
    "error",
    "Isi Petugas atau Kalender tidak dapat dipakai",
    "Kolom {cells} di tab {tab} baris {row} tidak dapat dipakai. {advice}",
    WORKBOOK,
)
def unusable_cell(case: Case) -> pd.DataFrame:
    unusable = case.tables.unusable
    advice = [" ".join(dict.fromkeys(_ADVICE[cell] for cell in cells.split(", "))) for cells in unusable["cells"]]
    return unusable.assign(item=-1, id="", round=0, step=0, column="", advice=np.array(advice, dtype=object))


RULES = (
    row_without_id,
    unknown_id,
    id_twice_in_register,
    unknown_flow,
    round_or_step_unusable,
    unreadable_date,
    row_twice,
    no_reference_time,
    no_planned_day,
    concept_without_evidence,
    post_without_link,
    decision_missing_or_wrong,
    no_title,
    unusable_cell,
)
