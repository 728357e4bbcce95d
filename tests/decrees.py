"""SOPs of the ministry's form as small test data: procedures of such offices, in our own words and with our own limits.

`SOCIAL_MEDIA`: an office that posts through its news team. `INFORMATION`: a request for public information, which has
to be answered within ten working days (UU 14/2008, article 22). `LEGAL_PRODUCTS`: decisions put into the JDIH.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from openpyxl import Workbook, load_workbook

HEADS = {
    "NOMOR SOP": "14/HK.03.1/3399/2026",
    "TGL. PEMBUATAN": "2 Maret 2026",
    "TGL. REVISI": "",
    "TGL. EFEKTIF": "1 Juli 2026",
    "DISAHKAN OLEH": "Ketua KPU Kota Contoh",
}
Row = tuple[object, str, str, str, str, str, str]
"""Number, activity, role, requirement, limit, output, remark."""
Tables = Mapping[str, Sequence[Row]]
STAFF, HEAD, SECRETARY = "Fungsional Umum", "Es. IV Kasubag", "Es. III Sekretaris"
MEMBER, ADMIN = "Ketua/Anggota", "Admin"

SOCIAL_MEDIA: Tables = {
    "Berita kegiatan": [
        (1, "Staf humas membuat naskah berita", STAFF, "Foto", "45 menit", "Naskah", ""),
        (2, "Kasubag mengoreksi naskah", HEAD, "Naskah", "20 Menit", "Naskah", ""),
        (3, "Admin mengunggah berita", ADMIN, "Naskah", "10 menit", "Tayangan", "Maks 90 menit sudah tayang"),
    ],
    "Tanggapan komentar": [
        (1, "Admin melaporkan komentar", ADMIN, "Akun", "1 jam", "Rekap", "Sejak 1 jam setelah tayang"),
        (2, "Kasubag menyusun tanggapan", HEAD, "Rekap", "30 menit", "Konsep", ""),
        (3, "Anggota menyetujui tanggapan", MEMBER, "Konsep", "1 jam", "Tanggapan", ""),
        (4, "Admin menanggapi", ADMIN, "Tanggapan", "15 menit", "Tayangan", "Maksimal 3 jam"),
    ],
}
INFORMATION: Tables = {
    "Permohonan informasi publik": [
        (1, "Petugas meja layanan mencatat permohonan", STAFF, "Formulir", "15 menit", "Register", ""),
        (2, "Petugas menyiapkan jawaban", STAFF, "Register", "5 hari", "Konsep jawaban", ""),
        (3, "Kasubag memeriksa jawaban", HEAD, "Konsep jawaban", "1 hari", "Konsep jawaban", ""),
        (4, "Sekretaris menandatangani jawaban", SECRETARY, "Konsep jawaban", "1 hari", "Jawaban", ""),
        (5, "Petugas menyampaikan jawaban", STAFF, "Jawaban", "1 hari", "Tanda terima", "Maksimal 10 hari"),
    ],
}
LEGAL_PRODUCTS: Tables = {
    "Pengunggahan keputusan ke JDIH": [
        (1, "Staf hukum menyusun abstrak", STAFF, "Keputusan", "1 jam", "Abstrak", "2 hari sebelum tayang"),
        (2, "Kasubag memeriksa abstrak", HEAD, "Abstrak", "30 menit", "Catatan", ""),
        (3, "Staf hukum memperbaiki abstrak", STAFF, "Catatan", "30 menit", "Abstrak", ""),
        (4, "Sekretaris menyetujui pengunggahan", SECRETARY, "Abstrak", "1 jam", "Persetujuan", ""),
        (5, "Operator mengunggah pada hari yang ditentukan", ADMIN, "Persetujuan", "1 jam", "Laman", ""),
    ],
}


def type_decree(path: Path, tables: Tables, *, title: str = "SOP", changes: Mapping[str, str] | None = None) -> Path:
    """Type an SOP as an office does: the head as in a decree, with colons; the tables below one another on one tab."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Lampiran"
    for label, value in {**HEADS, "NAMA SOP": title, **(changes or {})}.items():
        sheet.append([None, None, label, ":", value])
    for name, rows in tables.items():
        roles = [role for role in (STAFF, HEAD, SECRETARY, MEMBER, ADMIN) if any(row[2] == role for row in rows)]
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
