"""Files that the program wrote and nobody has saved since: only those may be replaced or deleted.

The digest of all other parts stands among the properties, where whoever saves the file leaves it or drops it; either
way it no longer fits.
"""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from zipfile import ZipFile

from worklog.adapters.files.archive import NO_SOUND_WORKBOOK
from worklog.adapters.files.parts import packed
from worklog.adapters.workbook.saving.opening import Opened

_PROPERTIES = "docProps/core.xml"
_UNSIGNED = "0" * 64


def to_be_signed(opened: Opened) -> None:
    """Make room for the digest."""
    opened.book.properties.identifier = _UNSIGNED


def sign(written: Path) -> None:
    """Put the digest into a file that was just written. Raises `OSError`."""
    parts = _parts(written)
    parts[_PROPERTIES] = parts[_PROPERTIES].replace(_UNSIGNED.encode(), _digest(parts))
    written.write_bytes(packed(parts.items()))


def is_untouched(file: Path) -> bool:
    """Whether a file is as the program wrote it; what cannot be read is not."""
    try:
        parts = _parts(file)
        return _digest(parts) in parts[_PROPERTIES]
    except NO_SOUND_WORKBOOK:
        return False


def _parts(file: Path) -> dict[str, bytes]:
    with ZipFile(file) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _digest(parts: Mapping[str, bytes]) -> bytes:
    whole = sha256()
    for name in sorted(parts.keys() - {_PROPERTIES}):
        whole.update(name.encode() + sha256(parts[name]).digest())
    return whole.hexdigest().encode()
