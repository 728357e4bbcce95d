"""Write the monthly report of a month as an Excel file."""

from __future__ import annotations

from worklog.needed import stop_unless_all_is_there

stop_unless_all_is_there()

import argparse
import sys
from collections.abc import Sequence

from worklog.cli import CLEAN, ERROR_FINDINGS, CommandParser, calendar_month, refuse_future, run, typed_place
from worklog.config.config import load_config
from worklog.progress import stages


def main(argv: Sequence[str] | None = None) -> int:
    """Write the monthly report; exit code 0 clean, 1 error findings, 2 could not run."""
    parser = CommandParser("Membuat laporan bulanan Excel. Boleh diulang; laporan bulan itu diganti dengan yang baru.")
    parser.add_now()
    parser.add_argument(
        "--month",
        type=calendar_month,
        metavar="BULAN",
        help="bulan laporan, seperti 11/2026 (bawaan: bulan ini); bulan lalu dinilai pada akhir bulan itu",
    )
    parser.add_argument(
        "--output", type=typed_place, metavar="FOLDER", help="folder laporan (bawaan: dari berkas pengaturan)"
    )
    parser.add_argument(
        "--pegawai",
        action="store_true",
        help="buat juga rekap kinerja per pegawai, satu lembar setiap orang (bawaan: dari berkas pengaturan)",
    )
    parser.add_argument(
        "--revisi",
        type=reason,
        metavar="SEBAB",
        help="terbitkan ulang laporan bulan yang sudah ditutup, dengan sebabnya; laporan lama tetap disimpan",
    )
    return run(parser, _report, argv)


def reason(text: str) -> str:
    """Read `--revisi`: why, in some words."""
    if not text.strip():
        raise argparse.ArgumentTypeError('tulis sebabnya, seperti "salah ketik Jadwal Tayang"')
    return " ".join(text.split())


def _report(arguments: argparse.Namespace) -> int:
    refuse_future(arguments.month, arguments.now)
    with stages() as tell:
        from worklog.jobs.desk import Desk
        from worklog.screen import has_errors, no_recap, report_lines

        desk = Desk(load_config(arguments.config), arguments.now, tell=tell)
        month = arguments.month or arguments.now.date()
        checked = desk.check_to_report(month)
        report = desk.monthly_report(checked, month, arguments.output, revision=arguments.revisi or "")
        wanted = arguments.pegawai or desk.config.reports.per_person
        recap = desk.people_recap(checked, month, arguments.output) if wanted else None
    lines = report_lines([report, *filter(None, [recap])])
    print(*lines, *([no_recap(month)] if wanted and recap is None else []), *desk.notes, sep="\n")
    return ERROR_FINDINGS if has_errors(checked) else CLEAN


if __name__ == "__main__":
    sys.exit(main())
