"""What the table of a staff tab needs, put where it is missing: formulas, notes, dropdowns, colours, protections."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from worklog.adapters.form.choices import is_former_list
from worklog.adapters.google.cells import (
    FORMAT,
    NOTE,
    VALIDATION,
    VALUE,
    Json,
    area,
    cell,
    column_look,
    formula,
    repeat,
    update,
)
from worklog.adapters.google.form.headers import header_page, parted_header
from worklog.adapters.google.form.held import Held
from worklog.adapters.google.formulas import is_ours, reads_the_same, status_formulas
from worklog.adapters.google.places import Place
from worklog.adapters.google.rules import (
    filter_view,
    former_rules,
    list_words,
    log_rules,
    protected_areas,
    protection,
    protects,
    renewed_turns,
    status_rules,
    validations,
)
from worklog.core.log import tabs
from worklog.core.log.cells import days
from worklog.core.log.merged import area_name
from worklog.core.sop.book import InForce

MOST_NAMED = 3
"""So many merged cells are named."""


@dataclass(frozen=True)
class Repair:
    """Requests, and what they do in Indonesian."""

    requests: Sequence[Json]
    sentence: str


def repairs(held: Held, people: Place, results: str, sop: InForce, editors: Sequence[str]) -> Iterator[Repair]:
    """What a staff tab lacks.

    `people` is the place of Petugas, `results` the name that Hasil has now; `editors` may write where people do not.
    """
    parted = parted_header(held, sop.current)
    if parted:
        yield Repair(parted, "judul kolom yang digabung ke bawah dipisahkan, agar tabelnya dapat disaring")
    yield from _formulas(held, results)
    yield from _notes(held, sop)
    yield from _validations(held, validations(held.place.tab.name, sop, people.whole_column("Nama")), sop)
    yield from _colours(held, sop)
    yield from _filter(held)
    yield from _filter_view(held)
    yield from protections(held, editors)


def reference_days(
    held: Held, years: Sequence[int], national_days: pd.DataFrame, rules: Mapping[str, Json]
) -> Iterator[Repair]:
    """The national days of those years of which none is listed, below the last row; `national_days`: day, name.

    The dropdowns and checks of blank rows, `rules` by header, are put off while rows are appended, since Google may
    take such a row for one that is filled.
    """
    place = held.place
    missing = set(years) - _listed_years(held)
    wanted = national_days[national_days["day"].dt.year.isin(missing)]
    if wanted.empty:
        return
    rows = [
        _cells_of(place, {"Tanggal": day.to_pydatetime(), "Jenis": tabs.CLOSED_DAY, "Keterangan": name})
        for day, name in zip(wanted["day"], wanted["name"], strict=True)
    ]
    listed = ", ".join(str(year) for year in sorted(missing))
    appended = {"sheetId": place.sheet_id, "rows": [{"values": row} for row in rows], "fields": f"{VALUE},{FORMAT}"}
    below = place.last_used(held.grid) + 1
    without, again = _rules(place, dict.fromkeys(rules), below), _rules(place, rules, below)
    yield Repair([*without, {"appendCells": appended}, *again], f"libur nasional dan cuti bersama {listed} ditambahkan")


def _formulas(held: Held, results: str) -> Iterator[Repair]:
    """Status formulas for whole columns: the same text is right in every row, wherever rows move meanwhile."""
    place = held.place
    last = place.last_used(held.grid) if place.tab == tabs.LOG else held.rows
    if place.tab not in (tabs.REGISTER, tabs.LOG) or last < place.first:
        return
    requests, mended = [], 0
    for header, text in status_formulas(place.tab.name, place.columns, results).items():
        column = place.columns[header]
        values = [held.cell(row, column).get(VALUE, {}) for row in range(place.first, last + 1)]
        formulas = [str(value.get("formulaValue", "")) for value in values]
        typed = (value and not is_ours(found, results) for value, found in zip(values, formulas, strict=True))
        wrong = sum(not reads_the_same(found, text) for found in formulas)
        if any(typed):
            yield Repair([], f"kolom {header} berisi ketikan, jadi rumusnya tidak dipasang")
        elif wrong:
            end = last if place.tab == tabs.LOG else None
            requests.append(repeat(VALUE, area(place.sheet_id, place.first, column, end, column), formula(text)))
            mended = max(mended, wrong)
    if requests:
        yield Repair(requests, f"rumus status dipasang pada {mended} baris")


def _notes(held: Held, sop: InForce) -> Iterator[Repair]:
    if held.is_blank:
        return
    place, page = held.place, header_page(held.place, held.place.columns, sop.current)
    missing = [
        update(NOTE, area(place.sheet_id, row, column, row, column), [[{NOTE: text}]])
        for (row, column), text in page.notes.items()
        if VALUE in held.cell(row, column) and NOTE not in held.cell(row, column)
    ]
    if missing:
        yield Repair(missing, f"petunjuk dipasang pada {len(missing)} judul kolom")
    pages = [header_page(place, place.columns, version) for version in sop.versions]
    former = [
        update(NOTE, area(place.sheet_id, row, column, row, column), [[{NOTE: text}]])
        for (row, column), text in page.notes.items()
        if (own := held.cell(row, column).get(NOTE)) != text and own in [one.notes.get((row, column)) for one in pages]
    ]
    if former:
        yield Repair(former, f"petunjuk pada {len(former)} judul kolom disesuaikan dengan SOP")


def _validations(held: Held, rules: Mapping[str, Json], sop: InForce) -> Iterator[Repair]:
    """Dropdowns and checks down to the tab's end; in Buku Kerja where rows are, since blocks bring their own.

    Google may take a row with a dropdown for one that is filled, and append below it.
    """
    place = held.place
    last = place.last_used(held.grid) if place.tab == tabs.LOG else None
    if last == place.bottom:
        return
    missing = {
        header: rule
        for header, rule in rules.items()
        if header in place.columns and not _has_validation(held, place.columns[header])
    }
    if missing:
        requests = _rules(place, missing, place.first, last)
        yield Repair(requests, f"pilihan dan pemeriksaan isian dipasang pada kolom {', '.join(missing)}")
    former = {h: rule for h, rule in rules.items() if h not in missing and _is_former(held, h, rule, sop)}
    if former:
        requests = _rules(place, former, place.first, last)
        yield Repair(requests, f"pilihan pada kolom {', '.join(former)} disesuaikan dengan SOP")


def _is_former(held: Held, header: str, rule: Json, sop: InForce) -> bool:
    """Whether a column has a dropdown that setup made for other versions of the SOP."""
    if header not in held.place.columns:
        return False
    own = held.cell(held.place.first, held.place.columns[header]).get(VALIDATION, {})
    return is_former_list(list_words(own), list_words(rule), sop)


def _rules(place: Place, rules: Mapping[str, Json | None], first: int, last: int | None = None) -> list[Json]:
    """The requests that put dropdowns and checks into columns from a row on, or take them away where one is None."""
    return [
        {
            "setDataValidation": {
                "range": area(place.sheet_id, first, place.columns[header], last, place.columns[header]),
                **({} if rule is None else {"rule": rule}),
            }
        }
        for header, rule in rules.items()
        if header in place.columns
    ]


def _has_validation(held: Held, column: int) -> bool:
    """Whether a column has a dropdown or check that still leads somewhere."""
    rule = held.cell(held.place.first, column).get(VALIDATION)
    return rule is not None and "#REF!" not in str(rule)


def _colours(held: Held, sop: InForce) -> Iterator[Repair]:
    place, rules = held.place, held.sheet.get("conditionalFormats", [])
    if "Status" not in place.columns:
        return
    former = former_rules(place, rules) if place.tab == tabs.REGISTER else []
    if former:
        away = [{"deleteConditionalFormatRule": {"sheetId": place.sheet_id, "index": n}} for n in reversed(former)]
        yield Repair([*away, *status_rules(place)], "warna status diperbarui")
    elif not rules:
        of_log = log_rules(place, sop) if place.tab == tabs.LOG else ()
        yield Repair([*status_rules(place), *of_log], "warna status dipasang")
    elif place.tab == tabs.LOG:
        renewed = list(renewed_turns(place, rules, sop))
        if renewed:
            yield Repair(renewed, "giliran peran disesuaikan dengan SOP")


def _filter(held: Held) -> Iterator[Repair]:
    place = held.place
    if "basicFilter" in held.sheet:
        return
    first, last = min(place.columns.values()), max(place.columns.values())
    merged = held.merged_under_filter(first, last)
    if merged:
        cells = ", ".join(map(area_name, merged[:MOST_NAMED])) + ", …" * (len(merged) > MOST_NAMED)
        yield Repair(
            [],
            f"tombol saring belum dipasang, karena ada sel yang digabung ({cells}). Batalkan penggabungannya lewat "
            "menu Format > Gabungkan sel, lalu jalankan lagi",
        )
    else:
        where = area(place.sheet_id, place.bottom, first, right=last)
        yield Repair([{"setBasicFilter": {"filter": {"range": where}}}], "tombol saring dipasang")


def _filter_view(held: Held) -> Iterator[Repair]:
    place = held.place
    if "Status" not in place.columns or place.tab not in (tabs.REGISTER, tabs.LOG) or "filterViews" in held.sheet:
        return
    if not held.merged_under_filter(min(place.columns.values()), max(place.columns.values())):
        yield Repair([filter_view(place)], "tampilan filter untuk yang harus dikerjakan dipasang")


def protections(held: Held, editors: Sequence[str]) -> Iterator[Repair]:
    """Header rows and result columns that people could type into; `editors` may all the same."""
    place = held.place
    areas = protected_areas(place.tab, place.sheet_id, place.columns, place.top, place.bottom)
    open_areas = [where for where in areas if not protects(held.sheet, where)]
    if open_areas:
        yield Repair([protection(where, editors) for where in open_areas], "judul dan kolom hasil dilindungi")


def _listed_years(held: Held) -> set[int]:
    """The years of which Kalender lists a closed day."""
    place = held.place
    day, kind = place.columns["Tanggal"] - 1, place.columns["Jenis"] - 1
    rows = [row for row in held.grid[place.bottom :] if len(row) > max(day, kind)]
    listed, _, _ = days([row[day] for row in rows if row[kind] == tabs.CLOSED_DAY])
    return {value.year for value in listed.tolist() if value is not None}


def _cells_of(place: Place, row: dict[str, object]) -> list[Json]:
    """A whole row with its looks: below the last row that the tab has, cells have none."""
    cells: list[Json] = [{} for _ in range(max(place.columns.values()))]
    for header, column in place.columns.items():
        cells[column - 1] = cell(row.get(header), column_look(place.tab.name, header))
    return cells
