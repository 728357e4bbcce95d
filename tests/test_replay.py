"""Recorded traffic replayed against the emulator: alike, different or beyond it."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from emulator.edits import HANDLERS
from emulator.replay import main, replay
from worklog.adapters import google

ID = "1RekamanBukuKerja"
SHEETS = f"https://sheets.googleapis.com/v4/spreadsheets/{ID}"
DRIVE = "https://www.googleapis.com/drive/v3/files"


def spoken(method: str, uri: str, answer: Any, body: Any = None, status: int = 200) -> dict[str, Any]:
    """One interaction as a VCR writes it."""
    told = answer if isinstance(answer, str) else json.dumps(answer, indent=2)
    sent = body if body is None or isinstance(body, str) else json.dumps(body)
    return {
        "request": {"method": method, "uri": uri, "body": sent, "headers": {"authorization": ["<ACCESS_TOKEN>"]}},
        "response": {"status": {"code": status, "message": ""}, "headers": {}, "body": {"string": told}},
    }


def written(folder: Path, *interactions: dict[str, Any], name: str = "Kaset.json") -> Path:
    told = {"version": 1, "interactions": list(interactions)}
    (folder / name).write_text(json.dumps(told), encoding="utf-8")
    return folder


def results(folder: Path) -> list[str]:
    return [outcome.result for outcome in replay(folder)]


MADE = spoken("POST", f"{DRIVE}?supportsAllDrives=True", {"id": ID, "name": "Uji"}, {"name": "Uji", "mimeType": "x"})


def changed(answer: list[Any], *requests: dict[str, Any]) -> dict[str, Any]:
    return spoken(
        "POST", f"{SHEETS}:batchUpdate", {"spreadsheetId": ID, "replies": answer}, {"requests": list(requests)}
    )


def test_what_drive_made_is_there_and_answers_alike(tmp_path: Path) -> None:
    grid = {"rowCount": 5, "columnCount": 2}
    properties = {"sheetId": 1130056292, "title": "Baru", "index": 1, "sheetType": "GRID", "gridProperties": grid}
    folder = written(
        tmp_path,
        MADE,
        spoken("GET", f"{SHEETS}?fields=properties.title&includeGridData=false", {"properties": {"title": "Uji"}}),
        changed([{"addSheet": {"properties": properties}}], {"addSheet": {"properties": {"title": "Baru", "gridProperties": grid}}}),
        spoken("PUT", f"{SHEETS}/values/%27Baru%27%21A1%3AB1?valueInputOption=RAW",
               {"spreadsheetId": ID, "updatedRange": "Baru!A1:B1", "updatedRows": 1, "updatedColumns": 2, "updatedCells": 2},
               {"values": [["a", 1]]}),
        spoken("GET", f"{SHEETS}/values/%27Baru%27", {"range": "Baru!A1:B5", "majorDimension": "ROWS", "values": [["a", "1"]]}),
        changed([{}], {"deleteSheet": {"sheetId": 1130056292}}),
    )  # fmt: skip
    assert results(folder) == ["unsupported"] + ["equal"] * 5


def test_a_spreadsheet_that_was_there_before_is_taken_from_its_first_description(tmp_path: Path) -> None:
    sheet = {
        "properties": {
            "sheetId": 7,
            "title": "Lama",
            "index": 0,
            "sheetType": "GRID",
            "gridProperties": {"rowCount": 9, "columnCount": 3},
        }
    }
    told = {"properties": {"title": "Dari dulu"}, "sheets": [sheet]}
    empty = {"range": "Lama!A1:C9", "majorDimension": "ROWS"}
    folder = written(
        tmp_path,
        spoken("GET", f"{SHEETS}?fields=properties.title,sheets.properties", told),
        spoken("GET", f"{SHEETS}/values/Lama", empty),
    )
    assert results(folder) == ["equal", "equal"]


def test_refusals_are_compared_by_code_and_sentence(tmp_path: Path) -> None:
    def refused(code: int, status: str, message: str) -> dict[str, Any]:
        return {"error": {"code": code, "message": message, "status": status}}

    missing = refused(404, "NOT_FOUND", "Requested entity was not found.")
    private = refused(403, "PERMISSION_DENIED", "The caller does not have permission")
    other = SHEETS.replace(ID, "1Lain")
    folder = written(
        tmp_path,
        spoken("GET", SHEETS, missing, status=404),
        spoken("GET", other, private, status=403),
        MADE,
        spoken(
            "GET",
            f"{SHEETS}/values/Tidak",
            refused(400, "INVALID_ARGUMENT", "Unable to parse range: Tidak"),
            status=400,
        ),
        spoken("GET", f"{SHEETS}/values/Tidak", refused(400, "INVALID_ARGUMENT", "Lain"), status=400),
        spoken("DELETE", f"{DRIVE}/{ID}", "", status=204),
        spoken("GET", SHEETS, missing, status=404),
    )
    assert results(folder) == ["equal", "equal", "unsupported", "equal", "different", "unsupported", "equal"]


def test_what_differs_is_told_with_both_values(tmp_path: Path) -> None:
    wrong = {"range": "Sheet1!A1:Z1000", "majorDimension": "ROWS", "values": [["a", True]]}
    told = {"spreadsheetId": ID, "updatedRange": "Sheet1!A1", "updatedRows": 1, "updatedColumns": 1, "updatedCells": 1}
    folder = written(
        tmp_path,
        MADE,
        spoken("PUT", f"{SHEETS}/values/A1?valueInputOption=RAW", told, {"values": [["b"]]}),
        spoken("GET", f"{SHEETS}/values/Sheet1", wrong),
    )
    outcome = replay(folder)[-1]
    assert (outcome.result, outcome.number, outcome.request) == (
        "different",
        3,
        f"GET /v4/spreadsheets/{ID}/values/Sheet1",
    )
    assert outcome.detail == 'values[0][0]: recorded "a", emulated "b"; values[0][1]: recorded true, emulated nothing'


def test_what_the_emulator_cannot_do_is_told_apart(tmp_path: Path) -> None:
    values = {"range": "Sheet1!A1:Z1000", "majorDimension": "ROWS", "values": [["b"]]}
    folder = written(
        tmp_path,
        MADE,
        changed([{}], {"findReplace": {"find": "a", "replacement": "b", "allSheets": True}}),
        spoken("GET", f"{SHEETS}/values/Sheet1", values),
        spoken("GET", f"{SHEETS}/values/Sheet1", {"error": {"code": 429}}, status=429),
        spoken("GET", f"https://docs.google.com/spreadsheets/d/{ID}/export?format=csv", "a,b"),
        spoken("GET", f"{SHEETS}/values/Sheet1", "<html>"),
    )
    outcomes = replay(folder)
    assert [outcome.result for outcome in outcomes] == ["unsupported"] * 2 + ["different"] + ["unsupported"] * 3
    assert outcomes[1].detail == "Not emulated: the request findReplace"
    assert outcomes[2].detail.startswith("after a change that could not be made; ")


def test_what_differs_after_an_upload_differs_for_that_reason(tmp_path: Path) -> None:
    uploaded = spoken("PUT", DRIVE.replace("/drive/v3", "/upload/drive/v2") + f"/{ID}?uploadType=media", {}, "a,b")
    other = spoken("GET", f"{SHEETS}?fields=properties.timeZone", {"properties": {"timeZone": "Asia/Jakarta"}})
    outcomes = replay(written(tmp_path, MADE, other, uploaded, other))
    assert ["after a change" in outcome.detail for outcome in outcomes if outcome.result == "different"] == [
        False,
        True,
    ]


def grouped(name: str, after: str, dimension: str) -> list[dict[str, Any]]:
    """A group of the first two rows or columns is made, and the tab described, as the service was recorded."""
    span = {"dimension": dimension, "startIndex": 0, "endIndex": 2}
    groups = [{"range": span, "depth": 1}]
    grid = {"rowCount": 1000, "columnCount": 26, after: True}
    tab = {"sheetId": 0, "title": "Sheet1", "index": 0, "sheetType": "GRID", "gridProperties": grid}
    request = {"addDimensionGroup": {"range": {"sheetId": 0, **span}}}
    return [
        changed([{"addDimensionGroup": {"dimensionGroups": groups}}], request),
        spoken("GET", f"{SHEETS}?fields=sheets(properties,{name})", {"sheets": [{"properties": tab, name: groups}]}),
    ]


@pytest.mark.parametrize(
    ("name", "after", "dimension"),
    [("columnGroups", "columnGroupControlAfter", "COLUMNS"), ("rowGroups", "rowGroupControlAfter", "ROWS")],
)
def test_groups_are_told_as_recorded(tmp_path: Path, name: str, after: str, dimension: str) -> None:
    folder = written(tmp_path, MADE, *grouped(name, after, dimension))
    assert replay(folder)[1].kinds == {"addDimensionGroup"}
    assert results(folder) == ["unsupported", "equal", "equal"]


def test_no_kind_of_change_that_the_program_sends_is_answered_otherwise_than_recorded() -> None:
    folder = os.environ.get("GSPREAD_CASSETTES")
    if not folder:
        pytest.skip("GSPREAD_CASSETTES: letak rekaman gspread (tests/cassettes), yang tidak disimpan di sini")
    code = "".join(file.read_text("utf-8") for file in Path(google.__file__).parent.rglob("*.py"))
    sent = {kind for kind in HANDLERS if f'"{kind}": {{' in code}
    assert {"addDimensionGroup", "addProtectedRange", "appendCells", "mergeCells"} <= sent
    outcomes = [outcome for outcome in replay(Path(folder)) if outcome.kinds & sent]
    assert len(outcomes) > 150
    assert [outcome for outcome in outcomes if outcome.result != "equal"] == []


def test_the_order_of_theme_colours_is_no_difference(tmp_path: Path) -> None:
    colours = [{"colorType": "ACCENT1"}, {"colorType": "TEXT"}]
    theme = {"properties": {"spreadsheetTheme": {"themeColors": colours}}}
    mask = "properties.spreadsheetTheme.themeColors.colorType"
    names = ["TEXT", "BACKGROUND", "LINK", *(f"ACCENT{number}" for number in range(6, 0, -1))]
    theme["properties"]["spreadsheetTheme"]["themeColors"] = [{"colorType": name} for name in names]
    folder = written(tmp_path, MADE, spoken("GET", f"{SHEETS}?fields={mask}", theme))
    assert results(folder)[-1] == "equal"


def test_the_command_prints_what_is_not_equal_and_a_summary(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wrong = {"properties": {"title": "Lain"}}
    written(tmp_path, MADE, spoken("GET", f"{SHEETS}?fields=properties.title", wrong), name="A.json")
    written(tmp_path, {**MADE, "request": MADE["request"] | {"body": {"string": '{"name": "Uji"}'}}}, name="B.json")
    assert main([str(tmp_path)]) == 1
    assert capsys.readouterr().out.splitlines() == [
        "unsupported: A.json #1 POST /drive/v3/files: another service",
        f'different: A.json #2 GET /v4/spreadsheets/{ID}: properties.title: recorded "Lain", emulated "Uji"',
        "unsupported: B.json #1 POST /drive/v3/files: another service",
        "3 requests: 0 equal, 1 different, 2 unsupported",
    ]
