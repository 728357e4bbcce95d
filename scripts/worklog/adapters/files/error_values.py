"""Error values that calamine does not know, such as #SPILL!, or #ERROR! of Google: it refuses the whole workbook."""

from __future__ import annotations

import re
from io import BytesIO
from zipfile import ZipFile

from worklog.adapters.files.parts import packed

_KNOWN = frozenset((b"#DIV/0!", b"#N/A", b"#NAME?", b"#NULL!", b"#NUM!", b"#REF!", b"#VALUE!"))
_ERROR = re.compile(
    rb"""(<(?:\w+:)?c\b[^>]*?\st\s*=\s*["']e["'][^>]*(?<!/)>(?:(?!</(?:\w+:)?c\s*>).)*?<(?:\w+:)?v\b[^>]*(?<!/)>)((?:(?!</).)*)""",
    re.DOTALL,
)


def with_known_errors(content: bytes) -> bytes:
    """A workbook for calamine, which only tells that there is an error: one that it does not know is `#N/A` there."""
    with ZipFile(BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for name in [name for name in parts if "worksheets/" in name]:
        parts[name] = _ERROR.sub(lambda told: told[0] if told[2] in _KNOWN else told[1] + b"#N/A", parts[name])
    return packed(parts.items())
