"""How each column of the staff tabs looks, and the note at its header that tells what to type."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from math import inf

from worklog.adapters.form.style import (
    DAY_FORMAT,
    FORMULA_FILL,
    MOMENT_FORMAT,
    OTHER_ROLE_FILL,
    TEXT_FORMAT,
    Look,
)
from worklog.core.log import tabs

TEXT = Look(locked=False)
IDENTIFIER = Look(locked=False, number_format=TEXT_FORMAT)
ACTIVITY = Look(locked=False, size=9)
NOTE = Look(locked=False, size=9)
TITLE = Look(locked=False, size=9, clipped=True)
FREE_TEXT = (TEXT, ACTIVITY, NOTE, TITLE)
CENTRED = Look(locked=False, horizontal="center")
PERSON = Look(locked=False, horizontal="center", fill=OTHER_ROLE_FILL)
MOMENT = Look(locked=False, horizontal="center", number_format=MOMENT_FORMAT)
DAY = Look(locked=False, horizontal="center", number_format=DAY_FORMAT)
RESULT = Look(fill=FORMULA_FILL)
RESULT_WORD = Look(fill=FORMULA_FILL, bold=True, horizontal="center")
RESULT_MOMENT = Look(fill=FORMULA_FILL, horizontal="center", number_format=MOMENT_FORMAT)
RESULT_DURATION = Look(fill=FORMULA_FILL, horizontal="center")


@dataclass(frozen=True)
class ColumnForm:
    """Width in characters, the look of the cells below the header, and the header's note.

    What stands in braces in a note comes from the SOP (`header_notes`).
    """

    width: float
    look: Look
    note: str = ""


_MOMENT_NOTE = "Tanggal dan jam, misalnya 22/11/2026 14:05."
_MOMENTS = ("Waktu Acuan", "Mulai", "Selesai")
_FOLDED = "Mutu Baku (Kelengkapan, Waktu, Output) terlipat di sebelah kirinya."
EXCEL_NOTES = {
    **dict.fromkeys(_MOMENTS, "Sekarang: Ctrl+; lalu spasi, lalu Ctrl+Shift+: di sel yang sama."),
    "Status": "Untuk mengurutkan atau menghapus baris: Tinjau > Buka Proteksi Lembar (Unprotect Sheet); "
    "tanpa kata sandi.",
    "Keterangan": f"{_FOLDED} Untuk membukanya: blok kolom di kiri dan kanannya, klik kanan > Perlihatkan (Unhide).",
}
"""Header → what the note adds in a workbook."""
GOOGLE_NOTES = {
    **dict.fromkeys(_MOMENTS, "Sekarang: Ctrl+Alt+Shift+; di PC. Di ponsel: ketik seperti contoh."),
    "Status": "Untuk mengurutkan: Data > Tampilan filter. Untuk menghapus baris: minta pemilik Google Sheet ini.",
    "Keterangan": f"{_FOLDED} Untuk membukanya: tombol + di atas kolom ini.",
}
"""Header → what the note adds in a Google Sheet."""
_DONE_BY = (
    "Tulis nama orang yang mengerjakan langkah ini dalam peran {}. Isi hanya sel yang berwarna kuning; "
    "kuning terang: sekarang gilirannya."
)
_SCRIPT = "Terisi sendiri oleh program. Tidak perlu diketik."

REGISTER_FORMS = {
    "ID Konten": ColumnForm(12, IDENTIFIER, "Nomor agenda, misalnya 2026-0118. Satu nomor untuk satu konten."),
    "Tanggal": ColumnForm(12.5, DAY, "Tanggal konten dicatat, misalnya 22/11/2026."),
    "Alur": ColumnForm(25, TEXT, "Pilih alur SOP dari daftar. Kode di depannya ({codes}) yang menentukan."),
    "Judul": ColumnForm(34, TEXT, "Judul singkat konten atau komentar yang ditanggapi."),
    "Waktu Acuan": ColumnForm(
        17.5,
        MOMENT,
        f"{_MOMENT_NOTE} Saat waktu SOP mulai dihitung.\n{{references}}",
    ),
    "Jadwal Tayang": ColumnForm(13, DAY, "{only_planned}: hari konten harus tayang, misalnya 01/06/2026."),
    "Penanggung Jawab": ColumnForm(19, TEXT, "Pilih nama dari tab Petugas."),
    "Caption": ColumnForm(34, TEXT, "Caption yang ditayangkan: sapaan, isi, dan tagar."),
    "Terkait ID": ColumnForm(12, IDENTIFIER, "{only_answering}: ID konten tayang yang dikomentari."),
    "Status": ColumnForm(22, RESULT_WORD, _SCRIPT),
    "Kemajuan": ColumnForm(17, RESULT, _SCRIPT),
    "Batas Tayang": ColumnForm(17.5, RESULT_MOMENT, _SCRIPT),
    "Temuan": ColumnForm(30, RESULT, f"{_SCRIPT} Kode temuan dijelaskan di tab Ringkasan."),
}

LOG_FORMS = {
    "ID Konten": ColumnForm(10, IDENTIFIER, _SCRIPT),
    "No": ColumnForm(3.8, CENTRED, _SCRIPT),
    "Konten/Kegiatan": ColumnForm(17, ACTIVITY, _SCRIPT),
    "Judul Konten": ColumnForm(15, TITLE, _SCRIPT),
    "Putaran": ColumnForm(8, CENTRED, f"{_SCRIPT} Putaran 2 dan seterusnya dibuka setelah keputusan Revisi."),
    "Kelengkapan": ColumnForm(12, TEXT, _SCRIPT),
    "Waktu": ColumnForm(8.5, CENTRED, f"{_SCRIPT} Batas waktu langkah menurut SOP."),
    "Output": ColumnForm(12, TEXT, _SCRIPT),
    "Keterangan": ColumnForm(14, NOTE, _SCRIPT),
    "Mulai": ColumnForm(15.5, MOMENT, f"{_MOMENT_NOTE} Boleh dikosongkan."),
    "Selesai": ColumnForm(15.5, MOMENT, f"{_MOMENT_NOTE} Isi begitu langkah selesai."),
    "Keputusan": ColumnForm(
        11.5,
        CENTRED,
        "Untuk pemeriksaan dan persetujuan: Setuju atau Revisi.\n{not_answered}Batal: konten dibatalkan atau ditarik.",
    ),
    "Bukti": ColumnForm(17, TEXT, "Konsep: tautan atau nama berkas. Tayang: tautan https://… unggahannya."),
    "Catatan": ColumnForm(13, TEXT, "Catatan bebas."),
    "Status": ColumnForm(14.5, RESULT_WORD, _SCRIPT),
    "Batas Waktu": ColumnForm(15.5, RESULT_MOMENT, _SCRIPT),
    "Terlambat": ColumnForm(10.5, RESULT_DURATION, _SCRIPT),
    "Temuan": ColumnForm(21, RESULT, f"{_SCRIPT} Kode temuan dijelaskan di tab Ringkasan."),
}

PEOPLE_FORMS = {
    "Nama": ColumnForm(32, TEXT, "Nama seperti yang ditulis di Buku Kerja."),
    "Peran": ColumnForm(20, TEXT, "Pilih satu dari {roles} peran SOP. Satu orang boleh beberapa baris."),
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

FOLDED = {tabs.LOG.name: ("Kelengkapan", "Waktu", "Output")}
"""Per tab: the headers of columns that a new one shows folded together, since nobody types there."""

FORMS = {
    tabs.REGISTER.name: REGISTER_FORMS,
    tabs.LOG.name: LOG_FORMS,
    tabs.PEOPLE.name: PEOPLE_FORMS,
    tabs.CALENDAR.name: CALENDAR_FORMS,
}

EXAMPLE_ROWS: dict[str, dict[str, object]] = {
    tabs.PEOPLE.name: {
        "Nama": f"{tabs.EXAMPLE_PERSON} Nama Pegawai, S.Sos",
        "Jabatan": "Baris ini contoh dan tidak dibaca. Ganti atau hapus.",
        "Surel": "nama.pegawai@example.com",
        "WhatsApp": "0812-3456-7890",
        "Berlaku Dari": date(2026, 1, 2),
    }
}
"""Per tab: the row with which a new one begins, to show how it is filled; Peran comes from the SOP."""


def has_form(tab: tabs.Tab) -> bool:
    """Whether the columns of a tab have a form of their own."""
    return tab.name in FORMS


def column_form(tab: str, header: str) -> ColumnForm:
    """The form of a column of a staff tab; in Buku Kerja those without another one are roles."""
    if tab == tabs.LOG.name and tabs.is_role(header):
        return ColumnForm(12, PERSON, _DONE_BY.format(header))
    return FORMS[tab][header]


def last_in_view(tab: tabs.Tab, columns: Mapping[str, int]) -> str:
    """The header of the last column that stays in view beside what is typed.

    In logs as they were made before, the title stands before the activity; both together leave no room on a phone.
    """
    if tab != tabs.LOG:
        return tab.headers[0]
    title, activity = "Judul Konten", "Konten/Kegiatan"
    return activity if columns.get(activity, inf) < columns.get(title, inf) else title


HOW_TO_FILL = {
    tabs.REGISTER.name: (
        "Satu baris untuk satu konten. Isi ID, Tanggal, Alur, Judul, dan Waktu Acuan{also_planned}. "
        "Langkah-langkahnya dibuka sendiri di Buku Kerja."
    ),
    tabs.LOG.name: (
        "Isi nama di sel kuning (terang: sekarang gilirannya), lalu Selesai (Mulai bila perlu), "
        "Keputusan pada pemeriksaan dan persetujuan, "
        "serta tautan di Bukti. Kolom lain terisi sendiri."
    ),
    tabs.PEOPLE.name: "Satu baris untuk satu orang dalam satu peran. Plh/Plt ditulis dengan tanggal berlakunya.",
    tabs.CALENDAR.name: "Libur nasional dan cuti bersama sudah terisi. Tambahkan jam Ramadan dan libur daerah.",
}
