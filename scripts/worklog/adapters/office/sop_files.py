"""The versions of the SOP as JSON files: loaded, and added to."""

from __future__ import annotations

import json
import re
from functools import partial
from itertools import chain, count, pairwise
from pathlib import Path

from worklog.adapters.files.json_files import JsonFileError, read_model
from worklog.adapters.files.patience import patiently
from worklog.adapters.files.temporary import take_place, temporary_beside
from worklog.core.errors import WorklogError
from worklog.core.sop.book import SopBook
from worklog.core.sop.model import Sop

_TELLS = "Tabel SOP di folder {} belum dapat dipakai:"
_NONE = "tidak ada berkas .json; salin kembali folder templates/sop dari paket program."


class SopError(WorklogError):
    """The SOP's tables cannot be loaded; the text tells every file's problems, one per line."""


def load_sops(folder: Path) -> SopBook:
    """Load every version of the SOP in a folder (`*.json`), or raise `SopError` with all problems at once."""
    versions = sops_in(folder)
    if not versions:
        raise SopError(_TELLS.format(folder), [_NONE])
    return SopBook(versions)


def sops_in(folder: Path) -> list[Sop]:
    """The same as a list, which is empty where there is no file yet; raises SopError."""
    versions: list[tuple[Sop, str]] = []
    problems: list[str] = []
    for path in sorted(folder.glob("*.json")):
        try:
            versions.append((read_model(path, Sop), path.name))
        except JsonFileError as error:
            problems += (f"{path.name} {problem}" for problem in error.problems)
    problems += _same_day(versions)
    if problems:
        raise SopError(_TELLS.format(folder), problems)
    return [sop for sop, _ in versions]


def sop_file(folder: Path, sop: Sop) -> Path:
    """The file of a version that was loaded from the folder."""
    return next(path for path in sorted(folder.glob("*.json")) if read_model(path, Sop) == sop)


def save_sop(folder: Path, sop: Sop) -> Path:
    """Write a new version beside the others, never over one; the file. Raises `SopError`.

    A revision may keep the decree's number, so the day from which it holds tells it apart.
    """
    name = re.sub(r"[^\w.]+", "-", sop.number).strip("-.") or "sop"
    ends = chain(("", f"-{sop.effective}"), (f"-{sop.effective}-{number}" for number in count(2)))
    target = next(file for end in ends if not (file := folder / f"{name[:100]}{end}.json").exists())
    text = json.dumps(_plain(sop.model_dump(mode="json", exclude_defaults=True)), ensure_ascii=False, indent=2)
    try:
        with temporary_beside(target.with_suffix(".tmp")) as made:
            patiently(partial(made.write_text, f"{text}\n", encoding="utf-8"))
            return take_place(made, target)
    except OSError as error:
        raise SopError(f"Tabel SOP tidak dapat ditulis di {folder}:", ["periksa izin menulisnya."]) from error


def _plain(value: object) -> object:
    """A dumped model as people write it: a limit is its text alone."""
    if isinstance(value, dict):
        return value["text"] if "text" in value else {key: _plain(part) for key, part in value.items()}
    return [_plain(part) for part in value] if isinstance(value, (list, tuple)) else value


def _same_day(versions: list[tuple[Sop, str]]) -> list[str]:
    """Which version judges an item must be clear on every day, so no two may take effect on the same one."""
    by_day = sorted(versions, key=lambda version: version[0].effective)
    return [
        f"{name} dan {next_name} sama-sama berlaku mulai {sop.effective}; ubah $.effective salah satunya."
        for (sop, name), (next_sop, next_name) in pairwise(by_day)
        if sop.effective == next_sop.effective
    ]
