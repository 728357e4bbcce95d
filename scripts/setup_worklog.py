"""Make the work log, or repair what it lacks; nothing a person typed is touched."""

from __future__ import annotations

from worklog.needed import stop_unless_all_is_there

stop_unless_all_is_there()

import argparse
import sys
from collections.abc import Sequence

from worklog.cli import CLEAN, COULD_NOT_RUN, SOMETHING_WRONG, CommandParser, current_moment, run
from worklog.config.config import load_config
from worklog.progress import is_old_console, stages

COMPLETE = "Susunan buku kerja lengkap, tetapi hasil pemeriksaan belum masuk ke sana."


def main(argv: Sequence[str] | None = None) -> int:
    """Set the log up or repair it, or try Google; exit code 0, 1 when Google is not as assumed, 2 when it could not."""
    parser = CommandParser(
        "Membuat buku kerja, atau memperbaiki yang kurang: tab, judul kolom, daftar pilihan, format, perlindungan. "
        "Isian petugas tidak diubah; boleh dijalankan berulang kali."
    )
    instead = parser.add_mutually_exclusive_group()
    instead.add_argument("--example", action="store_true", help="buat contoh satu bulan di data/contoh untuk dicoba")
    instead.add_argument(
        "--first-steps",
        action="store_true",
        help="tunjukkan contoh dan laporannya, lalu tanyakan langkah berikutnya (dipakai MULAI.bat)",
    )
    instead.add_argument(
        "--try-google",
        action="store_true",
        help="coba di satu tab sementara apakah Google bekerja seperti yang diandalkan program; kode keluar 1 bila ada "
        "yang berbeda",
    )
    return run(parser, _set_up, argv)


def _set_up(arguments: argparse.Namespace) -> int:
    if arguments.try_google:
        return _try_google(arguments)
    if arguments.first_steps:
        return _first_steps(arguments)
    with stages("") as tell:
        from worklog.jobs.desk import Desk
        from worklog.jobs.example import example_desk
        from worklog.jobs.timer_notes import TimerNotes

        desk = (
            example_desk(tell=tell)
            if arguments.example
            else Desk(load_config(arguments.config), current_moment(), may_ask=True, tell=tell)
        )
        done = desk.set_up()
    refused = "" if done else TimerNotes(desk.config, desk.now).refused_again_and_again()
    if refused:
        print(f"{COMPLETE} {refused}", *desk.log.to_mend, *desk.log.notes, f"Buku kerja: {desk.log.address}", sep="\n")
        return COULD_NOT_RUN
    done = [*done, *desk.log.to_mend] or [
        "Contoh siap dicoba." if arguments.example else "Tidak ada yang perlu diperbaiki."
    ]
    print(*done, *desk.log.notes, f"Buku kerja: {desk.log.address}", sep="\n")
    return CLEAN


def _first_steps(arguments: argparse.Namespace) -> int:
    import run_schedule
    from worklog.jobs.first_steps import offer, show_example

    show_example()
    config = ["--config", str(arguments.config)]
    offer(
        set_up=lambda: main(config),
        start_with_windows=lambda: run_schedule.main([*config, "--install"]),
        status=lambda: run_schedule.main([*config, "--status"]),
    )
    return CLEAN


def _try_google(arguments: argparse.Namespace) -> int:
    from worklog.health.signs import MARKS, OLD_MARKS
    from worklog.jobs.desk import Desk
    from worklog.screen import trial_line, trial_lines

    marks = OLD_MARKS if is_old_console() else MARKS
    desk = Desk(load_config(arguments.config), current_moment(), may_ask=True)
    for sentence in desk.make_place():
        print(sentence, flush=True)
    outcomes = desk.try_google(lambda outcome: print(trial_line(outcome, marks["fine"], marks["wrong"]), flush=True))
    print("", *trial_lines(outcomes), f"Dicoba di: {desk.log.address}", sep="\n")
    return CLEAN if all(outcome.holds for outcome in outcomes) else SOMETHING_WRONG


if __name__ == "__main__":
    sys.exit(main())
