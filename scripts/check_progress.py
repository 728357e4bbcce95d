"""Check every item's steps and times, open new blocks and publish the results in the log."""

from __future__ import annotations

from worklog.needed import stop_unless_all_is_there

stop_unless_all_is_there()

import argparse
import json
import sys
from collections.abc import Sequence

from worklog.cli import CLEAN, COULD_NOT_RUN, ERROR_FINDINGS, CommandParser, run
from worklog.config.config import load_config
from worklog.progress import stages


def main(argv: Sequence[str] | None = None) -> int:
    """Check and publish; exit code 0 clean, 1 error findings, 2 could not run."""
    parser = CommandParser(
        "Membuka blok langkah bagi konten baru, memeriksa semua langkah dan batas waktu, lalu menampilkan hasilnya "
        "di buku kerja (tab Hasil dan Ringkasan)."
    )
    parser.add_now()
    parser.add_argument("--json", action="store_true", help="tulis hasilnya sebagai JSON, untuk program lain")
    parser.add_argument("--no-publish", action="store_true", help="hanya membaca; tidak menulis apa pun di mana pun")
    return run(parser, _check, argv)


def _check(arguments: argparse.Namespace) -> int:
    with stages() as tell:
        from worklog.jobs.desk import Desk
        from worklog.screen import check_lines, has_errors

        desk = Desk(load_config(arguments.config), arguments.now, tell=tell)
        checked, publishing = (desk.check(), None) if arguments.no_publish else desk.check_and_publish()
    notes = [*(publishing.notes if publishing else ()), *desk.notes]
    if arguments.json:
        from worklog.core.publishing.export import as_document

        print(json.dumps(as_document(checked, desk.log.address), ensure_ascii=False))
        print(*notes, sep="\n", end="\n" if notes else "", file=sys.stderr)
    else:
        print(*check_lines(checked), *notes, sep="\n")
    if publishing and publishing.failed:
        return COULD_NOT_RUN
    return ERROR_FINDINGS if has_errors(checked) else CLEAN


if __name__ == "__main__":
    sys.exit(main())
