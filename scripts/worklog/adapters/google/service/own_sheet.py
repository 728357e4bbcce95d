"""The Google Sheet of a person who signed in: setup made it, and left a note of it beside the sign-in."""

from __future__ import annotations

from pathlib import Path

from worklog.adapters.files.private_values import kept

ID = "spreadsheet_id"


def sheet_note(client_file: Path) -> Path:
    """Where the id is kept: beside the OAuth client that the person signs in with."""
    return client_file.with_name(f"{client_file.stem}-spreadsheet.json")


def kept_id(client_file: Path) -> str:
    """The id of the spreadsheet that setup made; "" when none is known."""
    return kept(sheet_note(client_file), ID)


def sheet_address(spreadsheet_id: str) -> str:
    """Where people find a Google Sheet."""
    return f"https://docs.google.com/spreadsheets/d/{spreadsheet_id}/edit"
