"""Write docs/aturan.md, the list of rules for the office, from the rules themselves: python tests/rule_list.py."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path

PROJECT = Path(__file__).absolute().parents[1]
sys.path.insert(0, str(PROJECT / "scripts"))

from worklog.adapters.office.sop_files import load_sops  # noqa: E402 - found in scripts/ only from here on
from worklog.core.judging.rule import Rule  # noqa: E402
from worklog.core.judging.rules import ALL_RULES  # noqa: E402
from worklog.core.log import tabs  # noqa: E402
from worklog.core.log.tabs import ItemState, RowState  # noqa: E402
from worklog.core.reports.figures import SEVERITY_NAMES  # noqa: E402

SOP = load_sops(PROJECT / "templates" / "sop").versions[-1]
TARGET = PROJECT / "docs" / "aturan.md"

BEGINNING = """\
# Aturan pemeriksaan

Setiap pemeriksaan menjalankan semua aturan di bawah ini. Satu temuan = satu baris yang melanggar satu aturan.
Kode temuan tampil di kolom Temuan, di tab Ringkasan, dan di laporan. Cara kerja sehari-hari ada di
[panduan](panduan.md).

Berkas ini dibuat dari program dengan `python tests/rule_list.py`. Jangan diubah dengan tangan.

- Kata di antara ‹ › diganti isi yang sebenarnya.
- **Kesalahan** berkode U, P, atau W membuat konten dinilai *tidak sesuai SOP*; yang berkode D membuatnya *perlu
  dilengkapi*. Perintah berakhir dengan kode keluar 1.
- **Peringatan** berkode W4 juga membuat konten dinilai *tidak sesuai SOP*; peringatan lain tidak.
- Beberapa aturan punya lebih dari satu pesan, menurut apa yang terjadi. Mulai yang terlalu awal (U202) hanya peringatan.
- **Catatan** hanya petunjuk.
- Tingkat dapat diubah, dan aturan dapat dimatikan, dengan `rules.severity` dan `rules.ignore` di `sheets_config.json`.
"""

FAMILIES = {
    "D": ("D · Data", "Isian dapat dibaca, lengkap, dan menunjuk ke yang ada."),
    "U": ("U · Urutan", "Langkah dikerjakan menurut urutan SOP, putaran demi putaran."),
    "P": ("P · Pelaksana", "Orang yang tepat mengerjakan langkah dalam peran yang tepat."),
    "W": ("W · Waktu", "Batas waktu setiap langkah dan batas seluruh alur."),
    "A": (
        "A · Arsip (riwayat)",
        "Yang terlihat pada pemeriksaan-pemeriksaan sebelumnya. Menjelaskan, tidak menuduh: tidak pernah mengubah penilaian, "
        "dan pemeriksaan yang terlewat (PC mati) tidak pernah memberatkan siapa pun. Tanpa riwayat tidak ada temuan ini.",
    ),
    "T": ("T · Tips", "Anjuran dari Catatan SOP. Tidak pernah menjadi pelanggaran."),
}

FIELDS = {
    "advice": "yang harus dilakukan",
    "aired": "tayang atau dijawab",
    "approval": "No persetujuan",
    "before": "waktu selesai langkah sebelumnya",
    "cancelled_at": "waktu",
    "cells": "nama kolom",
    "choices": "keputusan yang boleh",
    "column": "nama kolom",
    "codes": "kode alur",
    "number": "nomor SOP",
    "count": "jumlah",
    "day": "hari",
    "deadline": "batas",
    "decision_text": "isi sel",
    "example": "contoh",
    "examples": "contoh",
    "first": "tanggal",
    "finish": "waktu selesai",
    "first_row": "nomor baris",
    "flow_text": "isi sel",
    "id": "ID",
    "last": "tanggal",
    "left": "sisa",
    "moment": "waktu",
    "month": "bulan",
    "end": "hari",
    "late": "lama",
    "name": "nama",
    "nearest": "nama yang mirip",
    "new": "isi sekarang",
    "note": "isi Catatan",
    "old": "isi semula",
    "seen": "waktu pemeriksaan",
    "total": "jumlah",
    "what": "baris",
    "when": "antara dua pemeriksaan",
    "without": "waktu pemeriksaan sebelumnya",
    "needed": "jumlah",
    "overrun": "lama",
    "percent": "persentase",
    "planned": "hari",
    "prepare_day": "hari",
    "published": "waktu tayang",
    "reference": "Waktu Acuan",
    "role": "peran",
    "round": "putaran",
    "round_cell": "isi sel",
    "row": "nomor baris",
    "said": "tanggal",
    "start": "waktu mulai",
    "step": "No",
    "step_cell": "isi sel",
    "tab": "nama tab",
    "today": "tanggal hari ini",
    "typed": "isi sel",
    "waited_for": "No",
    "wanted": "tanggal, atau tanggal dan jam",
    "weekday": "nama hari",
}
"""The fields of messages in the words of the office."""

ROW_WORDS = {
    "Selesai": "Selesai terisi dan tidak melewati batas.",
    "Selesai terlambat": "Selesai terisi, tetapi sesudah batas langkah (atau sesudah hari tayang).",
    "Berjalan": "Langkah yang sekarang ditunggu, atau yang sudah mulai diisi. Belum melewati batas.",
    "Mendekati batas": "Langkah yang sekarang ditunggu dan sudah memakai 75% waktunya (W407).",
    "Terlambat": "Langkah yang sekarang ditunggu dan sudah melewati batas.",
    "Menunggu": "Belum gilirannya; langkah sebelumnya belum selesai.",
    "Perlu diperbaiki": "Ada kesalahan isian pada baris ini. Lihat kolom Temuan.",
    "Belum dapat dinilai": "Batasnya belum dapat dihitung, misalnya karena Waktu Acuan kosong, waktu selesai sebelumnya "
    "tidak terbaca, atau ada langkah di depannya yang terlewat.",
    "Tidak diperlukan": "SOP tidak meminta langkah ini pada keadaan sekarang: sesudah Revisi yang kembali ke putaran baru, "
    "sesudah Batal atau Tidak direspon, perbaikan setelah Setuju, atau putaran yang tidak jadi dipakai.",
}

ITEM_WORDS = {
    "belum mulai": "Belum ada langkah yang diisi.",
    "berjalan": "Sudah ada langkah yang diisi, belum tayang dan belum ditutup.",
    "tayang": "Langkah terakhir (unggah atau merespon) sudah selesai.",
    "tidak direspon": "Ditutup dengan keputusan Tidak direspon (hanya R1 dan R2).",
    "batal": "Ditutup dengan keputusan Batal sebelum tayang.",
    "ditarik": "Sudah tayang, lalu diberi keputusan Batal pada langkah tayangnya.",
}

VERDICT_MEANINGS = {
    "sesuai": "Semua yang dapat dinilai sesuai SOP, dan tidak ada yang kurang.",
    "tidak sesuai SOP": "Ada yang dikerjakan tidak sesuai SOP: kesalahan U, P atau W, atau peringatan W4.",
    "perlu dilengkapi": "Ada yang belum diisi atau tidak terbaca. Ini bukan pelanggaran, dan bukan pula tanda lulus.",
}


def main() -> int:
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_text(rule_list(), encoding="utf-8", newline="\n")
    print(TARGET.relative_to(PROJECT).as_posix())
    return 0


def rule_list() -> str:
    """The whole document."""
    parts = [BEGINNING, *map("\n".join, _families(ALL_RULES))]
    parts += ["\n".join(["## Status baris di Buku Kerja", "", *_meanings("Status", RowState, ROW_WORDS)])]
    parts += [
        "\n".join(
            [
                "## Keadaan dan penilaian konten di Daftar Konten",
                "",
                "Kolom Status di Daftar Konten berisi keduanya, misalnya `Berjalan · sesuai`.",
                "",
                *_meanings("Keadaan", ItemState, ITEM_WORDS),
                *_meanings("Penilaian", list(tabs.VERDICT_WORDS.values()), VERDICT_MEANINGS),
            ]
        )
    ]
    return "\n".join(parts).rstrip("\n") + "\n"


def _families(rules: Sequence[Rule]) -> Iterator[list[str]]:
    for letter, members in groupby(rules, key=lambda rule: rule.code[0]):
        heading, sentence = FAMILIES[letter]
        rows = [(f"**{rule.code}**", *_cells(rule)) for rule in members]
        yield [f"## {heading}", "", sentence, "", *_table(("Kode", "Tingkat", "Temuan", "Pesan", "Dasar SOP"), rows)]


def _cells(rule: Rule) -> tuple[str, str, str, str]:
    told = [re.sub(r"\{(\w+)\}", lambda field: f"‹{FIELDS[field[1]]}›", message) for message in rule.messages]
    clause = rule.sop if isinstance(rule.sop, str) else rule.sop(SOP)
    return SEVERITY_NAMES[rule.severity].lower(), rule.title, "<br>".join(told), clause


def _meanings(heading: str, words: Sequence[str], meanings: Mapping[str, str]) -> list[str]:
    return _table((heading, "Arti"), [(f"**{word}**", meanings[word]) for word in words])


def _table(headers: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    lines = [headers, ["---"] * len(headers), *rows]
    return [*("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines), ""]


if __name__ == "__main__":
    sys.exit(main())
