"""Which folder keeps what the timer did: one for each log, by whatever spelling a configuration names it.

A folder is named after the spelling that it was made for, so that it is found while a server is out of reach. The
other spellings (a mapped drive, the server's name, a link) stand in a small file in it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path

from worklog.adapters.files.private_files import write_private
from worklog.adapters.files.probes import is_folder

SPELLINGS = "letak.txt"


def state_name(named: str) -> str:
    """The name of the folder for a log that is called so."""
    return f"{Path(named).stem} {blake2b(named.encode(), digest_size=3).hexdigest()}"


def state_folder(base: Path, names: Sequence[str], spellings: Callable[[], Sequence[str]]) -> Path:
    """The folder of a log below `base`: one of these names, else one that knows a spelling; without any, the first.

    `spellings` is asked only where no name is found: to learn them takes the network.
    """
    named = (folder for folder in (base / name for name in names) if is_folder(folder))
    return next(named, None) or next(_knowing(base, spellings), base / names[0])


def note_spellings(folder: Path, spellings: Sequence[str]) -> None:
    """Let the folder be found by these spellings too; without them it still is by its name."""
    known = _known(folder)
    if not set(spellings) <= set(known):
        with suppress(OSError):
            write_private(folder / SPELLINGS, "\n".join(dict.fromkeys([*known, *spellings])).encode())


def _knowing(base: Path, spellings: Callable[[], Sequence[str]]) -> Iterator[Path]:
    folders = sorted(file.parent for file in base.glob(f"*/{SPELLINGS}"))
    wanted = set(spellings()) if folders else set()
    return (folder for folder in folders if wanted & set(_known(folder)))


def _known(folder: Path) -> list[str]:
    try:
        return (folder / SPELLINGS).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return []
