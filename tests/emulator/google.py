"""The emulated service: spreadsheets, people, a server on loopback, and what a test may do to them."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from zoneinfo import ZoneInfo

from emulator import api
from emulator.access import SERVICE_ACCOUNT, Access, Denied
from emulator.book import Book
from emulator.calls import Call, checked
from emulator.errors import ApiError, Unsupported, forbidden
from emulator.faults import Faults
from emulator.quota import Quota
from emulator.server import Server
from emulator.spreadsheets import described
from emulator.traffic import Answer, Request, json_answer

OWNER = "pemilik@example.org"


class UnexpectedRequests(AssertionError):
    """The client sent what the service does not take, or what the emulator cannot do."""


class Emulator:
    """Google Sheets on this machine, for as long as a `with` block lasts.

    `between` is called with the number of each request before it is handled; `clock_shift` puts the service's clock
    ahead of this machine's; with a `quota` users may make only so many requests. Leaving the block raises UnexpectedRequests when a request was invalid or unsupported.
    """

    service_account = SERVICE_ACCOUNT
    owner = OWNER

    def __init__(self) -> None:
        self.lock = threading.RLock()
        self.books: dict[str, Book] = {}
        self._made_by_clients: dict[str, Book] = {}
        self.requests: list[Request] = []
        self.problems: list[str] = []
        self.faults = Faults()
        self.between: Callable[[int], object] | None = None
        self.clock_shift = timedelta(0)
        self.quota: Quota | None = None
        self._server = Server(self)
        self.url = self._server.url
        self.access = Access(self.url, lambda: self.now().timestamp())
        self._number = 0

    def __enter__(self) -> Self:
        self._server.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.stop()
        if not self.problems:
            return
        told = "\n".join(self.problems)
        if problem is not None:
            problem.add_note(f"The emulator of Google Sheets:\n{told}")
        else:
            raise UnexpectedRequests(told)

    def now(self) -> datetime:
        """The service's time."""
        return datetime.now(UTC) + self.clock_shift

    def create(self, title: str, book_id: str | None = None, owner: str = OWNER) -> Book:
        """A person makes a spreadsheet with one empty tab; nobody else can see it yet."""
        with self.lock:
            book_id = book_id or f"1Buku{len(self.books) + 1:040d}"
            book = Book(
                book_id, title, owner, lambda: self.now().astimezone(ZoneInfo(book.properties["timeZone"])), self.lock
            )
            self.books[book_id] = book
        return book

    def delete(self, book: Book) -> None:
        """The owner deletes a spreadsheet for good."""
        with self.lock:
            del self.books[book.id]
            self._made_by_clients.pop(book.id, None)

    def share(self, book: Book, email: str, role: str = "writer") -> None:
        """Let a person or the service account edit (`writer`) or only see (`reader`) a spreadsheet."""
        with self.lock:
            book.roles[email] = role

    def unshare(self, book: Book, email: str) -> None:
        with self.lock:
            book.roles.pop(email, None)

    def make_key(self, folder: Path) -> Path:
        """The JSON key file of the service account, in that folder; its token endpoint is this server's."""
        return self.access.write_key(folder)

    def make_sign_in(self, folder: Path, email: str) -> Path:
        """The file that a person's sign-in leaves on the PC (an authorized_user file with a refresh token)."""
        return self.access.write_sign_in(folder, email)

    def make_client(self, folder: Path) -> Path:
        """The JSON file of an OAuth client; whoever is sent to its consent screen agrees as the owner."""
        return self.access.write_client(folder)

    def take_problems(self) -> list[str]:
        """The invalid and unsupported requests so far, which the test expected: they no longer fail it."""
        with self.lock:
            taken, self.problems = self.problems, []
        return taken

    def serve(self, request: Request) -> Answer:
        """The answer to a request, with whatever fault it meets; its status is entered when it was sent."""
        with self.lock:
            self._enter(request)
            fault = self.faults.pick(request)
        if fault is not None and fault.before is not None:
            early = fault.before(self, request)
            if early is not None:
                return early
        with self.lock:
            if request.path == "/auth":
                found = Answer(302, b"", headers=(("Location", self.access.consent(request.query, OWNER)),))
            else:
                found = self._token_answer(request) if request.is_token else self._answer(request)
        return found if fault is None or fault.after is None else fault.after(self, request, found)

    def _enter(self, request: Request) -> None:
        self.requests.append(request)
        if request.is_token:
            return
        self._number += 1
        request.number = self._number
        if self.between is not None:
            try:
                self.between(request.number)
            except BaseException as problem:
                self.problems.append(f"before request {request.number}: {problem!r}")

    def _token_answer(self, request: Request) -> Answer:
        try:
            return json_answer(200, self.access.grant(request.raw))
        except Denied as no:
            return json_answer(400, no.body)

    def _answer(self, request: Request) -> Answer:
        try:
            return json_answer(200, self._result(request))
        except ApiError as problem:
            return json_answer(problem.code, problem.body())
        except Unsupported as problem:
            self._fail(request, f"the emulator cannot do {problem}")
            return json_answer(501, ApiError(501, "UNIMPLEMENTED", f"Not emulated: {problem}").body())
        except Exception as problem:
            self._fail(request, f"the emulator failed: {problem!r}")
            raise

    def _result(self, request: Request) -> Any:
        """What the method answers. Who asks is looked at before what is asked, but an invalid request always counts."""
        wrong: ApiError | None = None
        try:
            call = checked(request.method, request.path, request.query, request.body)
        except ApiError as problem:
            self._fail(request, problem.message)
            wrong = problem
        reads = api.reads_only(request.method, request.path)
        request.identity = self.access.email_of(request.token, reads)
        if wrong is not None:
            raise wrong
        if self.quota is not None:
            self.quota.check(request.identity, reads=reads)
        if call.method == "spreadsheets.create":
            return self._created(call, request.identity)
        sees_all = self.access.sees_all_files(request.token)
        return api.answer(call, request.identity, self.books if sees_all else self._made_by_clients)

    def _created(self, call: Call, email: str) -> Any:
        """What is answered to one who makes a spreadsheet; service accounts have no room for files."""
        properties = call.body.get("properties", {})
        if set(call.body) - {"properties"} or set(properties) - {"title"}:
            raise Unsupported("a new spreadsheet with more than a title")
        if email == SERVICE_ACCOUNT:
            raise forbidden()
        book = self.create(properties.get("title", "Untitled spreadsheet"), owner=email)
        self._made_by_clients[book.id] = book
        return described(book, email, call.mask, None, False)

    def _fail(self, request: Request, why: str) -> None:
        self.problems.append(f"request {request.number}, {request.method} {request.path}: {why}")
