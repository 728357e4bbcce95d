"""Write the daily report of a day as an Excel file."""

from __future__ import annotations

from worklog.needed import stop_unless_all_is_there

stop_unless_all_is_there()

import argparse
import sys
from collections.abc import Sequence

from worklog.cli import CLEAN, ERROR_FINDINGS, CommandParser, calendar_day, refuse_future, run, typed_place
from worklog.config.config import load_config
from worklog.progress import stages


def main(argv: Sequence[str] | None = None) -> int:
    """Write the daily report; exit code 0 clean, 1 error findings, 2 could not run."""
    parser = CommandParser("Membuat laporan harian Excel. Boleh diulang; laporan hari itu diganti dengan yang baru.")
    parser.add_now()
    parser.add_argument(
        "--date",
        type=calendar_day,
        metavar="TANGGAL",
        help="hari laporan, seperti 22/11/2026 (bawaan: hari ini); hari lalu dinilai pada akhir hari itu",
    )
    parser.add_argument(
        "--output", type=typed_place, metavar="FOLDER", help="folder laporan (bawaan: dari berkas pengaturan)"
    )
    return run(parser, _report, argv)


def _report(arguments: argparse.Namespace) -> int:
    refuse_future(arguments.date, arguments.now)
    with stages() as tell:
        from worklog.jobs.desk import Desk
        from worklog.screen import has_errors, report_lines

        desk = Desk(load_config(arguments.config), arguments.now, tell=tell)
        checked = desk.check()
        report = desk.daily_report(checked, arguments.date or arguments.now.date(), arguments.output)
        notes = [*desk.keep_snapshot(checked), *desk.notes]
    print(*report_lines([report]), *notes, sep="\n")
    return ERROR_FINDINGS if has_errors(checked) else CLEAN


if __name__ == "__main__":
    sys.exit(main())
