"""Every request against the service's own description of itself, the discovery document of Sheets v4."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple
from urllib.parse import unquote

from emulator.errors import ApiError, SchemaError

Check = Callable[[Any, Any], None]
"""Looks at a value at a path; raises SchemaError."""

_BOOLEANS = {"true": True, "false": False, "True": True, "False": False, "1": True, "0": False}


class Route(NamedTuple):
    """One method of the service: its name (`spreadsheets.values.get`), verb, path and what goes in and out."""

    name: str
    verb: str
    path: re.Pattern[str]
    variables: tuple[str, ...]
    parameters: Mapping[str, Mapping[str, Any]]
    body: str | None
    answer: str


@cache
def document() -> dict[str, Any]:
    """The discovery document that comes with google-api-python-client."""
    file = files("googleapiclient") / "discovery_cache" / "documents" / "sheets.v4.json"
    found: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return found


def schema(name: str) -> dict[str, Any]:
    """The properties of a schema by name."""
    found: dict[str, Any] = document()["schemas"][name].get("properties", {})
    return found


@cache
def routes() -> tuple[Route, ...]:
    return tuple(_routes(document()["resources"], ""))


def find_route(verb: str, path: str) -> tuple[Route, dict[str, str]]:
    """The method that a request (its path still quoted) means, and the variables of the path."""
    for route in routes():
        match = route.path.fullmatch(path.lstrip("/"))
        if match and route.verb == verb:
            return route, {name: unquote(match[name]) for name in route.variables}
    raise ApiError(404, "NOT_FOUND", f"The requested URL {path} was not found on this server.")


def check_query(route: Route, query: Mapping[str, list[str]]) -> dict[str, Any]:
    """The query's values by name, typed; a list where the parameter may be repeated."""
    known = {**document()["parameters"], **route.parameters}
    return {name: _query_value(name, known.get(name), values) for name, values in query.items()}


def check_body(route: Route, body: Any) -> None:
    """Raise SchemaError when the body is not what the method takes."""
    if route.body is None:
        if body is not None:
            raise SchemaError("Invalid JSON payload received. Unexpected body.")
        return
    checker(route.body)({} if body is None else body, None)


@cache
def checker(name: str) -> Check:
    """The check of one schema by its name."""
    return _checker(document()["schemas"][name])


def _routes(resources: Mapping[str, Any], prefix: str) -> list[Route]:
    found = []
    for name, resource in resources.items():
        for method, told in resource.get("methods", {}).items():
            variables = tuple(re.findall(r"\{(\w+)\}", told["path"]))
            parameters = {key: item for key, item in told.get("parameters", {}).items() if item["location"] == "query"}
            body = told.get("request", {}).get("$ref")
            path = _pattern(told["path"])
            answer = told["response"]["$ref"]
            found.append(
                Route(f"{prefix}{name}.{method}", told["httpMethod"], path, variables, parameters, body, answer)
            )
        found += _routes(resource.get("resources", {}), f"{prefix}{name}.")
    # `…/values/{range}:append` is tried before `…/values/{range}`.
    return sorted(found, key=lambda route: -len(route.path.pattern))


def _pattern(path: str) -> re.Pattern[str]:
    parts = re.split(r"\{(\w+)\}", path)
    text = re.escape(parts[0])
    for variable, literal in zip(parts[1::2], parts[2::2], strict=True):
        kind = "[^/]+?" if variable == "range" else "[^/:]+"
        text += f"(?P<{variable}>{kind}){re.escape(literal)}"
    return re.compile(text)


def _query_value(name: str, told: Mapping[str, Any] | None, values: list[str]) -> Any:
    if told is None:
        raise SchemaError(
            f'Invalid JSON payload received. Unknown name "{name}": Cannot bind query parameter. '
            f"Field '{name}' could not be found in request message."
        )
    for value in values:
        allowed = told.get("enum")
        is_wrong = (allowed and value not in allowed) or (told["type"] == "boolean" and value not in _BOOLEANS)
        if is_wrong:
            raise SchemaError(f"Invalid value at '{_snake(name)}' ({_kind(told)}), \"{value}\"", _snake(name))
    typed = [_BOOLEANS[value] if told["type"] == "boolean" else value for value in values]
    return typed if told.get("repeated") else typed[-1]


def _checker(told: Mapping[str, Any]) -> Check:
    if "$ref" in told:
        return _later(told["$ref"])
    if told.get("type") == "array":
        return _array(_checker(told["items"]))
    if told.get("type") == "object":
        return _object(told)
    return _scalar(told)


def _later(name: str) -> Check:
    def check(value: Any, path: Any) -> None:
        checker(name)(value, path)

    return check


def _array(check_item: Check) -> Check:
    def check(value: Any, path: Any) -> None:
        if not isinstance(value, list):
            raise SchemaError(f"Invalid value at '{_told(path)}', expected a list", _told(path))
        for number, item in enumerate(value):
            check_item(item, (path, number))

    return check


def _object(told: Mapping[str, Any]) -> Check:
    known = {name: _checker(item) for name, item in told.get("properties", {}).items()}
    other = _checker(told["additionalProperties"]) if "additionalProperties" in told else None

    def check(value: Any, path: Any) -> None:
        if not isinstance(value, dict):
            raise SchemaError(f"Invalid value at '{_told(path)}', expected an object", _told(path))
        for name, item in value.items():
            check_item = known.get(name, other)
            if check_item is None:
                at = f" at '{_told(path)}'" if path else ""
                problem = f'Invalid JSON payload received. Unknown name "{name}"{at}: Cannot find field.'
                raise SchemaError(problem, _told(path))
            if item is not None:
                check_item(item, (path, name))

    return check


def _scalar(told: Mapping[str, Any]) -> Check:
    allowed = frozenset(told.get("enum", ()))
    fits = _FITS.get(told.get("type", "any"), lambda value: True)
    kind = _kind(told)

    def check(value: Any, path: Any) -> None:
        if not fits(value) or (allowed and value not in allowed):
            raise SchemaError(f"Invalid value at '{_told(path)}' ({kind}), {json.dumps(value)}", _told(path))

    return check


def _is_integer(value: Any) -> bool:
    is_number = isinstance(value, int) or (isinstance(value, float) and value.is_integer())
    return is_number and not isinstance(value, bool) and -(2**31) <= value < 2**31


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


_FITS: dict[str, Callable[[Any], bool]] = {
    "string": lambda value: isinstance(value, str),
    "boolean": lambda value: isinstance(value, bool),
    "integer": _is_integer,
    "number": _is_number,
}
_KINDS = {"string": "TYPE_STRING", "boolean": "TYPE_BOOL", "integer": "TYPE_INT32", "number": "TYPE_DOUBLE"}


def _kind(told: Mapping[str, Any]) -> str:
    return "TYPE_ENUM" if "enum" in told else _KINDS.get(told.get("type", ""), "TYPE_MESSAGE")


def _told(path: Any) -> str:
    """The path in the service's own spelling: `requests[0].update_cells.range`."""
    names: list[str] = []
    while path:
        path, name = path
        names.append(f"[{name}]" if isinstance(name, int) else f".{_snake(name)}")
    return "".join(reversed(names)).lstrip(".")


def _snake(name: str) -> str:
    return re.sub(r"[A-Z]", lambda match: f"_{match[0].lower()}", name)
