"""Tell what the log said earlier: the life of an item, rows that are gone, the log as it was; and check all that."""

from __future__ import annotations

from worklog.needed import stop_unless_all_is_there

stop_unless_all_is_there()

import argparse
import sys
from collections.abc import Sequence
from datetime import datetime, time

from worklog.cli import (
    CLEAN,
    SOMETHING_WRONG,
    CommandParser,
    calendar_day,
    current_moment,
    local_moment,
    run,
    typed_place,
)
from worklog.config.config import load_config
from worklog.core.errors import WorklogError


def main(argv: Sequence[str] | None = None) -> int:
    """Look back; exit code 0, 1 when the history was altered or damaged, 2 when it could not be looked at."""
    parser = CommandParser(
        "Melihat riwayat buku kerja: apa yang pernah tertulis dan kapan terlihat. Buku kerja tidak diubah."
    )
    wanted = parser.add_mutually_exclusive_group()
    wanted.add_argument("--item", type=item_id, metavar="ID", help="perjalanan satu konten, seperti 2026-0118")
    wanted.add_argument(
        "--at",
        type=moment_or_day,
        metavar="WAKTU",
        help='tulis buku kerja seperti pada waktu itu ("22/11/2026 14:00" atau 2026-11-22T14:00), atau pada akhir hari '
        "itu (22/11/2026), ke berkas --output",
    )
    wanted.add_argument("--deleted", action="store_true", help="baris yang hilang, siap disalin kembali (bawaan)")
    wanted.add_argument("--verify", action="store_true", help="periksa keutuhan riwayat; kode keluar 1 bila tidak utuh")
    parser.add_argument(
        "--output", type=typed_place, metavar="BERKAS", help="berkas .xlsx baru untuk --at atau --deleted"
    )
    return run(parser, _look_back, argv)


def moment_or_day(text: str) -> datetime:
    """Read `--at`: a moment as people or programs write it; of a day alone its last second."""
    day, _, hour = text.strip().replace("T", " ").partition(" ")
    try:
        if not hour.strip():
            return datetime.combine(calendar_day(day), time(23, 59, 59))
        return local_moment(f"{calendar_day(day)}T{hour.strip().replace('.', ':')}")
    except argparse.ArgumentTypeError:
        raise argparse.ArgumentTypeError(
            f'"{text}" bukan tanggal dan jam setempat; tulis seperti "22/11/2026 14:05" atau 2026-11-22T14:05, tanpa '
            "zona waktu, atau hanya tanggalnya"
        ) from None


def item_id(text: str) -> str:
    """Read `--item`: an ID, which is not blank."""
    if not text.strip():
        raise argparse.ArgumentTypeError("tulis ID kontennya, seperti 2026-0118")
    return text.strip()


def _look_back(arguments: argparse.Namespace) -> int:
    from worklog.jobs.looking_back import LookingBack

    if arguments.at and not arguments.output:
        raise WorklogError("Sebut berkas baru untuk hasilnya: tambahkan --output BERKAS.xlsx.")
    if arguments.output and (arguments.item or arguments.verify):
        raise WorklogError("Pilihan --output hanya untuk --at dan --deleted; hasil yang lain tampil di layar.")
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
