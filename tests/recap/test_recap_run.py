"""A recap as a whole: failing offices, interrupted runs, bad lists, and the same findings as each office's own check."""

import json
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import nullcontext, suppress
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import polars
import pytest
from openpyxl import load_workbook

from benchmarks.large_logs import NOW, office
from commands import Office, call
from many_offices import listed, office_frames, snapshot
from worklog.adapters.reports.names import ReportError
from worklog.adapters.snapshots.snapshot import write_snapshot
from worklog.config.config import SOP_FOLDER
from worklog.config.sources import ConfigError
from worklog.core.judging.check import check_tables
from worklog.core.log.tables import parse_tables
from worklog.progress import tell_nobody
from worklog.recap import run
from worklog.recap.engines import Engine, in_this_process
from worklog.recap.office import OTHER_FORM, Judged, Task
from worklog.recap.offices import load_offices
from worklog.recap.run import UNFINISHED, Made, Recap

ROWS = 1100


def recap(file: Path, engine: object = in_this_process, output: str = "rekap") -> Made:
    made = Recap(load_offices(file), file, file.parent / output, NOW.item())
    return made.make(engine, tell_nobody)  # type: ignore[arg-type]


def added(file: Path, **office: object) -> None:
    """One more office in the list."""
    content = json.loads(file.read_text(encoding="utf-8"))
    content["offices"].append(office)
    file.write_text(json.dumps(content), encoding="utf-8")


def test_findings_are_those_of_each_offices_own_check(tmp_path: Path) -> None:
    made = recap(listed(tmp_path, 2, ROWS))
    findings = polars.read_parquet(made.findings)
    for number, name in ((1, "KPU Kabupaten 001"), (2, "KPU Kabupaten 002")):
        own = check_tables(parse_tables(office_frames(ROWS, number), office().sop, NOW), office(), NOW).findings
        theirs = findings.filter(polars.col("office") == name)
        assert theirs["message"].to_list() == own["message"].tolist()
        assert theirs["row"].to_list() == own["row"].tolist()
    assert made.failed == 0


def test_a_broken_log_is_told_and_stops_no_other(tmp_path: Path) -> None:
    file = listed(tmp_path, 2, ROWS)
    (tmp_path / "rusak.xlsx").write_bytes(b"no workbook")
    added(file, name="KPU Rusak", source={"path": "rusak.xlsx"})
    added(file, name="KPU Tanpa Cuplikan", source={"type": "snapshot", "path": "tiada.parquet"})
    told = call("recap_offices", "--offices", file, "--output", tmp_path / "rekap", "--now", str(NOW))
    assert told.code == 1
    assert "2 kantor tidak terbaca" in told.out
    sheet = load_workbook(tmp_path / "rekap" / "Rekap Kantor 2026-11-27.xlsx")["Ringkasan"]
    cells = {cell.value for row in sheet.iter_rows() for cell in row if cell.value}
    assert {"KPU Rusak", "KPU Tanpa Cuplikan"} <= cells
    assert any("bukan buku kerja Excel" in str(cell) for cell in cells)
    assert any(str(cell).startswith("Cuplikan") for cell in cells)


@pytest.mark.slow
def test_an_interrupted_recap_goes_on_where_it_was(tmp_path: Path) -> None:
    file = listed(tmp_path, 3, ROWS)
    judged: list[int] = []

    def interrupted(tasks: Sequence[Task]) -> Iterator[Judged]:
        yield from in_this_process(tasks[:2])
        raise KeyboardInterrupt

    def counted(tasks: Sequence[Task]) -> Iterator[Judged]:
        judged.extend(task.number for task in tasks)
        yield from in_this_process(tasks)

    with pytest.raises(KeyboardInterrupt):
        recap(file, interrupted)
    made = recap(file, counted)
    assert (judged, made.resumed) == ([2], 2)
    whole = recap(file, output="sekaligus")
    assert polars.read_parquet(made.findings).equals(polars.read_parquet(whole.findings))
    assert not list((tmp_path / "rekap").glob(f"{UNFINISHED}*"))


def cells(made: Path) -> set[str]:
    """The texts of the sheet Ringkasan."""
    sheet = load_workbook(made)["Ringkasan"]
    return {str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value}


def test_an_old_snapshot_is_judged_as_of_its_day_and_told(tmp_path: Path) -> None:
    file = listed(tmp_path, 2, 300)
    fresh = recap(file)
    write_snapshot(replace(snapshot(300, 2), taken=str(NOW + np.timedelta64(20, "D"))), tmp_path / "002.parquet")
    later = str(NOW + np.timedelta64(21, "D"))
    told = call("recap_offices", "--offices", file, "--output", tmp_path / "lagi", "--now", later)
    assert told.code == 1
    assert "1 kantor memakai cuplikan lama" in told.out
    (workbook,) = (tmp_path / "lagi").glob("*.xlsx")
    assert any(text.startswith("cuplikan 27 Nov 2026 14.10, 14 hari kerja penuh") for text in cells(workbook))
    (gathered,) = (tmp_path / "lagi").glob("*.parquet")
    of_first = polars.col("office") == "KPU Kabupaten 001"
    before, after = (polars.read_parquet(each).filter(of_first) for each in (fresh.findings, gathered))
    assert after.equals(before)
    rows = load_workbook(workbook)["Kantor"].iter_rows(min_row=5, values_only=True)
    assert [row[19].date() for row in rows] == [date(2026, 11, 27), date(2026, 12, 17)]


def test_columns_that_an_sop_to_come_needs_are_told(tmp_path: Path) -> None:
    file = listed(tmp_path, 2, 300)
    own = snapshot(300, 2)
    basis = json.loads(own.basis)
    role = basis["sop"][-1]["roles"][0]
    text = json.dumps(basis["sop"][-1]).replace(json.dumps(role), '"Pranata Humas"')
    basis["sop"].append({**json.loads(text), "effective": "2027-01-01"})
    write_snapshot(replace(own, basis=json.dumps(basis)), tmp_path / "002.parquet")
    made = recap(file)
    assert made.failed == 0
    number = basis["sop"][-1]["number"]
    told = f'belum ada kolom "Pranata Humas", yang diperlukan SOP Nomor {number} mulai 1 Jan 2027'
    assert told in cells(made.workbook)


def test_offices_that_cannot_be_read_are_told_to_whoever_keeps_the_list(tmp_path: Path) -> None:
    file = listed(tmp_path, 1, 50)
    (tmp_path / "kosong").mkdir()
    own = Office(tmp_path)
    own.configure()
    assert own.run("setup_worklog").code == 0
    shutil.copy(own.workbook, tmp_path / "B.xlsx")
    other = json.loads(next(SOP_FOLDER.glob("*.json")).read_text(encoding="utf-8"))
    (tmp_path / "sop").mkdir()
    text = json.dumps(other).replace(json.dumps(other["roles"][0]), '"Pranata Humas"')
    (tmp_path / "sop" / "lain.json").write_text(text, encoding="utf-8")
    (tmp_path / "buku.txt").write_bytes(b"x")
    added(file, name="A", source={"path": "tiada.xlsx"})
    added(file, name="B", source={"path": "B.xlsx"}, sop="kosong")
    added(file, name="C", source={"path": own.workbook.name}, sop="sop")
    added(file, name="D", source={"path": "kosong"})
    added(file, name="E", source={"path": "buku.txt"})
    added(file, name="F", source={"path": "buku.txt/buku.xlsx"})
    told = cells(recap(file).workbook)
    assert f"Buku kerja tidak ditemukan: {tmp_path / 'tiada.xlsx'}. Periksa source.path di daftar kantor." in told
    no_sop = f"Di folder {tmp_path / 'kosong'} tidak ada berkas SOP (.json). Periksa kunci sop kantor ini di daftar"
    assert f"{no_sop} kantor." in told
    assert f'{OTHER_FORM}\n- Tab "Buku Kerja" tidak memiliki kolom "Pranata Humas".' in told
    assert not any("sheets_config.json" in text or "setup_worklog" in text for text in told)


@pytest.mark.parametrize("damage", [lambda _: b"", lambda whole: whole[:-100], lambda whole: whole[:8] + whole[9:]])
def test_a_part_that_is_damaged_is_judged_again(damage: Callable[[bytes], bytes], tmp_path: Path) -> None:
    file = listed(tmp_path, 2, 50)

    def interrupted(tasks: Sequence[Task]) -> Iterator[Judged]:
        yield from in_this_process(tasks)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        recap(file, interrupted)
    (part,) = (tmp_path / "rekap").glob(f"{UNFINISHED}*/00001.parquet")
    part.write_bytes(damage(part.read_bytes()))
    made = recap(file)
    assert (made.failed, made.resumed) == (0, 1)
    assert polars.read_parquet(made.findings).equals(polars.read_parquet(recap(file, output="sekaligus").findings))


def test_what_an_interrupted_run_left_is_gone_the_next_day(tmp_path: Path) -> None:
    file = listed(tmp_path, 1, 50)

    def interrupted(tasks: Sequence[Task]) -> Iterator[Judged]:
        yield from in_this_process(tasks)
        raise KeyboardInterrupt

    def recap_on(moment: np.datetime64, engine: Engine) -> list[Path]:
        with suppress(KeyboardInterrupt):
            Recap(load_offices(file), file, tmp_path / "rekap", moment.item()).make(engine, tell_nobody)
        return list((tmp_path / "rekap").glob(f"{UNFINISHED}*"))

    left = recap_on(NOW, interrupted)
    file.write_text(file.read_text(encoding="utf-8") + " ", encoding="utf-8")
    assert recap_on(NOW, in_this_process) == left  # another list, the same day
    assert recap_on(NOW + np.timedelta64(1, "D"), in_this_process) == []


def test_no_recap_is_made_of_nothing(tmp_path: Path) -> None:
    file = listed(tmp_path, 3, 50)
    made = recap(file)
    before = made.workbook.read_bytes()
    for part in ("001", "002", "003"):
        (tmp_path / f"{part}.parquet").write_bytes(b"")

    def broken(tasks: Sequence[Task]) -> Iterator[Judged]:
        yield from (Judged(task.number, reason="Paket polars belum terpasang.") for task in tasks)

    with pytest.raises(ReportError) as caught:
        recap(file, broken)
    assert str(caught.value).splitlines() == [
        "Rekap tidak dibuat: tidak satu pun dari 3 kantor terbaca. Yang perlu dibereskan:",
        "- KPU Kabupaten 001 dan 2 kantor lain: Paket polars belum terpasang.",
    ]
    told = call("recap_offices", "--offices", file, "--output", tmp_path / "rekap", "--now", str(NOW))
    assert (told.code, told.out) == (2, "")
    assert told.err.count("bukan cuplikan buku kerja") == 3
    assert made.workbook.read_bytes() == before
    assert not list((tmp_path / "rekap").glob(f"{UNFINISHED}*"))


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a disk that is always full")
def test_a_full_disk_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = listed(tmp_path, 1, 50)
    monkeypatch.setattr(run, "temporary_beside", lambda _: nullcontext(Path("/dev/full")))
    with pytest.raises(ReportError, match=r"parquet tidak dapat disimpan \(disk penuh"):
        recap(file)


@pytest.mark.slow
def test_the_order_in_which_offices_are_done_changes_nothing(tmp_path: Path) -> None:
    file = listed(tmp_path, 3, ROWS)

    def backwards(tasks: Sequence[Task]) -> Iterator[Judged]:
        yield from in_this_process(list(reversed(tasks)))

    one, other = recap(file), recap(file, backwards, "terbalik")
    assert polars.read_parquet(one.findings).equals(polars.read_parquet(other.findings))
    assert one.lines == other.lines


def test_a_bad_list_is_told_with_all_its_problems(tmp_path: Path) -> None:
    file = tmp_path / "offices.json"
    good = {"name": "KPU Satu", "source": {"type": "snapshot", "path": "1.parquet"}}
    bad = [good, good, {"name": ""}, {"name": "KPU Dua", "source": {"type": "ftp"}}, {**good, "nama": "x"}]
    file.write_text(json.dumps({"offices": bad, "google_reads_per_minute": 0}), encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        load_offices(file)
    assert str(caught.value).splitlines()[0] == f"Daftar kantor di {file} belum dapat dipakai:"
    told = "\n".join(caught.value.problems)
    for place in (
        "$.offices[2].name",
        "$.offices[2].source: kunci ini wajib ada",
        "$.offices[3].source.type",
        "$.offices[4].nama: kunci ini tidak dikenal",
        "$.google_reads_per_minute: harus 1 atau lebih",
        '$.offices: nama kantor "KPU Satu" tertulis 3 kali',
    ):
        assert place in told


def test_names_that_look_alike_and_logs_of_several_offices_are_told(tmp_path: Path) -> None:
    file = tmp_path / "offices.json"
    sheet = {"type": "google", "spreadsheet_id": "x" * 30}
    offices = [
        {"name": "KPU Kota Pekalongan", "source": {"path": "1.xlsx"}},
        {"name": "KPU Kota  Pekalongan ", "source": {"path": "2.xlsx"}},
        {"name": "kpu kota pekalongan", "source": {"path": "3.xlsx"}},
        {"name": "KPU Kota Tegal", "source": {"path": "lain/../1.xlsx"}},
        {"name": "KPU Kota Salatiga", "source": sheet},
        {"name": "KPU Kota Magelang", "source": sheet},
    ]
    file.write_text(json.dumps({"offices": offices}), encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        load_offices(file)
    same = "membaca buku kerja yang sama"
    assert caught.value.problems == (
        '$.offices: nama kantor "KPU Kota Pekalongan" tertulis 3 kali; bedakan.',
        f"$.offices: KPU Kota Pekalongan dan KPU Kota Tegal {same} ({os.path.normcase(tmp_path / '1.xlsx')}); "
        "betulkan source salah satunya.",
        f"$.offices: KPU Kota Salatiga dan KPU Kota Magelang {same} ({'x' * 30}); betulkan source salah satunya.",
    )
    file.write_text(json.dumps({"offices": [offices[1]]}), encoding="utf-8")
    assert load_offices(file).offices[0].name == "KPU Kota Pekalongan"


def test_the_command_needs_a_list() -> None:
    told = call("recap_offices")
    assert (told.code, told.err.splitlines()[0].partition(": ")[2]) == (2, "pilihan --offices wajib diisi.")


@pytest.mark.slow
def test_a_scheduler_that_is_not_there_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("worklog.recap.engines._WAIT_FOR_SCHEDULER", 1)
    file = listed(tmp_path, 1, 50)
    told = call("recap_offices", "--offices", file, "--output", tmp_path, "--scheduler", "tcp://127.0.0.1:9")
    assert told.code == 2
    assert "Penjadwal Dask di tcp://127.0.0.1:9 tidak terjangkau" in told.err
