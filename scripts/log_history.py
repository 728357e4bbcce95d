"""Tell what the log said earlier: the life of an item, rows that are gone, the log as it was; and check all that."""

from __future__ import annotations

from worklog.needed import stop_unless_all_is_there

stop_unless_all_is_there()

import argparse
import sys
from collections.abc import Sequence

from worklog.cli import CLEAN, SOMETHING_WRONG, CommandParser, current_moment, local_moment, run, typed_place
from worklog.config.config import load_config
from worklog.core.errors import WorklogError


def main(argv: Sequence[str] | None = None) -> int:
    """Look back; exit code 0, 1 when the history was altered or damaged, 2 when it could not be looked at."""
    parser = CommandParser(
        "Melihat riwayat buku kerja: apa yang pernah tertulis dan kapan terlihat. Buku kerja tidak diubah."
    )
    wanted = parser.add_mutually_exclusive_group()
    wanted.add_argument("--item", metavar="ID", help="perjalanan satu konten, seperti 2026-0118")
    wanted.add_argument(
        "--at",
        type=local_moment,
        metavar="WAKTU",
        help="tulis buku kerja seperti pada waktu itu, misalnya 2026-11-22T14:00, ke berkas --output",
    )
    wanted.add_argument("--deleted", action="store_true", help="baris yang hilang, siap disalin kembali (bawaan)")
    wanted.add_argument("--verify", action="store_true", help="periksa keutuhan riwayat; kode keluar 1 bila tidak utuh")
    parser.add_argument(
        "--output", type=typed_place, metavar="BERKAS", help="berkas .xlsx baru untuk --at atau --deleted"
    )
    return run(parser, _look_back, argv)


def _look_back(arguments: argparse.Namespace) -> int:
    from worklog.jobs.looking_back import LookingBack

    if arguments.at and not arguments.output:
        raise WorklogError("Sebut berkas baru untuk hasilnya: tambahkan --output BERKAS.xlsx.")
    back = LookingBack(load_config(arguments.config), current_moment())
    if arguments.verify:
        sentence, whole = back.verify()
        print(sentence)
        return CLEAN if whole else SOMETHING_WRONG
    if arguments.item:
        lines = back.item(arguments.item)
    elif arguments.at:
        lines = back.write_at(arguments.at, arguments.output)
    else:
        lines = back.deleted(arguments.output)
    print(*lines, sep="\n")
    return CLEAN


if __name__ == "__main__":
    sys.exit(main())
