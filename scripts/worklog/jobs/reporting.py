"""What was written of a report."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple


class Written(NamedTuple):
    """Where a report was saved and its PDF, if one was wanted; a sentence for each that is not in its usual place.

    `figures`: what the report comes to, in a few lines.
    """

    path: Path
    note: str = ""
    pdf: Path | None = None
    pdf_note: str = ""
    figures: tuple[str, ...] = ()
