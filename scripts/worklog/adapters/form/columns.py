"""How each column of the staff tabs looks, and the note at its header that tells what to type."""

from __future__ import annotations

from dataclasses import dataclass

from worklog.adapters.form.style import (
    DAY_FORMAT,
    FORMULA_FILL,
    MINUTES_FORMAT,
    MOMENT_FORMAT,
    OTHER_ROLE_FILL,
    TEXT_FORMAT,
    Look,
)
from worklog.core.log import tabs
from worklog.core.sop import roles

TEXT = Look(locked=False)
IDENTIFIER = Look(locked=False, number_format=TEXT_FORMAT)
CENTRED = Look(locked=False, horizontal="center")
PERSON = Look(locked=False, horizontal="center", fill=OTHER_ROLE_FILL)
MOMENT = Look(locked=False, horizontal="center", number_format=MOMENT_FORMAT)
DAY = Look(locked=False, horizontal="center", number_format=DAY_FORMAT)
RESULT = Look(fill=FORMULA_FILL)
RESULT_WORD = Look(fill=FORMULA_FILL, bold=True, horizontal="center")
RESULT_MOMENT = Look(fill=FORMULA_FILL, horizontal="center", number_format=MOMENT_FORMAT)
RESULT_MINUTES = Look(fill=FORMULA_FILL, horizontal="center", number_format=MINUTES_FORMAT)


@dataclass(frozen=True)
class ColumnForm:
    """Width in characters, the look of the cells below the header, and the header's note."""

    width: float
    look: Look
    note: str = ""


_MOMENT_NOTE = "Tanggal dan jam, misalnya 22/11/2026 14:05."
_MOMENTS = ("Waktu Acuan", "Mulai", "Selesai")
EXCEL_NOTES = {
    **dict.fromkeys(_MOMENTS, "Sekarang: Ctrl+; lalu spasi, lalu Ctrl+Shift+: di sel yang sama."),
    "Status": "Untuk mengurutkan atau menghapus baris: Tinjau > Buka Proteksi Lembar (tanpa kata sandi).",
}
"""Header → what the note adds in a workbook."""
GOOGLE_NOTES = {
    **dict.fromkeys(_MOMENTS, "Sekarang: Ctrl+Alt+Shift+; di PC. Di ponsel: ketik seperti contoh."),
    "Status": "Untuk mengurutkan: Data > Tampilan filter. Untuk menghapus baris: minta pemilik Google Sheet ini.",
}
"""Header → what the note adds in a Google Sheet."""
_DONE_BY = "Tulis nama orang yang mengerjakan langkah ini dalam peran {}. Isi hanya sel yang berwarna kuning."
_SCRIPT = "Terisi sendiri oleh program. Tidak perlu diketik."

REGISTER_FORMS = {
    "ID Konten": ColumnForm(12, IDENTIFIER, "Nomor agenda, misalnya 2026-0118. Satu nomor untuk satu konten."),
    "Tanggal": ColumnForm(12.5, DAY, "Tanggal konten dicatat, misalnya 22/11/2026."),
    "Alur": ColumnForm(25, TEXT, "Pilih alur SOP dari daftar. Kode di depannya (P1 … R2) yang menentukan."),
    "Judul": ColumnForm(34, TEXT, "Judul singkat konten atau komentar yang ditanggapi."),
    "Waktu Acuan": ColumnForm(
        17.5,
        MOMENT,
        f"{_MOMENT_NOTE} Saat waktu SOP mulai dihitung.\nP1: selesainya kegiatan.\nP2, P3, P4: saat diminta.\n"
        "R1, R2: saat konten tayang, atau saat komentar masuk bila sesudahnya.",
    ),
    "Jadwal Tayang": ColumnForm(13, DAY, "Hanya untuk P3 dan P4: hari konten harus tayang, misalnya 01/06/2026."),
    "Penanggung Jawab": ColumnForm(19, TEXT, "Pilih nama dari tab Petugas."),
    "Caption": ColumnForm(34, TEXT, "Isi caption yang ditayangkan: sapaan, isi, dan tagar."),
    "Terkait ID": ColumnForm(12, IDENTIFIER, "Hanya untuk R1 dan R2: ID konten tayang yang dikomentari."),
    "Status": ColumnForm(22, RESULT_WORD, _SCRIPT),
    "Kemajuan": ColumnForm(17, RESULT, _SCRIPT),
    "Batas Tayang": ColumnForm(17.5, RESULT_MOMENT, _SCRIPT),
    "Temuan": ColumnForm(30, RESULT, f"{_SCRIPT} Kode temuan dijelaskan di tab Ringkasan."),
}

LOG_FORMS = {
    "ID Konten": ColumnForm(10.5, IDENTIFIER, _SCRIPT),
    "Judul Konten": ColumnForm(22, TEXT, _SCRIPT),
    "Putaran": ColumnForm(8, CENTRED, f"{_SCRIPT} Putaran 2 dan seterusnya dibuka setelah keputusan Revisi."),
    "No": ColumnForm(4.5, CENTRED, _SCRIPT),
    "Konten/Kegiatan": ColumnForm(24, TEXT, _SCRIPT),
    **{role: ColumnForm(12.5, PERSON, _DONE_BY.format(role)) for role in roles.ROLES},
    "Kelengkapan": ColumnForm(12, TEXT, _SCRIPT),
    "Waktu": ColumnForm(8.5, CENTRED, f"{_SCRIPT} Batas waktu langkah menurut SOP."),
    "Output": ColumnForm(12, TEXT, _SCRIPT),
    "Keterangan": ColumnForm(14, TEXT, _SCRIPT),
    "Mulai": ColumnForm(16.5, MOMENT, f"{_MOMENT_NOTE} Boleh dikosongkan."),
    "Selesai": ColumnForm(16.5, MOMENT, f"{_MOMENT_NOTE} Isi begitu langkah selesai."),
    "Keputusan": ColumnForm(
        11.5,
        CENTRED,
        "Untuk pemeriksaan dan persetujuan: Setuju atau Revisi.\nTidak direspon: komentar tidak dijawab (R1, R2).\n"
        "Batal: konten dibatalkan atau ditarik.",
    ),
    "Bukti": ColumnForm(17, TEXT, "Tautan konsep atau tayangan. Langkah tayang perlu tautan https://…"),
    "Catatan": ColumnForm(13, TEXT, "Catatan bebas."),
    "Status": ColumnForm(14.5, RESULT_WORD, _SCRIPT),
    "Batas Waktu": ColumnForm(16.5, RESULT_MOMENT, _SCRIPT),
    "Terlambat": ColumnForm(10.5, RESULT_MINUTES, _SCRIPT),
    "Temuan": ColumnForm(21, RESULT, f"{_SCRIPT} Kode temuan dijelaskan di tab Ringkasan."),
}

PEOPLE_FORMS = {
    "Nama": ColumnForm(32, TEXT, "Nama seperti yang ditulis di Buku Kerja."),
    "Peran": ColumnForm(20, TEXT, "Pilih satu dari lima peran SOP. Satu orang boleh beberapa baris."),
    "Jabatan": ColumnForm(40, TEXT, "Jabatan lengkap, misalnya Plt. Sekretaris."),
    "Surel": ColumnForm(34, TEXT, "Alamat surel."),
    "WhatsApp": ColumnForm(
        18,
        IDENTIFIER,
        "Nomor ponsel, misalnya 0812-3456-7890. Boleh kosong. Dengan nomor, Ringkasan memuat tautan pengingat.",
    ),
    "Berlaku Dari": ColumnForm(14, DAY, "Kosongkan bila tidak dibatasi. Plh/Plt: hari pertama bertugas."),
    "Berlaku Sampai": ColumnForm(14, DAY, "Kosongkan bila tidak dibatasi. Plh/Plt: hari terakhir bertugas."),
}

CALENDAR_FORMS = {
    "Tanggal": ColumnForm(14, DAY, "Hari pertama, misalnya 22/11/2026."),
    "Sampai": ColumnForm(14, DAY, "Hari terakhir. Kosongkan untuk satu hari saja."),
    "Jenis": ColumnForm(
        14,
        CENTRED,
        "Libur: kantor tutup.\nMasuk: kantor buka, juga pada hari libur.\nJam Khusus: jam kerja lain (Ramadan).\n"
        "Hari Besar: perlu ucapan, tidak libur.",
    ),
    "Jam Kerja": ColumnForm(26, CENTRED, "Untuk Jam Khusus dan Masuk, misalnya 08:00-12:00, 12:30-15:00."),
    "Keterangan": ColumnForm(70, TEXT, "Dasar atau nama harinya, misalnya nomor surat keputusan."),
}

FORMS = {
    tabs.REGISTER.name: REGISTER_FORMS,
    tabs.LOG.name: LOG_FORMS,
    tabs.PEOPLE.name: PEOPLE_FORMS,
    tabs.CALENDAR.name: CALENDAR_FORMS,
}

HOW_TO_FILL = {
    tabs.REGISTER.name: (
        "Satu baris untuk satu konten. Isi ID, Tanggal, Alur, Judul, dan Waktu Acuan (P3 dan P4 juga Jadwal Tayang). "
        "Langkah-langkahnya dibuka sendiri di Buku Kerja."
    ),
    tabs.LOG.name: (
        "Isi nama di sel kuning, lalu Selesai (Mulai bila perlu), Keputusan pada pemeriksaan dan persetujuan, "
        "serta tautan di Bukti. Kolom lain terisi sendiri."
    ),
    tabs.PEOPLE.name: "Satu baris untuk satu orang dalam satu peran. Plh/Plt ditulis dengan tanggal berlakunya.",
    tabs.CALENDAR.name: "Libur nasional dan cuti bersama sudah terisi. Tambahkan jam Ramadan dan libur daerah.",
}
