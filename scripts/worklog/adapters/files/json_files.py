"""Read a JSON file that people edit, and tell all that is wrong with it in Indonesian."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from worklog.adapters.files.json_problems import Location, json_path, problem_lines
from worklog.adapters.files.patience import patiently
from worklog.core.errors import WorklogError

Model = TypeVar("Model", bound=BaseModel)

_SYNTAX = {
    "Expecting value": "di sini seharusnya ada nilai: teks di antara tanda kutip, angka, true, false, [ ] atau { }",
    "Expecting property name enclosed in double quotes": "di sini seharusnya ada kunci di antara tanda kutip",
    "Expecting ',' delimiter": "sebelum tempat ini kurang koma, atau kurung penutup",
    "Expecting ':' delimiter": "sesudah kunci seharusnya ada titik dua",
    "Unterminated string starting at": "teks yang mulai di sini tidak ditutup tanda kutip",
    "Invalid control character at": "teks tidak boleh berganti baris atau memuat Tab; tulis dalam satu baris",
    "Illegal trailing comma": "koma sebelum kurung penutup harus dihapus",
    "Extra data": "sesudah kurung kurawal penutup terakhir masih ada tulisan; hapus",
}
_SPARE_COMMA = re.compile(r",\s*[}\]]")
_BACKSLASH = "garis miring terbalik \\ harus ditulis dua kali (\\\\); untuk alamat berkas pakai saja garis miring /"


class JsonFileError(WorklogError):
    """A file that cannot be read, is not JSON, or does not fit its model; `problems` tells each fault."""

    def __init__(self, path: Path, problems: Sequence[str]) -> None:
        super().__init__(f"Berkas {path} belum dapat dipakai:", problems)


def read_model(path: Path, model: type[Model], *, context: object = None, if_missing: str = "") -> Model:
    """Read a file into a frozen model; raise `JsonFileError` with all problems at once.

    Types are strict: a number in quotes is no number. `context` is handed to the model's validators; `if_missing`
    says, in a sentence, how to get the file when it is not there.
    """
    text = _read_text(path, if_missing)
    problems = list(_repeated_keys(_parse(path, text)))
    try:
        result = model.model_validate_json(text, strict=True, context=context)
    except ValidationError as error:
        raise JsonFileError(path, [*problems, *problem_lines(error, model)]) from None
    if problems:
        raise JsonFileError(path, problems)
    return result


def _read_text(path: Path, if_missing: str) -> str:
    try:
        if path.is_dir():
            raise JsonFileError(path, ["ini sebuah folder; sebutkan berkas JSON di dalamnya."])
        return patiently(partial(path.read_text, encoding="utf-8-sig"))
    except (FileNotFoundError, NotADirectoryError):
        raise JsonFileError(path, [f"berkas ini tidak ada. {if_missing}".rstrip()]) from None
    except UnicodeDecodeError:
        advice = "Buka di Notepad, pilih File > Save as, lalu Encoding: UTF-8."
        raise JsonFileError(path, [f"berkas ini tidak tersimpan sebagai teks UTF-8. {advice}"]) from None
    except OSError:
        advice = "Tutup program yang sedang memakainya, periksa izin membacanya, lalu coba lagi."
        raise JsonFileError(path, [f"berkas ini tidak dapat dibuka. {advice}"]) from None


class _Pairs(list[tuple[str, object]]):
    """An object as written, so that a key written twice is still seen."""


def _parse(path: Path, text: str) -> object:
    try:
        # Numbers stay texts here: only the keys are looked at, and a number of any length is let through.
        return json.loads(text, object_pairs_hook=_Pairs, parse_int=str, parse_float=str)
    except json.JSONDecodeError as error:
        raise JsonFileError(path, [_syntax_problem(error)]) from None
    except RecursionError:
        raise JsonFileError(path, ["kurung di dalam kurung terlalu dalam; sederhanakan isinya."]) from None


def _syntax_problem(error: json.JSONDecodeError) -> str:
    comma = _SPARE_COMMA.match(error.doc, max(error.doc.rfind(",", 0, error.pos + 1), 0))
    if comma is not None and comma.end() > error.pos:
        # Python versions point at different places here; what has to go is the comma.
        error = json.JSONDecodeError("Illegal trailing comma", error.doc, comma.start())
    return f"baris {error.lineno} kolom {error.colno}: {_syntax_sentence(error)}."


def _syntax_sentence(error: json.JSONDecodeError) -> str:
    rest = error.doc[error.pos :]
    if not error.doc.strip():
        return "berkas ini kosong; isi sedikitnya dengan {}"
    if error.msg.startswith("Invalid \\"):
        return _BACKSLASH
    if rest.startswith(("'", "“", "”", "„", "‘", "’")):
        return 'tanda kutip harus yang lurus dan ganda (")'
    if rest.startswith(("//", "/*", "#")):
        return "JSON tidak mengenal komentar; hapus baris ini"
    return _SYNTAX.get(error.msg, "tulisan di sini tidak sesuai aturan JSON")


def _repeated_keys(value: object, location: Location = ()) -> Iterator[str]:
    if isinstance(value, _Pairs):
        keys = [key for key, _ in value]
        for key in sorted({key for key in keys if keys.count(key) > 1}):
            yield f"{json_path((*location, key))}: kunci ini tertulis lebih dari sekali; sisakan satu."
        for key, part in value:
            yield from _repeated_keys(part, (*location, key))
    elif isinstance(value, list):
        for number, part in enumerate(value):
            yield from _repeated_keys(part, (*location, number))
