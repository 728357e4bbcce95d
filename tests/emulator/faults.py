"""What goes wrong between the client and the service, at the requests that a test chooses."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from emulator.errors import ApiError, too_many
from emulator.traffic import Answer, Request, json_answer

if TYPE_CHECKING:
    from emulator.google import Emulator


Before = Callable[["Emulator", Request], Answer | None]
After = Callable[["Emulator", Request, Answer], Answer]

_STATUSES = {
    400: ("INVALID_ARGUMENT", "Request contains an invalid argument."),
    401: ("UNAUTHENTICATED", "Request had invalid authentication credentials."),
    403: ("PERMISSION_DENIED", "The caller does not have permission"),
    404: ("NOT_FOUND", "Requested entity was not found."),
    409: ("ABORTED", "The operation was aborted."),
    429: (too_many("Read").status, too_many("Read").message),
    500: ("INTERNAL", "Internal error encountered."),
    502: ("UNKNOWN", "Bad Gateway"),
    503: ("UNAVAILABLE", "The service is currently unavailable."),
    504: ("DEADLINE_EXCEEDED", "Deadline exceeded"),
}
_HTML = (
    b"<!DOCTYPE html>\n<html lang=en>\n<title>Error 502 (Server Error)!!1</title>\n"
    b"<p><b>502.</b> <ins>That\xe2\x80\x99s an error.</ins>\n"
    b"<p>The server encountered a temporary error and could not complete your request."
)


@dataclass(frozen=True)
class Fault:
    """A fault: what happens before a request is applied, and what becomes of its answer."""

    name: str
    before: Before | None = None
    after: After | None = None

    @staticmethod
    def status(code: int, retry_after: float | None = None, applied: bool = False) -> Fault:
        """The service says no in its JSON form; with `applied` it has done the request all the same."""
        status, message = _STATUSES[code]
        headers = () if retry_after is None else (("Retry-After", str(retry_after)),)
        answer = json_answer(code, ApiError(code, status, message).body(), headers)
        return _answering(f"status {code}", answer, applied)

    @staticmethod
    def html_502(applied: bool = False) -> Fault:
        """A gateway on the way answers with a page."""
        return _answering("HTML 502", Answer(502, _HTML, "text/html; charset=UTF-8"), applied)

    @staticmethod
    def drop_before() -> Fault:
        """The connection is lost before the request is applied."""
        return Fault("dropped before", before=lambda google, request: Answer(0, b"", cut=0))

    @staticmethod
    def drop_after() -> Fault:
        """The request is applied, its answer is lost with the connection."""
        return Fault("dropped after", after=lambda google, request, answer: replace(answer, cut=0))

    @staticmethod
    def truncated() -> Fault:
        """The request is applied, the connection is lost in the middle of the answer."""
        return Fault("truncated", after=lambda google, request, answer: replace(answer, cut=len(answer.body) // 2))

    @staticmethod
    def bad_json() -> Fault:
        """The request is applied, the answer is complete for HTTP but holds only half of its JSON."""
        return Fault(
            "bad JSON", after=lambda google, request, answer: replace(answer, body=answer.body[: len(answer.body) // 2])
        )

    @staticmethod
    def empty() -> Fault:
        """The request is applied, the answer is 200 with nothing in it."""
        return Fault("empty", after=lambda google, request, answer: Answer(200, b""))

    @staticmethod
    def slow(seconds: float) -> Fault:
        """The request is applied, the answer comes only after so many seconds, or when the client has hung up."""
        return Fault("slow", after=lambda google, request, answer: replace(answer, hold=seconds))

    @staticmethod
    def expired_token() -> Fault:
        """The token has run out before its time: the service answers 401 until the client gets a new one."""

        def expire(google: Emulator, request: Request) -> None:
            google.access.expire(request.token)

        return Fault("expired token", before=expire)

    @staticmethod
    def call_before(action: Callable[[Request], object]) -> Fault:
        """Something happens before the request is applied; other requests may be made meanwhile."""

        def before(google: Emulator, request: Request) -> None:
            action(request)

        return Fault("call before", before=before)

    @staticmethod
    def call_after(action: Callable[[Request], object]) -> Fault:
        """Something happens when the request was applied and its answer is not yet sent."""

        def after(google: Emulator, request: Request, answer: Answer) -> Answer:
            action(request)
            return answer

        return Fault("call after", after=after)


def _answering(name: str, answer: Answer, applied: bool) -> Fault:
    if applied:
        return Fault(name, after=lambda google, request, real: answer)
    return Fault(name, before=lambda google, request: answer)


@dataclass
class _Planned:
    fault: Fault
    fits: Callable[[Request], bool]
    times: int | None


class Faults:
    """The faults that a test has planned; a request meets the first that fits."""

    def __init__(self) -> None:
        self._planned: list[_Planned] = []
        self.met: list[tuple[int, str]] = []
        """Number of the request and name of the fault, for each fault that happened."""

    def add(
        self,
        fault: Fault,
        when: Callable[[Request], bool] | None = None,
        *,
        path: str | None = None,
        number: int | None = None,
        times: int | None = 1,
    ) -> None:
        """Plan a fault for requests that `when` says, whose path holds a text, or with that number.

        `times`: for so many of them, None for all. Without `when`, requests for a token are spared.
        """

        def fits(request: Request) -> bool:
            if when is None and path is None and request.is_token:
                return False
            return (
                (when is None or when(request))
                and (path is None or path in request.path)
                and (number is None or number == request.number)
            )

        self._planned.append(_Planned(fault, fits, times))

    def random(
        self,
        seed: int,
        rate: float,
        choices: Sequence[Fault] = (),
        when: Callable[[Request], bool] | None = None,
    ) -> None:
        """From now on a share of the requests meets one of the faults, the same ones for the same seed."""
        source = random.Random(seed)
        faults = tuple(choices) or usual_faults()

        def fits(request: Request) -> bool:
            may = not request.is_token if when is None else when(request)
            return may and source.random() < rate

        def before(google: Emulator, request: Request) -> Answer | None:
            request_fault[request.number] = fault = source.choice(faults)
            return None if fault.before is None else fault.before(google, request)

        def after(google: Emulator, request: Request, answer: Answer) -> Answer:
            fault = request_fault.pop(request.number)
            return answer if fault.after is None else fault.after(google, request, answer)

        request_fault: dict[int, Fault] = {}
        self._planned.append(_Planned(Fault("random", before, after), fits, None))

    def clear(self) -> None:
        self._planned.clear()

    def pick(self, request: Request) -> Fault | None:
        """The fault that this request meets."""
        for planned in self._planned:
            if planned.times != 0 and planned.fits(request):
                if planned.times is not None:
                    planned.times -= 1
                self.met.append((request.number, planned.fault.name))
                return planned.fault
        return None


def usual_faults() -> tuple[Fault, ...]:
    """What happens on a bad line to a busy service."""
    return (
        Fault.status(429),
        Fault.status(500),
        Fault.status(503),
        Fault.status(503, applied=True),
        Fault.html_502(),
        Fault.drop_before(),
        Fault.drop_after(),
        Fault.truncated(),
        Fault.bad_json(),
        Fault.empty(),
        Fault.expired_token(),
    )
