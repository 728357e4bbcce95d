"""Files, folders, the log, the network and the clock that the program needs."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from worklog.adapters.files.probes import (
    free_bytes,
    is_whole_workbook,
    standing_folder,
    why_blocked,
    why_not_writable,
)
from worklog.adapters.state.diary import EARLIEST
from worklog.config.config import TEMPLATES, Config
from worklog.core.indonesian import moment_text, number_text
from worklog.core.judging.check import Checked, columns_to_come
from worklog.core.signs import CONNECT, Sign, fine, note, wrong

if TYPE_CHECKING:
    from worklog.jobs.kept import Kept

LITTLE_BYTES, HARDLY_ANY_BYTES = 2_000_000_000, 200_000_000
OFFICE_OFFSET = timedelta(hours=7)
REPORT_TEMPLATES = ("laporan-harian.xlsx", "laporan-bulanan.xlsx")


def log_sign(kept: Kept, checked: Checked, address: str) -> Sign:
    """The log, when it could be read and judged; what kept it from that was raised before."""
    return kept.log_sign(
        f"Buku kerja terbaca: {len(checked.items)} konten, {len(checked.tables.log)} baris langkah.\n{address}"
    )


def roles_sign(checked: Checked) -> Sign | None:
    """Columns that Buku Kerja still lacks for an SOP to come."""
    lacking = " ".join(columns_to_come(checked))
    return note(lacking, "Jalankan setup_worklog; sampai hari itu pemeriksaan tetap berjalan.") if lacking else None


def report_folder_sign(config: Config) -> Sign:
    """Whether a report can be written."""
    folder = config.report_folder
    standing = standing_folder(folder)
    if standing is None:
        return wrong(f"Folder laporan tidak terjangkau: {folder}", CONNECT.format(folder.anchor, "reports.folder"))
    reason = why_blocked(folder) or why_not_writable(standing)
    if reason:
        return wrong(
            f"Folder laporan tidak dapat ditulis ({reason}): {folder}",
            "Periksa apakah folder itu masih ada dan boleh ditulis, atau ganti reports.folder di sheets_config.json.",
        )
    return fine(
        f"Folder laporan dapat ditulis: {folder}" if folder.is_dir() else f"Folder laporan akan dibuat: {folder}"
    )


def disk_sign(config: Config, of_log: set[Path]) -> Sign:
    """The room on the fullest of the disks that are written to; `of_log`: the folders that the log is written into."""
    places = {config.folder, config.report_folder, config.backup_folder, config.state_folder, *of_log}
    # What is out of reach is told where it is looked at.
    rooms = [(free_bytes(found), found) for found in map(standing_folder, places) if found]
    measured = [(free, found) for free, found in rooms if free is not None]
    if not measured:
        return note("Ruang disk tidak dapat diukur di PC ini.", "Lihat sendiri di File Explorer: This PC.")
    free, folder = min(measured)
    seen = f"Ruang disk tersisa {number_text(free / 1e9, 1)} GB di {folder}."
    advice = "Kosongkan Recycle Bin dan folder Downloads, atau pindahkan berkas besar ke disk lain."
    if free < HARDLY_ANY_BYTES:
        return wrong(seen, advice)
    return note(seen, advice) if free < LITTLE_BYTES else fine(seen)


def template_sign() -> Sign:
    """The layouts of the reports."""
    broken = [name for name in REPORT_TEMPLATES if not is_whole_workbook(TEMPLATES / name)]
    if broken:
        return wrong(
            f"Templat laporan hilang atau rusak: {', '.join(broken)} di {TEMPLATES}",
            "Salin kembali berkas itu dari paket program, atau dari salinan Anda sendiri.",
        )
    return fine("Templat laporan dan tabel SOP lengkap.")


def pdf_sign(config: Config) -> Sign | None:
    """What makes PDFs, where they are wanted."""
    from worklog.adapters.reports.pdf import NOT_INSTALLED, find_libreoffice

    if not config.reports.pdf:
        return None
    return (
        fine("LibreOffice terpasang, untuk membuat PDF.") if find_libreoffice() else note(*NOT_INSTALLED.split(". ", 1))
    )


def clock_sign(now: datetime, last_noted: datetime | None, offset: timedelta) -> Sign:
    """The PC's clock against what was noted before, and its zone (`offset` from UTC)."""
    seen = f"Jam PC: {moment_text(now)} WIB."
    advice = "Buka Settings > Time & language > Date & time, nyalakan Set time automatically, lalu klik Sync now."
    if now < EARLIEST or (last_noted is not None and now < last_noted - timedelta(hours=1)):
        before = f" Padahal program pernah bekerja pada {moment_text(last_noted)}." if last_noted else ""
        return wrong(f"{seen}{before} Jam PC salah.", advice)
    if offset != OFFICE_OFFSET:
        return note(
            f"{seen} Zona waktu PC bukan WIB, sehingga jam yang diketik dengan Ctrl+Shift+: keliru.",
            "Buka Settings > Time & language > Date & time, pilih zona (UTC+07:00) Bangkok, Hanoi, Jakarta.",
        )
    return fine(seen)


def config_sign(file: Path) -> Sign:
    """The configuration, when it could be used."""
    return fine(f"Berkas pengaturan dapat dipakai: {file}")
