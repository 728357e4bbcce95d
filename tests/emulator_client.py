"""Plain requests to the emulated Google Sheets, as somebody: no library in between that might hide an answer."""

from __future__ import annotations

from typing import Any

import requests

from emulator import Emulator
from emulator.book import Book

ANI, BUDI = "ani@example.org", "budi@example.org"


class Client:
    """Somebody with a token for one spreadsheet."""

    def __init__(self, google: Emulator, book: Book, email: str) -> None:
        self.google, self.book, self.email = google, book, email
        self._session = requests.Session()
        self._session.headers["Authorization"] = f"Bearer {google.access.token_for(email)}"

    def send(self, method: str, path: str, body: Any = None, **query: Any) -> requests.Response:
        url = f"{self.google.url}/v4/spreadsheets/{self.book.id}{path}"
        return self._session.request(method, url, params=query, json=body, timeout=10)

    def get(self, path: str = "", **query: Any) -> Any:
        return _good(self.send("GET", path, **query))

    def post(self, path: str, body: Any = None, **query: Any) -> Any:
        return _good(self.send("POST", path, body or {}, **query))

    def change(self, *changes: dict[str, Any]) -> list[dict[str, Any]]:
        """One batchUpdate; its replies."""
        replies: list[dict[str, Any]] = self.post(":batchUpdate", {"requests": list(changes)})["replies"]
        return replies

    def refusal(self, *changes: dict[str, Any]) -> str:
        """What the service says to a batchUpdate that it does not take because of the data."""
        response = self.send("POST", ":batchUpdate", {"requests": list(changes)})
        assert response.status_code == 400, response.text
        error = response.json()["error"]
        assert (error["code"], error["status"]) == (400, "INVALID_ARGUMENT")
        return str(error["message"])

    def values(self, place: str = "Sheet1", **query: Any) -> list[list[Any]]:
        options = {"valueRenderOption": "UNFORMATTED_VALUE"} | query
        values: list[list[Any]] = self.get(f"/values/{place}", **options).get("values", [])
        return values


def _good(response: requests.Response) -> Any:
    assert response.status_code == 200, response.text
    return response.json()


def area(top: int, left: int, bottom: int, right: int, sheet: int = 0) -> dict[str, int]:
    """A GridRange of rows and columns counted from 1, both ends included."""
    ends = {"startRowIndex": top - 1, "startColumnIndex": left - 1, "endRowIndex": bottom, "endColumnIndex": right}
    return {"sheetId": sheet} | ends


def data(value: object) -> dict[str, Any]:
    """A CellData with a value; a text with `=` is a formula, None is nothing."""
    if value is None:
        return {}
    kind = {str: "stringValue", bool: "boolValue"}.get(type(value), "numberValue")
    if isinstance(value, str) and value.startswith("="):
        kind = "formulaValue"
    return {"userEnteredValue": {kind: value}}


def rows(*lines: list[object]) -> list[dict[str, Any]]:
    return [{"values": [data(value) for value in line]} for line in lines]


def write(*lines: list[object], row: int = 1, column: int = 1, sheet: int = 0) -> dict[str, Any]:
    """An updateCells that writes lines of values from one cell on."""
    start = {"sheetId": sheet, "rowIndex": row - 1, "columnIndex": column - 1}
    return {"updateCells": {"start": start, "rows": rows(*lines), "fields": "userEnteredValue"}}


def dimension(axis: str, start: int, end: int, sheet: int = 0) -> dict[str, Any]:
    """A DimensionRange counted from 1, both ends included."""
    return {"sheetId": sheet, "dimension": axis, "startIndex": start - 1, "endIndex": end}
