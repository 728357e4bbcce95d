"""A request that fits the service's description of itself."""

from __future__ import annotations

from typing import Any, NamedTuple

from emulator.discovery import check_body, check_query, find_route
from emulator.masks import Mask, response_mask


class Call(NamedTuple):
    """A method (`spreadsheets.values.get`), what its path and its query hold, its body, and what of the answer is wanted."""

    method: str
    variables: dict[str, str]
    query: dict[str, Any]
    body: Any
    mask: Mask


def checked(verb: str, path: str, query: dict[str, list[str]], body: Any) -> Call:
    """The call that a request means; raises the service's answer to a request that it does not know."""
    route, variables = find_route(verb, path)
    typed = check_query(route, query)
    mask = response_mask(typed.get("fields"), route.answer)
    check_body(route, body)
    return Call(route.name, variables, typed, {} if body is None else body, mask)
