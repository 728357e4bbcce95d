"""Colours in the staff tabs of a workbook: by status, whose turn it is, and where a block begins."""

from __future__ import annotations

from collections.abc import Iterable

from openpyxl.formatting.formatting import ConditionalFormatting, ConditionalFormattingList
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Font, PatternFill
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.styles.numbers import NumberFormat

from worklog.adapters.form.choices import BLOCK, HEADINGS
from worklog.adapters.form.colours import (
    Colour,
    FirstRow,
    finish_colour,
    former_colours,
    heading_colours,
    is_turn,
    status_colours,
    turn_colours,
    turns_to_renew,
)
from worklog.adapters.form.style import INK, TONES, VERDICT_TONES
from worklog.adapters.workbook.places import Place
from worklog.adapters.workbook.rules import down
from worklog.core.log import tabs
from worklog.core.sop.book import InForce

_FIRST_OWN_FORMAT = 170


def add_missing_colours(place: Place) -> bool:
    """Colour the column Status by its words when it is not coloured yet, or as a former version did; whether so."""
    was_former = _drop_former_colours(place)
    if "Status" not in place.columns or place.tab not in (tabs.LOG, tabs.REGISTER):
        return False
    if _has_colours(place) and not was_former:
        return False
    _add(place, status_colours(place.tab.name, _first_row(place)))
    return True


def renew_colours(place: Place) -> None:
    """Put the colours of today where those of a former version are."""
    if _drop_former_colours(place):
        _add(place, status_colours(place.tab.name, _first_row(place)))


def _drop_former_colours(place: Place) -> bool:
    """Take away the colours of the register that look for the words of a former version; whether there were any.

    Only rules of ours go, which stand at the column Status and search for just these words.
    """
    if place.tab != tabs.REGISTER or "Status" not in place.columns:
        return False
    rules = [(area, rule) for area in place.sheet.conditional_formatting for rule in area.rules]
    former = former_colours([_looked_for(place, area, rule) for area, rule in rules])
    if former:
        place.sheet.conditional_formatting = ConditionalFormattingList()
        for number, (area, rule) in enumerate(rules):
            if number not in former:
                place.sheet.conditional_formatting.add(str(area.sqref), rule)
    return bool(former)


def _looked_for(place: Place, area: ConditionalFormatting, rule: Rule) -> str:
    """The formula of a conditional format at the column Status; "" where it colours other columns too."""
    columns = {column for part in area.sqref.ranges for column in (part.min_col, part.max_col)}
    return " ".join(rule.formula or ()) if columns == {place.columns["Status"]} else ""


def add_missing_highlights(place: Place, sop: InForce) -> bool:
    """Make bright what is to be filled now in Buku Kerja: whose turn it is, and Selesai; whether it was not.

    Nothing is done when the office has a conditional format of its own at Selesai.
    """
    if place.tab != tabs.LOG or "Status" not in place.columns or _has_format(place, place.columns["Selesai"]):
        return False
    row = _first_row(place)
    if "Konten/Kegiatan" in place.columns:
        _add(place, turn_colours(sop, row))
    _add(place, [finish_colour(row)])
    return True


def renew_highlights(place: Place, sop: InForce) -> bool:
    """Let what makes bright whose turn it is know the words of all versions of the SOP; whether it did not."""
    if place.tab != tabs.LOG or not {"Status", "Konten/Kegiatan"} <= set(place.columns):
        return False
    row = _first_row(place)
    held = {
        part.min_col: rule
        for area in place.sheet.conditional_formatting
        for rule in area.rules
        if rule.formula and is_turn(rule.formula[0], row)
        for part in area.sqref.ranges
    }
    changed = turns_to_renew({column: rule.formula[0] for column, rule in held.items()}, sop, row)
    _add(place, [one for one in changed if place.columns[one.header] not in held])
    for one in changed:
        if rule := held.get(place.columns[one.header]):
            rule.formula = [one.formula]
    return bool(changed)


def add_missing_headings(place: Place) -> bool:
    """Let ID and title stand out in the first row of each block of Buku Kerja; whether that was not so.

    Nothing is done when the office has a conditional format of its own at Judul Konten.
    """
    wanted = {*HEADINGS, *BLOCK, "Status"}
    if place.tab != tabs.LOG or not wanted <= set(place.columns) or _has_format(place, place.columns[HEADINGS[-1]]):
        return False
    _add(place, heading_colours(_first_row(place)))
    return True


def _has_format(place: Place, column: int) -> bool:
    return any(
        part.min_col <= column <= part.max_col
        for area in place.sheet.conditional_formatting
        for part in area.sqref.ranges
    )


def _has_colours(place: Place) -> bool:
    words = VERDICT_TONES if place.tab == tabs.REGISTER else TONES
    formulas = [
        text for area in place.sheet.conditional_formatting for rule in area.rules for text in rule.formula or ()
    ]
    return any(f'"{word}"' in text for text in formulas for word in words)


def _first_row(place: Place) -> FirstRow:
    return FirstRow(place.columns, place.first, ",")


def _add(place: Place, colours: Iterable[Colour]) -> None:
    for number, one in enumerate(colours):
        place.sheet.conditional_formatting.add(down(place, place.columns[one.header]), _rule(one, number))


def _rule(one: Colour, number: int) -> Rule:
    look, style = one.look, DifferentialStyle()
    if look.bold or look.ink != INK:
        style.font = Font(color=None if look.ink == INK else look.ink, bold=look.bold or None)
    if look.fill:
        style.fill = PatternFill("solid", start_color=look.fill, end_color=look.fill)
    if one.sign:
        style.numFmt = NumberFormat(numFmtId=_FIRST_OWN_FORMAT + number, formatCode=f'"{one.sign} "@')
    return Rule(type="expression", dxf=style, formula=[one.formula], stopIfTrue=bool(one.sign) or None)
