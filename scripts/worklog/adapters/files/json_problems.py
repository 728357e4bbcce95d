"""What a validation found wrong in a JSON document, as Indonesian sentences with their JSON paths."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

Location = tuple[int | str, ...]
KIND = "type"
"""The key that tells of which kind a section is."""

_DATE = 'harus tanggal seperti "2022-01-18" (tahun-bulan-tanggal); tertulis {found}.'
_GROUP = "harus kumpulan kunci di antara kurung kurawal {{ }}; tertulis {found}."
_LIST = "harus daftar di antara kurung siku [ ]; tertulis {found}."
_WHOLE_NUMBER = "harus bilangan bulat tanpa tanda kutip, misalnya 15; tertulis {found}."
_UNREADABLE = (
    "ada angka yang terlalu panjang, tanda \\u yang tidak lengkap, atau kurung yang bertingkat terlalu dalam; "
    "sederhanakan isinya."
)
_SENTENCES = {
    "bool_type": "harus true atau false, tanpa tanda kutip; tertulis {found}.",
    "date_parsing": _DATE,
    "date_type": _DATE,
    "dict_type": _GROUP,
    "greater_than_equal": "harus {ge} atau lebih; tertulis {found}.",
    "int_type": _WHOLE_NUMBER,
    "json_invalid": _UNREADABLE,
    "less_than_equal": "harus {le} atau kurang; tertulis {found}.",
    "literal_error": "harus {expected}; tertulis {found}.",
    "missing": "kunci ini wajib ada; tambahkan beserta nilainya.",
    "model_type": _GROUP,
    "string_pattern_mismatch": "bentuknya harus sesuai pola {pattern}; tertulis {found}.",
    "string_type": "harus teks di antara tanda kutip; tertulis {found}.",
    "too_short": "harus berisi sedikitnya {min_length} isian.",
    "tuple_type": _LIST,
    "value_error": "{error}.",
}
_ANY_OTHER = "nilai {found} tidak dapat dipakai; perbaiki atau hapus kuncinya."


def json_path(location: Location) -> str:
    """Write a place in a document as people read it: `$.office.signers[0].name`."""
    return "$" + "".join(_path_part(part) for part in location)


def _path_part(part: int | str) -> str:
    if isinstance(part, int):
        return f"[{part}]"
    return f".{part}" if re.fullmatch(r"\w+", part) else f"[{json.dumps(part, ensure_ascii=False)}]"


def problem_lines(error: ValidationError, model: type[BaseModel]) -> Iterator[str]:
    """Tell every fault of a document that was validated as `model`, one `path: sentence` each.

    A section of several kinds, one model each, names its kind in its key `type`.
    """
    details = error.errors(include_url=False)
    below = {detail["loc"][:length] for detail in details for length in range(len(detail["loc"]))}
    for detail in details:
        if detail["type"] == "too_short" and detail["loc"] in below:
            continue  # Entries that have faults themselves are not counted, but they are there.
        location, keys = _place(detail["loc"], model)
        if detail["type"] == "union_tag_invalid":
            yield f"{json_path((*location, KIND))}: {_unknown_kind(detail)}"
        elif detail["type"] == "extra_forbidden":
            yield f"{json_path(location)}: {_unknown_key(str(location[-1]), keys)}"
        else:
            yield f"{json_path(location)}: {_sentence(detail)}"


def _place(loc: Location, model: type[BaseModel]) -> tuple[Location, list[str]]:
    """The place in the document, and the keys of the section that its last part stands in.

    Two kinds of parts are no places: the kind of a section that may be of several, and a last "[key]" for a fault of
    the key itself.
    """
    location: list[int | str] = []
    keys: list[str] = []
    models = [model]
    for part in loc:
        if len(models) > 1:
            models = [kind for kind in models if kind.model_fields[KIND].default == part]
        elif part != "[key]":
            location.append(part)
            if isinstance(part, str) and models:
                keys = list(models[0].model_fields)
                field = models[0].model_fields.get(part)
                models = list(_models_in(field.annotation)) if field else []
    return tuple(location), keys


def _unknown_kind(detail: ErrorDetails) -> str:
    kinds = detail["ctx"]["expected_tags"].replace(", ", " or ")
    return _sentence({**detail, "type": "literal_error", "input": detail["input"][KIND], "ctx": {"expected": kinds}})


def _sentence(detail: ErrorDetails) -> str:
    facts: Mapping[str, Any] = {**detail.get("ctx", {}), "found": _shown(detail["input"])}
    if "expected" in facts:
        facts = {**facts, "expected": str(facts["expected"]).replace(" or ", " atau ").replace("'", '"')}
    return _SENTENCES.get(detail["type"], _ANY_OTHER).format_map(facts)


def _shown(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 60 else f"{text[:59]}…"


def _unknown_key(key: str, known: list[str]) -> str:
    close = get_close_matches(key, known, n=2, cutoff=0.6)
    if close:
        hint = "Mungkin maksudnya " + " atau ".join(f'"{key}"' for key in close) + "?"
    else:
        hint = f"Kunci yang dikenal di sini: {', '.join(known)}."
    return f"kunci ini tidak dikenal. {hint} Perbaiki ejaannya atau hapus."


def _models_in(annotation: object) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from _models_in(part)
