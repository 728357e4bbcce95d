"""Make the work log, or repair what it lacks; nothing a person typed is touched."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from worklog.cli import CLEAN, COULD_NOT_RUN, CommandParser, current_moment, run
from worklog.config import load_config
from worklog.progress import stages

COMPLETE = "Susunan buku kerja lengkap, tetapi hasil pemeriksaan belum masuk ke sana."


def main(argv: Sequence[str] | None = None) -> int:
    """Set the log up or repair it; exit code 0, or 2 when it could not."""
    parser = CommandParser(
        "Membuat buku kerja, atau memperbaiki yang kurang: tab, judul kolom, daftar pilihan, format, perlindungan. "
        "Isian petugas tidak diubah; boleh dijalankan berulang kali."
    )
    parser.add_argument("--example", action="store_true", help="buat contoh satu bulan di data/contoh untuk dicoba")
    return run(parser, _set_up, argv)


def _set_up(arguments: argparse.Namespace) -> int:
    with stages("") as tell:
        from worklog.jobs import Desk, example_desk

        desk = (
            example_desk(tell=tell)
            if arguments.example
            else Desk(load_config(arguments.config), current_moment(), may_ask=True, tell=tell)
        )
        done = desk.set_up()
    refused = "" if done else desk.refused_again_and_again()
    if refused:
        print(f"{COMPLETE} {refused}", *desk.log.notes, f"Buku kerja: {desk.log.place}", sep="\n")
        return COULD_NOT_RUN
    done = done or ["Contoh siap dicoba." if arguments.example else "Tidak ada yang perlu diperbaiki."]
    print(*done, *desk.log.notes, f"Buku kerja: {desk.log.place}", sep="\n")
    return CLEAN


if __name__ == "__main__":
    sys.exit(main())
