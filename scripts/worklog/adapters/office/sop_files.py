"""Load the versions of the SOP from their JSON files."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

from worklog.adapters.files.json_files import JsonFileError, read_model
from worklog.core.errors import WorklogError
from worklog.core.sop.book import SopBook
from worklog.core.sop.model import Sop


class SopError(WorklogError):
    """The SOP's tables cannot be loaded; the text tells every file's problems, one per line."""


def load_sops(folder: Path) -> SopBook:
    """Load every version of the SOP in a folder (`*.json`), or raise `SopError` with all problems at once."""
    versions: list[tuple[Sop, str]] = []
    problems: list[str] = []
    for path in sorted(folder.glob("*.json")):
        try:
            versions.append((read_model(path, Sop), path.name))
        except JsonFileError as error:
            problems += (f"{path.name} {problem}" for problem in error.problems)
    problems += _same_day(versions)
    if not versions and not problems:
        problems.append("tidak ada berkas .json; salin kembali folder templates/sop dari paket program.")
    if problems:
        raise SopError(f"Tabel SOP di folder {folder} belum dapat dipakai:", problems)
    return SopBook([sop for sop, _ in versions])


def _same_day(versions: list[tuple[Sop, str]]) -> list[str]:
    """Which version judges an item must be clear on every day, so no two may take effect on the same one."""
    by_day = sorted(versions, key=lambda version: version[0].effective)
    return [
        f"{name} dan {next_name} sama-sama berlaku mulai {sop.effective}; ubah $.effective salah satunya."
        for (sop, name), (next_sop, next_name) in pairwise(by_day)
        if sop.effective == next_sop.effective
    ]
