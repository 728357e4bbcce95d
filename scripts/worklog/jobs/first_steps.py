"""The first steps in a new office, led on screen: the worked example, then what the person chooses by number."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from worklog.adapters.files.windows import open_file
from worklog.jobs.example import example_desk
from worklog.progress import stages

Command = Callable[[], int]
"""A command of the program; its exit code is 0 when it did what it was asked for."""

CHOICES = (
    "",
    "Apa yang ingin Anda lakukan sekarang?",
    "  1  Membuat buku kerja kantor (yang sudah ada tidak diubah isinya)",
    "  2  Seperti 1, lalu membuat program mulai sendiri bersama Windows",
    "  3  Melihat apakah semuanya baik",
    "  0  Selesai",
    "Ketik angkanya, lalu tekan Enter:",
)
AFTER_SET_UP = "Sekarang buka buku kerja itu, isi tab Petugas, lalu simpan dan tutup."
NOT_STARTED = "Jadwal belum dipasang, karena buku kerjanya belum siap. Ikuti pesan di atas, lalu pilih 2 lagi."


def show_example() -> None:
    """Make the worked example where it is missing, check it, write its daily report and open that."""
    with stages() as tell:
        desk = example_desk(tell=tell)
        checked, publishing = desk.check_and_publish()
        report = desk.daily_report(checked, desk.now.date())
    print("Contoh satu bulan sudah siap. Isinya rekaan, dan kesalahan di dalamnya disengaja.")
    notes = publishing.notes if publishing.failed else []
    print(*notes, f"Buku kerja contoh: {desk.log.address}", f"Laporan harian contoh: {report.path}", sep="\n")
    print(_opened(report.path))


def _opened(report: Path) -> str:
    if open_file(report):
        return "Laporan itu sedang dibuka di Excel. Kembalilah ke jendela ini sesudah melihatnya."
    return "Laporan itu tidak dapat dibuka dari sini. Buka dari File Explorer, dengan Excel atau LibreOffice."


def offer(set_up: Command, start_with_windows: Command, status: Command) -> None:
    """Ask for a number and do what it stands for, until the person has finished or the questions reach nobody."""

    def started() -> None:
        if set_up() == 0:
            start_with_windows()
        else:
            print(NOT_STARTED)

    def made() -> None:
        if set_up() == 0:
            print(AFTER_SET_UP)

    does: dict[str, Callable[[], object]] = {"1": made, "2": started, "3": status}
    while (answer := _answer()) != "0":
        if answer in does:
            print()
            does[answer]()
        else:
            print(f'"{answer}" tidak ada di daftar. Ketik 1, 2, 3 atau 0.')


def _answer() -> str:
    print(*CHOICES, sep="\n", flush=True)
    try:
        return input("> ").strip(" .)")
    except EOFError:
        return "0"
