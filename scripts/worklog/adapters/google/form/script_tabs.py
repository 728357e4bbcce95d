"""The tabs of a Google Sheet that only the program writes, as setup makes them, and whose they are."""

from __future__ import annotations

from worklog.adapters.form.page import Page
from worklog.adapters.form.page_results import results_page
from worklog.adapters.form.page_sop import SOP_TITLE, sop_page
from worklog.adapters.form.page_summary import SUMMARY_TITLE, summary_page
from worklog.adapters.google.charts import add_chart_data
from worklog.adapters.google.pages import for_google
from worklog.adapters.google.places import is_blank
from worklog.adapters.google.tabs import tab_of_people
from worklog.core.errors import LogNotWritten
from worklog.core.log import tabs
from worklog.core.log.grids import Grid
from worklog.core.sop.model import Sop


def script_page(tab: tabs.Tab, sop: Sop, office: str) -> Page:
    """A script-owned tab before anything was checked; `office` is the name in capital letters."""
    if tab == tabs.SOP:
        return sop_page(sop, office)
    if tab == tabs.RESULTS:
        return results_page([])
    page = summary_page(None, office, sop)
    add_chart_data(page, None)
    return page


def refuse_tab_of_people(tab: tabs.Tab, grid: Grid) -> None:
    """Raise `LogNotWritten` when a tab that has the name of a script-owned one was not written by the script."""
    if is_blank(grid):
        return
    rows = [list(row) or [""] for row in grid[:3]]
    if tab == tabs.RESULTS:
        is_ours = tuple(rows[0][:2]) == tab.headers[:2]
    else:
        title = SOP_TITLE if tab == tabs.SOP else SUMMARY_TITLE
        is_ours = len(rows) == 3 and str(rows[1][0]).startswith(title) and str(rows[2][0]).startswith("SOP Nomor ")
    if not is_ours:
        raise LogNotWritten(tab_of_people(tab.name))


def shows(grid: Grid, page: Page) -> bool:
    """Whether a tab shows what a page says."""
    return _contents(grid) == _texts(for_google(page))


def _contents(grid: Grid) -> dict[tuple[int, int], str]:
    return {
        (row, column): str(value)
        for row, values in enumerate(grid, 1)
        for column, value in enumerate(values, 1)
        if value not in (None, "")
    }


def _texts(page: Page) -> dict[tuple[int, int], str]:
    return {at: str(value) for at, (value, _) in page.cells.items() if value not in (None, "")}
