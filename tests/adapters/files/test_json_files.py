"""JSON files that people edit: what is wrong with them is told by line and column, or by JSON path."""

import sys
from pathlib import Path

import pytest
from pydantic import BaseModel, ConfigDict

from worklog.adapters.files.json_files import JsonFileError, read_model


class Shelf(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    books: dict[str, int] = {}
    names: tuple[str, ...] = ()
    height: float = 0


def problems(path: Path) -> tuple[str, ...]:
    with pytest.raises(JsonFileError) as caught:
        read_model(path, Shelf)
    return caught.value.problems


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "baris 1 kolom 1: berkas ini kosong; isi sedikitnya dengan {}."),
        ('{"books": {},}', "baris 1 kolom 13: koma sebelum kurung penutup harus dihapus."),
        ('{"names": ["a",]}', "baris 1 kolom 15: koma sebelum kurung penutup harus dihapus."),
        ('{"books": {},\n\n}', "baris 1 kolom 13: koma sebelum kurung penutup harus dihapus."),
        ("{'books': {}}", 'baris 1 kolom 2: tanda kutip harus yang lurus dan ganda (").'),
        ("{“books”: {}}", 'baris 1 kolom 2: tanda kutip harus yang lurus dan ganda (").'),
        ('{\n  // rak\n  "books": {}\n}', "baris 2 kolom 3: JSON tidak mengenal komentar; hapus baris ini."),
        ('{"books": {} "names": []}', "baris 1 kolom 14: sebelum tempat ini kurang koma, atau kurung penutup."),
        ('{"books" {}}', "baris 1 kolom 10: sesudah kunci seharusnya ada titik dua."),
        ('{"names": ["a]}', "baris 1 kolom 12: teks yang mulai di sini tidak ditutup tanda kutip."),
        ('{"names": ["a\nb"]}', "baris 1 kolom 14: teks tidak boleh berganti baris atau memuat Tab; tulis dalam satu baris."),
        ("{} {}", "baris 1 kolom 4: sesudah kurung kurawal penutup terakhir masih ada tulisan; hapus."),
        ("{books: {}}", "baris 1 kolom 2: di sini seharusnya ada kunci di antara tanda kutip."),
        (r'{"names": ["D:\data"]}', "baris 1 kolom 15: garis miring terbalik \\ harus ditulis dua kali (\\\\); untuk alamat berkas pakai saja garis miring /."),
    ],
)  # fmt: skip
def test_fault_of_writing_is_told_by_line_and_column(text: str, problem: str, tmp_path: Path) -> None:
    path = tmp_path / "rak.json"
    path.write_text(text, encoding="utf-8")
    assert problems(path) == (problem,)


def test_unfinished_value_is_told(tmp_path: Path) -> None:
    path = tmp_path / "rak.json"
    path.write_text('{"books": tru}', encoding="utf-8")
    assert problems(path)[0].startswith("baris 1 kolom 11: di sini seharusnya ada nilai")


def test_fault_without_a_sentence_of_its_own_is_still_told(tmp_path: Path) -> None:
    path = tmp_path / "rak.json"
    path.write_text('{"height": "tinggi"}', encoding="utf-8")
    assert problems(path) == ('$.height: nilai "tinggi" tidak dapat dipakai; perbaiki atau hapus kuncinya.',)


def test_key_written_twice_is_told_with_its_path_beside_other_problems(tmp_path: Path) -> None:
    path = tmp_path / "rak.json"
    path.write_text('{"books": {"a": 1, "a": 2}, "names": [1]}', encoding="utf-8")
    assert problems(path) == (
        "$.books.a: kunci ini tertulis lebih dari sekali; sisakan satu.",
        "$.names[0]: harus teks di antara tanda kutip; tertulis 1.",
    )


def test_key_written_twice_in_a_list_is_told(tmp_path: Path) -> None:
    path = tmp_path / "rak.json"
    path.write_text('{"names": [{"a": 1, "a": 1}]}', encoding="utf-8")
    assert problems(path)[0] == "$.names[0].a: kunci ini tertulis lebih dari sekali; sisakan satu."


def test_key_written_twice_with_good_values_is_still_refused(tmp_path: Path) -> None:
    path = tmp_path / "rak.json"
    path.write_text('{"names": [], "names": []}', encoding="utf-8")
    assert problems(path) == ("$.names: kunci ini tertulis lebih dari sekali; sisakan satu.",)


@pytest.mark.parametrize(
    "text",
    ['{"names": ["\\ud800"]}', '{"books": {"a": ' + "9" * 5000 + "}}", '{"names": ' + "[" * 500 + "]" * 500 + "}"],
)
def test_writing_that_only_the_validation_cannot_read_is_told(text: str, tmp_path: Path) -> None:
    path = tmp_path / "rak.json"
    path.write_text(text, encoding="utf-8")
    assert problems(path)[0].startswith("$: ada angka yang terlalu panjang, tanda \\u yang tidak lengkap, atau kurung")


def test_brackets_without_end_are_told(tmp_path: Path) -> None:
    path = tmp_path / "rak.json"
    path.write_text("[" * 200_000, encoding="utf-8")
    assert problems(path) == ("kurung di dalam kurung terlalu dalam; sederhanakan isinya.",)


def test_file_in_another_encoding_is_told(tmp_path: Path) -> None:
    path = tmp_path / "rak.json"
    path.write_text("{}", encoding="utf-16")
    assert problems(path)[0].startswith("berkas ini tidak tersimpan sebagai teks UTF-8. Buka di Notepad")


def test_folder_is_told(tmp_path: Path) -> None:
    assert problems(tmp_path) == ("ini sebuah folder; sebutkan berkas JSON di dalamnya.",)


def test_missing_file_is_told(tmp_path: Path) -> None:
    assert problems(tmp_path / "rak.json") == ("berkas ini tidak ada.",)
    (tmp_path / "berkas").touch()
    assert problems(tmp_path / "berkas" / "rak.json") == ("berkas ini tidak ada.",)


@pytest.mark.skipif(sys.platform == "win32", reason="there a name that is too long is a file that is not there")
def test_file_that_cannot_be_opened_is_told(tmp_path: Path) -> None:
    assert problems(tmp_path / ("a" * 300))[0].startswith("berkas ini tidak dapat dibuka. Tutup program")


def test_message_names_the_file_and_every_problem(tmp_path: Path) -> None:
    path = tmp_path / "rak.json"
    path.write_text('{"books": [], "names": {}}', encoding="utf-8")
    with pytest.raises(JsonFileError) as caught:
        read_model(path, Shelf)
    assert str(caught.value).split("\n")[0] == f"Berkas {path} belum dapat dipakai:"
    assert str(caught.value).count("\n- $.") == 2
