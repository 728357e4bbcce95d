"""What the timer did: which report of which day is done, and how its last runs went."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import astuple, dataclass
from datetime import datetime
from typing import Any

CHECK, DAILY, MONTHLY, MESSAGES = "periksa", "harian", "bulanan", "pesan"
"""The timer's jobs, by the names that stand in the diary and in the run log."""
WRITTEN = "tulis"
"""Noted among what is done: that the log holds what the checks say."""
EARLIEST = datetime(2026, 1, 1)
"""A clock before this program was made is one whose battery is empty."""
KEPT_RUNS = 5_000
"""About two months of checks."""

_TABLES = """
CREATE TABLE IF NOT EXISTS started (at TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS done (
    job TEXT NOT NULL, period TEXT NOT NULL, at TEXT NOT NULL, PRIMARY KEY (job, period)
);
CREATE TABLE IF NOT EXISTS runs (
    number INTEGER PRIMARY KEY AUTOINCREMENT, job TEXT NOT NULL, period TEXT NOT NULL, started TEXT NOT NULL,
    seconds REAL NOT NULL, ok INTEGER NOT NULL, rows INTEGER NOT NULL, findings INTEGER NOT NULL,
    requests INTEGER NOT NULL, said TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS runs_by_job ON runs (job, ok, number);
"""
_FIELDS = "job, period, started, seconds, ok, rows, findings, requests, said"


@dataclass(frozen=True)
class Run:
    """One run of a job; `seconds` it took, `rows` of the log, `findings`, `requests` to Google, and what was said."""

    job: str
    period: str
    started: datetime
    seconds: float
    ok: bool
    rows: int = 0
    findings: int = 0
    requests: int = 0
    said: str = ""


class Diary:
    """The tables `started`, `done` and `runs` of a state file."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        connection.executescript(_TABLES)

    def first_start(self, now: datetime) -> datetime:
        """When the timer was started for the very first time: now when it never was, or when that was noted of a day to
        come, by a clock that was wrong.
        """
        row = self.connection.execute("SELECT at FROM started").fetchone()
        if row and (row[0] <= now.isoformat() or now < EARLIEST):
            return datetime.fromisoformat(row[0])
        if now >= EARLIEST:
            with self.connection:
                self.connection.execute("DELETE FROM started")
                self.connection.execute("INSERT INTO started VALUES (?)", (now.isoformat(),))
        return now

    def finish(self, job: str, period: str, at: datetime) -> None:
        """Note that a job's work for a period (2026-11-23, 2026-11) is done. The caller commits."""
        self.connection.execute("INSERT OR REPLACE INTO done VALUES (?, ?, ?)", (job, period, at.isoformat()))

    def done(self, job: str) -> dict[str, datetime]:
        """When a job's work was done, by period."""
        rows = self.connection.execute("SELECT period, at FROM done WHERE job = ?", (job,))
        return {period: datetime.fromisoformat(at) for period, at in rows}

    def note_written(self, at: datetime) -> None:
        """Note that the log holds what the checks say."""
        if at >= EARLIEST:
            with self.connection:
                self.finish(WRITTEN, "", at)

    def last_written(self, now: datetime) -> datetime:
        """When the log last held what the checks say; counted from now on where that was never noted, or was noted of a
        moment to come, by a clock that was wrong.
        """
        at = self.done(WRITTEN).get("")
        if at is not None and at <= now:
            return at
        self.note_written(now)
        return now

    def note_run(self, run: Run) -> None:
        """Keep a run, and forget the oldest."""
        row = (*astuple(run)[:2], run.started.isoformat(), *astuple(run)[3:])
        with self.connection:
            marks = ", ".join("?" * len(row))
            number = self.connection.execute(f"INSERT INTO runs ({_FIELDS}) VALUES ({marks})", row).lastrowid or 0
            self.connection.execute("DELETE FROM runs WHERE number <= ?", (number - KEPT_RUNS,))

    def runs(self, limit: int) -> list[Run]:
        """The last runs of all jobs, the newest first."""
        rows = self.connection.execute(f"SELECT {_FIELDS} FROM runs ORDER BY number DESC LIMIT ?", (limit,))
        return _runs(rows)

    def last_run(self, job: str) -> Run | None:
        """The last run of a job, however it ended."""
        return self._last("job = ?", job)

    def last_success(self, job: str) -> Run | None:
        """The last run of a job that did its work."""
        return self._last("job = ? AND ok", job)

    def failures(self) -> dict[str, int]:
        """How often each job that fails now failed since it last did its work; all runs of one beat count once."""
        return dict(
            self.connection.execute(
                "WITH success AS (SELECT job, max(number) AS number FROM runs WHERE ok GROUP BY job) "
                "SELECT job, count(DISTINCT started) FROM runs LEFT JOIN success USING (job) "
                "WHERE NOT ok AND runs.number > coalesce(success.number, 0) GROUP BY job"
            )
        )

    def _last(self, condition: str, job: str) -> Run | None:
        rows = self.connection.execute(
            f"SELECT {_FIELDS} FROM runs WHERE {condition} ORDER BY number DESC LIMIT 1", (job,)
        )
        return next(iter(_runs(rows)), None)


def _runs(rows: Iterable[tuple[Any, ...]]) -> list[Run]:
    return [
        Run(job, period, datetime.fromisoformat(started), seconds, bool(ok), *counts_and_said)
        for job, period, started, seconds, ok, *counts_and_said in rows
    ]
