"""What the command import_sop.py does: an SOP put in force from a worksheet, or written as one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np

from worklog.adapters.office.sop_files import load_sops, save_sop
from worklog.adapters.workbook.decree_files import proposal_files, read_decree, write_decree
from worklog.core.decree.building import build
from worklog.core.decree.columns import EFFECTIVE
from worklog.core.decree.draft import Draft
from worklog.core.decree.drafting import draft_of
from worklog.core.decree.proposing import proposed
from worklog.core.decree.reading import read_draft
from worklog.core.errors import WorklogError
from worklog.core.indonesian import day_text
from worklog.core.sop.model import Sop

SHOWN = 20
"""Places to be confirmed that are named one by one."""


@dataclass(frozen=True)
class SopSheets:
    """The SOPs of a folder and the worksheets that they come from. Raises `WorklogError`."""

    folder: Path
    office: str

    def export(self, path: Path, today: date) -> list[str]:
        """Write the SOP that is in force on a day as a worksheet; lines for people."""
        path = path.with_suffix(".xlsx")
        sop = load_sops(self.folder).at(np.datetime64(today))
        write_decree(path, draft_of(sop), sop.office)
        return [
            f"SOP Nomor {sop.number} ditulis di {path}.",
            "Ubah menurut keputusan yang baru, ganti nomor dan tanggalnya, lalu jalankan: "
            f'python scripts/import_sop.py "{path}"',
        ]

    def bring_in(self, path: Path) -> tuple[list[str], bool]:
        """Put the SOP of a worksheet in force from its day; lines for people, and whether that was done."""
        draft, problems = read_draft(read_decree(path))
        sop, more = (None, []) if problems else build(draft)
        problems += more
        problems += self._same_day(draft, sop) if sop else []
        if problems:
            return [f"SOP di {path.name} belum dapat dipakai. Betulkan, simpan, lalu jalankan lagi:", *problems], False
        if sop is None:
            return self._ask(path, draft), False
        return self._put_in_force(sop), True

    def _same_day(self, draft: Draft, sop: Sop) -> list[str]:
        return [
            f"{draft.place(EFFECTIVE)}: {day_text(sop.effective)} sudah dipakai SOP Nomor {other.number} yang isinya "
            "lain. Setiap SOP berlaku mulai hari yang berbeda; betulkan tanggalnya."
            for other in load_sops(self.folder).versions
            if other.effective == sop.effective and other != sop
        ]

    def _ask(self, path: Path, draft: Draft) -> list[str]:
        """Say what a person has to confirm; what can be proposed for it is written into a file of its own."""
        completed = proposed(draft, self.office)
        if completed == draft:
            places = [f"- {place}" for place in draft.open_places()]
            rest = [f"- dan {len(places) - SHOWN} tempat lain"] if len(places) > SHOWN else []
            first = f'SOP di {path.name} belum dipakai: tulis "Ya" bila sudah diperiksa, lalu jalankan lagi:'
            return [first, *places[:SHOWN], *rest]
        target = next(file for file in proposal_files(path) if not file.exists())
        write_decree(target, completed, self.office)
        return [
            f"SOP di {path.name} belum dipakai: ada yang harus Anda pastikan lebih dulu.",
            f"Usulan program, dari kata-kata SOP, ada di {target} (sel kuning). {path.name} tidak diubah.",
            'Periksa setiap sel kuning, perbaiki bila salah, tulis "Ya" di kolom Sudah Benar setiap baris dan di SUDAH '
            f'BENAR di tab SOP, simpan, lalu jalankan: python scripts/import_sop.py "{target}"',
        ]

    def _put_in_force(self, sop: Sop) -> list[str]:
        if sop in load_sops(self.folder).versions:
            return [f"SOP Nomor {sop.number} sudah terpasang dengan isi yang sama. Tidak ada yang perlu dilakukan."]
        file = save_sop(self.folder, sop)
        found = sop.contradictions()
        told = ["Yang bertentangan di dalam SOP ini:", *(f"- {sentence}" for sentence in found)] if found else []
        return [
            f"SOP Nomor {sop.number} terpasang: {file}",
            f"Alur: {'; '.join(flow.label for flow in sop.flows)}.",
            f"Berlaku untuk konten dengan Waktu Acuan mulai {day_text(sop.effective)}; konten sebelumnya tetap dinilai "
            "dengan SOP lamanya.",
            *told,
            "Berikutnya jalankan: python scripts/setup_worklog.py",
        ]


def refuse_both(path: Path | None, export: Path | None) -> None:
    """Raise `WorklogError` unless one thing alone is asked for."""
    if (path is None) == (export is None):
        raise WorklogError(
            'Sebut satu berkas: python scripts/import_sop.py "SOP baru.xlsx", atau --export BERKAS.xlsx untuk menulis '
            "SOP yang berlaku. Dengan tetikus: seret berkas Excel ke atas import_sop."
        )
