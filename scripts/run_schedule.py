"""Run the jobs on a timer, or each of them once."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from worklog.cli import CLEAN, COULD_NOT_RUN, ERROR_FINDINGS, CommandParser, current_moment, run
from worklog.config import Config, load_config

if TYPE_CHECKING:
    from worklog.jobs import Desk


def main(argv: Sequence[str] | None = None) -> int:
    """Run the jobs; exit code 0 clean, 1 error findings, 2 could not run."""
    parser = CommandParser(
        "Menjalankan pemeriksaan dan laporan menurut jadwal di berkas pengaturan, sampai dihentikan dengan Ctrl+C."
    )
    parser.add_now()
    parser.set_defaults(now=None)
    parser.add_argument("--once", action="store_true", help="jalankan semua pekerjaan satu kali, lalu selesai")
    parser.add_argument("--example", action="store_true", help="pakai contoh satu bulan di data/contoh, satu kali")
    instead = parser.add_mutually_exclusive_group()
    instead.add_argument("--install", action="store_true", help="mulai sendiri bersama Windows, tanpa jendela")
    instead.add_argument("--uninstall", action="store_true", help="hentikan, dan jangan mulai sendiri lagi")
    return run(parser, _work, argv)


def _work(arguments: argparse.Namespace) -> int:
    from worklog.jobs import Desk, example_desk

    if arguments.example:
        return _once(example_desk(arguments.now))
    config = load_config(arguments.config)
    if arguments.install or arguments.uninstall:
        return _register(arguments, config)
    if arguments.once:
        return _once(Desk(config, arguments.now or current_moment()))
    from worklog.timer import make_scheduler, run_timer

    say = partial(print, flush=True)  # into a file too, each line stands there as soon as it is said
    say("Jadwal berjalan. Biarkan jendela ini terbuka; hentikan dengan Ctrl+C.")
    run_timer(make_scheduler(config, current_moment, say))
    return CLEAN


def _once(desk: Desk) -> int:
    from worklog.screen import check_lines, has_errors, report_lines

    checked, publishing = desk.check_and_publish()
    print(*check_lines(checked), *publishing.notes, sep="\n")
    reports = [desk.daily_report(checked, desk.now.date()), desk.monthly_report(checked, desk.now.date())]
    print(f"Buku kerja: {desk.log.place}", *report_lines(reports), sep="\n")
    if publishing.failed:
        return COULD_NOT_RUN
    return ERROR_FINDINGS if has_errors(checked) else CLEAN


def _register(arguments: argparse.Namespace, config: Config) -> int:
    from worklog.startup import install, uninstall

    print(*(install if arguments.install else uninstall)(arguments.config, config), sep="\n")
    return CLEAN


if __name__ == "__main__":
    sys.exit(main())
