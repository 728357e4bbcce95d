"""A check as JSON, for other programs."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from worklog.core.judging.check import Checked
from worklog.core.judging.settings import SEVERITIES


def as_document(checked: Checked, source: str) -> dict[str, Any]:
    """The check as plain values: now, source, sop, items, findings, counts; times are ISO local, null is unknown."""
    return {
        "now": _iso(checked.now),
        "source": source,
        "sop": checked.sop.at(checked.now).number,
        "items": _items(checked),
        "findings": _findings(checked.findings),
        "counts": counts(checked.findings),
    }


def counts(findings: pd.DataFrame) -> dict[str, dict[str, int]]:
    """How many findings there are by code and by severity."""
    severity = findings["severity"].value_counts()
    return {
        "by_code": {str(code): int(n) for code, n in findings["code"].value_counts(sort=False).sort_index().items()},
        "by_severity": {name: int(severity.get(name, 0)) for name in SEVERITIES},
    }


def _items(checked: Checked) -> list[dict[str, Any]]:
    items = checked.items
    columns = {
        "id": items["id"],
        "flow": _or_null(items["code"], ""),
        "title": items["title"],
        "state": items["state"],
        "steps_done": items["steps_done"],
        "steps_total": items["steps_total"],
        "current_step": _or_null(items["current_step"], 0),
        "deadline": [_iso(moment) for moment in items["deadline"].to_numpy()],
        "verdict": items["verdict"],
    }
    return _records(columns)


def _findings(findings: pd.DataFrame) -> list[dict[str, Any]]:
    columns = {
        "code": findings["code"],
        "severity": findings["severity"],
        "id": _or_null(findings["id"], ""),
        "round": _or_null(findings["round"], 0),
        "step": _or_null(findings["step"], 0),
        "tab": findings["tab"],
        "row": _or_null(findings["row"], 0),
        "column": _or_null(findings["column"], ""),
        "message": findings["message"],
        "sop": findings["sop"],
    }
    return _records(columns)


def _records(columns: dict[str, Any]) -> list[dict[str, Any]]:
    rows = zip(*(list(values) for values in columns.values()), strict=True)
    return [
        dict(zip(columns, (v.item() if isinstance(v, np.generic) else v for v in row), strict=True)) for row in rows
    ]


def _or_null(values: pd.Series, empty: object) -> list[Any]:
    return [None if value == empty else value for value in values.tolist()]


def _iso(moment: np.datetime64) -> str | None:
    return None if np.isnat(moment) else str(np.datetime_as_string(moment, unit="s"))
