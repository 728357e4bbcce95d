"""A PDF beside a report, for WhatsApp and the archive."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from adapters.files.test_programs import is_alive
from worklog.adapters.reports import files as report_files
from worklog.adapters.reports import pdf as report_pdf
from worklog.adapters.reports.names import ReportError
from worklog.adapters.reports.pdf import NOT_INSTALLED, write_pdf

NOW = datetime(2026, 11, 24, 15, 30)
NEEDS_POPPLER = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler belum ada: pasang poppler-utils")
NEEDS_LIBREOFFICE = pytest.mark.skipif(
    shutil.which("soffice") is None, reason="LibreOffice belum ada: pasang libreoffice-calc"
)
CONVERT = """while [ $# -gt 1 ]; do last=$1; shift; done
echo isi > "$last/$(basename "$1" .xlsx).pdf\""""
"""Takes the last two arguments, the folder and the workbook, as soffice does."""


@pytest.fixture
def report(tmp_path: Path) -> Path:
    book = Workbook()
    book.worksheets[0]["A1"] = "Laporan Harian"
    path = tmp_path / "Laporan Harian 2026-11-24.xlsx"
    book.save(path)
    return path


def put_in_path(folder: Path, script: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A program named soffice that does what the script says."""
    if sys.platform == "win32":
        pytest.skip("the stand-in for LibreOffice is a shell script")
    folder.mkdir()
    program = folder / "soffice"
    program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(folder), prepend=":")


@NEEDS_LIBREOFFICE
@pytest.mark.slow
def test_report_is_there_as_pdf_too(report: Path) -> None:
    report.with_suffix(".pdf").write_bytes(b"yang lama")
    assert write_pdf(report, NOW) == report_pdf.Saved(report.with_suffix(".pdf"))
    assert report.with_suffix(".pdf").read_bytes().startswith(b"%PDF")
    assert sorted(path.name for path in report.parent.iterdir()) == [report.with_suffix(".pdf").name, report.name]


@pytest.mark.slow
@NEEDS_LIBREOFFICE
@NEEDS_POPPLER
def test_raw_sheets_stay_in_the_workbook_and_out_of_the_pdf(report: Path) -> None:
    book = Workbook()
    book.worksheets[0]["A1"] = "Ringkasan untuk ditandatangani"
    for name in ("Data", "Isian 'mentah'"):
        sheet = book.create_sheet(name)
        sheet["A1"] = "Angka mentah"
        sheet.sheet_state = "hidden"
    book.save(report)
    saved = write_pdf(report, NOW)
    text = subprocess.run(["pdftotext", saved.path, "-"], check=True, capture_output=True).stdout.decode()
    assert "Ringkasan untuk ditandatangani" in text
    assert "Angka mentah" not in text
    assert len(load_workbook(report).worksheets) == 3


def test_pdf_that_somebody_reads_is_saved_beside_it(
    report: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_in_path(tmp_path / "bin", CONVERT, monkeypatch)
    report.with_suffix(".pdf").write_bytes(b"sedang dibaca")
    replace = Path.replace

    def windows_replace(path: Path, target: Path) -> Path:
        if Path(target).name == report.with_suffix(".pdf").name:
            raise PermissionError(13, "Access is denied")
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", windows_replace)
    saved = write_pdf(report, NOW)
    assert saved.path.name == "Laporan Harian 2026-11-24 (2026-11-24 15.30.00).pdf"
    assert "sedang dibuka" in saved.note
    assert report.with_suffix(".pdf").read_bytes() == b"sedang dibaca"


def test_without_libreoffice_one_sentence_says_how_to_get_it(
    report: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ReportError) as told:
        write_pdf(report, NOW)
    assert str(told.value) == NOT_INSTALLED


def test_libreoffice_on_windows_is_found_in_its_own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "soffice.exe"
    program.touch()
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(report_pdf, "_WINDOWS_PLACES", (tmp_path / "tidak ada.exe", program))
    assert report_pdf.find_libreoffice() == str(program)


@pytest.mark.parametrize("script", ["exit 1", "exit 0"])
def test_conversion_that_fails_is_one_sentence_and_leaves_the_workbook(
    script: str, report: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_in_path(tmp_path / "bin", script, monkeypatch)
    with pytest.raises(ReportError, match=r"tidak dapat dibuat oleh LibreOffice\. Laporan \.xlsx-nya tetap ada"):
        write_pdf(report, NOW)
    assert report.exists()
    assert not report.with_suffix(".pdf").exists()


@pytest.mark.slow
def test_conversion_that_hangs_is_given_up(report: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put_in_path(tmp_path / "bin", f"sleep 30 &\necho $! > '{tmp_path}/bin/pid.txt'\nsleep 30", monkeypatch)
    monkeypatch.setattr(report_pdf, "SECONDS", 0.5)
    begun = time.monotonic()
    with pytest.raises(ReportError, match="tidak dapat dibuat oleh LibreOffice"):
        write_pdf(report, NOW)
    assert time.monotonic() - begun < 10
    assert not is_alive(tmp_path / "bin" / "pid.txt")
    assert sorted(path.name for path in report.parent.iterdir()) == [report.name, "bin"]


def test_full_disk_is_one_sentence(report: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put_in_path(tmp_path / "bin", CONVERT, monkeypatch)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(report_files, "write_private", full)
    with pytest.raises(ReportError, match=r"tidak dapat disimpan \(disk penuh\)"):
        write_pdf(report, NOW)
