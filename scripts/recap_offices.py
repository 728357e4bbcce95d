"""Make one recap of many offices: a workbook, and a file with all findings."""

from __future__ import annotations

from worklog.needed import stop_unless_all_is_there

stop_unless_all_is_there()

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from worklog.cli import CLEAN, SOMETHING_WRONG, CommandParser, run, typed_place
from worklog.progress import stages


def main(argv: Sequence[str] | None = None) -> int:
    """Make the recap; exit code 0 all offices are in it as of now, 1 some are not, 2 could not run."""
    parser = CommandParser(
        "Membuat rekap banyak kantor dari buku kerja, Google Sheet atau cuplikan masing-masing: satu buku kerja Excel "
        "dan satu berkas Parquet berisi semua temuan. Rekap yang terputus dilanjutkan bila dijalankan lagi hari itu.",
        config=False,
    )
    parser.add_argument(
        "--offices", type=typed_place, required=True, dest="config", metavar="BERKAS", help="daftar kantor (JSON)"
    )
    parser.add_argument("--output", type=typed_place, default=Path("rekap"), metavar="FOLDER", help="folder hasilnya")
    parser.add_argument(
        "--scheduler",
        metavar="ALAMAT",
        help="periksa dengan pekerja penjadwal Dask ini, seperti tcp://10.0.0.5:8786 (bawaan: semua inti komputer ini)",
    )
    parser.add_now()
    return run(parser, _recap, argv)


def _recap(arguments: argparse.Namespace) -> int:
    with stages() as tell:
        from worklog.recap.engines import on_all_cores, on_cluster
        from worklog.recap.offices import load_offices
        from worklog.recap.run import Recap

        recap = Recap(load_offices(arguments.config), arguments.config, arguments.output.absolute(), arguments.now)
        address = arguments.scheduler
        made = recap.make(on_cluster(address) if address else on_all_cores, tell, on_cluster=bool(address))
    if made.resumed:
        print(f"Dilanjutkan dari rekap yang terputus: {made.resumed} kantor sudah selesai sebelumnya.")
    print(*made.lines, f"Rekap: {made.workbook}", f"Semua temuan: {made.findings}", sep="\n")
    if made.failed:
        print(f"{made.failed} kantor tidak terbaca; sebabnya di lembar Ringkasan.")
    return SOMETHING_WRONG if made.failed or made.outdated else CLEAN


if __name__ == "__main__":
    sys.exit(main())
