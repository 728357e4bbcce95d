"""The syntax tree of a formula: nested tuples, so that equal parts of formulas are equal."""

from __future__ import annotations

import re
from typing import Any

from emulator.errors import Unsupported
from emulator.formulas import Formula, Ref

Node = tuple[Any, ...]
"""("constant", number, text or None), ("truth", value), ("error", text), ("ref", Ref), ("call", name, *arguments) or (operator, *operands)."""

_TOKEN = re.compile(
    r"\s*(?:(?P<text>\"(?:[^\"]|\"\")*\")|(?P<error>#N/A|#REF!|#VALUE!|#DIV/0!|#NAME\?|#NUM!|#NULL!|#ERROR!)"
    r"|(?P<number>\d+(?:[.,]\d+)?(?:[eE][+-]?\d+)?)|(?P<name>[A-Za-z_][\w.]*)|(?P<sign><>|<=|>=|[-+*/^&=<>%();:{}!,]))"
)
_BINARY = (("=", "<>", "<", ">", "<=", ">="), ("&",), ("+", "-"), ("*", "/"), ("^",))
"""From the loosest to the tightest."""


class Malformed(Exception):
    """What Sheets shows as a formula parse error."""


def syntax(formula: Formula, decimal: str) -> Node:
    """The tree of a formula under a locale that writes numbers with that decimal sign."""
    reader = _Reader(_tokens(formula, decimal))
    node = reader.expression(0)
    if reader.kind != "end":
        raise Malformed(reader.shown)
    return node


def functions(node: Node) -> set[tuple[str, int]]:
    """The names of all functions that a tree calls, and with how many arguments."""
    found = {(node[1], len(node) - 2)} if node[0] == "call" else set()
    for part in node[1:]:
        if isinstance(part, tuple) and not isinstance(part, Ref):
            found |= functions(part)
    return found


def _tokens(formula: Formula, decimal: str) -> list[tuple[str, Any]]:
    tokens: list[tuple[str, Any]] = []
    for part in formula.parts:
        if isinstance(part, Ref):
            tokens.append(("ref", part))
            continue
        text = part.rstrip()
        at = 0
        while at < len(text):
            match = _TOKEN.match(text, at)
            if match is None:
                raise Malformed(text[at:])
            at = match.end()
            tokens.append(_token(match, decimal))
    return [*tokens, ("end", "")]


def _token(match: re.Match[str], decimal: str) -> tuple[str, Any]:
    kind = match.lastgroup or ""
    shown = match[kind]
    if kind == "text":
        return kind, shown[1:-1].replace('""', '"')
    if kind == "number":
        if ("," if decimal == "." else ".") in shown:
            raise Malformed(shown)
        value = float(shown.replace(",", "."))
        return kind, int(value) if value.is_integer() else value
    return kind, shown


class _Reader:
    """A cursor over the tokens; each method reads one level of the grammar."""

    def __init__(self, tokens: list[tuple[str, Any]]) -> None:
        self.tokens, self.at = tokens, 0

    @property
    def kind(self) -> str:
        return self.tokens[self.at][0]

    @property
    def shown(self) -> Any:
        return self.tokens[self.at][1]

    def take(self) -> Any:
        self.at += 1
        return self.tokens[self.at - 1][1]

    def is_sign(self, *signs: str) -> bool:
        return self.kind == "sign" and self.shown in signs

    def expect(self, sign: str) -> None:
        if not self.is_sign(sign):
            raise Malformed(self.shown)
        self.take()

    def expression(self, level: int) -> Node:
        if level == len(_BINARY):
            return self.signed()
        node = self.expression(level + 1)
        while self.is_sign(*_BINARY[level]):
            node = (self.take(), node, self.expression(level + 1))
        return node

    def signed(self) -> Node:
        if self.is_sign("-"):
            self.take()
            return ("negative", self.signed())
        if self.is_sign("+"):
            self.take()
            return self.signed()
        node = self.operand()
        while self.is_sign("%"):
            self.take()
            node = ("/", node, ("constant", 100))
        return node

    def operand(self) -> Node:
        kind = self.kind
        if self.is_sign("("):
            self.take()
            node = self.expression(0)
            self.expect(")")
            return node
        if kind in ("text", "number"):
            return ("constant", self.take())
        if kind in ("ref", "error"):
            return (kind, self.take())
        if kind == "name":
            return self.named(self.take().upper())
        if self.is_sign("{", "!", ":"):
            raise Unsupported(f"{self.shown} in a formula")
        raise Malformed(self.shown)

    def named(self, name: str) -> Node:
        if not self.is_sign("("):
            if name in ("TRUE", "FALSE"):
                return ("truth", name == "TRUE")
            raise Unsupported(f"the name {name} in a formula")
        self.take()
        arguments = []
        if not self.is_sign(")"):
            arguments.append(self.argument())
            while self.is_sign(";"):
                self.take()
                arguments.append(self.argument())
        self.expect(")")
        return ("call", name, *arguments)

    def argument(self) -> Node:
        return ("constant", None) if self.is_sign(";", ")") else self.expression(0)
