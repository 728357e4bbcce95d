"""The checks agree with an independent reader of the same rules: plain loops over plain values (`oracle`)."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from check_progress import main as check_progress
from judged_logs import judge
from oracle import reader
from oracle.cells import Log, Row
from oracle.faults import COMPANIONS, FAULTS, compliant_case
from oracle.files import write_log
from oracle.random_logs import random_log
from selection import first_ones
from worklog.core.judging.check import Checked
from worklog.core.log.cells import identifiers, texts, whole_numbers
from worklog.core.publishing.export import as_document

FINDING = ("code", "id", "round", "step", "tab", "row", "column")
ITEM = ("id", "flow", "state", "steps_done", "steps_total", "current_step", "verdict")


def findings_of(document: dict[str, list[dict[str, object]]]) -> list[tuple[object, ...]]:
    return [tuple(finding[name] for name in FINDING) for finding in document["findings"]]


@pytest.mark.parametrize("seed", first_ones(range(40), 4))
def test_every_finding_of_a_log_in_any_layout_is_that_of_the_independent_reader(
    seed: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    log, now = random_log(seed)
    placed = write_log(tmp_path / "log.xlsx", log, seed)
    config = tmp_path / "config.json"
    config.write_text('{"source": {"type": "workbook", "path": "log.xlsx"}}', encoding="utf-8")

    check_progress(["--config", str(config), "--json", "--no-publish", "--now", now.isoformat()])

    document = json.loads(capsys.readouterr().out)
    expected, items = reader.check(placed, now)
    assert findings_of(document) == expected
    judged = {item["id"]: tuple(item[name] for name in ITEM) for item in document["items"]}
    assert judged == {item.id: tuple(getattr(item, name) for name in ITEM) for item in items.values()}
    assert {item["id"]: item["deadline"] for item in document["items"]} == {
        item.id: item.deadline and item.deadline.isoformat() for item in items.values()
    }


@given(st.integers(0, 10_000), st.randoms(use_true_random=False))
def test_shuffling_the_rows_never_changes_the_findings(seed: int, random: Random) -> None:
    log, now = random_log(seed, items=4)
    unique = Log(
        without_repeats(log.register),
        without_repeats(log.log, "Putaran", "No"),
        log.people,
        log.calendar,
    )
    shuffled = Log(moved(unique.register, random), moved(unique.log, random), unique.people, unique.calendar)

    assert without_place(judge(unique, now)) == without_place(judge(shuffled, now))


def without_repeats(rows: list[Row], *headers: str) -> list[Row]:
    """Which of two equal rows counts depends on their order, so keep one of each."""
    keys = [(identifiers(texts([row["ID Konten"]]))[0], *(number(row[h]) for h in headers)) for row in rows]
    return [row for n, row in enumerate(rows) if keys.index(keys[n]) == n]


def number(cell: object) -> int:
    values, filled, _ = whole_numbers([cell])
    return int(values[0]) if filled[0] else 1


def moved(rows: list[Row], random: Random) -> list[Row]:
    cells = [row.cells for row in rows]
    random.shuffle(cells)
    return [Row(row.row, of_row) for row, of_row in zip(rows, cells, strict=True)]


def without_place(checked: Checked) -> list[tuple[object, ...]]:
    names = [name for name in FINDING if name != "row"]
    found = as_document(checked, "")["findings"]
    return sorted(tuple(str(finding[name]) for name in names) for finding in found)


@given(st.integers(0, 10_000), st.sampled_from(["P1", "P2", "P3", "P4", "R1", "R2"]))
def test_an_item_done_by_the_book_has_no_finding_but_hints(seed: int, flow: str) -> None:
    case = compliant_case(seed)
    case.drafts = [case.item(flow)]

    codes = set(judge(case.log(), case.now).findings["code"])

    assert codes <= {"T501", "D116"}  # alone it answers no post


@given(st.integers(0, 10_000))
def test_a_log_done_by_the_book_has_no_finding(seed: int) -> None:
    case = compliant_case(seed)

    checked = judge(case.log(), case.now)

    assert checked.findings.empty
    assert set(checked.items["verdict"]) == {"sesuai"}


@pytest.mark.parametrize("code", first_ones(sorted(FAULTS), 10))
@pytest.mark.parametrize("seed", first_ones(range(3)))
def test_each_single_fault_gives_exactly_its_code(code: str, seed: int) -> None:
    case = compliant_case(seed)

    FAULTS[code](case)

    assert set(judge(case.log(), case.now).findings["code"]) == {code} | COMPANIONS.get(code, set())
