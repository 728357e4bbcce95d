"""What an office PC does to files that are written: a full disk, the mark Read-only, a scanner that looks at everything."""

import builtins
import errno
import os
import stat
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from adapters.report_template import saved, small_template
from adapters.reports.test_files import ROWS, VALUES
from selection import first_ones
from windows_files import disk_that_takes, windows_files  # noqa: F401 - a fixture
from workbook_samples import IN_FORCE, NOW, REGISTER_ROW, block, make_workbook, publication, values
from worklog.adapters.files.patience import patiently
from worklog.adapters.files.probes import why_not_changeable
from worklog.adapters.files.temporary import remove_stale, temporary_beside
from worklog.adapters.files.workbook_bytes import workbook_bytes
from worklog.adapters.reports.files import Saved, put_in_place, write_report
from worklog.adapters.reports.names import ReportError
from worklog.adapters.state.run_log import RunLog
from worklog.adapters.workbook.reader import read_workbook
from worklog.adapters.workbook.writer import publish
from worklog.cli import crash_sentence
from worklog.core.errors import LogNotWritten

pytestmark = pytest.mark.usefixtures("windows_files")


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return make_workbook(tmp_path / "Buku Kerja.xlsx", register=[REGISTER_ROW])


def publish_into(path: Path, day: int = 0) -> list[str]:
    return publish(path, publication(block()), IN_FORCE, NOW + timedelta(days=day), path.parent / "cadangan", 3)


def files_in(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.rglob("*") if file.is_file())


def report_in(folder: Path) -> Saved:
    return write_report(saved(small_template()[0], folder), folder / "Laporan.xlsx", VALUES, {"tabel": ROWS}, NOW)


def held_for_a_moment(monkeypatch: pytest.MonkeyPatch, owner: Any, name: str, file: Path) -> None:
    """The first two times that something is done with a file it is refused."""
    real: Callable[..., Any] = getattr(owner, name)
    refusals: Iterator[int] = iter([1, 2])

    def refuse_twice(first: Any, *others: Any, **named: Any) -> Any:
        if file in (Path(place) for place in (first, *others)) and next(refusals, None):
            raise PermissionError(errno.EACCES, "The process cannot access the file")
        return real(first, *others, **named)

    monkeypatch.setattr(owner, name, refuse_twice)


@pytest.mark.slow
def test_a_full_disk_is_left_without_a_temporary_workbook(log: Path) -> None:
    publish_into(log)
    before = log.read_bytes()
    with disk_that_takes(3000), pytest.raises(LogNotWritten, match="tidak dapat ditulis"):
        publish_into(log)
    assert log.read_bytes() == before
    assert files_in(log.parent) == ["Buku Kerja 2026-11-20.xlsx", "Buku Kerja.xlsx"]


def test_a_full_disk_is_left_without_a_piece_of_a_backup(log: Path) -> None:
    with disk_that_takes(3000), pytest.raises(LogNotWritten, match=r"Cadangan .* tidak dapat ditulis"):
        publish_into(log)
    assert files_in(log.parent) == ["Buku Kerja.xlsx"]


def test_a_full_disk_is_left_without_a_piece_of_a_report(tmp_path: Path) -> None:
    saved(small_template()[0], tmp_path)
    with disk_that_takes(3000), pytest.raises(ReportError, match="tidak dapat disimpan"):
        write_report(next(tmp_path.iterdir()), tmp_path / "Laporan.xlsx", VALUES, {"tabel": ROWS}, NOW)
    assert len(files_in(tmp_path)) == 1


def test_a_full_disk_for_temporary_files_does_not_matter_to_a_workbook() -> None:
    book = Workbook()
    book.worksheets[0]["A1"] = "isi " * 5000
    with disk_that_takes(0):
        assert workbook_bytes(book).startswith(b"PK")


def test_a_read_only_workbook_is_told_by_that_mark_and_stays(log: Path) -> None:
    before = log.read_bytes()
    log.chmod(0o444)
    with pytest.raises(LogNotWritten, match=r"bertanda Read-only.*Properties, hapus centang Read-only"):
        publish_into(log)
    assert log.read_bytes() == before
    assert log.stat().st_mode & stat.S_IWRITE == 0


def test_what_is_written_for_a_read_only_workbook_can_be_deleted(log: Path) -> None:
    log.chmod(0o444)
    for day in range(5):
        with pytest.raises(LogNotWritten):
            publish_into(log, day)
    kept = [f"Buku Kerja 2026-11-{day}.xlsx" for day in (22, 23, 24)]
    assert files_in(log.parent) == [*kept, "Buku Kerja.xlsx"]


def test_a_read_only_report_stays_and_is_called_so(tmp_path: Path) -> None:
    first = report_in(tmp_path).path
    first.write_bytes(b"yang disimpan")
    first.chmod(0o444)
    second = report_in(tmp_path)
    assert (
        second.note == f"Laporan.xlsx bertanda Read-only, maka laporan yang baru disimpan sebagai {second.path.name}."
    )
    assert first.read_bytes() == b"yang disimpan"


def test_a_folder_in_the_place_of_a_report_is_called_so(tmp_path: Path) -> None:
    (tmp_path / "Laporan.xlsx").mkdir()
    saved_as = report_in(tmp_path)
    assert saved_as.note == f"Laporan.xlsx adalah folder, maka laporan yang baru disimpan sebagai {saved_as.path.name}."


def test_a_workbook_that_a_scanner_holds_for_a_moment_is_published(log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    held_for_a_moment(monkeypatch, os, "replace", log)
    held_for_a_moment(monkeypatch, Path, "read_bytes", log)
    publish_into(log)
    assert values(log, "Buku Kerja", "No") == [1, 2, 3, 4, 5]


def test_a_workbook_that_a_scanner_holds_for_a_moment_is_read(log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    held_for_a_moment(monkeypatch, Path, "read_bytes", log)
    assert "Buku Kerja" in read_workbook(log)


def test_a_workbook_that_a_scanner_holds_for_a_moment_may_be_changed(
    log: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held_for_a_moment(monkeypatch, Path, "open", log)
    assert why_not_changeable(log) == ""


def test_the_log_of_the_timer_and_notes_of_errors_wait_for_a_scanner(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held_for_a_moment(monkeypatch, Path, "open", tmp_path / "catatan-galat.log")
    assert "Rinciannya ada di" in crash_sentence(ValueError("x"), tmp_path)
    held_for_a_moment(monkeypatch, builtins, "open", tmp_path / "jadwal.log")
    log = RunLog(tmp_path / "jadwal.log")
    log.say(NOW, "Pemeriksaan selesai")
    log.close()
    assert "Pemeriksaan selesai" in (tmp_path / "jadwal.log").read_text("utf-8")


def test_a_report_that_a_scanner_holds_for_a_moment_keeps_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    report_in(tmp_path)
    held_for_a_moment(monkeypatch, os, "replace", tmp_path / "Laporan.xlsx")
    assert report_in(tmp_path) == Saved(tmp_path / "Laporan.xlsx")


def test_a_report_that_is_open_all_the_time_is_saved_beside_it(tmp_path: Path) -> None:
    target, fresh = tmp_path / "Laporan.xlsx", tmp_path / "baru.xlsx"
    target.write_bytes(b"sedang dibaca")
    fresh.write_bytes(b"baru")
    with target.open("rb"):
        beside = put_in_place(fresh, target, NOW)
    assert "sedang dibuka" in beside.note
    assert beside.path.read_bytes() == b"baru"
    assert target.read_bytes() == b"sedang dibaca"


def test_a_temporary_file_that_is_held_is_left_for_another_day(tmp_path: Path) -> None:
    report = tmp_path / "Laporan.xlsx"
    with temporary_beside(report) as held:
        scanner = held.open("wb")
    assert held.exists()
    scanner.close()
    os.utime(held, (0, 0))
    remove_stale(report)
    assert not held.exists()


def test_what_is_refused_for_good_is_refused() -> None:
    times = []

    def refuse() -> None:
        times.append(1)
        raise PermissionError(errno.EACCES, "Access is denied")

    with pytest.raises(PermissionError):
        patiently(refuse)
    assert len(times) > 1


@pytest.mark.parametrize("refused", first_ones(["chmod", "utime"]))
def test_a_share_that_refuses_rights_or_times_is_published_into(
    refused: str, log: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: Any, **__: Any) -> None:
        raise PermissionError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, refused, refuse)
    publish_into(log)
    assert values(log, "Buku Kerja", "No") == [1, 2, 3, 4, 5]
    assert len(list((log.parent / "cadangan").iterdir())) == 1
