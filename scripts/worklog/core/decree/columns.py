"""The worksheet of an SOP: its labels, its columns, and the words for what the decree says in symbols.

Source: PermenPAN-RB 35/2012, whose form the decrees follow: No, Kegiatan, Pelaksana, Mutu Baku (Kelengkapan, Waktu,
Output), Keterangan. The columns behind Keterangan are ours.
"""

from __future__ import annotations

from worklog.core.sop.model import Kind

NUMBER, MADE, REVISION, EFFECTIVE = "NOMOR SOP", "TGL. PEMBUATAN", "TGL. REVISI", "TGL. EFEKTIF"
APPROVED_BY, TITLE = "DISAHKAN OLEH", "NAMA SOP"
OFFICE, GREETING, HASHTAG, NOTE = "SATUAN KERJA", "SAPAAN CAPTION", "TAGAR CAPTION", "CATATAN"
SHORT_NAME, ROLES = "NAMA SINGKAT", "PERAN"
HEAD_RIGHT = "SUDAH BENAR"
DATES = (MADE, REVISION, EFFECTIVE)
LISTS = (ROLES, GREETING, HASHTAG, NOTE)
"""Labels that may stand in several rows, one value in each."""
OWN_LABELS = (SHORT_NAME, OFFICE, *LISTS)
"""What the decree does not say in its head, or not so; the others are in it."""
LABELS = (NUMBER, *DATES, APPROVED_BY, TITLE, *OWN_LABELS, HEAD_RIGHT)
NEEDED = (NUMBER, MADE, EFFECTIVE, APPROVED_BY, TITLE)

NO, ACTIVITY, ROLE = "No", "Kegiatan", "Pelaksana"
STANDARD, REQUIREMENT, LIMIT, OUTPUT, REMARK = "Mutu Baku", "Kelengkapan", "Waktu", "Output", "Keterangan"
DECREE_COLUMNS = (NO, ACTIVITY, ROLE, REQUIREMENT, LIMIT, OUTPUT, REMARK)
OTHER_NAMES = {
    "konten/kegiatan": ACTIVITY,
    "uraian kegiatan": ACTIVITY,
    "uraian prosedur": ACTIVITY,
    "aktivitas": ACTIVITY,
    "aktifitas": ACTIVITY,
    "nomor": NO,
    "persyaratan/kelengkapan": REQUIREMENT,
    "persyaratan/perlengkapan": REQUIREMENT,
    "kelengkapan/persyaratan": REQUIREMENT,
    "ket": REMARK,
}
"""How other decrees head the same columns."""

KIND, BACK_TO, BEFORE, PLANNED = "Jenis Langkah", "Revisi Kembali ke", "Hari Sebelum Tayang", "Hari Direncanakan"
CODE, CLOCK, REFERENCE, TOTAL = "Kode Alur", "Waktu Dihitung", "Waktu Acuan", "Batas Total"
AFTER_AIRING, ANSWERS = "Mulai Setelah Tayang", "Menanggapi Komentar"
CEREMONIAL, GREETS = "Seremonial", "Ucapan Hari Besar"
RIGHT = "Sudah Benar"
STEP_COLUMNS = (KIND, BACK_TO, BEFORE, PLANNED)
FLOW_COLUMNS = (CODE, CLOCK, REFERENCE, TOTAL, AFTER_AIRING, ANSWERS, CEREMONIAL, GREETS)
"""What holds for a whole flow; it stands in the row of the first step."""
OWN_COLUMNS = (*STEP_COLUMNS, *FLOW_COLUMNS, RIGHT)

KIND_WORDS: dict[Kind, str] = {
    "make": "konsep",
    "do": "proses",
    "repair": "perbaikan",
    "check": "pemeriksaan",
    "approve": "persetujuan",
    "publish": "penayangan",
}
CLOCK_WORDS = {"working": "jam kerja", "elapsed": "waktu kalender"}
YES = "Ya"
NO_WORDS = ("", "tidak", "-", "–", "—")
MARK = "●"

HEADING = "Standar Operasional Prosedur"
HOW_TO_FILL = (
    "Isi persis seperti keputusan. Kolom sesudah Keterangan diperlukan program: periksa, perbaiki bila perlu, lalu "
    f'tulis "{YES}" di kolom {RIGHT} setiap baris dan di {HEAD_RIGHT} di bawah ini. '
    "Kuning = belum dinyatakan benar."
)
OWN_TEXTS = (HEADING, HOW_TO_FILL)
"""What a worksheet that we write says above its head."""
