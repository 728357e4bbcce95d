"""What Windows does with files, on a system that is kinder: nothing that is open or read-only is replaced or deleted."""

from __future__ import annotations

import errno
import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest


def refused(file: Path) -> bool:
    """Whether Windows would not let this file go: this process has it open, or it bears the mark Read-only."""
    if not file.is_file():
        return False
    own = Path("/proc/self/fd").iterdir()
    is_open = any(handle.exists() and handle.samefile(file) for handle in own)
    return is_open or not file.stat().st_mode & stat.S_IWRITE


@pytest.fixture
def windows_files(monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows's rule in the process of the test; where it is Windows itself, nothing has to be done."""
    if sys.platform == "linux":
        for name in ("unlink", "remove", "replace", "rename"):
            monkeypatch.setattr(os, name, _by_the_rule(getattr(os, name)))


def _by_the_rule(act: Any) -> Any:
    def refuse_or_act(file: Any, *others: Any, **named: Any) -> Any:
        # What is replaced may not be open or marked; what takes its place may be marked, but not open.
        if any(refused(Path(place)) for place in (others or (file,))):
            raise PermissionError(errno.EACCES, "Access is denied", str(file))
        return act(file, *others, **named)

    return refuse_or_act


@contextmanager
def held_alone(file: Path) -> Iterator[None]:
    """Hold a file as Excel does: nobody else may read, write or replace it. Only Windows knows this."""
    if sys.platform != "win32":
        pytest.skip("only Windows lets a program hold a file alone")
    import ctypes
    from ctypes import wintypes

    system = ctypes.WinDLL("kernel32", use_last_error=True)
    system.CreateFileW.restype = wintypes.HANDLE
    read_and_write, alone, must_exist, plain = 0xC0000000, 0, 3, 0x80
    handle = system.CreateFileW(str(file), read_and_write, alone, None, must_exist, plain, None)
    assert handle != wintypes.HANDLE(-1).value, ctypes.get_last_error()
    try:
        yield
    finally:
        system.CloseHandle(wintypes.HANDLE(handle))


@contextmanager
def disk_that_takes(most: int) -> Iterator[None]:
    """No file may grow beyond so many bytes: what a program meets when the disk is full."""
    resource = pytest.importorskip("resource", reason="Windows has no such limit")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
