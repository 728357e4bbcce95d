"""What an office may choose about the checks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

Severity = Literal["error", "warning", "info"]
SEVERITIES: tuple[Severity, ...] = get_args(Severity)
"""All of them, the worst first."""


@dataclass(frozen=True)
class Settings:
    """Choices for the rules.

    `ignore` and the keys of `severity` are rule codes or the beginnings of codes; the longest beginning decides.
    """

    ignore: tuple[str, ...] = ()
    severity: Mapping[str, Severity] = field(default_factory=dict)
    near_limit_percent: int = 75
    late_entry_minutes: int = 60
    future_tolerance_minutes: int = 10
    response_window_minutes: int = 120
    horizon_days: int = 5
    greetings: tuple[str, ...] = ()
    hashtags: tuple[str, ...] = ()

    def is_ignored(self, code: str) -> bool:
        return code.startswith(self.ignore) if self.ignore else False

    def severity_of(self, code: str, default: Severity) -> Severity:
        matching = [prefix for prefix in self.severity if code.startswith(prefix)]
        return self.severity[max(matching, key=len)] if matching else default
