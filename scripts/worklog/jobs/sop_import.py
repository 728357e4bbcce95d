"""What the command import_sop.py does: an SOP put in force from a worksheet, or written as one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np

from worklog.adapters.office.sop_files import load_sops, save_sop, sop_file, sops_in
from worklog.adapters.workbook.decree_files import proposal_files, read_decree, write_decree
from worklog.core.decree.building import build, effective_day
from worklog.core.decree.columns import EFFECTIVE, NUMBER, ROLES
from worklog.core.decree.differing import differences
from worklog.core.decree.draft import Draft, compared
from worklog.core.decree.drafting import draft_of
from worklog.core.decree.proposing import disagreements, proposed
from worklog.core.decree.reading import read_draft
from worklog.core.errors import WorklogError
from worklog.core.indonesian import and_text, day_text
from worklog.core.sop.model import Sop

MOST_NAMED = 20
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

    def bring_in(self, path: Path, today: date) -> tuple[list[str], bool]:
        """Put the SOP of a worksheet in force from its day; lines for people, and whether that was done."""
        draft, problems = read_draft(*read_decree(path))
        sop, more = build(draft)
        installed = sops_in(self.folder)
        problems += [*more, *self._clashes(draft, sop, [other for other in installed if other != sop])]
        if problems:
            return [f"SOP di {path.name} belum dapat dipakai. Betulkan, simpan, lalu jalankan lagi:", *problems], False
        if sop is None:
            return self._ask(path, draft), False
        return self._put_in_force(draft, sop, installed, today), True

    def _clashes(self, draft: Draft, sop: Sop | None, others: Sequence[Sop]) -> list[str]:
        """What cannot stand beside the other SOPs: one more from the same day, a role written otherwise.

        `sop`: what the draft is, where it is whole.
        """
        known = {compared(role): role for other in others for role in other.roles}
        day, number = effective_day(draft), draft.first(NUMBER)
        same_day = [
            self._installed_otherwise(draft, other) if other.number == number else self._taken(draft, other)
            for other in others
            if other.effective == day and (sop or other.number != number)
        ]
        written_otherwise = [
            f'{draft.where(ROLES)}: "{role}" tertulis "{known[compared(role)]}" di SOP sebelumnya. Samakan, supaya '
            "tetap satu kolom di Buku Kerja."
            for role in draft.roles
            if known.get(compared(role), role) != role
        ]
        return same_day + written_otherwise

    def _taken(self, draft: Draft, other: Sop) -> str:
        return (
            f"{draft.where(EFFECTIVE)}: {day_text(other.effective)} sudah dipakai SOP Nomor {other.number}. Setiap SOP "
            "berlaku mulai hari yang berbeda; betulkan tanggalnya."
        )

    def _installed_otherwise(self, draft: Draft, other: Sop) -> str:
        return (
            f"{draft.where(NUMBER)}: SOP Nomor {other.number} sudah terpasang dengan isi lain. Bila yang terpasang "
            f"salah dan belum ada konten yang memakainya, hapus {sop_file(self.folder, other)} lalu jalankan lagi; "
            "bila ini SOP yang baru, betulkan nomor dan tanggalnya."
        )

    def _ask(self, path: Path, draft: Draft) -> list[str]:
        """Say what a person has to confirm; what can be proposed for it is written into a file of its own."""
        completed = proposed(draft, self.office)
        if completed == draft:
            places = [f"- {place}" for place in draft.open_places()]
            rest = [f"- dan {len(places) - MOST_NAMED} tempat lain"] if len(places) > MOST_NAMED else []
            first = f'SOP di {path.name} belum dipakai: tulis "Ya" bila sudah diperiksa, lalu jalankan lagi:'
            return [first, *places[:MOST_NAMED], *rest]
        target = next(file for file in proposal_files(path) if not file.exists())
        write_decree(target, completed, self.office)
        left, more = completed.left_out[:MOST_NAMED], len(completed.left_out) - MOST_NAMED
        others = f"; dan {more} tempat lain" if more > 0 else ""
        left_out = [f"Tidak dibaca, dan tidak disalin ke usulan: {'; '.join(left)}{others}."] if left else []
        return [
            f"SOP di {path.name} belum dipakai: ada yang harus Anda pastikan lebih dulu.",
            f"Usulan program, dari kata-kata SOP, ada di {target} (sel kuning). {path.name} tidak diubah.",
            *left_out,
            'Periksa setiap sel kuning, perbaiki bila salah, tulis "Ya" di kolom Sudah Benar setiap baris dan di SUDAH '
            f'BENAR di tab SOP, simpan, lalu jalankan: python scripts/import_sop.py "{target}"',
        ]

    def _put_in_force(self, draft: Draft, sop: Sop, others: Sequence[Sop], today: date) -> list[str]:
        if sop in others:
            return [f"SOP Nomor {sop.number} sudah terpasang dengan isi yang sama. Tidak ada yang perlu dilakukan."]
        file = save_sop(self.folder, sop)
        found = [*sop.contradictions(), *disagreements(draft)]
        told = ["Yang bertentangan di dalam SOP ini:", *(f"- {sentence}" for sentence in found)] if found else []
        return [
            f"SOP Nomor {sop.number} terpasang: {file}",
            f"Alur: {'; '.join(flow.label for flow in sop.flows)}.",
            _span(sop, others),
            *_changes(sop, others),
            *told,
            *_cautions(sop, file, others, today),
            "Berikutnya jalankan: python scripts/setup_worklog.py",
        ]


def _span(sop: Sop, others: Sequence[Sop]) -> str:
    """For what the SOP holds, as a sentence."""
    later = min((other.effective for other in others if other.effective > sop.effective), default=None)
    until = f" sampai sebelum {day_text(later)}, saat SOP berikutnya berlaku" if later else ""
    is_first = all(other.effective > sop.effective for other in others)
    before = ", dan untuk konten sebelumnya" if is_first else "; konten sebelumnya tetap dinilai dengan SOP lamanya"
    return f"Berlaku untuk konten dengan Waktu Acuan mulai {day_text(sop.effective)}{until}{before}."


def _changes(sop: Sop, others: Sequence[Sop]) -> list[str]:
    """What differs from the SOP before it; a slip of the pen shows here."""
    before = max((o for o in others if o.effective < sop.effective), key=lambda o: o.effective, default=None)
    return differences(before, sop) if before else []


def _cautions(sop: Sop, file: Path, others: Sequence[Sop], today: date) -> list[str]:
    """What a person should know before going on; `file` holds the SOP."""
    foreign = [f"SOP Nomor {other.number} ({other.office})" for other in others if other.office != sop.office]
    told = []
    if sop.effective <= today and others:
        when = "sudah lewat" if sop.effective < today else "hari ini"
        told.append(
            f"{EFFECTIVE} {when}: konten dengan Waktu Acuan dalam masa itu, juga yang langkahnya sudah dibuka di "
            "Buku Kerja, kini dinilai dengan SOP ini. Baris yang sudah dibuka tetap memakai warna dan tulisan SOP "
            "lama: tulis nama di kolom peran menurut SOP ini. Bila SOP ini hanya untuk konten yang akan datang, "
            f"hapus {file}, ganti {EFFECTIVE} dengan hari yang akan datang, lalu pasang lagi."
        )
    if sop.effective > today and others:
        told.append(f"Sampai hari itu SOP lama berlaku. Jalankan setup_worklog lagi pada {day_text(sop.effective)}.")
    if foreign:
        told.append(
            f"Di folder yang sama ada {and_text(foreign)}. Bila buku kerja Anda belum berisi konten dengan SOP "
            "itu, hapus berkasnya, supaya perannya tidak ikut menjadi kolom Buku Kerja."
        )
    return told


def refuse_both(path: Path | None, export: Path | None) -> None:
    """Raise `WorklogError` unless one thing alone is asked for."""
    if (path is None) == (export is None):
        raise WorklogError(
            'Sebut satu berkas: python scripts/import_sop.py "SOP baru.xlsx", atau --export BERKAS.xlsx untuk menulis '
            "SOP yang berlaku. Dengan tetikus: seret berkas Excel ke atas import_sop."
        )
