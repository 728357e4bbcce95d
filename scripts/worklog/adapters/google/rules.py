"""Dropdowns, date checks, colours by status and protections of the staff tabs, as requests to a Google Sheet.

They cover a column down to the sheet's end, also where it grows.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import inf

from worklog.adapters.form.choices import DATE_MESSAGE, DATES, Choice, choices
from worklog.adapters.form.colours import (
    Colour,
    FirstRow,
    finish_colour,
    former_colours,
    heading_colours,
    is_current,
    is_open,
    is_turn,
    status_colours,
    turn_colours,
    turns_to_renew,
)
from worklog.adapters.form.style import TONES, Look
from worklog.adapters.google.cells import Json, area, colour, text_format
from worklog.adapters.google.places import Place
from worklog.core.log import tabs
from worklog.core.sop.book import InForce

PROTECTED = "Terisi sendiri oleh program"
"""The description that protections made by setup carry."""


def validations(tab: str, sop: InForce, people: str) -> dict[str, Json]:
    """The `DataValidationRule` of each column that has one, by header; `people` is the range of names as a formula."""
    rules = {header: _choice(choice, sop, people) for header, choice in choices(tab, sop).items()}
    return {**rules, **dict.fromkeys(DATES[tab], _rule("DATE_IS_VALID", (), DATE_MESSAGE))}


def _choice(choice: Choice, sop: InForce, people: str) -> Json:
    if choice.words == "people":
        return _rule("ONE_OF_RANGE", [people], choice.message)
    words = [flow.label for flow in sop.current.flows] if choice.words == "flows" else choice.words
    return _rule("ONE_OF_LIST", words, choice.message)


def _rule(kind: str, values: Sequence[str], message: str) -> Json:
    condition: Json = {"type": kind, "values": [{"userEnteredValue": value} for value in values]}
    return {"condition": condition, "inputMessage": message, "strict": False, "showCustomUi": True}


def status_rules(place: Place) -> Iterator[Json]:
    """The requests that colour the words of the column Status."""
    for index, one in enumerate(status_colours(place.tab.name, _first_row(place))):
        yield _coloured(place, one, index)


def former_rules(place: Place, rules: Sequence[Json]) -> list[int]:
    """Which conditional formats of the register are the colours that a former version put at its column Status."""
    return former_colours([_looked_for(rule, place.columns["Status"]) for rule in rules])


def _looked_for(rule: Json, column: int) -> str:
    """What a conditional format looks for at one column, as a formula; "" where it looks elsewhere too."""
    at_column = all(
        (where.get("startColumnIndex"), where.get("endColumnIndex")) == (column - 1, column) for where in rule["ranges"]
    )
    kind = rule.get("booleanRule", {}).get("condition", {}).get("type")
    text = _text(rule) if at_column else ""
    return f'SEARCH("{text}"' if kind == "TEXT_CONTAINS" else text if kind == "CUSTOM_FORMULA" else ""


def _text(rule: Json) -> str:
    """The formula or the word of a conditional format."""
    values = rule.get("booleanRule", {}).get("condition", {}).get("values", ())
    return "".join(value.get("userEnteredValue", "") for value in values)


def log_rules(place: Place, sop: InForce) -> Iterator[Json]:
    """The requests that make bright what is to be filled now in Buku Kerja, and let each block's heading stand out."""
    row = _first_row(place)
    for one in (*turn_colours(sop, row), finish_colour(row), *heading_colours(row)):
        yield _coloured(place, one)


def renewed_turns(place: Place, rules: Sequence[Json], sop: InForce) -> Iterator[Json]:
    """The requests that let what makes a turn bright know the words of all versions of the SOP, where it does not."""
    if not {"Status", "Konten/Kegiatan"} <= place.columns.keys():
        return
    row = _first_row(place)
    held = {
        rule["ranges"][0].get("startColumnIndex", 0) + 1: (number, formula)
        for number, rule in enumerate(rules)
        if is_turn(formula := _text(rule).removeprefix("="), row)
    }
    changed = turns_to_renew({at: formula for at, (_, formula) in held.items()}, sop, row)
    columns = [place.columns[one.header] for one in changed]
    for number in sorted((held[at][0] for at in columns if at in held), reverse=True):
        yield {"deleteConditionalFormatRule": {"sheetId": place.sheet_id, "index": number}}
    for one in changed:
        yield _coloured(place, one)


def _first_row(place: Place) -> FirstRow:
    return FirstRow(place.columns, place.first, ";")


def _coloured(place: Place, one: Colour, index: int = 0) -> Json:
    column = place.columns[one.header]
    kind, value = one.in_words or ("CUSTOM_FORMULA", f"={one.formula}")
    return _format_rule(area(place.sheet_id, place.first, column, right=column), kind, value, one.look, index)


def list_words(rule: Json) -> list[str]:
    """The words of a list that stands in a `DataValidationRule` itself."""
    condition = rule.get("condition", {})
    listed = condition.get("type") == "ONE_OF_LIST"
    return [value.get("userEnteredValue", "") for value in condition.get("values", ())] if listed else []


def alarm(sheet_id: int, row: int) -> Json:
    """The request that shows a row as an alarm while the text of its first cell begins with the sign of one."""
    tone = TONES[tabs.RowState.LATE]
    where, look = area(sheet_id, row, 1, row, 4), Look(fill=tone.fill, ink=tone.ink, bold=True)
    return _format_rule(where, "CUSTOM_FORMULA", f'=LEFT($A{row};1)="{tone.sign}"', look, 0)


def filter_view(place: Place) -> Json:
    """The request for a saved filter that anybody can choose without changing what others see: what is to be done."""
    first, last = min(place.columns.values()), max(place.columns.values())
    row = _first_row(place)
    if place.tab.name == tabs.LOG.name:
        title, to_do = "Langkah yang harus dikerjakan", is_current(row)
    else:
        title, to_do = "Konten yang belum selesai", is_open(row)
    condition = {"type": "CUSTOM_FORMULA", "values": [{"userEnteredValue": f"={to_do}"}]}
    chosen = {"columnIndex": place.columns["Status"] - 1, "filterCriteria": {"condition": condition}}
    view = {"title": title, "range": area(place.sheet_id, place.bottom, first, right=last), "filterSpecs": [chosen]}
    return {"addFilterView": {"filter": view}}


def _format_rule(where: Json, kind: str, value: str, look: Look, index: int) -> Json:
    condition = {"type": kind, "values": [{"userEnteredValue": value}]}
    shown = {"backgroundColorStyle": colour(look.fill)} if look.fill else {}
    if text := text_format(look):
        shown["textFormat"] = text
    rule = {"ranges": [where], "booleanRule": {"condition": condition, "format": shown}}
    return {"addConditionalFormatRule": {"rule": rule, "index": index}}


def protection(where: Json, editors: Sequence[str]) -> Json:
    """The request that lets only the owner, who is always among them, and the editors write in a range."""
    named = {"users": list(editors)}
    protected = {"range": where, "description": PROTECTED, "editors": named}
    return {"addProtectedRange": {"protectedRange": protected}}


def is_protected(sheet: Json) -> bool:
    """Whether setup protected something in a sheet already."""
    return any(one.get("description") == PROTECTED for one in sheet.get("protectedRanges", ()))


def protects(sheet: Json, wanted: Json) -> bool:
    """Whether something that setup protected in a sheet covers an area."""
    return any(
        _covers(one["range"], wanted)
        for one in sheet.get("protectedRanges", ())
        if one.get("description") == PROTECTED and "range" in one
    )


def _covers(held: Json, wanted: Json) -> bool:
    return all(
        held.get(f"start{axis}Index", 0) <= wanted.get(f"start{axis}Index", 0)
        and held.get(f"end{axis}Index", inf) >= wanted.get(f"end{axis}Index", inf)
        for axis in ("Row", "Column")
    )


def protected_areas(tab: tabs.Tab, sheet_id: int, columns: Mapping[str, int], top: int, bottom: int) -> Iterator[Json]:
    """What of a staff tab nobody types in: the header rows, and the columns that show results."""
    yield area(sheet_id, top, bottom=bottom)
    shown = sorted(columns[c.header] for c in tab.columns if c.filler == "formula" and c.header in columns)
    for first, last in _runs(shown):
        yield area(sheet_id, bottom + 1, first, right=last)


def _runs(numbers: Sequence[int]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for number in numbers:
        if runs and runs[-1][1] == number - 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return runs
