"""Recorded traffic with the real service, done again with the emulator: where do the two answer alike?

Takes a folder of cassettes as the VCR of gspread's tests keeps them. Run it as `python -m emulator.replay FOLDER`.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import parse_qs, urlsplit

from emulator.book import Book
from emulator.differences import differences
from emulator.google import Emulator
from emulator.traffic import Answer, Request

EQUAL, DIFFERENT, UNSUPPORTED = "equal", "different", "unsupported"

_SHEETS, _DRIVE = "sheets.googleapis.com", "/drive/v3/files"
_OWN_FAILURES = (429, 500, 502, 503, 504)
_ID_OF = {
    "addSheet": ("properties", "sheetId"),
    "addNamedRange": ("namedRange", "namedRangeId"),
    "addProtectedRange": ("protectedRange", "protectedRangeId"),
    "addFilterView": ("filter", "filterViewId"),
    "addBanding": ("bandedRange", "bandedRangeId"),
    "addChart": ("chart", "chartId"),
    "createDeveloperMetadata": ("developerMetadata", "metadataId"),
}
"""Where the reply to a kind of request tells the ID that the service gave, and the request the ID it wanted."""


class Recorded(NamedTuple):
    """One request and its answer, as recorded."""

    method: str
    uri: str
    body: bytes
    status: int
    answer: Any
    """Its JSON, or None when it was something else."""


class Outcome(NamedTuple):
    """How the emulator did on one recorded request."""

    cassette: str
    number: int
    request: str
    result: str
    detail: str = ""
    kinds: frozenset[str] = frozenset()
    """What a change consists of: `addSheet`, `mergeCells`."""


def replay(folder: Path) -> list[Outcome]:
    """The outcome of every request of every cassette in a folder."""
    return [outcome for file in sorted(folder.glob("*.json")) for outcome in replay_cassette(file)]


def replay_cassette(file: Path) -> list[Outcome]:
    """The outcomes of one cassette, each against the same fresh emulator."""
    with Emulator() as google:
        player = _Player(google)
        outcomes = []
        for number, recorded in enumerate(_recorded(file), 1):
            result, detail = player.play(recorded)
            path = urlsplit(recorded.uri).path
            outcomes.append(Outcome(file.name, number, f"{recorded.method} {path}", result, detail, _kinds(recorded)))
        google.take_problems()
    return outcomes


class _Player:
    """A fresh emulator and what a cassette has done with it so far."""

    def __init__(self, google: Emulator) -> None:
        self.google = google
        self.token = google.access.token_for(google.owner)
        self.is_lost = False
        """Whether a change could not be made, so that later answers may differ for that reason."""

    def play(self, recorded: Recorded) -> tuple[str, str]:
        """Do a recorded request again; the result and what differs."""
        parts = urlsplit(recorded.uri)
        if parts.netloc != _SHEETS:
            self._follow_drive(parts.path, recorded)
            return UNSUPPORTED, "another service"
        if recorded.status in _OWN_FAILURES:
            return UNSUPPORTED, f"the service failed by itself ({recorded.status})"
        if recorded.answer is None:
            return UNSUPPORTED, "the recorded answer is no JSON"
        book = self._book(parts.path, recorded)
        if book is not None:
            book.planned_ids = _given_ids(recorded)
        answer = self._serve(recorded)
        if book is not None:
            book.planned_ids = []
        if answer.status == 501:
            self.is_lost |= recorded.method != "GET"
            return UNSUPPORTED, json.loads(answer.body)["error"]["message"]
        return self._compared(recorded, answer)

    def _serve(self, recorded: Recorded) -> Answer:
        parts = urlsplit(recorded.uri)
        query = parse_qs(parts.query, keep_blank_values=True)
        return self.google.serve(Request(recorded.method, parts.path, query, recorded.body, self.token))

    def _compared(self, recorded: Recorded, answer: Answer) -> tuple[str, str]:
        found = differences(_comparable(recorded.answer), _comparable(json.loads(answer.body)))
        if answer.status != recorded.status:
            found.insert(0, f"status: recorded {recorded.status}, emulated {answer.status}")
        if not found:
            return EQUAL, ""
        self.is_lost |= answer.status >= 400 > recorded.status
        reason = "after a change that could not be made; " if self.is_lost else ""
        return DIFFERENT, reason + "; ".join(found)

    def _book(self, path: str, recorded: Recorded) -> Book | None:
        """The spreadsheet of a request; made as the recording shows it when it was there from the start."""
        book_id = path.split("/")[3].partition(":")[0] if path.count("/") > 2 else ""
        if book_id in self.google.books or not book_id or recorded.status == 404:
            return self.google.books.get(book_id)
        book = self.google.create("Untitled", book_id)
        if recorded.status == 403:
            book.roles.clear()
        elif recorded.method == "GET" and "sheets" in recorded.answer:
            _make_like(book, recorded.answer)
        return book

    def _follow_drive(self, path: str, recorded: Recorded) -> None:
        """What Drive did to spreadsheets: they were made or deleted; what was uploaded into one cannot be followed."""
        self.is_lost |= path.startswith("/upload")
        if not path.startswith(_DRIVE) or recorded.status >= 300:
            return
        if recorded.method == "POST" and path == _DRIVE and recorded.answer:
            self.google.create(json.loads(recorded.body or b"{}").get("name", "Untitled"), recorded.answer["id"])
        elif recorded.method == "DELETE":
            self.google.books.pop(path.removeprefix(f"{_DRIVE}/"), None)


def _recorded(file: Path) -> Iterator[Recorded]:
    told = json.loads(file.read_text(encoding="utf-8"))
    for each in told.get("interactions", []):
        request, response = each["request"], each["response"]
        text = _text(response.get("body"))
        try:
            answer = json.loads(text) if text else None
        except ValueError:
            answer = None
        body = _text(request.get("body")).encode("utf-8")
        yield Recorded(request["method"], request["uri"], body, response["status"]["code"], answer)


def _text(body: Any) -> str:
    """A body that is null, a string, or an object with a string."""
    text = body.get("string") if isinstance(body, dict) else body
    return text or ""


def _kinds(recorded: Recorded) -> frozenset[str]:
    """The kinds of requests of a batch."""
    if not urlsplit(recorded.uri).path.endswith(":batchUpdate") or not recorded.body:
        return frozenset()
    return frozenset(kind for request in json.loads(recorded.body).get("requests", ()) for kind in request)


def _given_ids(recorded: Recorded) -> list[Any]:
    """The IDs that the service itself gave to what the request added, in order."""
    if not recorded.uri.endswith(":batchUpdate") or "replies" not in recorded.answer:
        return []
    requests = json.loads(recorded.body).get("requests", [])
    given = []
    for request, reply in zip(requests, recorded.answer["replies"], strict=False):
        for kind, (part, name) in _ID_OF.items():
            if kind in reply and request.get(kind, {}).get(part, {}).get(name) is None:
                given.append(reply[kind][part][name])
    return given


def _make_like(book: Book, described: dict[str, Any]) -> None:
    """Give a spreadsheet the properties and tabs of a description."""
    book.properties = book.properties | described.get("properties", {})
    book.sheets = []
    for told in described["sheets"]:
        book.add_sheet(told["properties"])


def _comparable(told: Any) -> Any:
    """Without what differs from day to day: order of theme colours, query of links, details of errors, who edits."""
    if isinstance(told, list):
        return [_comparable(item) for item in told]
    if not isinstance(told, dict):
        return told
    found = {name: _comparable(item) for name, item in told.items()}
    if "themeColors" in found:
        found["themeColors"] = sorted(found["themeColors"], key=lambda colour: str(colour["colorType"]))
    if "users" in found:
        found["users"] = len(found["users"])
    if "spreadsheetUrl" in found:
        found["spreadsheetUrl"] = found["spreadsheetUrl"].partition("?")[0]
    if set(found) >= {"code", "message", "status"}:
        return {name: found[name] for name in ("code", "message", "status")}
    return found


def main(arguments: Sequence[str] | None = None) -> int:
    """Print what is not equal and a summary; 1 when something differs."""
    (folder,) = sys.argv[1:] if arguments is None else arguments
    outcomes = replay(Path(folder))
    for outcome in outcomes:
        if outcome.result != EQUAL:
            print(f"{outcome.result}: {outcome.cassette} #{outcome.number} {outcome.request}: {outcome.detail}")
    counts = Counter(outcome.result for outcome in outcomes)
    print(
        f"{len(outcomes)} requests: "
        + ", ".join(f"{counts[result]} {result}" for result in (EQUAL, DIFFERENT, UNSUPPORTED))
    )
    return 1 if counts[DIFFERENT] else 0


if __name__ == "__main__":
    sys.exit(main())
