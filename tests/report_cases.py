"""Draw what is to be looked at before a change of the reports is committed: python tests/report_cases.py FOLDER.

The first page of the daily report of a quiet day, of a bad day and of forty open items, of the monthly report of a month
with three of eight on time, and of a recap of a person: as a printer would put them on paper.
"""

from __future__ import annotations

import subprocess
import sys
from datetime import datetime
from pathlib import Path

import numpy as np

PROJECT = Path(__file__).absolute().parents[1]
sys.path[:0] = [str(PROJECT / "scripts"), str(PROJECT / "tests")]

import office  # noqa: E402 - found in tests/ only from here on
from pictures import print_all  # noqa: E402
from worklog.adapters.reports.files import sheets_content, write_report  # noqa: E402
from worklog.core.reports.daily.report import daily_tables  # noqa: E402
from worklog.core.reports.monthly.recap import recaps  # noqa: E402
from worklog.core.reports.monthly.report import monthly_tables  # noqa: E402

DAY, MONTH = np.datetime64("2026-11-02"), np.datetime64("2026-11")
NOW = datetime(2026, 11, 2, 15, 30)
DOTS = 80


def posted(number: int, finish: str) -> str:
    """An item of Monday at eight, posted at some time."""
    return (
        f"P2 2026-{number:04} acuan Sen 08.00 | Judul=Pengumuman layanan nomor {number}\n1 | Budi | Sen 09.00 | | draf\n"
        f"2 | Endah | Sen 09.20 | Setuju\n3 | Agus | Sen 09.40 | Setuju\n4 | Endah | Sen 10.00\n"
        f"5 | Dewi | {finish} | | https://contoh.id/{number}\n"
    )


def opened(number: int, person: str = "Budi") -> str:
    """An item of Monday at eight of which nothing is done."""
    return f"P2 2026-{number:04} acuan Sen 08.00 | Judul=Pengumuman layanan nomor {number}\n1 | {person} |\n"


THREE_ON_TIME = "".join(posted(number, "Sen 11.00") for number in (1, 2, 3))
QUIET = posted(1, "Sen 10.20")
BAD = "".join([THREE_ON_TIME, *(posted(number, "Sen 15.20") for number in (4, 5)), *map(opened, range(6, 12))])
FORTY = "".join(opened(number, f"Petugas Nomor {number % 12}") for number in range(1, 41))
THREE_OF_EIGHT = "".join([THREE_ON_TIME, posted(4, "Sen 15.20"), *map(opened, range(5, 9))])


def make(folder: Path) -> list[Path]:
    """The workbooks of all cases in a folder."""
    made = []
    for name, log in (("hari tenang", QUIET), ("hari buruk", BAD), ("40 konten", FORTY)):
        report = daily_tables(office.checked(log, "Sen 15.30"), DAY)
        made.append(_write("laporan-harian.xlsx", folder / f"{name}.xlsx", report))
    checked = office.checked(THREE_OF_EIGHT, "Sen 15.30")
    made.append(_write("laporan-bulanan.xlsx", folder / "3 dari 8.xlsx", monthly_tables(checked, MONTH)))
    sheets = recaps(checked, MONTH).sheets(office.LETTERHEAD)
    made.append(folder / "rekap.xlsx")
    made[-1].write_bytes(sheets_content(office.TEMPLATES / "rekap-pegawai.xlsx", sheets))
    return made


def _write(template: str, target: Path, report: object) -> Path:
    values, tables = report.values(office.LETTERHEAD), report.tables()  # type: ignore[attr-defined]
    return write_report(office.TEMPLATES / template, target, values, tables, NOW).path


def main() -> None:
    """Draw the first page of each case."""
    folder = Path(sys.argv[1]).absolute()
    folder.mkdir(parents=True, exist_ok=True)
    files = make(folder)
    print_all(files, folder)
    for file in files:
        command = ["pdftoppm", "-png", "-singlefile", "-r", str(DOTS), file.with_suffix(".pdf"), file.with_suffix("")]
        subprocess.run(list(map(str, command)), check=True)
        print(file.with_suffix(".png"))


if __name__ == "__main__":
    main()
