"""A log that is kept in a workbook."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from worklog.adapters.files.owner_files import left_behind, refuse_if_open
from worklog.adapters.files.probes import standing_folder, why_blocked, why_not_changeable, why_not_writable
from worklog.adapters.workbook.log import WorkbookLog
from worklog.adapters.workbook.saving.backups import backups
from worklog.config.config import Config
from worklog.core.errors import LogBusy, WorklogError
from worklog.core.signs import CONNECT, Sign, fine, note, wrong
from worklog.jobs.source import LogSource

if TYPE_CHECKING:
    from worklog.adapters.google.trial.trial import ProbeResult

NO_GOOGLE = (
    "Buku kerja di sheets_config.json adalah berkas Excel, jadi tidak ada Google Sheet yang dapat dicoba. Isi source "
    "menurut bagian 2 sampai 4 docs/panduan-google.md (boleh di berkas lain, yang disebut dengan --config), lalu "
    "jalankan lagi."
)


@dataclass(frozen=True)
class KeptInWorkbook:
    """The workbook of a configuration."""

    config: Config

    @property
    def address(self) -> str:
        return self.config.workbook.name

    @property
    def folders(self) -> set[Path]:
        return {self.config.workbook.parent}

    def open(self) -> LogSource:
        config = self.config
        return WorkbookLog(config.workbook, config.office.name, config.backup_folder, config.backups.keep)

    def make(self, *_: object) -> list[str]:
        """Setup makes the file itself."""
        return []

    def try_out(self, *_: object) -> list[ProbeResult]:
        raise WorklogError(NO_GOOGLE)

    def log_sign(self, seen: str) -> Sign:
        workbook = self.config.workbook
        try:
            refuse_if_open(workbook)
        except LogBusy as busy:
            return note(f"{seen}\n{busy}", "Tidak ada, bila memang sedang diisi. Simpan dan tutup bila sudah selesai.")
        left = left_behind(workbook)
        if left:
            return note("\n".join([seen, *left]), "Hapus berkas kunci itu.")
        reason = why_not_changeable(workbook)
        if reason:
            return wrong(
                f"Buku kerja terbaca, tetapi tidak boleh ditulis ({reason}).\n{workbook}",
                "Tutup di semua PC. Bila tetap: klik kanan berkasnya, Properties, hapus centang Read-only; di folder "
                "bersama minta izin mengubah kepada pengelolanya.",
            )
        return fine(seen)

    def key_sign(self) -> None:
        """It needs none."""

    def backup_sign(self) -> Sign:
        folder = self.config.backup_folder
        standing = standing_folder(folder)
        if standing is None:
            return wrong(
                f"Folder cadangan tidak terjangkau: {folder}\nTanpa cadangan buku kerja tidak ditulis.",
                CONNECT.format(folder.anchor, "backups.folder"),
            )
        reason = why_blocked(folder) or why_not_writable(standing)
        if reason:
            return wrong(
                f"Folder cadangan tidak dapat ditulis ({reason}): {folder}",
                "Tanpa cadangan buku kerja tidak ditulis. Periksa izin folder itu, atau ganti backups.folder di "
                "sheets_config.json.",
            )
        kept = backups(self.config.workbook, folder) if folder.is_dir() else []
        if not kept:
            return fine(f"Belum ada cadangan; dibuat otomatis sebelum buku kerja pertama kali ditulis: {folder}")
        return fine(f"Ada {len(kept)} cadangan, yang terakhir {kept[-1].name}: {folder}")
