"""Field masks: which parts of an answer are wanted, and which fields an update sets.

A mask is None for everything, or a dictionary from a field's name to the mask below it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from emulator.discovery import document
from emulator.errors import SchemaError, invalid

Mask = dict[str, Any] | None

_TOKEN = re.compile(r"[^\s,()/.]+|[,()/.]")


def parse(text: str) -> Mask:
    """`a,b.c(d,e)` as a tree; `*` anywhere stands for everything from there on."""
    tokens = _TOKEN.findall(text)
    mask, rest = _fields(tokens)
    if rest:
        raise ValueError(text)
    return mask


def response_mask(text: str | None, answer: str) -> Mask:
    """The mask of the query's `fields` for an answer of that schema."""
    if text is None:
        return None
    try:
        mask = parse(text)
        check(mask, answer)
    except (ValueError, IndexError, KeyError) as problem:
        description = f"Error expanding 'fields' parameter. Cannot find matching fields for path '{problem.args[0]}'."
        raise SchemaError(description, str(problem.args[0])) from None
    return mask


def update_mask(text: str | None, schema: str, root: str = "") -> Mask:
    """The mask of an update of that schema; `root` is the prefix that older clients still write before each field."""
    if not text:
        raise invalid("At least one field must be listed in 'fields'. (Use '*' to indicate all fields.)")
    try:
        mask = parse(text)
        if root and mask and set(mask) == {root}:
            mask = mask[root]
        check(mask, schema)
    except (ValueError, IndexError, KeyError) as problem:
        raise invalid(f"Invalid field: {problem.args[0]}") from None
    return mask


def check(mask: Mask, schema: str) -> None:
    """Raise KeyError with the first path that the schema does not know."""
    _check(mask, {"$ref": schema}, "")


def below(mask: Mask, name: str) -> tuple[bool, Mask]:
    """Whether a field is wanted, and the mask below it."""
    if mask is None:
        return True, None
    return name in mask, mask.get(name)


def wants(mask: Mask, *names: str) -> bool:
    """Whether the mask names the path or anything below it, or is everything."""
    for name in names:
        wanted, mask = below(mask, name)
        if not wanted:
            return False
    return True


def shown(value: Any, mask: Mask) -> Any:
    """The part of a value that a mask keeps."""
    if mask is None:
        return value
    if isinstance(value, list):
        return [shown(item, mask) for item in value]
    if not isinstance(value, dict):
        return value
    return {name: shown(item, mask[name]) for name, item in value.items() if name in mask}


def updated(old: Mapping[str, Any], new: Mapping[str, Any], mask: Mask) -> dict[str, Any]:
    """A copy of `old` with the masked fields as `new` has them; what `new` lacks is cleared."""
    if mask is None:
        return dict(new)
    result = dict(old)
    for name, deeper in mask.items():
        if deeper is None or not isinstance(new.get(name, {}), dict):
            value = new.get(name)
        else:
            value = updated(old.get(name) or {}, new.get(name) or {}, deeper) or None
        if value is None:
            result.pop(name, None)
        else:
            result[name] = value
    return result


def _fields(tokens: list[str]) -> tuple[Mask, list[str]]:
    mask: dict[str, Any] = {}
    everything = False
    while True:
        name, tokens = tokens[0], tokens[1:]
        if not re.fullmatch(r"[\w*$-]+", name):
            raise ValueError(name)
        deeper, tokens = _deeper(tokens)
        if name == "*":
            everything = True
        elif name in mask:
            mask[name] = _both(mask[name], deeper)
        else:
            mask[name] = deeper
        if not tokens or tokens[0] != ",":
            return (None if everything else mask), tokens
        tokens = tokens[1:]


def _deeper(tokens: list[str]) -> tuple[Mask, list[str]]:
    if not tokens or tokens[0] in (",", ")"):
        return None, tokens
    if tokens[0] == "(":
        mask, rest = _fields(tokens[1:])
        if not rest or rest[0] != ")":
            raise ValueError("(")
        return mask, rest[1:]
    if tokens[0] in (".", "/"):
        name, rest = tokens[1], tokens[2:]
        deeper, rest = _deeper(rest)
        return (None if name == "*" else {name: deeper}), rest
    raise ValueError(tokens[0])


def _both(first: Mask, second: Mask) -> Mask:
    if first is None or second is None:
        return None
    merged = dict(first)
    for name, deeper in second.items():
        merged[name] = _both(merged[name], deeper) if name in merged else deeper
    return merged


def _check(mask: Mask, told: Mapping[str, Any], path: str) -> None:
    if mask is None:
        return
    while "$ref" in told or told.get("type") == "array":
        told = document()["schemas"][told["$ref"]] if "$ref" in told else told["items"]
    known = told.get("properties", {})
    for name, deeper in mask.items():
        at = f"{path}.{name}".lstrip(".")
        if name not in known and "additionalProperties" not in told:
            raise KeyError(at)
        _check(deeper, known.get(name) or told["additionalProperties"], at)
