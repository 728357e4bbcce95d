"""A command that talks to the emulated service in a process of its own, which can be killed in the middle."""

import importlib
import multiprocessing
from collections.abc import Mapping, Sequence
from contextlib import redirect_stdout
from io import StringIO
from multiprocessing.process import BaseProcess

from worklog.adapters.google import writer as google_writer
from worklog.adapters.google.form import form as google_form
from worklog.adapters.google.service import client as google_client

USUAL_BYTES = google_writer.MOST_BYTES
_SLOW_IMPORTS = ["pandas", "pydantic", "gspread", "google.oauth2.service_account", "openpyxl", "tenacity", "holidays"]
"""Imported once and not by each process, where a system can fork."""


def start(command: str, *arguments: object, most_bytes: int = USUAL_BYTES) -> BaseProcess:
    """Start a command that finds the same service as this process, and sends bodies of at most so many bytes."""
    can_fork = "forkserver" in multiprocessing.get_all_start_methods()
    context = multiprocessing.get_context("forkserver" if can_fork else "spawn")
    if can_fork:
        context.set_forkserver_preload(_SLOW_IMPORTS)
    texts = [str(argument) for argument in arguments]
    given = (command, texts, google_client.API, most_bytes, google_form.ROWS)
    process = context.Process(target=_run, args=given)  # type: ignore[attr-defined]
    process.start()
    return process


def _run(command: str, arguments: Sequence[str], api: str, most_bytes: int, rows: Mapping[str, int]) -> None:
    google_client.API, google_writer.MOST_BYTES = api, most_bytes
    google_form.ROWS.update(rows)
    with redirect_stdout(StringIO()):
        raise SystemExit(importlib.import_module(command).main(arguments))
