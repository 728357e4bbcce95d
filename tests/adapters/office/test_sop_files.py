"""Loading the SOP's versions from a folder."""

import json
from pathlib import Path
from typing import Any

import pytest

from worklog.adapters.office.sop_files import SopError, load_sops
from worklog.config.config import SOP_FOLDER


@pytest.fixture
def data() -> dict[str, Any]:
    (path,) = SOP_FOLDER.glob("*.json")
    loaded: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return loaded


def write(folder: Path, name: str, data: dict[str, Any]) -> None:
    (folder / name).write_text(json.dumps(data), encoding="utf-8")


def told(folder: Path) -> list[str]:
    with pytest.raises(SopError) as caught:
        load_sops(folder)
    first, *lines = str(caught.value).split("\n")
    assert first == f"Tabel SOP di folder {folder} belum dapat dipakai:"
    return [line.removeprefix("- ") for line in lines]


def test_sop_of_the_office_loads() -> None:
    book = load_sops(SOP_FOLDER)
    assert [sop.number for sop in book.versions] == ["09/HK.03.1/3326/2022"]
    assert book.flows["code"].tolist() == ["P1", "P2", "P3", "P4", "R1", "R2"]


def test_versions_stand_side_by_side_oldest_first(tmp_path: Path, data: dict[str, Any]) -> None:
    write(tmp_path, "a.json", {**data, "number": "baru", "effective": "2027-01-01"})
    write(tmp_path, "b.json", data)
    assert [sop.number for sop in load_sops(tmp_path).versions] == ["09/HK.03.1/3326/2022", "baru"]


def test_problems_of_all_files_are_told_with_file_and_path(tmp_path: Path, data: dict[str, Any]) -> None:
    (tmp_path / "a.json").write_text("{", encoding="utf-8")
    steps = [{**step, "role": "Humas"} if step["no"] == 1 else step for step in data["flows"][0]["steps"]]
    flow = {**data["flows"][0], "steps": steps}
    write(tmp_path, "b.json", {**data, "effective": "awal tahun", "flows": [flow], "judul": 1})
    syntax, effective, role, unknown = told(tmp_path)
    assert syntax == "a.json baris 1 kolom 2: di sini seharusnya ada kunci di antara tanda kutip."
    assert effective.startswith('b.json $.effective: harus tanggal seperti "2022-01-18"')
    assert role.startswith("b.json $.flows: peran 'Humas' bukan salah satu dari Admin")
    assert unknown.startswith("b.json $.judul: kunci ini tidak dikenal.")


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"number": None}, "$.number: harus teks di antara tanda kutip; tertulis null."),
        ({"flows": []}, "$.flows: harus berisi sedikitnya 1 isian."),
        ({"captions": {"greetings": []}}, "$.captions.hashtags: kunci ini wajib ada; tambahkan beserta nilainya."),
        ({"revision": 2022}, '$.revision: harus tanggal seperti "2022-01-18" (tahun-bulan-tanggal); tertulis 2022.'),
    ],
)
def test_problem_says_where_what_and_how(
    change: dict[str, Any], problem: str, tmp_path: Path, data: dict[str, Any]
) -> None:
    write(tmp_path, "sop.json", {**data, **change})
    assert told(tmp_path) == [f"sop.json {problem}"]


def test_unknown_key_of_a_step_names_the_known_one(tmp_path: Path, data: dict[str, Any]) -> None:
    data["flows"][0]["steps"][1]["bak_to"] = 1
    data["flows"][2]["prepare"]["day"] = 1
    write(tmp_path, "sop.json", data)
    step, prepare = told(tmp_path)
    assert step.startswith('sop.json $.flows[0].steps[1].bak_to: kunci ini tidak dikenal. Mungkin maksudnya "back_to"?')
    assert prepare.startswith('sop.json $.flows[2].prepare.day: kunci ini tidak dikenal. Mungkin maksudnya "days"?')


def test_code_of_a_flow_that_does_not_fit_is_told(tmp_path: Path, data: dict[str, Any]) -> None:
    data["flows"][0]["code"] = "P10"
    write(tmp_path, "sop.json", data)
    assert told(tmp_path) == [r'sop.json $.flows[0].code: bentuknya harus sesuai pola ^[A-Z]\d$; tertulis "P10".']


def test_two_versions_of_the_same_day_are_refused(tmp_path: Path, data: dict[str, Any]) -> None:
    write(tmp_path, "a.json", data)
    write(tmp_path, "b.json", data)
    assert told(tmp_path) == ["a.json dan b.json sama-sama berlaku mulai 2022-01-18; ubah $.effective salah satunya."]


@pytest.mark.parametrize("name", [".", "tidak ada"])
def test_folder_without_a_table_is_told(name: str, tmp_path: Path) -> None:
    assert told(tmp_path / name) == ["tidak ada berkas .json; salin kembali folder templates/sop dari paket program."]
