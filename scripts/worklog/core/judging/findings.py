"""Run the rules and put their findings into one sorted frame with a message for people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from string import Formatter

import numpy as np
import pandas as pd

from worklog.core.indonesian import BLANK, day_text, moment_texts
from worklog.core.judging.rule import FOUND_AT, LONGEST_QUOTE, Case, Duration, Rule
from worklog.core.judging.settings import Settings, Severity
from worklog.core.log import tabs
from worklog.core.lookup import NONE, look_up
from worklog.core.working_time.clock import Clock

COLUMNS = {
    "code": "str",
    "severity": "str",
    "title": "str",
    "item": "int64",
    "id": "str",
    "round": "int64",
    "step": "int64",
    "tab": "str",
    "row": "int64",
    "column": "str",
    "message": "str",
    "sop": "str",
    "repairable": "bool",
    "violates": "bool",
    "blocks": "bool",
    "explains": "bool",
    "of_person": "bool",
}
"""The columns of the findings, with their types; these are kept when nothing is found."""


def find_all(case: Case, rules: Sequence[Rule]) -> pd.DataFrame:
    """Findings of all rules that the settings do not ignore, sorted as they stand in the log.

    Columns: code, severity, title, item (row of `Case.items`, -1 none), id ("" none), round, step and row (0 none),
    tab, column ("" none), message, sop, and what they mean (`Effect`): repairable (hints need no repair), violates,
    blocks, explains, of_person.
    """
    found = [(rule, rule.find(case)) for rule in rules if not case.settings.is_ignored(rule.code)]
    found = [(rule, rows) for rule, rows in found if len(rows)]
    if not found:
        return pd.DataFrame({name: pd.Series(dtype=kind) for name, kind in COLUMNS.items()})
    counts = [len(rows) for _, rows in found]
    severities = [_severities(case.settings, rule, rows) for rule, rows in found]
    of_rule = {
        "code": np.repeat([rule.code for rule, _ in found], counts),
        "title": np.repeat([rule.title for rule, _ in found], counts),
        "severity": np.concatenate(severities),
        "violates": np.concatenate(
            [np.isin(s, rule.effect.violates) for (rule, _), s in zip(found, severities, strict=True)]
        ),
        "sop": np.concatenate([_clauses(rule, rows, case) for rule, rows in found]),
        "message": np.array([text for rule, rows in found for text in _messages(rule, rows, case.clock)], dtype=object),
    }
    columns = {name: np.concatenate([np.asarray(rows[name]) for _, rows in found]) for name in FOUND_AT} | of_rule
    for name in ("repairable", "blocks", "explains", "of_person"):
        columns[name] = np.repeat([getattr(rule.effect, name) for rule, _ in found], counts)
    columns["repairable"] &= columns["severity"] != "info"
    order = _order(columns)
    return pd.DataFrame({name: columns[name][order] for name in COLUMNS}).astype(COLUMNS)


def _severities(settings: Settings, rule: Rule, found: pd.DataFrame) -> list[Severity]:
    if "severity" not in found:
        return [settings.severity_of(rule.code, rule.severity)] * len(found)
    return [settings.severity_of(rule.code, severity) for severity in found["severity"]]


def _clauses(rule: Rule, found: pd.DataFrame, case: Case) -> list[str]:
    """The clause of each finding in the SOP of its item; of what is no item's in the one in force."""
    if isinstance(rule.sop, str):
        return [rule.sop] * len(found)
    flow = look_up(case.items["flow_index"], found["item"], NONE)
    current = case.sop.version_at(np.array([case.now]).astype("datetime64[D]"))[0]
    version = look_up(case.sop.flows["version"], flow, current)
    told = {number: rule.sop(case.sop.versions[number]) for number in np.unique(version).tolist()}
    return [told[number] for number in version.tolist()]


def _messages(rule: Rule, found: pd.DataFrame, clock: Clock) -> list[str]:
    says = found["says"].to_numpy() if "says" in found else np.zeros(len(found), dtype=np.int64)
    texts = np.empty(len(found), dtype=object)
    for number in np.unique(says):
        chosen = says == number
        texts[chosen] = _filled_in(rule.messages[number], found[chosen], clock)
    return texts.tolist()


def _filled_in(message: str, found: pd.DataFrame, clock: Clock) -> list[str]:
    parts = [(text.replace("{", "{{").replace("}", "}}"), name) for text, name, _, _ in Formatter().parse(message)]
    fields = [name for _, name in parts if name]
    if not fields:
        return [message] * len(found)
    template = "".join(text + "{}" * bool(name) for text, name in parts)
    return [*map(template.format, *(_readable(found[name], clock) for name in fields))]


def _readable(values: pd.Series, clock: Clock) -> list[str]:
    """Values as people read them: Indonesian dates and durations, and what was typed, shortened."""
    if isinstance(values.dtype, pd.PeriodDtype):
        return [day_text(day) for day in values.dt.to_timestamp().to_numpy(dtype="datetime64[s]").tolist()]
    column = values.to_numpy()
    if column.dtype.kind == "M":
        return moment_texts(column)
    if column.dtype.kind == "i":
        return [str(value) for value in column.tolist()]
    return [_duration(value, clock) if isinstance(value, Duration) else _quoted(value) for value in column]


def _duration(value: Duration, clock: Clock) -> str:
    """A duration in the midst of a sentence, which says so where it does not count working time."""
    told = clock.duration_text(value.seconds, working=value.working)
    return told if value.working else f"{told} (waktu kalender)"


def _quoted(value: object) -> str:
    if type(value) is str and 0 < len(value) <= LONGEST_QUOTE and value.isprintable():
        return value
    if value is None or value != value:
        return BLANK
    text = f"{value:g}" if isinstance(value, float) else str(value)
    if not text.isprintable():
        text = "".join(character if character.isprintable() else " " for character in text)
    return text[: LONGEST_QUOTE - 1] + "…" if len(text) > LONGEST_QUOTE else text or BLANK


def _order(columns: Mapping[str, np.ndarray]) -> np.ndarray:
    """Where each finding goes: by tab, row (none last), id, round, step (none last), code and column."""
    last = np.iinfo(np.int64).max
    texts = {name: pd.factorize(columns[name], sort=True)[0] for name in ("id", "code", "column")}
    keys = (
        pd.Index(tabs.TAB_ORDER).get_indexer(pd.Index(columns["tab"])),
        np.where(columns["row"] == 0, last, columns["row"]),
        texts["id"],
        np.where(columns["round"] == 0, last, columns["round"]),
        np.where(columns["step"] == 0, last, columns["step"]),
        texts["code"],
        texts["column"],
    )
    order: np.ndarray = np.lexsort(keys[::-1])
    return order
