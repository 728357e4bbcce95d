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

PROJECT = Path(__file__).absolute().parents[1]
sys.path.insert(0, str(PROJECT / "scripts"))

from worklog.adapters.workbook.writer import write_rows  # noqa: E402 - found in scripts/ only from here on
from worklog.config.config import load_config  # noqa: E402
from worklog.core.log.tabs import ITEM_STATES, ROW_STATES, VERDICTS  # noqa: E402
from worklog.example import EXAMPLE_NOW, example_rows  # noqa: E402
from worklog.jobs.desk import Desk  # noqa: E402
from worklog.jobs.example import EXAMPLE_CONFIG  # noqa: E402

FOLDER = PROJECT / "docs" / "gambar"
PROGRAMS = ("soffice", "pdfinfo", "pdftotext", "pdftoppm")
HOW_TO_INSTALL = (
    "Perlu LibreOffice dan poppler untuk membuat gambar. Debian atau Ubuntu: apt-get install libreoffice-calc "
    "poppler-utils. Windows: pasang LibreOffice dan poppler, lalu tambahkan folder programnya ke PATH. Belum ada: "
)
MARGIN_INCHES = 0.3
MOST_BYTES = 250_000


@dataclass(frozen=True)
class Picture:
    """One page of one file: the page on which `texts` stand and, of several, the most of `variety`.

    `part` is how much of the page's height is shown from its top, `dots` the dots per inch.
    """

    name: str
    file: str
    texts: Sequence[str]
    variety: Sequence[str] = ()
    part: float = 1.0
    dots: int = 110


PICTURES = (
    Picture("buku-kerja", "Buku Kerja", ("Mutu Baku", "Realisasi"), ROW_STATES, 0.62, 130),
    Picture("daftar-konten", "Buku Kerja", ("Batas Tayang", "Terkait ID"), [f"{s} · {v}" for s in map(str.capitalize, ITEM_STATES) for v in VERDICTS], 0.75),
    Picture("ringkasan", "Buku Kerja", ("Ringkasan Media Sosial", "Hari ini")),
    Picture("laporan-harian", "Laporan Harian", ("LAPORAN HARIAN",)),
    Picture("laporan-bulanan", "Laporan Bulanan", ("LAPORAN BULANAN",)),
    Picture("rekap-pegawai", "Rekap Pegawai", ("REKAP KINERJA PEGAWAI", "Admin")),
    Picture("kalender-bulanan", "Laporan Bulanan", ("Kalender tayang",)),
    Picture("grafik-bulanan", "Laporan Bulanan", ("Grafik bulan ini",), dots=100),
)  # fmt: skip


def main() -> int:
    missing = [program for program in PROGRAMS if shutil.which(program) is None]
    if missing:
        print(f"{HOW_TO_INSTALL}{', '.join(missing)}.", file=sys.stderr)
        return 2
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        print_all(make_example(folder), folder)
        for picture in PICTURES:
            print(draw(picture, folder).relative_to(PROJECT).as_posix())
    return 0


def make_example(folder: Path) -> list[Path]:
    """The worked example in a folder: its log, checked, and its two reports."""
    config_file = folder / "sheets_config.json"
    config_file.write_text(json.dumps(EXAMPLE_CONFIG), encoding="utf-8")
    desk = Desk(load_config(config_file), EXAMPLE_NOW)
    desk.set_up()
    write_rows(desk.config.workbook, example_rows(desk.office.sop.at(desk.moment)))
    checked, _ = desk.check_and_publish()
    day = EXAMPLE_NOW.date()
    reports = (desk.daily_report(checked, day), desk.monthly_report(checked, day), desk.people_recap(checked, day))
    return [desk.config.workbook, *(report.path for report in reports if report)]


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
