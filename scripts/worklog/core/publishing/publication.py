"""What one check publishes into the log, and the reasons why it could not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from worklog.core.errors import WorklogError

if TYPE_CHECKING:
    from worklog.core.publishing.summary import Summary


class LogLeftAlone(WorklogError):
    """The log was left as it is and a second file has the results; the message says why and where, in Indonesian."""


@dataclass(frozen=True)
class Publication:
    """Everything that one check writes.

    `blocks`: the new rows of Buku Kerja, each header → value of the prefilled columns, with `Pelaksana` → header of
    the role column that is to be filled. `results`: the rows of Hasil in the order of `tabs.RESULTS.columns`; Batas
    Waktu is a datetime or None, Terlambat is told in words. `summary`: the page Ringkasan. `stamp`: a
    `freshness.Stamp` as text.
    """

    blocks: Sequence[Mapping[str, object]]
    results: Sequence[tuple[str, str, str, object, str, str]]
    summary: Summary
    stamp: str = ""
