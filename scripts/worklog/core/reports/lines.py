"""The figures of a report in a few lines, for the message that it is sent with."""

from __future__ import annotations

from collections.abc import Sequence

from worklog.core.indonesian import one_line
from worklog.core.reports.daily.report import Daily
from worklog.core.reports.monthly.report import Monthly
from worklog.core.reports.monthly.verdict import conclusions, headline

LONGEST_LINE = 600


def daily_lines(report: Daily) -> tuple[str, ...]:
    """The day's figures and the three answers at the top of the daily report."""
    today = report.today
    figures = (
        f"Tayang {today.posted}, sedang berjalan {today.open}, terlambat {today.overdue}, "
        f"perlu diperbaiki {report.all_findings}{_of_which(report)}."
    )
    return figures, *_answers(report.glance.answers())


def _of_which(report: Daily) -> str:
    """How many of all findings are about the day's items."""
    if not report.all_findings:
        return ""
    return f" ({report.findings_of_day} pada konten yang berjalan atau dikerjakan hari itu)"


def monthly_lines(report: Monthly) -> tuple[str, ...]:
    """The verdict and the conclusions at the top of the monthly report."""
    return f"{headline(report.grounds).rstrip('.')}.", *_answers(conclusions(report.grounds))


def _answers(pairs: Sequence[tuple[str, str]]) -> list[str]:
    """Questions with their answers; an answer without a question belongs to the one above."""
    asked = [question + ":" * (question[-1:] not in ("", "?")) for question, _ in pairs]
    return [one_line(f"{asking} {answer}", LONGEST_LINE) for asking, (_, answer) in zip(asked, pairs, strict=True)]
