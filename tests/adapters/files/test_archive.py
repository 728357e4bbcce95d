"""Where the archive of a workbook says that its tabs are."""

from io import BytesIO
from zipfile import ZipFile

import pytest

from worklog.adapters.files.archive import Reach, column_letters, column_number, plain_reach, sheet_parts

BOOK = (
    '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    '<sheets><sheet name="Rapat &amp; Libur" sheetId="1" r:id="rId1"/></sheets></workbook>'
)


@pytest.mark.parametrize(
    "target", ["worksheets/a.xml", "/xl/worksheets/a.xml", "../xl/worksheets/a.xml", "./worksheets/../worksheets/a.xml"]
)
def test_a_part_is_found_however_its_place_is_written(target: str) -> None:
    content = BytesIO()
    with ZipFile(content, "w") as archive:
        archive.writestr("xl/workbook.xml", BOOK)
        archive.writestr("xl/_rels/workbook.xml.rels", f'<x><Relationship Id="rId1" Target="{target}"/></x>')
        assert sheet_parts(archive) == {"Rapat & Libur": "xl/worksheets/a.xml"}


@pytest.mark.parametrize(
    ("number", "letters"), [(1, "A"), (26, "Z"), (27, "AA"), (702, "ZZ"), (703, "AAA"), (16384, "XFD")]
)
def test_a_column_is_known_by_its_letters_as_by_its_number(number: int, letters: str) -> None:
    assert column_letters(number) == letters
    assert column_number(letters.encode()) == number


@pytest.mark.parametrize(
    ("cells", "reach"),
    [
        ('<row r="2" spans="1:3"><c r="A2"/><c r="AB2" s="1"><v>1</v></c></row>', Reach(28, 2)),
        ('<row r="9"><c r="XFD9"/></row><row r="1048576"></row>', Reach(16_384, 1_048_576)),
        ("<cols><col min='1'/></cols>", Reach(1, 0)),
        ("<row r='2'><c r='A2'/></row>", None),
        ('<row r="2"><c s="1" r="A2"/></row>', None),
        ('<row r="2"><c><v>1</v></c></row>', None),
        ('<row><c r="A2"/></row>', None),
    ],
)
def test_how_far_plain_cells_reach(cells: str, reach: Reach | None) -> None:
    """What is written in another way is left to the patterns that allow for it."""
    assert plain_reach(f"<worksheet><sheetData>{cells}</sheetData></worksheet>".encode()) == reach


def test_a_tab_with_prefixed_names_is_not_told_in_haste() -> None:
    assert (
        plain_reach(b'<x:worksheet><x:sheetData><x:row r="2"><x:c r="A2"/></x:row></x:sheetData></x:worksheet>') is None
    )
