"""Which way the log of a configuration is kept, and all that follows from that before it is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from worklog.config.config import Config

if TYPE_CHECKING:
    from worklog.jobs.kept_in_google import KeptInGoogle
    from worklog.jobs.kept_in_workbook import KeptInWorkbook

    Kept = KeptInGoogle | KeptInWorkbook
    """Both say the same things of themselves; each method raises a `WorklogError` that says what to do."""


def kept(config: Config, *, may_ask: bool = False) -> Kept:
    """How the configuration says that the log is kept; `may_ask`: a person can sign in when that is needed."""
    if config.source.type == "google":
        from worklog.jobs.kept_in_google import KeptInGoogle

        return KeptInGoogle(config, may_ask)
    from worklog.jobs.kept_in_workbook import KeptInWorkbook

    return KeptInWorkbook(config)
