"""Colours in the staff tabs of a workbook: by status, whose turn it is, and where a block begins."""

from __future__ import annotations

from collections.abc import Iterator

from openpyxl.formatting.formatting import ConditionalFormatting, ConditionalFormattingList
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Font, PatternFill
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.styles.numbers import NumberFormat
from openpyxl.utils import get_column_letter

from worklog.adapters.form.choices import BLOCK, HEADINGS, OPEN_STATES
from worklog.adapters.form.style import (
    BAND_FILL,
    FORMER_SEARCHES,
    OPEN_TONES,
    REPEATED,
    TODO_FILL,
    TONES,
    VERDICT_TONES,
    Tone,
)
from worklog.adapters.form.turns import is_current, turn_begins, turns
from worklog.adapters.workbook.places import Place
from worklog.adapters.workbook.rules import down
from worklog.core.log import tabs
from worklog.core.sop.book import InForce

_FIRST_OWN_FORMAT = 170


def add_missing_colours(place: Place) -> bool:
    """Colour the column Status by its words when it is not coloured yet, or as a former version did; whether so."""
    was_former, column = _drop_former_colours(place), place.columns.get("Status")
    if column is None or place.tab not in (tabs.LOG, tabs.REGISTER) or (_has_colours(place) and not was_former):
        return False
    _colour_status(place, column)
    return True


def renew_colours(place: Place) -> None:
    """Put the colours of today where those of a former version are."""
    if _drop_former_colours(place):
        _colour_status(place, place.columns["Status"])


def _colour_status(place: Place, column: int) -> None:
    for rule in _status_rules(place.tab.name, f"${get_column_letter(column)}{place.first}"):
        place.sheet.conditional_formatting.add(down(place, column), rule)


def _drop_former_colours(place: Place) -> bool:
    """Take away the colours of the register that look for the words of a former version; whether there were any.

    Only rules of ours go, which stand at the column Status and search for just these words.
    """
    if place.tab != tabs.REGISTER or "Status" not in place.columns:
        return False
    rules = [(area, rule) for area in place.sheet.conditional_formatting for rule in area.rules]
    texts = [_looked_for(place, area, rule) for area, rule in rules]
    if not any(FORMER_SEARCHES[0] in text for text in texts):
        return False
    kept = ConditionalFormattingList()
    for (area, rule), text in zip(rules, texts, strict=True):
        if not any(search in text for search in FORMER_SEARCHES):
            kept.add(str(area.sqref), rule)
    place.sheet.conditional_formatting = kept
    return True


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
    status = f"${get_column_letter(place.columns['Status'])}{place.first}"
    finish = f"${get_column_letter(place.columns['Selesai'])}{place.first}"
    if "Konten/Kegiatan" in place.columns:
        activity = f"${get_column_letter(place.columns['Konten/Kegiatan'])}{place.first}"
        for role, formula in turns(sop, activity, status, ",").items():
            place.sheet.conditional_formatting.add(down(place, place.columns[role]), _fill_rule(formula, TODO_FILL))
    bright = _fill_rule(f'AND({is_current(status, ",")},{finish}="")', TODO_FILL)
    place.sheet.conditional_formatting.add(down(place, place.columns["Selesai"]), bright)
    return True


def renew_highlights(place: Place, sop: InForce) -> bool:
    """Let what makes bright whose turn it is know the words of all versions of the SOP; whether it did not."""
    if place.tab != tabs.LOG or not {"Status", "Konten/Kegiatan"} <= set(place.columns):
        return False
    status, activity = (f"${get_column_letter(place.columns[h])}{place.first}" for h in ("Status", "Konten/Kegiatan"))
    held = _turns_held(place, turn_begins(status, ","))
    if not held:
        return False
    changed = False
    for role, formula in turns(sop, activity, status, ",").items():
        rule = held.get(place.columns[role])
        if rule is None:
            place.sheet.conditional_formatting.add(down(place, place.columns[role]), _fill_rule(formula, TODO_FILL))
        changed |= rule is None or rule.formula != [formula]
        if rule is not None:
            rule.formula = [formula]
    return changed


def _turns_held(place: Place, begins: str) -> dict[int, Rule]:
    """The conditional formats of ours that make a turn bright, by their columns."""
    return {
        part.min_col: rule
        for area in place.sheet.conditional_formatting
        for rule in area.rules
        if rule.formula and rule.formula[0].startswith(f"{begins}OR(")
        for part in area.sqref.ranges
    }


def add_missing_headings(place: Place) -> bool:
    """Let ID and title stand out in the first row of each block of Buku Kerja; whether that was not so.

    Nothing is done when the office has a conditional format of its own at Judul Konten.
    """
    wanted = {*HEADINGS, *BLOCK, "Status"}
    if place.tab != tabs.LOG or not wanted <= set(place.columns) or _has_format(place, place.columns[HEADINGS[-1]]):
        return False
    letters = {header: get_column_letter(place.columns[header]) for header in wanted}
    pairs = [f"${letters[header]}{place.first}=${letters[header]}{place.first - 1}" for header in BLOCK]
    goes_on, status = ",".join(pairs), f"${letters['Status']}{place.first}"
    begins = DifferentialStyle(
        font=Font(bold=True), fill=PatternFill("solid", start_color=BAND_FILL, end_color=BAND_FILL)
    )
    calm = DifferentialStyle(font=Font(color=REPEATED))
    for header in HEADINGS:
        cell = f"${letters[header]}{place.first}"
        for style, formula in (
            (begins, f'AND({cell}<>"",NOT(AND({goes_on})))'),
            (calm, f"AND({goes_on},NOT({is_current(status, ',')}))"),
        ):
            rule = Rule(type="expression", dxf=style, formula=[formula])
            place.sheet.conditional_formatting.add(down(place, place.columns[header]), rule)
    return True


def _has_format(place: Place, column: int) -> bool:
    return any(
        part.min_col <= column <= part.max_col
        for area in place.sheet.conditional_formatting
        for part in area.sqref.ranges
    )


def _fill_rule(formula: str, fill: str) -> Rule:
    style = DifferentialStyle(fill=PatternFill("solid", start_color=fill, end_color=fill))
    return Rule(type="expression", dxf=style, formula=[formula])


def _has_colours(place: Place) -> bool:
    words = VERDICT_TONES if place.tab == tabs.REGISTER else TONES
    formulas = [
        text for area in place.sheet.conditional_formatting for rule in area.rules for text in rule.formula or ()
    ]
    return any(f'"{word}"' in text for text in formulas for word in words)


def _status_rules(tab: str, cell: str) -> Iterator[Rule]:
    if tab == tabs.LOG.name:
        for number, (word, tone) in enumerate(TONES.items()):
            yield _rule(f'{cell}="{word}"', tone, number)
    else:
        # What is still open and against the SOP wants somebody to act, what is over does not.
        # Green is for what is over.
        is_open = "OR(" + ",".join(f'LEFT({cell},{len(word)})="{word}"' for word in OPEN_STATES) + ")"
        yield _rule(f'AND({is_open},ISNUMBER(SEARCH("{tabs.OUTSIDE_SOP}",{cell})))', TONES[tabs.RowState.LATE], 0)
        for number, (word, tone) in enumerate(OPEN_TONES.items(), 1):
            yield _rule(f'AND(LEFT({cell},{len(word)})="{word}",ISNUMBER(SEARCH("· sesuai",{cell})))', tone, number)
        for number, (word, tone) in enumerate(VERDICT_TONES.items(), 1 + len(OPEN_TONES)):
            yield _rule(f'ISNUMBER(SEARCH("{word}",{cell}))', tone, number)


def _rule(formula: str, tone: Tone, number: int) -> Rule:
    style = DifferentialStyle(
        font=Font(color=tone.ink, bold=True),
        fill=PatternFill("solid", start_color=tone.fill, end_color=tone.fill),
        numFmt=NumberFormat(numFmtId=_FIRST_OWN_FORMAT + number, formatCode=f'"{tone.sign} "@'),
    )
    return Rule(type="expression", dxf=style, formula=[formula], stopIfTrue=True)
