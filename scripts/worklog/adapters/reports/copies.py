"""A template of one sheet, filled once for each of several people: every one gets a sheet of his or her own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from copy import copy, deepcopy
from io import BytesIO
from typing import Any, cast

from openpyxl.drawing.image import Image
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from worklog.adapters.reports.names import is_word

_NOT_IN_TITLES = re.compile(r"[\[\]:*?/\\\x00-\x1f]+")
LONGEST_TITLE = 31
"""Characters that the name of a sheet may have."""
NO_TITLE = "Pegawai"


def own_name(name: str, number: int) -> str:
    """The defined name of a template in the copy with a number."""
    return name if is_word(name) else f"{name}_{number}"


def copy_sheets(workbook: Workbook, titles: Iterable[str]) -> None:
    """Put as many copies of the template's first sheet in its place as there are titles.

    The names on that sheet are there once for each copy, numbered from 1 on (`own_name`).
    """
    template = workbook.worksheets[0]
    names = {name: defined.attr_text for name, defined in workbook.defined_names.items()}
    for number, title in enumerate(sheet_titles(titles), start=1):
        made = _copy(workbook, template, title)
        for name, place in names.items():
            sheet, _, area = place.rpartition("!")
            if sheet.strip("'") == template.title:
                quoted = title.replace("'", "''")
                workbook.defined_names[own_name(name, number)] = DefinedName(
                    own_name(name, number), attr_text=f"'{quoted}'!{area}"
                )
        made.sheet_view.tabSelected = number == 1
    for name in names:
        del workbook.defined_names[name]
    workbook.remove(template)
    workbook.active = 0


def sheet_titles(names: Iterable[str]) -> Iterator[str]:
    """Names as Excel takes them for sheets: no longer than it allows, without its signs, and no two alike."""
    taken: set[str] = set()
    for name in names:
        plain = " ".join(_NOT_IN_TITLES.sub(" ", name).split()).strip("'")[:LONGEST_TITLE].strip("' ") or NO_TITLE
        title, number = plain, 1
        while title.casefold() in taken:
            number += 1
            ending = f" ({number})"
            title = plain[: LONGEST_TITLE - len(ending)].rstrip() + ending
        taken.add(title.casefold())
        yield title


def _copy(workbook: Workbook, template: Worksheet, title: str) -> Worksheet:
    """A copy of a sheet with what openpyxl leaves out: its pages, its colours by condition, and its logo."""
    made = workbook.copy_worksheet(template)
    made.title = title
    made.oddHeader, made.oddFooter = deepcopy(template.oddHeader), deepcopy(template.oddFooter)
    if template.print_title_rows:
        made.print_title_rows = template.print_title_rows
    made.freeze_panes = template.freeze_panes
    made.sheet_view.showGridLines = template.sheet_view.showGridLines
    for formatted in template.conditional_formatting:
        for rule in formatted.rules:
            made.conditional_formatting.add(str(formatted.sqref), copy(rule))
    for image in cast(Any, template)._images:
        # Saving an image closes what it is read from, so each copy needs its own.
        logo = Image(BytesIO(image.ref.getvalue()))
        logo.width, logo.height = image.width, image.height
        made.add_image(logo, deepcopy(image.anchor))
    return made
