"""The docs say what the program does: rules, commands, settings, messages, and every worked example in the guide."""

import ast
import json
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args, get_origin

import numpy as np
import pytest
from pydantic import BaseModel

import check_progress
import import_sop
import log_history
import message_list
import recap_offices
import report_daily
import report_monthly
import run_schedule
import setup_worklog
from pictures import MOST_BYTES, PICTURES, PRINTED_CARD
from rule_list import TARGET, rule_list
from worklog.adapters.office.national_days import national_days
from worklog.adapters.office.sop_files import load_sops
from worklog.config.config import SOP_FOLDER, Config
from worklog.core.indonesian import day_text, moment_text
from worklog.core.judging.rules import ALL_RULES
from worklog.core.log.cells import dates
from worklog.core.log.hours import read_hours
from worklog.core.sop.model import SECONDS
from worklog.core.working_time.calendar_table import build_calendar
from worklog.core.working_time.clock import Clock
from worklog.jobs.office import NO_DAYS

PROJECT = Path(__file__).parents[1]
DOCS = [PROJECT / "README.md", *sorted((PROJECT / "docs").glob("*.md"))]
README = (PROJECT / "README.md").read_text(encoding="utf-8")
CARD, GUIDE, REFERENCE = (
    (PROJECT / "docs" / name).read_text(encoding="utf-8") for name in ("kartu-petugas.md", "panduan.md", "rujukan.md")
)
COMMANDS = {
    "setup_worklog.py": setup_worklog.main,
    "check_progress.py": check_progress.main,
    "import_sop.py": import_sop.main,
    "log_history.py": log_history.main,
    "recap_offices.py": recap_offices.main,
    "report_daily.py": report_daily.main,
    "report_monthly.py": report_monthly.main,
    "run_schedule.py": run_schedule.main,
}
REJECTED = "ditolak"


def table(text: str, *headers: str) -> list[list[str]]:
    """The rows of the one table whose header begins with these cells, each cell without its code marks."""
    start = "| " + " | ".join(headers) + " |"
    lines = iter(text.split(f"\n{start}", 1)[1].splitlines()[2:])
    rows = []
    for line in lines:
        if not line.startswith("|"):
            break
        rows.append([cell.strip().strip("`") for cell in line.strip().strip("|").split(" |")])
    return rows


def options_of(command: str, capsys: pytest.CaptureFixture[str]) -> set[str]:
    COMMANDS[command](["--help"])
    return set(re.findall(r"--[a-z][a-z-]*", capsys.readouterr().out)) - {"--help"}


def test_rule_list_is_what_the_rules_say() -> None:
    assert TARGET.read_text(encoding="utf-8") == rule_list(), "run: python tests/rule_list.py"


def test_message_list_is_what_the_program_says() -> None:
    assert message_list.TARGET.read_text(encoding="utf-8") == message_list.message_list(), (
        "run: python tests/message_list.py"
    )


def test_every_command_is_known_here() -> None:
    assert sorted(path.name for path in (PROJECT / "scripts").glob("*.py")) == sorted(COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_readme_lists_the_options_of_each_command(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    listed = {name: set(re.findall(r"--[a-z-]+", cell)) for name, cell in table(README, "Perintah", "Pilihan")}
    assert listed[command] == options_of(command, capsys)


@pytest.mark.parametrize("path", DOCS, ids=lambda path: path.name)
def test_command_lines_in_the_docs_can_be_typed(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = re.findall(r"py(?:thon)? scripts/(\w+\.py)([^`\n]*)", path.read_text(encoding="utf-8"))
    assert {name for name, _ in lines} <= COMMANDS.keys()
    for name, rest in lines:
        assert set(re.findall(r"--[a-z-]+", rest)) <= options_of(name, capsys), f"{name}{rest}"


def settings(model: type[BaseModel], path: str = "") -> Iterator[tuple[str, object]]:
    """Every key of a model with its default, as its path in the file; entries of a list as `key[].part`."""
    for name, field in model.model_fields.items():
        models = list(models_in(field.annotation))
        for inner in models:
            yield from settings(inner, f"{path}{name}{'[]' if get_origin(field.annotation) is tuple else ''}.")
        if not models:
            yield (
                f"{path}{name}",
                json.loads(json.dumps(field.get_default(call_default_factory=True), default="{:%H:%M}".format)),
            )


def models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from models_in(part)


def test_the_reference_lists_every_setting_with_its_default() -> None:
    listed = {key: json.loads(default) for key, default, _ in table(REFERENCE, "Kunci", "Bawaan", "Arti")}
    assert listed == dict(settings(Config))


def anchors(path: Path) -> set[str]:
    """The places within a document that can be linked to, as GitHub names them."""
    headings = re.findall(r"^#+ (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("path", DOCS, ids=lambda path: path.name)
def test_links_and_pictures_point_to_something(path: Path) -> None:
    broken = []
    for link in re.findall(r"\]\(([^)\s]+)\)", path.read_text(encoding="utf-8")):
        name, _, anchor = link.partition("#")
        target = path.parent / name if name else path
        if not re.match(r"https?:", link) and (not target.is_file() or (anchor and anchor not in anchors(target))):
            broken.append(link)
    assert broken == []


def test_pictures_are_those_that_the_command_makes_and_small() -> None:
    pictures = {path.stem: path.stat().st_size for path in (PROJECT / "docs" / "gambar").iterdir()}
    of_speed = "kecepatan"  # which python tests/benchmarks/measure.py draws
    assert set(pictures) == {of_speed, *(picture.name for picture in PICTURES)}, "run: python tests/pictures.py"
    assert max(pictures.values()) <= MOST_BYTES
    texts = [path.read_text(encoding="utf-8") for path in DOCS]
    assert [name for name in pictures if not any(f"gambar/{name}.png" in text for text in texts)] == []


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler shows what is on the page")
def test_the_printed_card_is_one_page_and_says_what_the_card_says() -> None:
    done = subprocess.run(["pdftotext", "-layout", PRINTED_CARD, "-"], capture_output=True, check=True)
    pages = done.stdout.decode("utf-8").split("\f")
    said = re.sub(r"^\| ---.*$", "", CARD, flags=re.MULTILINE)
    assert pages[1:] == [""]
    assert Counter(re.findall(r"\w+", pages[0])) == Counter(re.findall(r"\w+", said)), "run: python tests/pictures.py"


@pytest.mark.parametrize("path", DOCS, ids=lambda path: path.name)
def test_rule_codes_in_the_docs_exist(path: Path) -> None:
    named = set(re.findall(r"\b[DUPWTA]\d{3}\b", path.read_text(encoding="utf-8")))
    assert named <= {rule.code for rule in ALL_RULES}


def test_modules_in_the_architecture_exist() -> None:
    text = (PROJECT / "docs" / "architecture.md").read_text(encoding="utf-8")
    files = {path.name for path in PROJECT.glob("scripts/**/*.py")} | {
        path.name for path in PROJECT.glob("tests/**/*.py")
    }
    assert set(re.findall(r"\b\w+\.py\b", text)) <= files


def said_in_code() -> Iterator[str]:
    """Every text in the program; what it puts in later stands as …"""
    for path in PROJECT.glob("scripts/**/*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.JoinedStr):
                parts = (str(part.value) if isinstance(part, ast.Constant) else "…" for part in node.values)
                yield re.sub("…+", "…", "".join(parts))
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value
    for path in PROJECT.glob("scripts/**/*.bat"):
        yield from re.findall(r"echo (.+)", path.read_text(encoding="ascii"))


@pytest.mark.parametrize("guide", ["rujukan.md", "panduan-google.md"])
def test_messages_in_the_guides_are_those_of_the_program(guide: str) -> None:
    said = set(said_in_code())
    told = [
        row[0] for row in table((PROJECT / "docs" / guide).read_text(encoding="utf-8"), "Pesan di layar", "Artinya")
    ]
    assert len(told) > 20
    assert [message for message in told if not any(message in text for text in said)] == []


def test_the_reference_lists_every_file_for_double_click() -> None:
    listed = [name for name, _ in table(REFERENCE, "Klik dua kali", "Untuk")]
    assert sorted(listed) == sorted(path.stem for path in (PROJECT / "scripts").glob("*.bat"))


@pytest.mark.parametrize("text", [CARD, REFERENCE], ids=["card", "reference"])
def test_typed_times_are_read_as_the_docs_say(text: str) -> None:
    rows = table(text, "Diketik", "Dibaca")
    around = np.full(len(rows), "2026-11-20", dtype="datetime64[D]")
    typed = dates([typed for typed, _ in rows], around)
    usable = typed.timed & (typed.odd == "")
    read = [moment_text(value) if good else REJECTED for value, good in zip(typed.values, usable, strict=True)]
    assert read == [REJECTED if told.startswith(REJECTED) else told for _, told in rows]


def test_guide_shows_hours_that_can_be_read() -> None:
    hours = [row[3] for row in table(GUIDE, "Tanggal", "Sampai", "Jenis", "Jam Kerja")]
    assert [text for text in hours if read_hours(text) is None] == []
    assert any(hours)


@pytest.mark.parametrize("row", table(REFERENCE, "Hitungan mulai", "Waktu SOP"), ids=lambda row: f"{row[0]} + {row[1]}")
def test_worked_examples_of_the_reference_are_right(row: list[str]) -> None:
    start, limit, clock, told, _ = row
    began = dates([start]).values[0].item()
    assert began is not None
    count, unit = limit.split()
    seconds, days = (0, int(count)) if unit == "hari" else (int(count) * SECONDS[unit], 0)
    moment = np.array([np.datetime64(began, "s")])
    deadline = office_clock().deadline(moment, np.array([seconds]), np.array([days]), np.array([clock == "kerja"]))[0]
    assert f"{day_text(moment[0])} {began:%H.%M}" == start
    assert f"{day_text(deadline)} {deadline.item():%H.%M}" == told


def office_clock() -> Clock:
    first, last = np.datetime64("2026-11-01"), np.datetime64("2027-01-31")
    closed = national_days([2026, 2027])["day"].to_numpy().astype("datetime64[D]")
    return Clock(build_calendar(Config().working_hours.weekly, first, last, closed, NO_DAYS))


def test_the_reference_sends_each_revision_back_to_where_the_sop_does() -> None:
    told = [(flow, int(at), int(to)) for flow, at, to in table(REFERENCE, "Alur", "Revisi pada langkah")]
    flows = load_sops(SOP_FOLDER).versions[-1].flows
    assert told == [(flow.code, step.no, step.back_to) for flow in flows for step in flow.steps if step.back_to]
