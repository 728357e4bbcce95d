"""What all commands share: options, messages, exit codes, output."""

import argparse
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from worklog import cli
from worklog.config.config import DEFAULT_CONFIG, load_config
from worklog.core.errors import WorklogError

SCRIPTS = Path(__file__).parents[1] / "scripts"

Body = Callable[[argparse.Namespace], int]


@pytest.fixture
def parser() -> cli.CommandParser:
    parser = cli.CommandParser("Memeriksa buku kerja.")
    parser.prog = "periksa.py"
    parser.add_now()
    parser.add_argument("--json", action="store_true", help="cetak JSON")
    parser.add_argument("--date", type=cli.calendar_day, metavar="TANGGAL", help="hari laporan")
    parser.add_argument("--month", type=cli.calendar_month, metavar="BULAN", help="bulan laporan")
    return parser


def refuse(arguments: argparse.Namespace) -> int:
    raise AssertionError(f"the command ran with {arguments}")


def failing(error: BaseException) -> Body:
    def body(_: argparse.Namespace) -> int:
        raise error

    return body


def test_help_is_indonesian_and_tells_the_exit_codes(
    parser: cli.CommandParser, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(parser, refuse, ["--help"]) == 0
    told = capsys.readouterr().out
    assert told.startswith("pemakaian: periksa.py [-h] [--config BERKAS] [--now WAKTU]")
    assert "\npilihan:\n  -h, --help       tampilkan penjelasan ini\n" in told
    assert "Kode keluar: 0 berhasil" in told
    assert not {"usage", "options", "show"} & set(told.replace(":", " ").split())


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--now"], "pilihan --now perlu sebuah nilai sesudahnya."),
        (["--json=ya"], "pilihan --json tidak memakai nilai 'ya'."),
        (["--cofnig", "x"], "tidak mengenal --cofnig x; mungkin maksudnya --config."),
        (["sekarang"], "tidak mengenal sekarang."),
        (["--jso"], "tidak mengenal --jso; mungkin maksudnya --json."),
        (["--date", "2026-02-30"], 'pilihan --date: "2026-02-30" bukan tanggal; tulis seperti 22/11/2026 atau 2026-11-22.'),
        (["--date", "besok\npagi"], 'pilihan --date: "besok\npagi" bukan tanggal; tulis seperti 22/11/2026 atau 2026-11-22.'),
        (["--date", "30/02/2026"], 'pilihan --date: "30/02/2026" bukan tanggal; tulis seperti 22/11/2026 atau 2026-11-22.'),
        (["--date", "11/22/2026"], 'pilihan --date: "11/22/2026" bukan tanggal; tulis seperti 22/11/2026 atau 2026-11-22.'),
        (["--month", "13/2026"], 'pilihan --month: "13/2026" bukan bulan; tulis seperti 11/2026 atau 2026-11.'),
        (["--month", "2026-13"], 'pilihan --month: "2026-13" bukan bulan; tulis seperti 11/2026 atau 2026-11.'),
        (["--now", "kemarin"], 'pilihan --now: "kemarin" bukan tanggal dan jam setempat; tulis seperti 2026-11-22T14:05, tanpa zona waktu.'),
    ],
)  # fmt: skip
def test_wrong_arguments_end_with_a_sentence_and_code_2(
    arguments: list[str], sentence: str, parser: cli.CommandParser, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(parser, refuse, arguments) == 2
    out, told = capsys.readouterr()
    assert told == f"periksa.py: {sentence}\nJalankan dengan --help untuk melihat pilihan yang ada.\n"
    assert out == ""


def test_fault_that_argparse_words_otherwise_is_still_told(
    parser: cli.CommandParser, capsys: pytest.CaptureFixture[str]
) -> None:
    parser.add_argument("tempat")
    assert cli.run(parser, refuse, []) == 2
    assert capsys.readouterr().err.startswith("periksa.py: ")


def test_configuration_is_that_of_the_project_unless_named(parser: cli.CommandParser) -> None:
    assert parser.parse_args([]).config == DEFAULT_CONFIG
    assert parser.parse_args(["--config", "lain.json"]).config == Path("lain.json")


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-11-22T14:05", datetime(2026, 11, 22, 14, 5)),
        ("2026-11-22 14:05:59.9", datetime(2026, 11, 22, 14, 5, 59)),
        ("9998-12-31T23:59:59", datetime(9998, 12, 31, 23, 59, 59)),
    ],
)
def test_now_is_read_to_the_second(text: str, moment: datetime, parser: cli.CommandParser) -> None:
    assert parser.parse_args(["--now", text]).now == moment


@pytest.mark.parametrize(
    "text",
    ["", "2026-11-22", "14:05", "2026-11-22T25:00", "2026-11-22T14:05+07:00", "2026-11-22T14:05Z", "1899-01-01T00:00"],
)
def test_now_without_a_clear_local_moment_is_refused(text: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError, match="bukan tanggal dan jam setempat"):
        cli.local_moment(text)


def test_now_is_the_clock_of_the_office_unless_given(parser: cli.CommandParser) -> None:
    now = parser.parse_args([]).now
    assert now.tzinfo is None
    assert now.microsecond == 0
    assert abs(now - cli.current_moment()) < timedelta(minutes=1)


def test_clock_of_the_office_does_not_follow_the_zone_of_the_computer() -> None:
    code = "from worklog.cli import current_moment; print(current_moment())"
    environment = {**os.environ, "TZ": "America/New_York", "PYTHONPATH": str(SCRIPTS)}
    told = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, check=True, text=True)
    assert abs(datetime.fromisoformat(told.stdout.strip()) - cli.current_moment()) < timedelta(minutes=1)


def test_day_and_month_are_read() -> None:
    assert cli.calendar_day("2028-02-29") == date(2028, 2, 29)
    assert cli.calendar_month("2026-11") == date(2026, 11, 1)


@pytest.mark.parametrize("text", ["05/11/2026", "5/11/2026"])
def test_a_day_as_people_write_it_is_read_with_the_day_in_front(text: str) -> None:
    assert cli.calendar_day(text) == date(2026, 11, 5)


@pytest.mark.parametrize("text", ["03/2026", "3/2026"])
def test_a_month_as_people_write_it_is_read(text: str) -> None:
    assert cli.calendar_month(text) == date(2026, 3, 1)


@pytest.mark.parametrize(
    "text",
    [
        "20261122",
        "2026-W47-7",
        "22-11-2026",
        "2026-11-22 ",
        "٢٠٢٦-11-22",
        "9999-12-31",
        "22/11",
        "22/11/26",
        "٢٢/11/2026",
        "1/1/1899",
    ],
)
def test_day_in_another_form_is_refused(text: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError, match="bukan tanggal"):
        cli.calendar_day(text)


@pytest.mark.parametrize("text", ["2026", "2026-11-22", "11-2026", "0000-01", "22/11/2026", "11/26", "0/2026"])
def test_month_in_another_form_is_refused(text: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError, match="bukan bulan"):
        cli.calendar_month(text)


def test_exit_code_is_that_of_the_command(parser: cli.CommandParser) -> None:
    assert cli.run(parser, lambda _: cli.ERROR_FINDINGS, []) == 1


def test_known_error_is_told_as_it_is(parser: cli.CommandParser, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(parser, failing(WorklogError("Tutup berkas itu, lalu coba lagi.")), []) == 2
    assert capsys.readouterr() == ("", "Tutup berkas itu, lalu coba lagi.\n")


def test_missing_configuration_is_told(
    parser: cli.CommandParser, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def body(arguments: argparse.Namespace) -> int:
        load_config(arguments.config)
        return cli.CLEAN

    assert cli.run(parser, body, ["--config", str(tmp_path / "tiada.json")]) == 2
    assert "- berkas ini tidak ada. Sebut berkas yang benar dengan --config" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_interruption_is_told_without_traceback(parser: cli.CommandParser, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(parser, failing(KeyboardInterrupt()), []) == 130
    assert capsys.readouterr().err.startswith("Dihentikan")


def test_unexpected_error_is_one_sentence_and_its_details_are_kept(
    parser: cli.CommandParser, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["--config", str(tmp_path / "sheets_config.json")]
    for error in (ZeroDivisionError("pertama"), KeyError("kedua \ud800")):
        assert cli.run(parser, failing(error), arguments) == 2
    first, second = capsys.readouterr().err.splitlines()
    crash_file = tmp_path / "catatan-galat.log"
    assert first == (
        "Perintah berhenti karena kesalahan yang tidak terduga (ZeroDivisionError). "
        f"Rinciannya ada di {crash_file}; kirimkan berkas itu kepada pengelola program, lalu coba lagi."
    )
    assert "(KeyError)" in second
    details = crash_file.read_text(encoding="utf-8")
    assert details.count("Traceback") == 2
    assert "ZeroDivisionError: pertama" in details


def test_unexpected_error_is_told_even_when_its_details_cannot_be_kept(
    parser: cli.CommandParser, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["--config", str(tmp_path / "tiada" / "sheets_config.json")]
    assert cli.run(parser, failing(ValueError()), arguments) == 2
    assert "Rinciannya tidak dapat disimpan" in capsys.readouterr().err


def test_output_is_utf8_whatever_the_console_says() -> None:
    code = "from worklog import cli; cli.run(cli.CommandParser('x'), lambda _: print('7 → 8 – \\ud800') or 0, [])"
    environment = {**os.environ, "PYTHONIOENCODING": "cp1252", "PYTHONPATH": str(SCRIPTS)}
    told = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, check=True)
    assert told.stdout.decode("utf-8").strip() == "7 → 8 – \\ud800"


def test_command_runs_without_a_console(parser: cli.CommandParser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    assert cli.run(parser, failing(WorklogError("Tidak ada yang membaca ini.")), []) == 2
    assert cli.run(parser, refuse, ["--salah"]) == 2


def test_what_writes_nothing_writes_no_crash_report_either(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def body(_: argparse.Namespace) -> int:
        raise ZeroDivisionError

    parser = cli.CommandParser("Uji")
    parser.add_argument("--no-publish", action="store_true")

    assert (
        cli.run(parser, body, ["--no-publish", "--config", str(tmp_path / "sheets_config.json")]) == cli.COULD_NOT_RUN
    )

    assert "(ZeroDivisionError). Jalankan lagi tanpa --no-publish" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_a_reader_of_the_output_that_goes_away_is_no_crash(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def body(_: argparse.Namespace) -> int:
        raise BrokenPipeError

    monkeypatch.setattr("sys.stdout", sys.stdout)

    assert (
        cli.run(cli.CommandParser("Uji"), body, ["--config", str(tmp_path / "sheets_config.json")]) == cli.COULD_NOT_RUN
    )
    assert not list(tmp_path.iterdir())
