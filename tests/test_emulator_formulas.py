"""Formulas of an emulated Google Sheet: the few that the project writes, with the results that Sheets gives."""

from __future__ import annotations

import pytest

from emulator import Emulator
from emulator.book import Book
from emulator.grid import Sheet
from emulator_client import Client, write

pytestmark = pytest.mark.slow

pytest_plugins = ("emulator_book",)

RESULTS = (
    ["Kunci", "Status"],
    ["2026-1|1|1", "Selesai"],
    ["2026-1|1|2", ""],
    [46348, "tanggal"],
    ["7", "teks"],
    [7, "angka"],
    ["Apa?", "tanya"],
)
"""The tab Hasil in these tests."""


@pytest.fixture
def hasil(ani: Client) -> Sheet:
    ani.change(
        {
            "addSheet": {
                "properties": {"title": "Hasil", "sheetId": 9, "gridProperties": {"rowCount": 10, "columnCount": 3}}
            }
        }
    )
    ani.change(write(*(list(line) for line in RESULTS), sheet=9))
    return ani.book.sheet("Hasil")


@pytest.mark.parametrize(
    ("formula", "result"),
    [
        ("=1+2*3^2-4/2", 17),
        ("=-2^2", 4),
        ("=10%", 0.1),
        ("=(1+2)*3", 9),
        ("=1/0", "#DIV/0!"),
        ('="a"+1', "#VALUE!"),
        ('="3"+1', 4),
        ('="a"&1&1,5&TRUE', "a11,5TRUE"),
        ('="ABC"="abc"', True),
        ('=1="1"', False),
        ('=J1=""', "#REF!"),
        ('=H20=""', True),
        ("=H20=0", True),
        ('=2<"a"', True),
        ('="b">="a"', True),
        ("=1<>2", True),
        ('=IF(1=1;"ya")', "ya"),
        ('=IF(1=2;"ya")', False),
        ('=IF(H20;1;"kosong")', "kosong"),
        ('=IF("x";1;2)', "#VALUE!"),
        ('=IFERROR(1/0;"salah")', "salah"),
        ("=IFERROR(NA())", ""),
        ('=TRIM("  a   b ")', "a b"),
        ("=TRIM(7)", "7"),
        ('=SUBSTITUTE("a~b~";"~";"~~")', "a~~b~~"),
        ('=SUBSTITUTE(7;"";"x")', "7"),
        ("=ROW()", 1),
        ("=ROW(B7)", 7),
        ("=NA()", "#N/A"),
        ("=ISNUMBER(1)", True),
        ("=ISNUMBER(1/0)", False),
        ("=ISNUMBER(MATCH(1;Hasil!A:A;0))", False),
        ('=MATCH("KUNCI";Hasil!$A:$A;0)', 1),
        ("=MATCH(7;Hasil!$A:$A;0)", 6),
        ('=MATCH("7";Hasil!$A:$A;0)', 5),
        ('=MATCH("2026-1|1|?";Hasil!$A$3:$A;0)', 1),
        ('=MATCH("*|2";Hasil!$A:$A;0)', 3),
        ('=MATCH("apa~?";Hasil!$A:$A;0)', 7),
        ('=MATCH("kunc~?";Hasil!$A:$A;0)', "#N/A"),
        ('=MATCH("tidak ada";Hasil!$A:$A;0)', "#N/A"),
        ("=INDEX(Hasil!$A$1:$B$6;4;2)", "tanggal"),
        ("=INDEX(Hasil!$A:$A;4)", 46348),
        ("=INDEX(Hasil!$A:$A;11)", "#NUM!"),
        ("=INDEX(Hasil!$A:$A;9)", ""),
        ('=INDEX(Hasil!$B:$B;3)&""', ""),
        ('=COUNTIF(Hasil!A:A;"2026-1*")', 2),
        ("=COUNTIF(Hasil!A:A;7)", 2),
        ('=COUNTIF(Hasil!A:A;">7")', 1),
        ('=COUNTIF(Hasil!A1:A6;"<>7")', 4),
        ("=Tidak!A1", "#REF!"),
        ("=IF(1;2", "#ERROR!"),
        ("=TRIM()", "#N/A"),
    ],
)
def test_a_formula_has_the_result_of_sheets(formula: str, result: object, ani: Client, hasil: Sheet) -> None:
    ani.change(write([formula]))
    assert ani.values() == [[result]]
    assert ani.book.sheet("Sheet1").cell(1, 1).formula == formula


def test_a_row_shows_its_result_wherever_it_is_sorted(ani: Client, hasil: Sheet) -> None:
    key = 'TRIM($A1)&"|"&TRIM(IF($B1="";1;$B1))&"|"&TRIM($C1)'
    formula = f'=IFERROR(INDEX(Hasil!$B:$B;MATCH({key};Hasil!$A:$A;0))&"";"")'
    ani.change(
        write(["2026-2", 1, 1, formula], ["2026-1 ", None, 1, formula.replace("1)", "2)").replace("$B1", "$B2")])
    )
    tab = ani.book.sheet("Sheet1")
    assert tab.values() == [["2026-2", 1, 1, ""], ["2026-1 ", "", 1, "Selesai"]]
    ani.book.as_person("ani@example.org").sort("Sheet1", 1, 1)
    assert tab.values() == [["2026-1 ", "", 1, "Selesai"], ["2026-2", 1, 1, ""]]
    ani.change(write(["Diganti"], row=2, column=2, sheet=9))
    assert tab.values()[0][3] == "Diganti"


def test_results_follow_every_change(ani: Client, hasil: Sheet) -> None:
    own = "INDEX($A:$A;ROW())"
    ani.change(write(["2026-1|1|1", f"=INDEX(Hasil!$B:$B;MATCH({own};Hasil!$A:$A;0))", "=B1&A1", "=COUNTIF(A:A;A1)"]))
    assert ani.values() == [["2026-1|1|1", "Selesai", "Selesai2026-1|1|1", 1]]
    ani.change(write(["7"], row=2))
    assert ani.values()[1:] == [["7"]]
    ani.change(write(["7"]))
    assert ani.values()[0] == ["7", "teks", "teks7", 2]
    ani.change(write(["baru"], row=5, column=2, sheet=9))
    assert ani.values()[0] == ["7", "baru", "baru7", 2]
    ani.change(write(["=A6"], row=5, column=2, sheet=9))
    assert ani.values()[0][:2] == ["7", 7]
    ani.change(write(["lagi"], row=6, sheet=9))
    assert ani.values()[0][:2] == ["7", "lagi"]


def test_formulas_in_a_circle_are_an_error(ani: Client) -> None:
    ani.change(write(["=B1", "=A1"]))
    assert ani.values() == [["#REF!", "#REF!"]]


def test_now_is_the_services_clock_in_the_spreadsheets_time_zone(google: Emulator, book: Book, ani: Client) -> None:
    ani.change(write(["=NOW()"]))
    ((first,),) = ani.values()
    google.clock_shift *= 0
    assert first == pytest.approx((google.now().timestamp() / 86_400 + 25_569) + 7 / 24, abs=0.001)
    ((second,),) = ani.values()
    assert second > first


def test_an_error_is_described_as_one(ani: Client) -> None:
    ani.change(write(["=NA()"]))
    found = ani.get(fields="sheets.data.rowData.values(effectiveValue,formattedValue)")
    assert found["sheets"][0]["data"][0]["rowData"] == [
        {"values": [{"effectiveValue": {"errorValue": {"type": "N_A"}}, "formattedValue": "#N/A"}]}
    ]
