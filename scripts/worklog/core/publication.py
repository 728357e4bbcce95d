"""What one check publishes into the log, and the reasons why it could not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from worklog.core.errors import WorklogError
from worklog.core.summary import Summary


class WorkbookBusy(WorklogError):
    """Somebody has the workbook open, so nothing was written; the message says who and what to do, in Indonesian."""


class WorkbookNotSaved(WorklogError):
    """The workbook could not be written and is unchanged; the message says why and what to do, in Indonesian."""


@dataclass(frozen=True)
class Publication:
    """Everything that one check writes.

    `blocks`: the new rows of Buku Kerja, each header → value of the prefilled columns, with `Pelaksana` → header of
    the role column that is to be filled. `results`: the rows of Hasil in the order of `tabs.RESULTS.columns`; Batas
    Waktu is a datetime or None, Terlambat a number of minutes or None. `summary`: the page Ringkasan.
    """

    blocks: Sequence[Mapping[str, object]]
    results: Sequence[tuple[str, str, str, object, object, str]]
    summary: Summary
