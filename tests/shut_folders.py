"""Folders of another user of the PC: nobody else may look into them, also where the tests run as root."""

from __future__ import annotations

import ctypes
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

ANOTHER_USER = 12_001
_MAY_DO_ALL = 1 << 1 | 1 << 2
"""CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH: what lets root read everything."""
_VERSION = 0x20080522


@contextmanager
def shut(*folders: Path) -> Iterator[None]:
    """Give folders to another user, with the rights that the program gives its own."""
    if os.name == "nt":
        pytest.skip("Windows has no mode bits")
    if os.geteuid():
        for folder in folders:
            folder.chmod(0)
        try:
            yield
        finally:
            for folder in folders:
                folder.chmod(0o700)
        return
    for folder in folders:
        os.chown(folder, ANOTHER_USER, ANOTHER_USER)
        folder.chmod(0o700)
    with _without_roots_rights():
        yield
    for folder in folders:
        os.chown(folder, 0, 0)


@contextmanager
def _without_roots_rights() -> Iterator[None]:
    libc = ctypes.CDLL(None, use_errno=True)
    header = (ctypes.c_uint32 * 2)(_VERSION, 0)
    before = (ctypes.c_uint32 * 6)()
    if libc.capget(header, before):
        pytest.skip("the rights of root cannot be put down here")
    fewer = (ctypes.c_uint32 * 6)(*before)
    fewer[0] &= ~_MAY_DO_ALL
    libc.capset(header, fewer)
    try:
        yield
    finally:
        libc.capset(header, before)
