"""Dropdowns, date checks, colours by status and protections of the staff tabs, as requests to a Google Sheet.

They cover a column down to the sheet's end, also where it grows.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import inf

from openpyxl.utils import get_column_letter

from worklog.adapters.form.choices import (
    BLOCK,
    CURRENT_STATES,
    DATE_MESSAGE,
    DATES,
    HEADINGS,
    OPEN_STATES,
    Choice,
    choices,
)
from worklog.adapters.form.style import (
    BAND_FILL,
    FORMER_SEARCHES,
    FORMER_VERDICTS,
    OPEN_TONES,
    REPEATED,
    TODO_FILL,
    TONES,
    VERDICT_TONES,
    Tone,
)
from worklog.adapters.form.turns import is_current, turn_begins, turns
from worklog.adapters.google.cells import Json, area, colour
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


def status_colours(tab: str, sheet_id: int, column: int, first: int) -> Iterator[Json]:
    """The requests that colour the words of the column Status; the word itself stays, so grey print tells as much."""
    where = area(sheet_id, first, column, right=column)
    if tab == tabs.LOG.name:
        rules = [("TEXT_EQ", word, tone) for word, tone in TONES.items()]
    else:
        cell = f"${get_column_letter(column)}{first}"
        is_open = "OR(" + ";".join(f'LEFT({cell};{len(word)})="{word}"' for word in OPEN_STATES) + ")"
        acting = f'=AND({is_open};ISNUMBER(SEARCH("{tabs.OUTSIDE_SOP}";{cell})))'
        rules = [("CUSTOM_FORMULA", acting, TONES[tabs.RowState.LATE])]
        for word, tone in OPEN_TONES.items():
            begun = f'=AND(LEFT({cell};{len(word)})="{word}";ISNUMBER(SEARCH("· sesuai";{cell})))'
            rules.append(("CUSTOM_FORMULA", begun, tone))
        rules += [("TEXT_CONTAINS", word, tone) for word, tone in VERDICT_TONES.items()]
    for index, (kind, value, tone) in enumerate(rules):
        yield _format_rule(where, kind, value, _tone(tone), index)


def former_colours(rules: Sequence[Json], column: int) -> list[int]:
    """Which conditional formats of the register are the colours that a former version put at its column Status.

    What the office made stands elsewhere or looks for other words. None where no rule looks for the first of
    `FORMER_VERDICTS`, since no version of today looks for that.
    """
    texts = [_looked_for(rule, column) for rule in rules]
    if not any(text in FORMER_VERDICTS[:1] for text in texts):
        return []
    return [n for n, text in enumerate(texts) if text in FORMER_VERDICTS or any(s in text for s in FORMER_SEARCHES)]


def _looked_for(rule: Json, column: int) -> str:
    """What a conditional format looks for at one column: a word or a formula; "" where it looks elsewhere too."""
    condition = rule.get("booleanRule", {}).get("condition", {})
    at_column = all(
        (where.get("startColumnIndex"), where.get("endColumnIndex")) == (column - 1, column) for where in rule["ranges"]
    )
    is_ours = at_column and condition.get("type") in ("TEXT_CONTAINS", "CUSTOM_FORMULA")
    return "".join(value.get("userEnteredValue", "") for value in condition.get("values", ())) if is_ours else ""


def highlights(sheet_id: int, columns: Mapping[str, int], first: int, sop: InForce) -> Iterator[Json]:
    """The requests that make bright what is to be filled now in Buku Kerja: whose turn it is, and Selesai."""
    status = f"${get_column_letter(columns['Status'])}{first}"
    activity = f"${get_column_letter(columns['Konten/Kegiatan'])}{first}"
    for role, turn in turns(sop, activity, status, ";").items():
        where = area(sheet_id, first, columns[role], right=columns[role])
        yield _format_rule(where, "CUSTOM_FORMULA", f"={turn}", {"backgroundColorStyle": colour(TODO_FILL)}, 0)
    finish = columns["Selesai"]
    formula = f'=AND({is_current(status, ";")};${get_column_letter(finish)}{first}="")'
    where = area(sheet_id, first, finish, right=finish)
    yield _format_rule(where, "CUSTOM_FORMULA", formula, {"backgroundColorStyle": colour(TODO_FILL)}, 0)


def renewed_highlights(
    sheet_id: int, rules: Sequence[Json], columns: Mapping[str, int], first: int, sop: InForce
) -> Iterator[Json]:
    """The requests that let what makes a turn bright know the words of all versions of the SOP, where it does not."""
    if not {"Status", "Konten/Kegiatan"} <= columns.keys():
        return
    status, activity = (f"${get_column_letter(columns[header])}{first}" for header in ("Status", "Konten/Kegiatan"))
    begins = f"={turn_begins(status, ';')}OR("
    held = {
        rule["ranges"][0].get("startColumnIndex", 0) + 1: (number, formula)
        for number, rule in enumerate(rules)
        for value in rule.get("booleanRule", {}).get("condition", {}).get("values", ())
        if (formula := value.get("userEnteredValue", "")).startswith(begins)
    }
    if not held:
        return
    wanted = {columns[role]: f"={turn}" for role, turn in turns(sop, activity, status, ";").items()}
    changed = {at: formula for at, formula in wanted.items() if at not in held or held[at][1] != formula}
    for number in sorted((held[at][0] for at in changed if at in held), reverse=True):
        yield {"deleteConditionalFormatRule": {"sheetId": sheet_id, "index": number}}
    for at, formula in changed.items():
        where = area(sheet_id, first, at, right=at)
        yield _format_rule(where, "CUSTOM_FORMULA", formula, {"backgroundColorStyle": colour(TODO_FILL)}, 0)


def list_words(rule: Json) -> list[str]:
    """The words of a list that stands in a `DataValidationRule` itself."""
    condition = rule.get("condition", {})
    listed = condition.get("type") == "ONE_OF_LIST"
    return [value.get("userEnteredValue", "") for value in condition.get("values", ())] if listed else []


def headings(sheet_id: int, columns: Mapping[str, int], first: int) -> Iterator[Json]:
    """The requests that let ID and title stand out in the first row of each block of Buku Kerja."""
    letters = {header: get_column_letter(column) for header, column in columns.items()}
    goes_on = ";".join(f"${letters[header]}{first}=${letters[header]}{first - 1}" for header in BLOCK)
    current = is_current(f"${letters['Status']}{first}", ";")
    begins = {"backgroundColorStyle": colour(BAND_FILL), "textFormat": {"bold": True}}
    calm = {"textFormat": {"foregroundColorStyle": colour(REPEATED)}}
    for header in HEADINGS:
        where = area(sheet_id, first, columns[header], right=columns[header])
        formula = f'=AND(${letters[header]}{first}<>"";NOT(AND({goes_on})))'
        yield _format_rule(where, "CUSTOM_FORMULA", formula, begins, 0)
        yield _format_rule(where, "CUSTOM_FORMULA", f"=AND({goes_on};NOT({current}))", calm, 0)


def alarm(sheet_id: int, row: int) -> Json:
    """The request that shows a row as an alarm while the text of its first cell begins with the sign of one."""
    tone = TONES[tabs.RowState.LATE]
    where = area(sheet_id, row, 1, row, 4)
    return _format_rule(where, "CUSTOM_FORMULA", f'=LEFT($A{row};1)="{tone.sign}"', _tone(tone), 0)


def filter_view(tab: str, sheet_id: int, columns: Mapping[str, int], bottom: int) -> Json:
    """The request for a saved filter that anybody can choose without changing what others see: what is to be done."""
    first, last = min(columns.values()), max(columns.values())
    status = f"${get_column_letter(columns['Status'])}{bottom + 1}"
    if tab == tabs.LOG.name:
        title, words = "Langkah yang harus dikerjakan", [f'{status}="{word}"' for word in CURRENT_STATES]
    else:
        title = "Konten yang belum selesai"
        words = [f'LEFT({status};{len(word)})="{word}"' for word in OPEN_STATES]
    condition = {"type": "CUSTOM_FORMULA", "values": [{"userEnteredValue": f"=OR({';'.join(words)})"}]}
    chosen = {"columnIndex": columns["Status"] - 1, "filterCriteria": {"condition": condition}}
    view = {"title": title, "range": area(sheet_id, bottom, first, right=last), "filterSpecs": [chosen]}
    return {"addFilterView": {"filter": view}}


def _format_rule(where: Json, kind: str, value: str, look: Json, index: int) -> Json:
    condition = {"type": kind, "values": [{"userEnteredValue": value}]}
    rule = {"ranges": [where], "booleanRule": {"condition": condition, "format": look}}
    return {"addConditionalFormatRule": {"rule": rule, "index": index}}


def _tone(tone: Tone) -> Json:
    text = {"bold": True, "foregroundColorStyle": colour(tone.ink)}
    return {"backgroundColorStyle": colour(tone.fill), "textFormat": text}


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
