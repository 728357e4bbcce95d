import pytest

from worklog.adapters.form.text_height import MOST_LINES, height_of, lines_needed


@pytest.mark.parametrize(
    ("text", "lines"),
    [("", 1), ("pendek", 1), ("dua\nbaris", 2), ("kata " * 10, 5), ("x" * 40_000, MOST_LINES)],
)
def test_lines_are_counted_as_words_break(text: str, lines: int) -> None:
    assert lines_needed(text, 10) == lines


def test_a_row_is_never_higher_than_excel_allows() -> None:
    assert height_of(1000) < 409
