"""The parts of a workbook, changed as another program would have written them."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile


def parts_of(workbook: Path) -> dict[str, bytes]:
    """Name → content of each part."""
    with ZipFile(workbook) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@contextmanager
def changed_parts(workbook: Path) -> Iterator[dict[str, bytes]]:
    """The parts, to be changed at will; the workbook is written anew with them."""
    parts = parts_of(workbook)
    yield parts
    with ZipFile(workbook, "w", ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


def put_before(parts: dict[str, bytes], part: str, mark: bytes, content: bytes) -> None:
    """Put something into a part, right before the first mark."""
    parts[part] = parts[part].replace(mark, content + mark, 1)
