"""Put a new SOP in force from a worksheet laid out like the decree, or write the one in force as such a worksheet."""

from __future__ import annotations

from worklog.needed import stop_unless_all_is_there

stop_unless_all_is_there()

import argparse
import sys
from collections.abc import Sequence

from worklog.cli import CLEAN, SOMETHING_WRONG, CommandParser, current_moment, run, typed_place
from worklog.config.config import SOP_FOLDER, load_config


def main(argv: Sequence[str] | None = None) -> int:
    """Import or export an SOP; exit code 0, 1 when something is to be mended or confirmed, 2 when it could not run."""
    parser = CommandParser(
        "Memasang SOP baru dari berkas Excel yang disusun seperti keputusannya. SOP lama tetap ada dan tetap berlaku "
        "untuk konten sebelum TGL. EFEKTIF yang baru."
    )
    parser.add_argument("file", nargs="?", type=typed_place, metavar="BERKAS", help="berkas .xlsx dengan SOP baru")
    parser.add_argument(
        "--export",
        type=typed_place,
        metavar="BERKAS",
        help="tulis SOP yang berlaku hari ini ke berkas .xlsx baru, sebagai awal revisi",
    )
    return run(parser, _import, argv)


def _import(arguments: argparse.Namespace) -> int:
    config = load_config(arguments.config)
    from worklog.jobs.sop_import import SopSheets, refuse_both

    refuse_both(arguments.file, arguments.export)
    sheets = SopSheets(SOP_FOLDER, config.office.name)
    if arguments.export:
        print(*sheets.export(arguments.export, current_moment().date()), sep="\n")
        return CLEAN
    lines, done = sheets.bring_in(arguments.file, current_moment().date())
    print(*lines, sep="\n")
    return CLEAN if done else SOMETHING_WRONG


if __name__ == "__main__":
    sys.exit(main())
