"""Write docs/pesan.md, every text that people can see, from the program itself: python tests/message_list.py."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

PROJECT = Path(__file__).absolute().parents[1]
SCRIPTS = PROJECT / "scripts"
TARGET = PROJECT / "docs" / "pesan.md"

BEGINNING = """\
# Semua teks yang tampil

Pesan di layar, di buku kerja, di laporan dan di surel, menurut bagian program yang menulisnya. Tanda … diganti nama berkas,
tab, kolom, orang atau angka yang sebenarnya. Arti pesan dan yang harus dilakukan ada di [rujukan](rujukan.md), bagian 9;
pesan setiap aturan pemeriksaan ada di [aturan](aturan.md).

Berkas ini dibuat dari program dengan `python tests/message_list.py`. Jangan diubah dengan tangan.
"""

ROOMS = {
    "": "Perintah",
    "worklog": "Perintah",
    "worklog/adapters/autostart": "Mulai sendiri bersama Windows",
    "worklog/adapters/channels": "Surel dan saluran lain",
    "worklog/adapters/files": "Berkas",
    "worklog/adapters/form": "Isi buku kerja",
    "worklog/adapters/google": "Google Sheet",
    "worklog/adapters/history": "Riwayat",
    "worklog/adapters/office": "SOP dan hari libur",
    "worklog/adapters/reports": "Berkas laporan",
    "worklog/adapters/snapshots": "Rekap banyak kantor",
    "worklog/adapters/state": "Catatan jadwal",
    "worklog/adapters/workbook": "Buku kerja Excel",
    "worklog/config": "Pengaturan",
    "worklog/core": "Pembacaan isian",
    "worklog/core/decree": "SOP dan hari libur",
    "worklog/core/history": "Riwayat",
    "worklog/core/judging": "Pembacaan isian",
    "worklog/core/log": "Pembacaan isian",
    "worklog/core/publishing": "Isi buku kerja",
    "worklog/core/recap": "Rekap banyak kantor",
    "worklog/core/reminders": "Pengingat",
    "worklog/core/reports": "Isi laporan",
    "worklog/core/sop": "SOP dan hari libur",
    "worklog/core/working_time": "Pembacaan isian",
    "worklog/health": "Keadaan program (--status)",
    "worklog/jobs": "Pekerjaan",
    "worklog/messages": "Pemberitahuan",
    "worklog/recap": "Rekap banyak kantor",
    "worklog/timer": "Jadwal",
}
"""The heading for each room; that of a room within another one is the other's."""
LEFT_OUT = ("worklog/core/judging/rules", "worklog/example")
"""Rooms whose texts stand in docs/aturan.md, or are what people typed."""
FEWEST_WORDS = 3
NOT_FOR_PEOPLE = re.compile(
    r"(SELECT|INSERT|CREATE|PRAGMA|UPDATE|DELETE) |\b(the|is|of|that|not supported|Expecting|Unterminated|Illegal|Invalid)\b|[=(]{2}|^=|\(\?|\\[SwdW1]"
)
"""SQL, formulas, patterns, and what goes to programmers or comes from other programs."""


def message_list() -> str:
    """The whole file, as Markdown."""
    told: dict[str, dict[str, None]] = {heading: {} for heading in ROOMS.values()}
    for file in sorted([*SCRIPTS.rglob("*.py"), *SCRIPTS.rglob("*.bat")], key=lambda file: file.parts):
        room = file.parent.relative_to(SCRIPTS).as_posix()
        if not room.startswith(LEFT_OUT):
            content = file.read_text(encoding="utf-8")
            strings = _strings_of(content) if file.suffix == ".py" else re.findall(r"\becho ([^.\n].*)", content)
            told[_heading(room)].update(dict.fromkeys(_shown(strings)))
    parts = [f"## {heading}\n\n" + "".join(f"- {text}\n" for text in found) for heading, found in told.items() if found]
    return "\n".join([BEGINNING, *parts])


def _strings_of(source: str) -> Iterator[str]:
    """The strings of a module in its order, without docstrings; … stands for what is put in."""
    tree = ast.parse(source)
    return _strings(tree, _docstrings(tree))


def _shown(strings: Iterable[str]) -> Iterator[str]:
    """Those that people can see, each as one line of Markdown."""
    for text in strings:
        line = " ".join(re.sub(r"\{\w*\}", "…", text).split())
        words = [word for word in line.split() if re.search(r"[^\W\d_]{2}", word)]
        if len(words) >= FEWEST_WORDS and not NOT_FOR_PEOPLE.search(line):
            yield re.sub(r"([*<|`])", r"\\\1", line)


def _heading(room: str) -> str:
    while room not in ROOMS:
        room = room.rpartition("/")[0]
    return ROOMS[room]


def _docstrings(tree: ast.AST) -> set[int]:
    bodies = [node.body for node in ast.walk(tree) if isinstance(getattr(node, "body", None), list)]
    alone = [statement.value for body in bodies for statement in body if isinstance(statement, ast.Expr)]
    return {id(value) for value in alone if isinstance(value, ast.Constant)}


def _strings(node: ast.AST, left_out: set[int]) -> Iterator[str]:
    if isinstance(node, ast.JoinedStr):
        yield "".join(str(part.value) if isinstance(part, ast.Constant) else "…" for part in node.values)
        parts: list[ast.AST] = [part for part in node.values if isinstance(part, ast.FormattedValue)]
    elif isinstance(node, ast.Constant):
        if isinstance(node.value, str) and id(node) not in left_out:
            yield node.value
        return
    else:
        parts = list(ast.iter_child_nodes(node))
    for part in parts:
        yield from _strings(part, left_out)


if __name__ == "__main__":
    TARGET.write_text(message_list(), encoding="utf-8")
    sys.stdout.write(f"{TARGET.relative_to(PROJECT).as_posix()}\n")
