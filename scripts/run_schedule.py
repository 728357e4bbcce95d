"""Run the jobs on a timer, or do what is due once."""

from __future__ import annotations

from worklog.needed import stop_unless_all_is_there

stop_unless_all_is_there()

import argparse
import sys
from collections.abc import Sequence
from datetime import datetime, timedelta

from worklog.cli import CLEAN, COULD_NOT_RUN, ERROR_FINDINGS, SOMETHING_WRONG, CommandParser, current_moment, run
from worklog.config.config import Config, load_config
from worklog.core.errors import WorklogError
from worklog.progress import is_old_console, stages


def main(argv: Sequence[str] | None = None) -> int:
    """Run the timer or do what is due; exit code 0 clean, 1 error findings, 2 could not run."""
    parser = CommandParser(
        "Menjalankan pemeriksaan dan laporan menurut jadwal di berkas pengaturan, sampai dihentikan dengan Ctrl+C. "
        "Yang terlewat selagi PC mati dikerjakan saat mulai."
    )
    parser.add_now()
    parser.set_defaults(now=None)
    parser.add_argument("--once", action="store_true", help="kerjakan semua yang sudah waktunya, lalu selesai")
    parser.add_argument("--example", action="store_true", help="pakai contoh satu bulan di data/contoh, satu kali")
    parser.add_argument("--verbose", action="store_true", help="tampilkan juga pemeriksaan yang tidak mengubah apa pun")
    parser.add_argument("--test-notification", action="store_true", help="kirim pesan uji ke setiap penerima")
    instead = parser.add_mutually_exclusive_group()
    instead.add_argument("--install", action="store_true", help="mulai sendiri bersama Windows, tanpa jendela")
    instead.add_argument("--uninstall", action="store_true", help="hentikan, dan jangan mulai sendiri lagi")
    instead.add_argument("--status", action="store_true", help="apakah semuanya baik, dan apa yang harus dibenahi")
    return run(parser, _work, argv)


def _work(arguments: argparse.Namespace) -> int:
    if arguments.example:
        return _example(arguments)
    if arguments.install or arguments.uninstall:
        return _register(arguments)
    if arguments.status:
        return _status(arguments)
    if arguments.test_notification:
        return _test_notification(load_config(arguments.config))
    return _unattended(arguments)


def _unattended(arguments: argparse.Namespace) -> int:
    """The timer, or one round of it: nobody may be looking, so what keeps it from starting stands in a file as well."""
    from worklog.adapters.state.instance_lock import LockHeld

    try:
        config = load_config(arguments.config)
        if arguments.once:
            return _once(config, arguments)
        from worklog.timer.loop import serve

        serve(arguments.config, config, current_moment, arguments.verbose)
        return CLEAN
    except LockHeld:
        raise
    except WorklogError as error:
        from worklog.timer.startup import note_failed_start

        note_failed_start(arguments.config, current_moment(), str(error))
        raise


def _test_notification(config: Config) -> int:
    from worklog.messages.notices import send_tests

    said, went_well = send_tests(config, current_moment())
    print(*said, sep="\n")
    return CLEAN if went_well else COULD_NOT_RUN


def _once(config: Config, arguments: argparse.Namespace) -> int:
    from worklog.screen import check_lines, has_errors
    from worklog.timer.loop import on_duty

    now = arguments.now or current_moment()
    with stages() as tell, on_duty(config, lambda: now, arguments.verbose, tell) as duties:
        duties.do_all()
    if duties.checked is None:
        return COULD_NOT_RUN
    print(*check_lines(duties.checked), f"Buku kerja: {duties.address}", sep="\n")
    if duties.failed:
        return COULD_NOT_RUN
    return ERROR_FINDINGS if has_errors(duties.checked) else CLEAN


def _example(arguments: argparse.Namespace) -> int:
    with stages() as tell:
        from worklog.jobs.example import example_desk
        from worklog.screen import check_lines, has_errors, report_lines

        desk = example_desk(arguments.now, tell)
        checked, publishing = desk.check_and_publish()
        reports = [desk.daily_report(checked, desk.now.date()), desk.monthly_report(checked, desk.now.date())]
    print(*check_lines(checked), *publishing.notes, *desk.notes, sep="\n")
    print(f"Buku kerja: {desk.log.address}", *report_lines(reports), sep="\n")
    if publishing.failed:
        return COULD_NOT_RUN
    return ERROR_FINDINGS if has_errors(checked) else CLEAN


def _register(arguments: argparse.Namespace) -> int:
    from worklog.timer.startup import install, uninstall

    change = install if arguments.install else uninstall
    print(*change(arguments.config, load_config(arguments.config)), sep="\n")
    return CLEAN


def _status(arguments: argparse.Namespace) -> int:
    with stages() as tell:
        from worklog.health.examination import examine
        from worklog.health.signs import MARKS, OLD_MARKS, health_lines, is_well

        now = arguments.now or current_moment()
        offset = datetime.now().astimezone().utcoffset() or timedelta()
        sections = examine(arguments.config, now, offset, tell)
    print(*health_lines(sections, now, OLD_MARKS if is_old_console() else MARKS), sep="\n")
    return CLEAN if is_well(sections) else SOMETHING_WRONG


if __name__ == "__main__":
    sys.exit(main())
