"""What all commands share: Indonesian options and messages, UTF-8 output, exit codes, and no traceback on screen."""

from __future__ import annotations

import argparse
import gc
import io
import re
import sys
import traceback
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date, datetime
from difflib import get_close_matches
from functools import partial
from pathlib import Path
from typing import Any, Never
from zoneinfo import ZoneInfo

from worklog.adapters.files.patience import patiently
from worklog.adapters.files.probes import at_home
from worklog.adapters.files.windows import closes_at_the_end
from worklog.config.config import DEFAULT_CONFIG
from worklog.core.errors import WorklogError

CLEAN, ERROR_FINDINGS, COULD_NOT_RUN, INTERRUPTED = 0, 1, 2, 130
SOMETHING_WRONG = 1
"""What `--status` ends with when something has to be mended, and `--try-google` when Google is not as assumed."""
OFFICE_ZONE = "Asia/Jakarta"
CRASH_FILE = "catatan-galat.log"
LARGEST_CRASH_FILE = 1_000_000
"""Bytes; the timer may meet the same error for years."""
OBJECTS_BEFORE_COLLECTING = 200_000
"""How many new objects make Python look for garbage; with its usual 700 a command takes a twelfth longer."""
YEARS = range(1900, 9999)
"""Years that a command can be asked about; the calendar needs days behind the last one."""

_EXIT_CODES = (
    "Kode keluar: 0 berhasil tanpa kesalahan; 1 ada temuan kesalahan di buku kerja; "
    "2 perintah tidak dapat dijalankan (pesannya menyebut sebab dan caranya)."
)
_FAULTS = (
    (r"the following arguments are required: (.+)", r"pilihan \1 wajib diisi"),
    (r"argument (\S+): expected one argument", r"pilihan \1 perlu sebuah nilai sesudahnya"),
    (r"argument (\S+): ignored explicit argument (.+)", r"pilihan \1 tidak memakai nilai \2"),
    (r"argument (\S+): not allowed with argument (\S+)", r"pilihan \1 dan \2 tidak dapat dipakai bersama"),
    (r"argument (\S+?)(?:/\S+)?: (.+)", r"pilihan \1: \2"),
)
"""argparse's own sentences and ours; they are fixed English texts in every Python version from 3.11."""


class _Formatter(argparse.HelpFormatter):
    def add_usage(self, usage: str | None, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, prefix or "pemakaian: ")


class CommandParser(argparse.ArgumentParser):
    """An argument parser that speaks Indonesian, with the option `--config` that every command of an office has."""

    def __init__(self, description: str, *, config: bool = True) -> None:
        super().__init__(
            description=description,
            epilog=_EXIT_CODES,
            formatter_class=_Formatter,
            add_help=False,
            allow_abbrev=False,
        )
        self._optionals.title = "pilihan"
        self.add_argument("-h", "--help", action="help", help="tampilkan penjelasan ini")
        if not config:
            return
        self.add_argument(
            "--config",
            type=typed_place,
            default=DEFAULT_CONFIG,
            metavar="BERKAS",
            help="berkas pengaturan (bawaan: sheets_config.json di folder program)",
        )

    def add_now(self) -> None:
        """Add `--now`, a datetime in the office's local time; without it, the clock."""
        self.add_argument(
            "--now",
            type=local_moment,
            default=current_moment(),
            metavar="WAKTU",
            help="anggap sekarang waktu ini, misalnya 2026-11-22T14:05 (bawaan: jam komputer)",
        )

    def parse_args(self, args: Sequence[str] | None = None) -> argparse.Namespace:  # type: ignore[override]
        parsed, unknown = self.parse_known_args(args)
        if unknown:
            self.error(self._unknown_sentence(unknown))
        return parsed

    def _unknown_sentence(self, unknown: Sequence[str]) -> str:
        names = [text.split("=")[0] for text in unknown if text.startswith("-")]
        close = [match for name in names for match in get_close_matches(name, self._option_string_actions, n=1)]
        hint = f"; mungkin maksudnya {', '.join(close)}" if close else ""
        return f"tidak mengenal {' '.join(unknown)}{hint}"

    def error(self, message: str) -> Never:
        for english, indonesian in _FAULTS:
            match = re.fullmatch(english, message, re.DOTALL)
            if match is not None:
                message = match.expand(indonesian)
                break
        self.exit(COULD_NOT_RUN, f"{self.prog}: {message}.\nJalankan dengan --help untuk melihat pilihan yang ada.\n")


def run(parser: CommandParser, body: Callable[[argparse.Namespace], int], argv: Sequence[str] | None) -> int:
    """Parse the arguments, do the command, and return its exit code; whatever fails ends in a sentence on stderr."""
    _use_utf8()
    gc.set_threshold(OBJECTS_BEFORE_COLLECTING)
    code = _do(parser, body, argv)
    if closes_at_the_end():
        with suppress(EOFError, KeyboardInterrupt):
            input("\nTekan Enter untuk menutup jendela ini.")
    return code


def _do(parser: CommandParser, body: Callable[[argparse.Namespace], int], argv: Sequence[str] | None) -> int:
    folder: Path | None = DEFAULT_CONFIG.parent
    try:
        arguments = parser.parse_args(argv)
        writes_nothing = getattr(arguments, "no_publish", False)
        folder = None if writes_nothing else arguments.config.absolute().parent
        return body(arguments)
    except SystemExit as end:
        return int(end.code or CLEAN)
    except WorklogError as error:
        return _stop(str(error), COULD_NOT_RUN)
    except BrokenPipeError:
        # Whoever read the output has heard enough; nothing may be written to it any more, also not at the end.
        sys.stdout = None
        return COULD_NOT_RUN
    except KeyboardInterrupt:
        return _stop("Dihentikan dari papan ketik. Jalankan lagi kapan saja; tidak ada yang rusak.", INTERRUPTED)
    except Exception as error:
        return _stop(crash_sentence(error, folder), COULD_NOT_RUN)


def _stop(sentence: str, code: int) -> int:
    print(sentence, file=sys.stderr)
    return code


def _use_utf8() -> None:
    for stream in (sys.stdout, sys.stderr):
        # Without a console (pythonw) there is no stream, and another program may have put in one of its own.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def crash_sentence(error: Exception, folder: Path | None) -> str:
    """What to tell of an error that nobody foresaw; its details go to a file in the folder, if one is given."""
    sentence = f"Perintah berhenti karena kesalahan yang tidak terduga ({type(error).__name__})."
    if folder is None:
        return f"{sentence} Jalankan lagi tanpa --no-publish, supaya rinciannya disimpan."
    crash_file = folder / CRASH_FILE
    try:
        if crash_file.exists() and crash_file.stat().st_size > LARGEST_CRASH_FILE:
            patiently(partial(crash_file.replace, crash_file.with_suffix(".lama.log")))
        with patiently(partial(crash_file.open, "a", encoding="utf-8", errors="backslashreplace")) as log:
            print(f"== {current_moment()}", "".join(traceback.format_exception(error)), sep="\n", file=log)
    except OSError:
        return f"{sentence} Rinciannya tidak dapat disimpan di {crash_file}; periksa izin menulis di folder itu."
    return f"{sentence} Rinciannya ada di {crash_file}; kirimkan berkas itu kepada pengelola program, lalu coba lagi."


def current_moment() -> datetime:
    """The office's local time to the second, whatever zone the computer is set to."""
    return datetime.now(ZoneInfo(OFFICE_ZONE)).replace(tzinfo=None, microsecond=0)


def local_moment(text: str) -> datetime:
    """Read `--now`: a date and a time of day without a zone, to the second."""
    try:
        moment = datetime.fromisoformat(text) if re.search(r"\d[T ]\d", text) else None
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is not None or moment.year not in YEARS:
        raise argparse.ArgumentTypeError(
            f'"{text}" bukan tanggal dan jam setempat; tulis seperti 2026-11-22T14:05, tanpa zona waktu'
        )
    return moment.replace(microsecond=0)


def typed_place(text: str) -> Path:
    """Read a file or folder, where `~` is the user's own: the consoles of Windows leave it as it is."""
    try:
        return at_home(text)
    except WorklogError as error:
        raise argparse.ArgumentTypeError(str(error).rstrip(".")) from None


def refuse_future(day: date | None, now: datetime) -> None:
    """Raise `WorklogError` for a report on a day (or a month that begins on a day) which has not come yet."""
    if day is not None and day > now.date():
        raise WorklogError(f"Tanggal {day:%d/%m/%Y} belum tiba, jadi belum ada yang dapat dilaporkan.")


def calendar_day(text: str) -> date:
    """Read `--date`: a day as DD/MM/YYYY, as people write it, or YYYY-MM-DD."""
    day = _day(text)
    if day is None:
        raise argparse.ArgumentTypeError(f'"{text}" bukan tanggal; tulis seperti 22/11/2026 atau 2026-11-22')
    return day


def calendar_month(text: str) -> date:
    """Read `--month`: a month as MM/YYYY or YYYY-MM, given back as its first day."""
    day = _day(f"1/{text}") or _day(f"{text}-01")
    if day is None:
        raise argparse.ArgumentTypeError(f'"{text}" bukan bulan; tulis seperti 11/2026 atau 2026-11')
    return day


def _day(text: str) -> date | None:
    """A day in one of the two forms, the day before the month where a slash stands; None for everything else."""
    written = re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", text, re.ASCII)
    iso = re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", text, re.ASCII)
    parts = written.groups()[::-1] if written else iso.groups() if iso else ("0", "0", "0")
    try:
        day = date(*map(int, parts))
    except ValueError:
        return None
    return day if day.year in YEARS else None
