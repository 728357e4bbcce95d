"""E-mail addresses as people type them into a cell or the configuration."""

from __future__ import annotations

import re

LONGEST = 254
"""Octets that a mail server takes (RFC 5321, 4.5.3.1.3, without the angle brackets)."""

_NAME = r"\w+(?:[.-]\w+)*"
_DOMAIN = r"(?:[a-z\d](?:[a-z\d-]*[a-z\d])?\.)+[a-z]{2,}"
_ADDRESS = re.compile(rf"{_NAME}(?:\+{_NAME})?@{_DOMAIN}", re.ASCII | re.IGNORECASE)


def mail_address(text: str) -> str:
    """The one plain address that a text holds, "" when it holds something else; nothing of it can end a header."""
    address = text.strip()
    return address if len(address) <= LONGEST and _ADDRESS.fullmatch(address) else ""
