"""What differs between two JSON values, told shortly."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import islice, zip_longest
from typing import Any

MOST = 5
_MISSING = object()


def differences(recorded: Any, emulated: Any) -> list[str]:
    """The first few places where two JSON values differ; none when they are equal."""
    return list(islice(_differences(recorded, emulated, ""), MOST))


def _differences(recorded: Any, emulated: Any, path: str) -> Iterator[str]:
    if isinstance(recorded, dict) and isinstance(emulated, dict):
        for name in [*recorded, *(name for name in emulated if name not in recorded)]:
            deeper = f"{path}.{name}".lstrip(".")
            yield from _differences(recorded.get(name, _MISSING), emulated.get(name, _MISSING), deeper)
    elif isinstance(recorded, list) and isinstance(emulated, list):
        for number, (left, right) in enumerate(zip_longest(recorded, emulated, fillvalue=_MISSING)):
            yield from _differences(left, right, f"{path}[{number}]")
    elif type(recorded) is bool or type(emulated) is bool or recorded is _MISSING or emulated is _MISSING:
        if recorded is not emulated:
            yield f"{path}: recorded {_told(recorded)}, emulated {_told(emulated)}"
    elif recorded != emulated:
        yield f"{path}: recorded {_told(recorded)}, emulated {_told(emulated)}"


def _told(value: Any) -> str:
    if value is _MISSING:
        return "nothing"
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 120 else f"{text[:117]}…"
