"""Snapshots: what people typed comes back as it was, and is judged as the log itself is."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path

import polars
import pytest

from benchmarks.large_logs import NOW, office
from many_offices import office_frames, snapshot
from worklog.adapters.snapshots.cells import as_cells, as_texts
from worklog.adapters.snapshots.snapshot import CONTACTS, KEY, SnapshotError, read_snapshot, write_snapshot
from worklog.core.errors import WorklogError
from worklog.core.judging.check import check_tables
from worklog.core.log.behind import Behind
from worklog.core.log.tables import parse_tables
from worklog.core.log.tabs import PEOPLE

CELLS = [
    *("Siti", "118", "=x", "s", " ", "d2026-11-22"),
    *(118, 0, -3, 2**60, 118.0, 0.1, 46348.25, True, False),
    *(datetime(2026, 11, 22, 14, 5, 30), date(2026, 11, 22), time(14, 5), timedelta(hours=30, microseconds=5)),
    *(Behind("Bukti", link="https://kpu.go.id/a"), Behind(46348.25, formula="=NOW()"), Behind(datetime(2026, 1, 2))),
]


@pytest.mark.parametrize("cell", CELLS, ids=repr)
def test_a_cell_comes_back_with_its_type(cell: object) -> None:
    (back,) = as_cells(as_texts([cell]))
    assert (type(back), back) == (type(cell), cell)


def test_blank_cells_stay_blank() -> None:
    assert as_cells(as_texts([None, "", float("nan")])) == [None, None, None]


def test_a_snapshot_is_judged_as_the_log_itself(tmp_path: Path) -> None:
    write_snapshot(snapshot(1500, 1), tmp_path / "bersama" / "3326.parquet")
    read = read_snapshot(tmp_path / "bersama" / "3326.parquet")
    own, theirs = (
        check_tables(parse_tables(frames, office().sop, NOW), office(), NOW)
        for frames in (office_frames(1500, 1), read.frames)
    )
    assert len(own.findings) > 100
    assert own.findings.equals(theirs.findings)
    assert own.timeline.equals(theirs.timeline)
    assert (read.office, read.taken) == ("KPU Kabupaten 1", "2026-11-27T14:10:00")


def test_how_people_are_reached_stays_in_the_office(tmp_path: Path) -> None:
    write_snapshot(snapshot(10, 1), tmp_path / "a.parquet")
    assert {*CONTACTS}.isdisjoint(read_snapshot(tmp_path / "a.parquet").frames[PEOPLE.name].columns)


@pytest.mark.parametrize("content", [b"", b"PAR1", b"not a snapshot" * 100])
def test_what_is_no_snapshot_is_told(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.parquet").write_bytes(content)
    with pytest.raises(SnapshotError, match="bukan cuplikan buku kerja, rusak, atau terpotong"):
        read_snapshot(tmp_path / "a.parquet")


@pytest.mark.parametrize(
    "spoil",
    [
        lambda table: table.with_columns(polars.lit("?judul").alias("ID Konten")),
        lambda table: table.with_columns(polars.lit("").alias("ID Konten")),
        lambda table: table.drop("ID Konten"),
        lambda table: table.drop("row"),
    ],
)
def test_a_snapshot_that_somebody_changed_is_told(
    tmp_path: Path, spoil: Callable[[polars.DataFrame], polars.DataFrame]
) -> None:
    file = tmp_path / "a.parquet"
    write_snapshot(snapshot(10, 1), file)
    about = polars.read_parquet_metadata(file)
    spoil(polars.read_parquet(file)).write_parquet(file, metadata={KEY: about[KEY]})
    with pytest.raises(SnapshotError, match="bukan cuplikan buku kerja, rusak, atau terpotong"):
        read_snapshot(file)


def test_a_snapshot_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(WorklogError, match="tidak dapat dibaca"):
        read_snapshot(tmp_path / "a.parquet")
