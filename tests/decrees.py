"""SOPs of the ministry's form (PermenPAN-RB 35/2012) as small test data: facts of public rules in our own words.

`SOCIAL_MEDIA`: a provincial office, whose secretariat has Kabag above its Kasubbag (PKPU 14/2020); the limits are ours.
`INFORMATION`: public information is given within ten working days of the request, an objection is answered within
thirty (UU 14/2008, articles 22 and 36; PKPU 1/2015); not about social media.
`LEGAL_PRODUCTS`: decisions are put into the JDIH with an abstract (Keputusan KPU 533/HK.04-Kpt/03/KPU/XI/2020), on a
planned day; the limits are ours.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from openpyxl import Workbook, load_workbook

HEADS = {
    "NOMOR SOP": "14/HK.03.1/3399/2026",
    "TGL. PEMBUATAN": "2 Maret 2026",
    "TGL. REVISI": "-",
    "TGL. EFEKTIF": "1 Juli 2026",
    "DISAHKAN OLEH": "Ketua KPU Provinsi Contoh",
}
Row = tuple[object, str, str, str, str, str, str]
"""Number, activity, role, requirement, limit, output, remark."""
Tables = Mapping[str, Sequence[Row]]
STAFF, HEAD, DIVISION, SECRETARY = "Pelaksana Humas", "Kasubbag Parmas", "Kabag Teknis", "Sekretaris Provinsi"
MEMBER, ADMIN = "Anggota Divisi", "Admin Akun"
DESK, LEGAL_HEAD, OFFICER, SUPERIOR = "Petugas Meja Layanan", "Kasubbag Hukum", "PPID", "Atasan PPID"
KEEPER, LEGAL_DIVISION = "Pengelola JDIH", "Kabag Hukum dan SDM"

SOCIAL_MEDIA: Tables = {
    "Berita kegiatan": [
        (1, "Staf humas membuat naskah berita", STAFF, "Foto", "45 menit", "Naskah", ""),
        (2, "Kasubbag mengoreksi naskah", HEAD, "Naskah", "20 Menit", "Naskah", ""),
        (3, "Kabag menyetujui naskah", DIVISION, "Naskah", "15 menit", "Naskah", ""),
        (4, "Admin mengunggah berita", ADMIN, "Naskah", "10 menit", "Tayangan", "Maks 90 menit sudah tayang"),
    ],
    "Tanggapan komentar": [
        (1, "Admin melaporkan komentar", ADMIN, "Akun", "1 jam", "Rekap", "Sejak 1 jam setelah tayang"),
        (2, "Kasubbag menyusun tanggapan", HEAD, "Rekap", "30 menit", "Konsep", ""),
        (3, "Anggota menyetujui tanggapan", MEMBER, "Konsep", "1 jam", "Tanggapan", ""),
        (4, "Admin menanggapi", ADMIN, "Tanggapan", "15 menit", "Tayangan", "Maksimal 3 jam"),
    ],
}
INFORMATION: Tables = {
    "Permohonan informasi publik": [
        (1, "Petugas mencatat permohonan", DESK, "Formulir", "15 menit", "Register", ""),
        (2, "Petugas menyiapkan jawaban", DESK, "Register", "5 hari kerja", "Konsep jawaban", ""),
        (3, "Kasubbag memeriksa jawaban", LEGAL_HEAD, "Konsep jawaban", "1 hari kerja", "Konsep jawaban", ""),
        (4, "PPID menandatangani jawaban", OFFICER, "Konsep jawaban", "1 hari kerja", "Jawaban", ""),
        (5, "Petugas menyampaikan jawaban", DESK, "Jawaban", "1 hari", "Bukti", "Paling lambat 10 hari kerja"),
    ],
    "Keberatan atas informasi": [
        (1, "Petugas mencatat keberatan", DESK, "Formulir", "30 menit", "Register", ""),
        (2, "PPID menyiapkan penjelasan", OFFICER, "Register", "10 hari kerja", "Penjelasan", ""),
        (3, "Atasan PPID menetapkan tanggapan", SUPERIOR, "Penjelasan", "15 hari kerja", "Tanggapan", ""),
        (4, "Petugas mengirim tanggapan", DESK, "Tanggapan", "2 hari", "Bukti", "Paling lambat 30 hari kerja"),
    ],
}
LEGAL_PRODUCTS: Tables = {
    "Pengunggahan keputusan ke JDIH": [
        (1, "Pengelola menyusun abstrak", KEEPER, "Keputusan", "1 jam", "Abstrak", "2 hari sebelum tayang"),
        (2, "Kasubbag memeriksa abstrak", LEGAL_HEAD, "Abstrak", "30 menit", "Catatan", ""),
        (3, "Pengelola memperbaiki abstrak", KEEPER, "Catatan", "30 menit", "Abstrak", ""),
        (4, "Kabag menyetujui pengunggahan", LEGAL_DIVISION, "Abstrak", "1 jam", "Persetujuan", ""),
        (5, "Pengelola mengunggah pada hari yang ditentukan", KEEPER, "Persetujuan", "1 jam", "Laman", ""),
    ],
}


def type_decree(
    path: Path, tables: Tables, *, title: str = "SOP Berita", changes: Mapping[str, str] | None = None
) -> Path:
    """Type an SOP as an office does: the head as in a decree, with colons; the tables below one another on one tab."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Lampiran"
    for label, value in {**HEADS, "NAMA SOP": title, **(changes or {})}.items():
        sheet.append([None, None, label, ":", value])
    roles = list(dict.fromkeys(row[2] for rows in tables.values() for row in rows if row[2]))
    for name, rows in tables.items():
        blank = [None] * (len(roles) - 1)
        sheet.append([])
        sheet.append([None, name])
        sheet.append(["NO.", "KEGIATAN", "PELAKSANA", *blank, "MUTU BAKU", None, None, "KET"])
        sheet.append([None, None, *roles, "Kelengkapan", "Waktu", "Output"])
        sheet.append(list(range(1, len(roles) + 7)))
        for number, activity, role, requirement, limit, output, remark in rows:
            marks = ["v" if role == one else None for one in roles]
            sheet.append([number, activity, *marks, requirement, limit, output, remark])
    book.save(path)
    return path


def confirm(path: Path) -> None:
    """Say Ya to all that a workbook proposes."""
    book = load_workbook(path)
    for sheet in book.worksheets:
        for cell in [cell for row in sheet.iter_rows() for cell in row]:
            if cell.value == "SUDAH BENAR":
                sheet.cell(cell.row, 2, "Ya")
            if cell.value == "Sudah Benar":
                for below in range(cell.row + 2, sheet.max_row + 1):
                    sheet.cell(below, cell.column or 0, "Ya")
    book.save(path)
