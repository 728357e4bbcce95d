"""Parquet files by polars, which is asked for only here.

Not by pyarrow: where that is installed pandas loads it at every start, and keeps its texts in another way.
"""

from __future__ import annotations

from importlib.util import find_spec
from types import ModuleType

from worklog.core.errors import WorklogError

INSTALL = "python -m pip install -r scripts/requirements-recap.txt"


def polars() -> ModuleType:
    """The package polars; raises `WorklogError` where it was not installed."""
    if find_spec("polars") is None:
        raise WorklogError(f"Paket polars belum terpasang. Di folder program jalankan: {INSTALL}")
    import polars

    return polars
