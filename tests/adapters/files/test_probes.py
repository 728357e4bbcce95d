"""Folders and files are looked at as the program will use them, and are as they were afterwards."""

import sys
import tempfile
from pathlib import Path, PureWindowsPath

import pytest

from snapshots import disk_state
from worklog.adapters.files.probes import (
    free_bytes,
    is_whole_workbook,
    standing_folder,
    why_not_changeable,
    why_not_writable,
)
from worklog.config.config import TEMPLATES

TEMPLATE = TEMPLATES / "laporan-harian.xlsx"


def test_a_folder_is_written_to_and_nothing_stays(tmp_path: Path) -> None:
    assert why_not_writable(tmp_path) == ""
    assert disk_state(tmp_path) == {}


@pytest.mark.skipif(sys.platform != "linux", reason="needs a folder that nobody may write")
def test_a_folder_that_cannot_be_written_tells_why() -> None:
    assert why_not_writable(Path("/proc")) != ""


def test_a_folder_that_is_not_there_yet_is_looked_at_from_around_it(tmp_path: Path) -> None:
    assert standing_folder(tmp_path) == tmp_path
    assert standing_folder(tmp_path / "laporan" / "2026") == tmp_path


def test_a_file_that_may_be_changed_is_not(tmp_path: Path) -> None:
    file = tmp_path / "Buku Kerja.xlsx"
    file.write_bytes(b"isi")
    before = file.stat().st_mtime_ns
    assert why_not_changeable(file) == ""
    assert (file.read_bytes(), file.stat().st_mtime_ns) == (b"isi", before)
    assert why_not_changeable(tmp_path) != ""


def test_there_is_some_room_left(tmp_path: Path) -> None:
    assert free_bytes(tmp_path)


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="only Linux shows its processes as files")
def test_a_place_without_a_disk_behind_it_has_no_room_that_could_be_told() -> None:
    assert free_bytes(Path("/proc")) is None


def test_a_workbook_that_lost_its_end_or_a_part_is_not_whole(tmp_path: Path) -> None:
    whole = TEMPLATE.read_bytes()
    short, damaged = tmp_path / "pendek.xlsx", tmp_path / "rusak.xlsx"
    short.write_bytes(whole[: len(whole) // 2])
    damaged.write_bytes(whole[:100] + bytes(len(whole[100:160])) + whole[160:])
    assert is_whole_workbook(TEMPLATE)
    assert not is_whole_workbook(short)
    assert not is_whole_workbook(damaged)
    assert not is_whole_workbook(tmp_path / "tiada.xlsx")


def test_a_drive_that_is_gone_has_no_folder_that_stands() -> None:
    class Gone(PureWindowsPath):
        def is_dir(self) -> bool:
            raise OSError(1326, "Logon failure")

    assert standing_folder(Gone("E:/Humas/laporan")) is None  # type: ignore[arg-type]


def test_a_folder_for_temporary_files_that_refuses_is_given_up_soon(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on Windows, where Python takes a refusal for a name that is in use."""
    tried: list[str] = []

    def in_use(path: str, *_: object) -> None:
        tried.append(path)
        raise FileExistsError(path)

    monkeypatch.setattr("tempfile._os.mkdir", in_use)
    with pytest.raises(FileExistsError):
        tempfile.mkdtemp(dir=tmp_path)
    assert len(tried) == 100
