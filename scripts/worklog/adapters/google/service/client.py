"""One spreadsheet, in the few calls that a log needs, each of them one request."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from gspread import HTTPClient

from worklog.adapters.google.service.access import Access
from worklog.adapters.google.service.errors import GoogleError
from worklog.adapters.google.service.retry import Policy
from worklog.adapters.google.service.session import GoogleSession
from worklog.adapters.google.service.sign_in import TIMEOUT
from worklog.adapters.google.service.unreachable import json_object, unreadable

API = "https://sheets.googleapis.com"

GridRange = Mapping[str, int]


class Spreadsheet:
    """A spreadsheet as Google's service gives and takes it; every method raises `GoogleError`."""

    def __init__(self, access: Access, spreadsheet_id: str, *, policy: Policy | None = None) -> None:
        self._session = GoogleSession(access)
        self._http = HTTPClient(access.credentials, self._session)
        self._http.set_timeout(TIMEOUT)
        self._id = spreadsheet_id
        self._policy = policy or Policy()

    @classmethod
    def create(cls, access: Access, title: str, *, policy: Policy | None = None) -> str:
        """Make a spreadsheet that belongs to the person who signed in; its id.

        Raises `AmbiguousChange` when it is not known whether it was made.
        """
        body = {"properties": {"title": title}}
        return str(cls(access, "", policy=policy)._call("post", "", body=body, repeatable=False)["spreadsheetId"])

    @property
    def requests(self) -> int:
        """How many requests were sent so far: repeated ones too, those for a token not."""
        return self._session.sent

    def read(self, ranges: Sequence[GridRange]) -> list[dict[str, Any]]:
        """The values of ranges, each a GridRange with its sheetId: one ValueRange for each, in their order.

        No two of them begin in the same cell, unless they are the same: an answer belongs to the range that begins
        where it does, since the service may tell another end, that of the grid. When it tells no such range, it belongs
        to the one asked in its place. Dates and times are days since 1899-12-30. One of nothing has no `values`.
        """
        body = {
            "dataFilters": [{"gridRange": dict(part)} for part in ranges],
            "valueRenderOption": "UNFORMATTED_VALUE",
            "dateTimeRenderOption": "SERIAL_NUMBER",
        }
        answer = self._call("post", "/values:batchGetByDataFilter", body=body)
        answers = answer.get("valueRanges", [])
        found = {
            _beginning(told.get("gridRange")): matched["valueRange"]
            for matched in answers
            for told in matched.get("dataFilters", [{}])
        }
        beginnings = [_beginning(part) for part in ranges]
        if found.keys() <= set(beginnings):
            return [found.get(beginning, {}) for beginning in beginnings]
        if len(answers) == len(ranges):
            return [matched["valueRange"] for matched in answers]
        raise GoogleError(
            "Google menjawab dengan bagian sheet yang tidak diminta. Teruskan kalimat ini kepada pengelola program."
        )

    def get(self, fields: str, ranges: Sequence[str] = ()) -> dict[str, Any]:
        """What the field mask names of the spreadsheet, and of its ranges in A1 notation if any are given."""
        return self._call("get", "", params={"fields": fields, "ranges": list(ranges)})

    def change(
        self, requests: Sequence[Mapping[str, Any]], *, repeatable: bool, response: Mapping[str, Any] | None = None
    ) -> dict[str, Any]:
        """Make changes, all or none; `response` says what of the changed spreadsheet is to be answered.

        `repeatable`: made twice, they leave what they leave made once. Otherwise raises `AmbiguousChange` when it is
        not known whether they were made.
        """
        body = {"requests": list(requests), **(response or {})}
        return self._call("post", ":batchUpdate", body=body, repeatable=repeatable)

    def ask(
        self, method: str, name: str, *, params: dict[str, Any] | None = None, body: Mapping[str, Any] | None = None
    ) -> dict[str, Any]:
        """The service's own answer to a request that may be repeated; `name` stands behind the spreadsheet's id."""
        return self._call(method, name, params=params, body=body)

    def _call(
        self,
        method: str,
        name: str,
        *,
        params: dict[str, Any] | None = None,
        body: Mapping[str, Any] | None = None,
        repeatable: bool = True,
    ) -> dict[str, Any]:
        data = None if body is None else _encoded(body)

        def send() -> dict[str, Any]:
            address = f"{API}/v4/spreadsheets/{self._id}{name}".rstrip("/")
            headers = {"Content-Type": "application/json"}
            response = self._http.request(method, address, params=params, data=data, headers=headers)
            answer = json_object(response)
            if answer is None or _always_told(body, params or {}) - answer.keys():
                raise unreadable(response)
            return answer

        return self._policy.run(send, repeatable=repeatable)


def _always_told(body: Mapping[str, Any] | None, params: Mapping[str, Any]) -> set[str]:
    """What Google leaves out of no answer: whoever leaves it out is not Google, or was cut off."""
    if body is not None:
        return {"spreadsheetId"}
    fields = str(params.get("fields", ""))
    of_book = {"properties"} if fields.startswith("properties(") else set()
    return of_book | ({"sheets"} if "sheets(properties(" in fields else set())


def _encoded(body: Mapping[str, Any]) -> bytes:
    return json.dumps(body, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()


def _beginning(part: GridRange | None) -> tuple[int, ...] | None:
    """The cell that a GridRange begins in; the service leaves out what is 0, and may not tell the range at all."""
    return None if part is None else tuple(part.get(key, 0) for key in ("sheetId", "startRowIndex", "startColumnIndex"))
