"""Make the pictures of docs/gambar from the worked example: python tests/pictures.py.

The log and the reports are made in a temporary folder, printed by LibreOffice, and the pages that show most are drawn.
Pages are found by what stands on them, so that a changed layout still gives the right ones.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.pagebreak import ColBreak

PROJECT = Path(__file__).absolute().parents[1]
sys.path.insert(0, str(PROJECT / "scripts"))

from office_roles import LOG  # noqa: E402
from printed_card import write_card  # noqa: E402 - found in scripts/ only from here on
from worklog.adapters.form.page_summary import STALE, STALE_ROW  # noqa: E402
from worklog.adapters.workbook.places import find_place  # noqa: E402
from worklog.adapters.workbook.writer import write_rows  # noqa: E402
from worklog.config.config import load_config  # noqa: E402
from worklog.core.log.tabs import VERDICT_WORDS, ItemState, RowState  # noqa: E402
from worklog.example import EXAMPLE_NOW, example_rows  # noqa: E402
from worklog.jobs.desk import Desk  # noqa: E402
from worklog.jobs.example import EXAMPLE_CONFIG  # noqa: E402

FOLDER = PROJECT / "docs" / "gambar"
PROGRAMS = ("soffice", "pdfinfo", "pdftotext", "pdftoppm")
HOW_TO_INSTALL = (
    "Perlu LibreOffice dan poppler untuk membuat gambar. Debian atau Ubuntu: apt-get install libreoffice-calc "
    "poppler-utils. Windows: pasang LibreOffice dan poppler, lalu tambahkan folder programnya ke PATH. Belum ada: "
)
PRINTED_CARD = PROJECT / "docs" / "kartu-petugas.pdf"
MARGIN_INCHES = 0.3
MOST_BYTES = 250_000


@dataclass(frozen=True)
class Picture:
    """One page of one file: the page on which `texts` stand and, of several, the most of `variety`.

    `part` is how much of the page's height is shown from its top, `dots` the dots per inch; of a `screen` so many pixels
    across and down are shown, as `make_screens` prepared them.
    """

    name: str
    file: str
    texts: Sequence[str]
    variety: Sequence[str] = ()
    part: float = 1.0
    dots: int = 110
    screen: tuple[int, int] | None = None


SHOWN_ITEM = "2026-1194"
"""The item of the example that screens begin with."""
SCREEN_DOTS = 92
"""Dots per inch at which columns are as wide as on a screen: LibreOffice prints them a twentieth wider than Excel."""
A3 = 8

PICTURES = (
    Picture("buku-kerja", "Layar Laptop", ("Pelaksana", "Realisasi"), dots=SCREEN_DOTS, screen=(1366, 560)),
    Picture("buku-kerja-ponsel", "Layar Ponsel", ("Konten/Kegiatan", "Selesai"), dots=2 * SCREEN_DOTS, screen=(720, 1120)),
    Picture("buku-kerja-cetak", "Buku Kerja", ("Realisasi", "Pemeriksaan"), RowState),
    Picture("daftar-konten", "Buku Kerja", ("Batas Tayang", "Terkait ID"), [f"{s} · {v}" for s in map(str.capitalize, ItemState) for v in VERDICT_WORDS.values()], 0.75),
    Picture("ringkasan", "Layar Ringkasan", ("Ringkasan Media Sosial", "Hari ini")),
    Picture("laporan-harian", "Laporan Harian", ("LAPORAN HARIAN",)),
    Picture("laporan-bulanan", "Laporan Bulanan", ("LAPORAN BULANAN",)),
    Picture("rekap-pegawai", "Rekap Pegawai", ("REKAP KINERJA PEGAWAI", "Admin")),
    Picture("kalender-bulanan", "Laporan Bulanan", ("Kalender tayang",)),
    Picture("grafik-bulanan", "Laporan Bulanan", ("Grafik bulan ini",), dots=100),
    Picture("kartu-petugas", "Kartu Petugas", ("Kartu petugas",), dots=100),
)  # fmt: skip


def main() -> int:
    missing = [program for program in PROGRAMS if shutil.which(program) is None]
    if missing:
        print(f"{HOW_TO_INSTALL}{', '.join(missing)}.", file=sys.stderr)
        return 2
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files = make_example(folder)
        print_all([*files, *make_screens(files[0], folder), write_card(folder)], folder)
        shutil.copyfile(folder / "Kartu Petugas.pdf", PRINTED_CARD)
        for picture in PICTURES:
            print(draw(picture, folder).relative_to(PROJECT).as_posix())
    return 0


def make_example(folder: Path) -> list[Path]:
    """The worked example in a folder: its log, checked, and its two reports."""
    config_file = folder / "sheets_config.json"
    config_file.write_text(json.dumps(EXAMPLE_CONFIG), encoding="utf-8")
    desk = Desk(load_config(config_file), EXAMPLE_NOW)
    desk.set_up()
    write_rows(desk.config.workbook, example_rows(desk.office.sop.at(desk.moment)), desk.office.sop.roles)
    checked, _ = desk.check_and_publish()
    day = EXAMPLE_NOW.date()
    reports = (desk.daily_report(checked, day), desk.monthly_report(checked, day), desk.people_recap(checked, day))
    return [desk.config.workbook, *(report.path for report in reports if report)]


def make_screens(log: Path, folder: Path) -> list[Path]:
    """Copies of the log that print what a screen shows: Buku Kerja scrolled to what is typed, and Ringkasan days later."""
    laptop, phone = _scrolled(log, first=None), _scrolled(log, first="Selesai")
    later = load_workbook(log)
    for name in set(later.sheetnames) - {"Ringkasan"}:
        del later[name]
    later["Ringkasan"].cell(STALE_ROW, 1).value = "3".join(STALE)
    books = {"Layar Laptop": laptop, "Layar Ponsel": phone, "Layar Ringkasan": later}
    for name, book in books.items():
        book.save(folder / f"{name}.xlsx")
    return [folder / f"{name}.xlsx" for name in books]


def _scrolled(log: Path, first: str | None) -> Workbook:
    """Buku Kerja from `SHOWN_ITEM` on, beside what stays in view the columns from `first` on, with their letters."""
    book = load_workbook(log)
    for name in set(book.sheetnames) - {"Buku Kerja", "Hasil"}:
        del book[name]
    sheet = book["Buku Kerja"]
    place = find_place(sheet, LOG)
    assert place is not None
    frozen, shown = place.columns["Konten/Kegiatan"], place.columns[first] if first else 0
    for column in range(frozen + 1, shown):
        sheet.column_dimensions[get_column_letter(column)].hidden = True
    item = next(row for row in place.rows_with_id() if sheet.cell(row, 1).value == SHOWN_ITEM)
    for row in (*range(1, place.top), *range(place.first, item)):
        sheet.row_dimensions[row].hidden = True
    sheet.print_area = f"A{place.top}:{get_column_letter(place.columns['Temuan'])}{item + 25}"
    sheet.col_breaks, sheet.print_options.headings, sheet.print_options.horizontalCentered = ColBreak(), True, False
    sheet.page_setup.paperSize, sheet.page_setup.scale = A3, 100
    margins = sheet.page_margins
    margins.left = margins.right = margins.top = MARGIN_INCHES
    margins.header = 0
    return book


def print_all(files: Sequence[Path], folder: Path) -> None:
    """Print workbooks to PDF files of the same names in a folder."""
    profile = f"-env:UserInstallation={(folder / 'profil').as_uri()}"
    convert = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    subprocess.run([*convert, *map(str, files)], check=True, capture_output=True)


def draw(picture: Picture, folder: Path) -> Path:
    """Draw one picture into docs/gambar; with fewer dots when the file would be too large."""
    pdf = next(folder.glob(f"{picture.file}*.pdf"))
    page, width, height = find_page(picture, pdf)
    target = FOLDER / picture.name
    for dots in range(picture.dots, 60, -10):
        edge = round(MARGIN_INCHES * dots)
        right, bottom = round(width * dots) - 2 * edge, round(height * picture.part * dots) - 2 * edge
        if picture.screen:
            right, bottom = picture.screen
        area = ["-x", edge, "-y", edge, "-W", right, "-H", bottom]
        command = ["pdftoppm", "-png", "-singlefile", "-r", dots, "-f", page, "-l", page, *area, pdf, target]
        subprocess.run(list(map(str, command)), check=True)
        if target.with_suffix(".png").stat().st_size <= MOST_BYTES:
            break
    return target.with_suffix(".png")


def find_page(picture: Picture, pdf: Path) -> tuple[int, float, float]:
    """Number of the page that a picture shows, with its width and height in inches."""
    text = subprocess.run(["pdftotext", "-layout", pdf, "-"], check=True, capture_output=True).stdout.decode("utf-8")
    pages = [" ".join(page.split()) for page in text.split("\f")]
    fitting = [number for number, page in enumerate(pages) if all(wanted in page for wanted in picture.texts)]
    if not fitting:
        raise SystemExit(f"{pdf.name}: tidak ada halaman dengan {', '.join(picture.texts)}.")
    best = max(fitting, key=lambda number: sum(word in pages[number] for word in picture.variety))
    size = subprocess.run(["pdfinfo", "-f", str(best + 1), "-l", str(best + 1), pdf], check=True, capture_output=True)
    line = next(line for line in size.stdout.decode("utf-8").splitlines() if " size:" in line)
    width, height = (float(number) / 72 for number in line.split("size:")[1].split("pts")[0].split("x"))
    return best + 1, width, height


if __name__ == "__main__":
    sys.exit(main())
