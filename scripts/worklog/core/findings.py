"""Run the rules and put their findings into one sorted frame with a message for people."""

from __future__ import annotations

from collections.abc import Sequence
from string import Formatter

import numpy as np
import pandas as pd

from worklog.core import tabs
from worklog.core.case import Case, Rule
from worklog.core.indonesian import day_text, duration_text, moment_text

_NOTHING_FOUND = pd.DataFrame(
    {
        "code": pd.Series(dtype="str"),
        "severity": pd.Series(dtype="str"),
        "title": pd.Series(dtype="str"),
        "item": pd.Series(dtype="int64"),
        "id": pd.Series(dtype="str"),
        "round": pd.Series(dtype="int64"),
        "step": pd.Series(dtype="int64"),
        "tab": pd.Series(dtype="str"),
        "row": pd.Series(dtype="int64"),
        "column": pd.Series(dtype="str"),
        "message": pd.Series(dtype="str"),
        "sop": pd.Series(dtype="str"),
    }
)
COLUMNS = tuple(_NOTHING_FOUND.columns)
LONGEST_QUOTE = 60
DURATIONS = frozenset({"overrun", "left", "needed"})
DAYS = frozenset({"day", "planned", "prepare_day"})


def find_all(case: Case, rules: Sequence[Rule]) -> pd.DataFrame:
    """Findings of all rules that the settings do not ignore, sorted as they stand in the log.

    Columns: code, severity, title, item (row of `Case.items`, -1 none), id ("" none), round, step and row (0 none),
    tab, column ("" none), message, sop.
    """
    found = [_with_message(rule, rule.find(case), case) for rule in rules if not case.settings.is_ignored(rule.code)]
    return _sorted(pd.concat([_NOTHING_FOUND, *(frame for frame in found if len(frame))], ignore_index=True))


def _with_message(rule: Rule, found: pd.DataFrame, case: Case) -> pd.DataFrame:
    fields = {name for _, name, _, _ in Formatter().parse(rule.message) if name}
    texts = pd.DataFrame({name: _readable(name, found[name]) for name in fields}, index=found.index)
    return found.assign(
        code=rule.code,
        severity=case.settings.severity_of(rule.code, rule.severity),
        title=rule.title,
        message=[rule.message.format_map(row) for row in texts.to_dict("records")] if fields else rule.message,
        sop=rule.sop,
    )[list(COLUMNS)]


def _readable(name: str, values: pd.Series) -> list[str]:
    """Values as people read them: Indonesian dates and durations, and what was typed, shortened."""
    column = values.to_numpy()
    if column.dtype.kind == "M":
        write = day_text if name in DAYS else moment_text
        return [write(value) for value in column]
    if name in DURATIONS:
        return [duration_text(int(value)) for value in column]
    return [str(value) for value in column] if column.dtype.kind == "i" else [_quoted(value) for value in column]


def _quoted(value: object) -> str:
    if value is None or value != value:
        return ""
    text = f"{value:g}" if isinstance(value, float) else str(value)
    if not text.isprintable():
        text = "".join(character if character.isprintable() else " " for character in text)
    return text if len(text) <= LONGEST_QUOTE else text[: LONGEST_QUOTE - 1] + "…"


def _sorted(findings: pd.DataFrame) -> pd.DataFrame:
    """Sort by tab, row (none last), id, round, step (none last), code and column."""
    order = findings.assign(
        tab_order=pd.Index(tabs.TAB_ORDER).get_indexer(pd.Index(findings["tab"])),
        row_order=findings["row"].replace(0, np.iinfo(np.int64).max),
        no_id=findings["id"] == "",
        round_order=findings["round"].replace(0, np.iinfo(np.int64).max),
        step_order=findings["step"].replace(0, np.iinfo(np.int64).max),
    ).sort_values(
        ["tab_order", "row_order", "no_id", "id", "round_order", "step_order", "code", "column"], ignore_index=True
    )
    return order[list(COLUMNS)]
