"""Where the archive of a workbook says that its tabs are."""

from io import BytesIO
from zipfile import ZipFile

import pytest

from worklog.adapters.files.archive import sheet_parts
from worklog.adapters.files.sheet_xml import column_number
from worklog.core.log.merged import column_letters

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
