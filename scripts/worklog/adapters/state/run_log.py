"""The log of the timer: one line per run, on screen and in a file that is rotated."""

from __future__ import annotations

import logging
import os
import sys
from contextlib import suppress
from datetime import datetime
from functools import partial
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path

from worklog.adapters.files.patience import patiently
from worklog.adapters.files.private_files import make_folder, owner_only
from worklog.adapters.state.diary import Run
from worklog.core.errors import WorklogError
from worklog.core.indonesian import number_text

LARGEST_BYTES, KEPT_FILES = 1_000_000, 5
"""About a year of lines in each file."""
TITLES = {"periksa": "Pemeriksaan", "harian": "Laporan harian", "bulanan": "Laporan bulanan", "pesan": "Pemberitahuan"}


class RunLog:
    """Writes lines; `verbose` shows on screen also the runs in which there was nothing to do."""

    def __init__(self, path: Path, verbose: bool = False) -> None:
        self._logger = logging.Logger("jadwal", logging.DEBUG)
        with suppress(OSError, WorklogError):  # a log that cannot be written must not keep the timer from its work
            make_folder(path.parent, WorklogError, private=True)
            rotating = partial(_RotatingFile, path, maxBytes=LARGEST_BYTES, backupCount=KEPT_FILES, encoding="utf-8")
            self._add(patiently(rotating), logging.DEBUG)
        if sys.stdout is not None:  # there is none without a console (pythonw)
            screen = _Screen(sys.stdout)
            screen.addFilter(lambda record: record.levelno < logging.ERROR)
            self._add(screen, logging.DEBUG if verbose else logging.INFO)
        if sys.stderr is not None:
            self._add(_Screen(sys.stderr), logging.ERROR)

    def _add(self, handler: logging.Handler, level: int) -> None:
        handler.setLevel(level)
        self._logger.addHandler(handler)

    def say(self, now: datetime, sentence: str, level: int = logging.INFO) -> None:
        """Write one line, whatever breaks the sentence has: DEBUG is shown when verbose only, ERROR among errors."""
        self._logger.log(level, f"{now:%d/%m/%Y %H.%M} {' '.join(sentence.split())}")

    def tell(self, run: Run, failures: int = 0) -> None:
        """Write the line of a run; `failures`: how many failures in a row there were with it."""
        level = logging.ERROR if not run.ok else logging.INFO if run.said else logging.DEBUG
        self.say(run.started, run_line(run, failures), level)

    def close(self) -> None:
        for handler in self._logger.handlers:
            handler.close()


def run_line(run: Run, failures: int = 0) -> str:
    """A run in one line: what, how it ended, how long it took, how much there was."""
    title = " ".join(filter(None, (TITLES[run.job], run.period)))
    if not run.ok:
        return f"{title} GAGAL{f' (ke-{failures} berturut-turut)' if failures > 1 else ''}: {run.said}"
    counts = (
        f"{number_text(run.seconds, 1)} detik",
        f"{number_text(run.rows)} baris" if run.rows else "",
        f"{number_text(run.findings)} temuan" if run.rows else "",
        f"{number_text(run.requests)} permintaan ke Google" if run.requests else "",
    )
    return f"{title} selesai: {', '.join(filter(None, counts))}. {run.said or 'Tidak ada yang berubah.'}"


class _RotatingFile(RotatingFileHandler):
    def _open(self) -> TextIOWrapper:
        return open(self.baseFilename, self.mode, encoding=self.encoding, opener=owner_only)  # type: ignore[return-value]

    def doRollover(self) -> None:  # noqa: N802 - a name of the standard library
        """Begin a new file, or go on in this one while another program holds it or an older one (Windows)."""
        if self.stream:
            self.stream.close()
            self.stream = None
        with suppress(OSError):
            os.rename(self.baseFilename, self.baseFilename)  # refused before any older file was moved  # noqa: PTH104
            super().doRollover()
        self.stream = self.stream or self._open()

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802
        """A full disk costs a line of the log, not the timer."""


class _Screen(logging.StreamHandler):  # type: ignore[type-arg]
    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802
        """A console that is gone costs what it would have shown."""
