"""Requests as they come, and answers as they go."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Request:
    """One request as it came, and the status it got (0: no answer was sent)."""

    method: str
    path: str
    query: dict[str, list[str]]
    raw: bytes = field(repr=False)
    token: str = field(repr=False)
    is_token: bool = False
    identity: str | None = None
    number: int = 0
    status: int = 0

    @property
    def bytes(self) -> int:
        """The size of its body."""
        return len(self.raw)

    @property
    def body(self) -> Any:
        """Its JSON without what is null (null is unset); None when there is none, the text when it is no JSON.

        Read anew each time: a long log of large bodies would be slow to keep.
        """
        if not self.raw:
            return None
        try:
            return json.loads(self.raw, object_pairs_hook=_without_null if b"null" in self.raw else None)
        except ValueError:
            return self.raw.decode("utf-8", "replace")


def _without_null(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    return {name: value for name, value in pairs if value is not None}


@dataclass(frozen=True)
class Answer:
    """What is sent back. `cut`: after so many bytes the connection is dropped; `hold`: seconds to wait before."""

    status: int
    body: bytes
    content_type: str = "application/json; charset=UTF-8"
    headers: tuple[tuple[str, str], ...] = ()
    cut: int | None = None
    hold: float = 0


def json_answer(status: int, told: Any, headers: tuple[tuple[str, str], ...] = ()) -> Answer:
    body = json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
    return Answer(status, body, headers=headers)
