"""A glance at the XML of a tab tells the same as looking at each of its cells."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worklog.adapters.files import plain_cells
from worklog.adapters.files.plain_cells import Glance, glance
from worklog.adapters.files.sheet_xml import filled_cells
from worklog.core.log.merged import column_letters

CELLS = st.dictionaries(
    st.tuples(st.integers(1, 699_999), st.integers(1, 26)) | st.tuples(st.integers(1, 99_999), st.integers(1, 52)),
    st.sampled_from(
        ["", "<v>1</v>", "<f>A1:C2</f>", "<v>#REF!</v>", '<f t="shared" si="0"/>', "<is><t>a &lt;c r= : c b</t></is>"]
    ),
    max_size=60,
)


def tab(cells: str) -> bytes:
    return f'<worksheet xmlns="x"><cols><col min="1"/></cols><sheetData>{cells}</sheetData></worksheet>'.encode()


def row_of(cells: dict[tuple[int, int], str]) -> str:
    written = (f'<c r="{column_letters(column)}{row}" s="3">{held}</c>' for (row, column), held in cells.items())
    return f"<row>{''.join(written)}</row>"


@given(CELLS)
def test_columns_of_formulas_are_those_that_a_look_at_each_cell_finds(cells: dict[tuple[int, int], str]) -> None:
    xml = tab(row_of(cells))
    formulas = {column for _, column, cell in filled_cells(xml) if cell.find("{*}f") is not None}
    assert glance(xml) == Glance(frozenset(formulas), errors=b"#REF!" in xml)


@pytest.mark.parametrize("piece", range(20, 60, 3))
def test_a_tab_may_be_cut_anywhere(piece: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plain_cells, "_PIECE", piece)
    assert glance(tab(row_of({(1, 3): "<f>1</f>", (2, 28): "", (3, 1): "", (4, 40): "<f/>"}))) == Glance(
        frozenset({3, 40}), errors=False
    )


@pytest.mark.parametrize(
    "cell",
    [
        *('<c r="AAA1"/>', '<c r="BA1"/>', '<c r="AB123456"/>', '<c r="A700000"/>', '<c r="A1234567"/>'),
        *('<c s="1" r="A1"/>', '<c  r="A1"/>', '<c\nr="A1"/>', "<c r='A1'/>", '<c r = "A1"/>', '<c r="$A$1"/>'),
        *('<c r="a1"/>', "<c><v>1</v></c>", '<x:c r="A1"/>', '<c:c r="A1"/>', '<c r="A1"><x:f>1</x:f></c>'),
    ],
)
def test_a_cell_that_is_far_away_or_written_otherwise_is_not_plain(cell: str) -> None:
    assert glance(tab(row_of({(1, 1): "", (2, 2): "<v>1</v>"}) + f"<row>{cell}</row>")) is None


def test_formulas_behind_the_cells_are_none_of_a_column() -> None:
    xml = tab(row_of({(1, 1): "<v>1</v>"})).replace(
        b"</worksheet>", b"<extLst><xm:f>A1</xm:f><f>1</f></extLst></worksheet>"
    )
    assert glance(xml) == Glance(frozenset(), errors=False)
