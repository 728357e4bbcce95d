"""What a clerk does with import_sop.py: export, type, confirm, import; and what is told when something is wrong."""

from __future__ import annotations

import json
import shutil
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

import import_sop
from commands import Told, call
from decrees import (
    DESK,
    HEAD,
    INFORMATION,
    LEGAL_HEAD,
    LEGAL_PRODUCTS,
    OFFICER,
    SOCIAL_MEDIA,
    STAFF,
    SUPERIOR,
    Tables,
    confirm,
    type_decree,
)
from selection import first_ones
from snapshots import disk_state
from worklog.adapters.files import temporary
from worklog.adapters.form.page import TITLE_ROWS
from worklog.adapters.form.page_sop import sop_page
from worklog.adapters.form.text_height import height_of
from worklog.adapters.office.sop_files import load_sops
from worklog.config.config import SOP_FOLDER
from worklog.core.sop.model import Sop

FIRST, NEW = "09-HK.03.1-3326-2022", "14-HK.03.1-3399-2026"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The SOPs of the office: a copy of those that come with the program."""
    copied = tmp_path / "sop"
    shutil.copytree(SOP_FOLDER, copied)
    monkeypatch.setattr(import_sop, "SOP_FOLDER", copied)
    return copied


@pytest.fixture(scope="module")
def exported_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The SOP that comes with the program as a worksheet."""
    target = tmp_path_factory.mktemp("sop") / "a.xlsx"
    assert call("import_sop", "--export", target).code == 0
    return target


@pytest.fixture
def exported(folder: Path, exported_once: Path, tmp_path: Path) -> Path:
    """A copy of it, beside the SOPs of the office."""
    return Path(shutil.copy(exported_once, tmp_path / "a.xlsx"))


def bring_in(path: Path) -> Told:
    return call("import_sop", path)


def change(path: Path, tab: str, cell: str, value: object) -> None:
    book = load_workbook(path)
    book[tab][cell] = value
    book.save(path)


def newest(folder: Path) -> Sop:
    return load_sops(folder).versions[-1]


def imported(folder: Path, tables: Tables, title: str) -> Sop:
    """Typed as the office does, proposed by the program, confirmed, and imported."""
    path = type_decree(folder.parent / "SOP baru.xlsx", tables, title=title)
    assert bring_in(path).code == 1
    proposal = path.with_name("SOP baru - usulan.xlsx")
    confirm(proposal)
    told = bring_in(proposal)
    assert told.code == 0, told.out + told.err
    assert (folder / f"{NEW}.json").is_file()
    return newest(folder)


def facts(sop: Sop) -> dict[str, str]:
    return {
        f"{flow.code} {flow.clock} {flow.total.text if flow.total else 'hari yang direncanakan'}": " ".join(
            f"{step.kind}{f'<{step.back_to}' if step.back_to else ''}" for step in flow.steps
        )
        for flow in sop.flows
    }


def test_an_exported_sop_comes_back_as_it_was(exported: Path, folder: Path) -> None:
    (before,) = load_sops(folder).versions
    shipped = json.loads((folder / f"{FIRST}.json").read_text(encoding="utf-8"))
    (folder / f"{FIRST}.json").unlink()
    (folder / "lama.json").write_text(json.dumps({**shipped, "effective": "2020-01-01"}), encoding="utf-8")

    told = bring_in(exported)

    assert told.code == 0, told.out
    assert newest(folder) == before
    written = json.loads((folder / f"{FIRST}.json").read_text(encoding="utf-8"))
    assert written["flows"] == shipped["flows"]
    assert "Yang bertentangan di dalam SOP ini:\n- Alur P4: persiapan 2 hari" in told.out
    assert "- Alur R2: jumlah batas langkah 1 hari 4 jam 30 menit melebihi batas total 1 hari." in told.out


def test_an_sop_that_is_there_already_is_not_put_in_twice(exported: Path, folder: Path) -> None:
    before = disk_state(folder)
    told = bring_in(exported)
    assert (told.code, disk_state(folder)) == (0, before)
    assert "sudah terpasang dengan isi yang sama" in told.out


def test_a_revision_stands_beside_the_old_sop_and_holds_from_its_day(exported: Path, folder: Path) -> None:
    """The number stays; what changed is a limit, and the day."""
    old = disk_state(folder)
    change(exported, "SOP", "B6", date(2026, 6, 1))
    change(exported, "SOP", "B7", "1 Juli 2026")
    change(exported, "Alur 2", "I4", "3 jam")

    told = bring_in(exported)

    assert told.code == 0, told.out
    assert "Alur: P1 Kegiatan Ceremonial KPU dan Pemilu/Pemilihan; P2 Publikasi Informasi Umum; P3" in told.out
    assert {name: content for name, content in disk_state(folder).items() if name in old} == old
    assert (folder / f"{FIRST}-2026-07-01.json").is_file()
    assert newest(folder).revision == date(2026, 6, 1)
    assert newest(folder).flows[1].steps[0].limit.text == "3 jam"
    assert "Waktu Acuan mulai Rabu, 1 Juli 2026; konten sebelumnya tetap dinilai dengan SOP lamanya." in told.out
    assert "Alur P2: jumlah batas langkah 5 jam melebihi batas total 4 jam." in told.out


def test_two_sops_cannot_begin_on_the_same_day(exported: Path, folder: Path) -> None:
    change(exported, "SOP", "B4", "baru")
    before = disk_state(folder)
    told = bring_in(exported)
    assert (told.code, disk_state(folder)) == (1, before)
    assert (
        'Tab "SOP" baris 7 kolom "TGL. EFEKTIF": Selasa, 18 Januari 2022 sudah dipakai SOP Nomor '
        "09/HK.03.1/3326/2022. Setiap SOP berlaku mulai hari yang berbeda" in told.out
    )


def test_nothing_is_in_force_before_a_person_has_confirmed_it(folder: Path, tmp_path: Path) -> None:
    path = type_decree(tmp_path / "SOP baru.xlsx", SOCIAL_MEDIA)
    typed, before = path.read_bytes(), disk_state(folder)

    told = bring_in(path)

    proposal = tmp_path / "SOP baru - usulan.xlsx"
    assert told.code == 1
    assert "belum dipakai: ada yang harus Anda pastikan lebih dulu." in told.out
    assert str(proposal) in told.out
    assert (path.read_bytes(), disk_state(folder)) == (typed, before)
    again = bring_in(proposal)
    assert again.code == 1
    assert '- Tab "Alur 1" baris 4 kolom "Sudah Benar"\n- Tab "Alur 1" baris 5 kolom "Sudah Benar"' in again.out
    assert not (tmp_path / "SOP baru - usulan 2.xlsx").exists()
    assert disk_state(folder) == before


def test_of_many_places_to_be_confirmed_the_rest_is_counted(exported: Path) -> None:
    book = load_workbook(exported)
    for sheet in book.worksheets[1:]:
        for row in range(4, sheet.max_row + 1):
            sheet.cell(row, 24, None).value = None
    book.save(exported)
    told = bring_in(exported)
    assert told.code == 1
    assert told.out.splitlines()[-1] == "- dan 19 tempat lain"


def test_a_proposal_never_takes_the_place_of_an_earlier_one(folder: Path, tmp_path: Path) -> None:
    path = type_decree(tmp_path / "SOP baru.xlsx", SOCIAL_MEDIA)
    (tmp_path / "SOP baru - usulan.xlsx").write_bytes(b"Rina memeriksanya")
    told = bring_in(path)
    assert (tmp_path / "SOP baru - usulan.xlsx").read_bytes() == b"Rina memeriksanya"
    assert (tmp_path / "SOP baru - usulan 2.xlsx").is_file()
    assert "SOP baru - usulan 2.xlsx" in told.out


def test_what_a_person_corrects_in_a_proposal_holds(folder: Path, tmp_path: Path) -> None:
    path = type_decree(tmp_path / "SOP baru.xlsx", SOCIAL_MEDIA)
    bring_in(path)
    proposal = tmp_path / "SOP baru - usulan.xlsx"
    change(proposal, "Alur 1", "M5", None)
    change(proposal, "Alur 1", "P4", "B7")
    confirm(proposal)
    assert bring_in(proposal).code == 0
    assert newest(folder).flows[0].code == "B7"
    assert newest(folder).flows[0].steps[1].back_to is None


def test_sop_of_another_office_for_social_media(folder: Path) -> None:
    sop = imported(folder, SOCIAL_MEDIA, "Pengelolaan media sosial")
    assert facts(sop) == {
        "P1 working 90 menit": "make check<1 approve<1 publish",
        "R1 working 3 jam": "do make approve<2 publish",
    }
    assert sop.flows[1].answers_comments
    assert sop.flows[1].after_airing is not None
    assert sop.flows[1].after_airing.text == "1 jam"
    assert sop.effective == date(2026, 7, 1)
    assert sop.flows[0].steps[1].limit.text == "20 menit"


def test_sop_that_is_not_about_social_media(folder: Path) -> None:
    sop = imported(folder, INFORMATION, "Layanan informasi publik")
    assert facts(sop) == {
        "P1 working 10 hari": "do make check<2 approve<2 publish",
        "P2 working 30 hari": "do make approve<2 publish",
    }
    assert sop.flows[0].steps[1].limit.text == "5 hari"
    assert sop.roles == (DESK, LEGAL_HEAD, OFFICER, SUPERIOR)
    assert sop.revision is None
    assert sop.captions.hashtags == ()
    assert sop.title == "Layanan informasi publik"


def test_sop_with_a_repair_and_a_planned_day(folder: Path) -> None:
    sop = imported(folder, LEGAL_PRODUCTS, "Pengelolaan JDIH")
    assert facts(sop) == {"P1 working hari yang direncanakan": "make check repair approve<3 publish"}
    assert sop.flows[0].prepare is not None
    assert (sop.flows[0].prepare.step, sop.flows[0].prepare.days) == (1, 2)


def test_every_problem_is_told_at_once_with_tab_row_and_column(folder: Path, tmp_path: Path) -> None:
    tables: Tables = {
        "Berita": [
            (1, "", STAFF, "Foto", "45 menit", "Naskah", ""),
            (2, "Kasubag mengoreksi", "", "Naskah", "setengah jam", "Naskah", ""),
            (3, "Admin mengunggah", HEAD, "Naskah", "10 menit", "Tayangan", ""),
        ]
    }
    path = type_decree(tmp_path / "SOP baru.xlsx", tables, changes={"TGL. EFEKTIF": "besok", "DISAHKAN OLEH": ""})
    told = bring_in(path)
    assert told.code == 1
    assert told.out.splitlines()[1:] == [
        'Tab "Lampiran" baris 4 kolom "TGL. EFEKTIF": tertulis "besok"; tulis tanggal seperti 18/01/2022.',
        'Tab "Lampiran" baris 5 kolom "DISAHKAN OLEH": belum diisi.',
        'Tab "Lampiran" baris 12 kolom "Kegiatan": belum diisi.',
        'Tab "Lampiran" baris 13 kolom "Pelaksana": belum ada tanda; beri tanda pada tepat satu peran yang mengerjakannya.',
        'Tab "Lampiran" baris 13 kolom "Waktu": tertulis "setengah jam"; tulis satu angka bulat dan satuannya, seperti '
        '"15 menit", "2 jam" atau "1 hari".',
    ]
    assert not (tmp_path / "SOP baru - usulan.xlsx").exists()


@pytest.mark.parametrize(
    ("cell", "value", "problem"),
    first_ones(
        [
            ("L5", "cek", 'baris 5 kolom "Jenis Langkah": tertulis "cek"; tulis salah satu: konsep, proses, perbaikan'),
            ("L5", None, 'baris 5 kolom "Jenis Langkah": belum diisi.'),
            ("L4", "perbaikan", 'baris 4 kolom "Jenis Langkah": hanya langkah terakhir'),
            ("L4", "penayangan", 'baris 8 kolom "Jenis Langkah": hanya langkah terakhir'),
            ("M5", "9", 'baris 5 kolom "Revisi Kembali ke": hanya pemeriksaan dan persetujuan yang kembali'),
            ("M5", "satu", 'baris 5 kolom "Revisi Kembali ke": tertulis "satu"; tulis angka bulat.'),
            ("N4", "x", 'baris 4 kolom "Hari Sebelum Tayang": tertulis "x"; tulis angka bulat.'),
            (
                "O8",
                "barangkali",
                'baris 8 kolom "Hari Direncanakan": tertulis "barangkali"; tulis "Ya", atau kosongkan.',
            ),
            ("O8", "Ya", 'baris 4 kolom "Batas Total": isi batas total, atau isi "Ya"'),
            ("P4", "berita", 'baris 4 kolom "Kode Alur": tertulis "berita"; tulis satu huruf besar dan satu angka'),
            ("P4", "P2", 'kolom "Kode Alur": kode "P2" sudah dipakai alur lain.'),
            ("Q4", None, 'baris 4 kolom "Waktu Dihitung": belum diisi.'),
            ("S5", "2 jam", 'baris 5 kolom "Batas Total": isi hanya di baris langkah pertama alur ini.'),
            ("A6", 7, 'baris 4 kolom "No": nomor langkah harus 1, 2, 3'),
            ("A6", "tiga", 'baris 6 kolom "No": tertulis "tiga"; isi dengan nomor langkah 1, 2, 3'),
            ("A6", None, 'baris 6 kolom "No": belum diisi; isi dengan nomor langkah 1, 2, 3'),
            ("C4", "x", 'baris 4 kolom "Pelaksana": ditandai Admin, Fungsional Umum; beri tanda pada tepat satu'),
            ("C3", "Humas", 'baris 3 kolom "Humas": peran ini tidak ada di PERAN (Admin, Fungsional Umum, Es. IV'),
            (
                "I4",
                "1 jam 30 menit",
                'baris 4 kolom "Waktu": tertulis "1 jam 30 menit"; tulis dengan satu angka dan satu satuan: "90 menit".',
            ),
            ("I4", "2 x 24 jam", 'tertulis "2 x 24 jam"; tulis dengan satu angka dan satu satuan: "48 jam".'),
            ("I4", "± 15 menit", 'tertulis "± 15 menit"; tulis dengan satu angka dan satu satuan: "15 menit".'),
            ("I4", "1 (satu) jam", 'tertulis "1 (satu) jam"; tulis dengan satu angka dan satu satuan: "1 jam".'),
            ("I4", "1,5 jam", 'tertulis "1,5 jam"; tulis satu angka bulat dan satuannya'),
            ("I3", "Durasi", 'baris 2 kolom "Waktu": judul kolom ini tidak ada'),
            ("B2", "Apa", 'baris 2 kolom "Kegiatan": judul kolom ini tidak ada'),
            ("C2", "Oleh", 'baris 2 kolom "Pelaksana": judul kolom ini tidak ada'),
            ("A1", None, 'baris 1 kolom "No": di atas tabel belum ada judul alurnya'),
        ],
        6,
    ),
)
def test_problem_of_a_cell_is_told(cell: str, value: object, problem: str, exported: Path, folder: Path) -> None:
    change(exported, "Alur 1", cell, value)
    before = disk_state(folder)
    told = bring_in(exported)
    assert (told.code, disk_state(folder)) == (1, before)
    assert problem in told.out


def test_only_one_step_is_prepared_before_the_airing(exported: Path) -> None:
    change(exported, "Alur 3", "N5", "2")
    assert 'Tab "Alur 3" baris 5 kolom "Hari Sebelum Tayang": hanya satu langkah' in bring_in(exported).out


def test_the_office_has_to_be_named(exported: Path) -> None:
    change(exported, "SOP", "B11", None)
    assert 'Tab "SOP" baris 11 kolom "SATUAN KERJA": belum diisi.' in bring_in(exported).out


def test_a_table_without_rows_is_told(exported: Path) -> None:
    book = load_workbook(exported)
    book["Alur 1"].delete_rows(4, 20)
    book.save(exported)
    assert 'Tab "Alur 1" baris 4 kolom "No": tabel ini belum berisi langkah' in bring_in(exported).out


def test_notes_below_a_table_are_no_steps(exported: Path, folder: Path) -> None:
    change(exported, "Alur 1", "A10", "Catatan: lihat juga lampiran II")
    assert "sudah terpasang dengan isi yang sama" in bring_in(exported).out


def test_names_that_are_broken_into_lines_are_names_on_one_line(folder: Path, tmp_path: Path) -> None:
    """Texts of steps keep their lines."""
    path = type_decree(tmp_path / "SOP baru.xlsx", SOCIAL_MEDIA)
    book = load_workbook(path)
    sheet = book["Lampiran"]
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value in (
                STAFF,
                "Berita kegiatan",
                "Ketua KPU Provinsi Contoh",
                "Staf humas membuat naskah berita",
            ):
                cell.value = str(cell.value).replace(" ", "\n", 1)
    book.save(path)
    assert bring_in(path).code == 1
    proposal = path.with_name("SOP baru - usulan.xlsx")
    change(proposal, "SOP", "B10", "Media\xa0sosial\n")
    change(proposal, "SOP", "B12", STAFF.replace(" ", " \n"))
    confirm(proposal)
    told = bring_in(proposal)
    assert told.code == 0, told.out
    sop, first = newest(folder), newest(folder).flows[0]
    assert sop.roles[0] == first.steps[0].role == STAFF
    assert (sop.short_name, sop.approved_by) == ("Media sosial", "Ketua KPU Provinsi Contoh")
    assert (first.name, first.steps[0].activity) == ("Berita kegiatan", "Staf\nhumas membuat naskah berita")


def test_signs_of_a_role_that_another_table_writes_otherwise_are_in_the_proposal(folder: Path, tmp_path: Path) -> None:
    path = type_decree(tmp_path / "SOP baru.xlsx", SOCIAL_MEDIA)
    book = load_workbook(path)
    sheet = book["Lampiran"]
    heads = [cell for row in sheet.iter_rows() for cell in row if cell.value == HEAD]
    heads[1].value = HEAD.upper()
    book.save(path)
    bring_in(path)
    proposal = path.with_name("SOP baru - usulan.xlsx")
    confirm(proposal)
    assert bring_in(proposal).code == 0
    assert newest(folder).flows[1].steps[1].role == HEAD


@pytest.mark.parametrize(
    ("tab", "cell", "heading"),
    first_ones(
        [
            ("Alur 1", "H3", "Persyaratan/\nKelengkapan"),
            ("Alur 1", "H3", "Kelengkapan / Persyaratan"),
            ("Alur 1", "B2", "Konten /Kegiatan"),
            ("Alur 1", "K2", "KETE-\nRANGAN"),
            ("Alur 1", "A2", "N o ."),
            ("Alur 1", "L3", "Jenis\nLangkah"),
            ("SOP", "A7", "TGL.EFEKTIF"),
            ("SOP", "A7", "Tanggal\nEfektif :"),
            ("SOP", "A4", "NOMORSOP"),
        ],
        3,
    ),
)
def test_headings_are_known_wherever_they_are_broken(tab: str, cell: str, heading: str, exported: Path) -> None:
    change(exported, tab, cell, heading)
    assert "sudah terpasang dengan isi yang sama" in bring_in(exported).out


LONG_ROLE = "Kepala Subbagian Teknis Penyelenggaraan Pemilu dan Hupmas"


def test_headers_are_as_high_as_their_longest_role_needs(folder: Path, tmp_path: Path) -> None:
    """The SOP that comes with the program keeps its heights."""
    target = tmp_path / "b.xlsx"
    heights = []
    for role in ("Fungsional Umum", LONG_ROLE):
        file = folder / f"{FIRST}.json"
        text = file.read_text(encoding="utf-8").replace('"Fungsional Umum"', json.dumps(role))
        file.write_text(text, encoding="utf-8")
        target.unlink(missing_ok=True)
        call("import_sop", "--export", target)
        (sop,) = load_sops(folder).versions
        exported = load_workbook(target)["Alur 1"].row_dimensions[3].height
        heights.append((exported, sop_page(sop, "KPU").heights[TITLE_ROWS + 2]))
    assert heights == [(30, 30), (91.75, 91.75)]


def test_rows_of_the_tab_sop_are_as_high_as_any_of_their_texts_needs(folder: Path) -> None:
    (sop,) = load_sops(folder).versions
    first, *others = sop.flows[0].steps
    step = first.model_copy(update={"requirement": "Surat tugas, foto dan daftar hadir seluruh peserta"})
    flow = sop.flows[0].model_copy(update={"steps": (step, *others)})
    page = sop_page(sop.model_copy(update={"flows": (flow,)}), "KPU")
    assert page.heights[TITLE_ROWS + 4] == height_of(3)


def test_workbook_without_an_sop_is_told(folder: Path, tmp_path: Path) -> None:
    path = type_decree(tmp_path / "kosong.xlsx", {})
    change(path, "Lampiran", "C1", "Nomor surat")
    told = bring_in(path)
    assert told.code == 1
    assert 'Tidak ada tab dengan kotak "NOMOR SOP".' in told.out
    assert "Tidak ada tabel dengan judul kolom" in told.out


def test_a_workbook_with_its_head_alone_is_told(exported: Path) -> None:
    book = load_workbook(exported)
    for sheet in book.worksheets[1:]:
        book.remove(sheet)
    book.save(exported)
    told = bring_in(exported)
    assert told.code == 1, told.err
    assert "Tidak ada tabel dengan judul kolom" in told.out


def test_an_sop_of_which_no_table_is_understood_is_told(exported: Path) -> None:
    book = load_workbook(exported)
    for sheet in book.worksheets[2:]:
        book.remove(sheet)
    book["Alur 1"]["I3"], book["SOP"]["B4"], book["SOP"]["B7"] = "Jangka Wkt", "12/HK/2026", date(2026, 12, 1)
    book.save(exported)
    told = bring_in(exported)
    assert told.code == 1, told.err
    assert told.out.splitlines()[1:] == [
        'Tab "Alur 1" baris 2 kolom "Waktu": judul kolom ini tidak ada di dua baris kepala tabel; tambahkan.'
    ]


def test_a_table_that_is_not_understood_makes_the_sop_no_other_one(exported: Path) -> None:
    """It is told as what it is, and not as an SOP of the same number with other contents."""
    change(exported, "Alur 1", "I3", "Jangka Wkt")
    assert "sudah terpasang" not in bring_in(exported).out


def test_what_is_typed_stays_in_the_proposal(exported: Path) -> None:
    for tab, cell, value in (
        ("Alur 2", "L6", None),
        ("Alur 2", "X6", None),
        ("Alur 2", "M6", 2),
        ("Alur 4", "L5", None),
        ("Alur 4", "X5", None),
        ("Alur 4", "N5", 3),
    ):
        change(exported, tab, cell, value)
    assert bring_in(exported).code == 1
    book = load_workbook(exported.with_name("a - usulan.xlsx"))
    typed = [book["Alur 2"]["M6"].value, book["Alur 4"]["N5"].value]
    assert (book["Alur 2"]["L6"].value, typed) == ("persetujuan", ["2", "3"])


def test_what_cannot_run_ends_in_a_sentence(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "ada.xlsx").write_bytes(b"Rina")
    (tmp_path / "sop.docx").write_bytes(b"")
    told = [
        call("import_sop"),
        call("import_sop", "a.xlsx", "--export", "b.xlsx"),
        call("import_sop", tmp_path / "tiada.xlsx"),
        call("import_sop", tmp_path / "sop.docx"),
        call("import_sop", tmp_path / "ada.xlsx"),
        call("import_sop", "--export", tmp_path / "ada.xlsx"),
    ]
    assert [(one.code, one.out) for one in told] == [(2, "")] * 6
    assert [one.err.split(". ")[0] for one in told[2:4]] == [
        f"Berkas {tmp_path / 'tiada.xlsx'} tidak ada",
        f"{tmp_path / 'sop.docx'} bukan .xlsx",
    ]
    assert "sudah ada dan tidak ditimpa" in told[5].err
    assert (tmp_path / "ada.xlsx").read_bytes() == b"Rina"


def test_a_place_that_takes_no_file_is_told(
    exported: Path, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    change(exported, "SOP", "B7", "1 Juli 2026")

    def full(*_: object) -> Path:
        raise OSError("No space left on device")

    monkeypatch.setattr(temporary, "patiently", full)
    told = [bring_in(exported), call("import_sop", "--export", tmp_path / "b.xlsx")]
    assert [one.code for one in told] == [2, 2]
    assert "Tabel SOP tidak dapat ditulis di" in told[0].err
    assert "b.xlsx tidak dapat ditulis." in told[1].err
    assert list(folder.glob("*.json")) == [folder / f"{FIRST}.json"]


@pytest.mark.slow
def test_a_role_of_other_columns_twice_or_unlisted_is_told(exported: Path) -> None:
    for cell, value in (("B12", "Catatan"), ("B13", "admin"), ("B14", "Admin")):
        change(exported, "SOP", cell, value)
    told = bring_in(exported).out
    assert 'Tab "SOP" baris 12 kolom "PERAN": "Catatan" sudah menjadi judul kolom lain.' in told
    assert 'Tab "SOP" baris 14 kolom "PERAN": "Admin" sudah tertulis di atasnya; hapus salah satunya.' in told
    assert 'Tab "Alur 1" baris 3 kolom "Fungsional Umum": peran ini tidak ada di PERAN (Catatan, admin, Admin,' in told


def test_a_role_is_written_as_in_the_former_sop(exported: Path) -> None:
    change(exported, "SOP", "B7", "1 Juli 2026")
    change(exported, "SOP", "B12", "ADMIN")
    told = bring_in(exported)
    assert told.code == 1
    assert 'kolom "PERAN": "ADMIN" tertulis "Admin" di SOP sebelumnya. Samakan' in told.out


def test_a_workbook_is_one_sop(exported: Path) -> None:
    book = load_workbook(exported)
    book["Alur 2"]["A12"], book["Alur 2"]["B12"] = "NOMOR SOP", "lain/2026"
    book["SOP"].append(["NAMA SOP", "SOP lain"])
    book.save(exported)
    told = bring_in(exported).out
    assert 'kolom "NAMA SOP": tertulis "SOP lain", lain dengan yang pertama di tab "SOP".' in told
    assert (
        'Tab "Alur 2" baris 12 kolom "NOMOR SOP": tertulis "lain/2026", lain dengan yang pertama di tab "SOP".' in told
    )


def test_a_step_behind_a_note_is_no_step_in_silence(exported: Path) -> None:
    book = load_workbook(exported)
    book["Alur 1"].insert_rows(7)
    book["Alur 1"]["B7"] = "lanjutan"
    book.save(exported)
    told = bring_in(exported).out
    assert 'Tab "Alur 1" baris 8 kolom "No": langkah ini terpisah dari tabelnya oleh baris 7; hapus baris itu.' in told


def test_a_step_that_has_no_number_yet_is_no_note_in_silence(exported: Path) -> None:
    change(exported, "Alur 1", "B9", "Admin melaporkan tayangan kepada Kasubbag")
    assert 'Tab "Alur 1" baris 9 kolom "No": belum diisi; isi nomor langkahnya' in bring_in(exported).out


def test_a_step_without_a_number_behind_a_note_is_told(exported: Path) -> None:
    for cell, value in (
        ("A9", "Catatan: lihat bawah"),
        ("B10", "Admin menyimpan arsip"),
        ("C10", "v"),
        ("I10", "15 menit"),
    ):
        change(exported, "Alur 1", cell, value)
    assert 'Tab "Alur 1" baris 10 kolom "No": langkah ini terpisah dari tabelnya oleh baris 9' in bring_in(exported).out


def test_several_boxes_in_a_row_are_read_each_with_its_own_value(exported: Path, folder: Path) -> None:
    book = load_workbook(exported)
    head = book["SOP"]
    head["A7"], head["B7"], head["B4"] = None, None, "12/HK/2026"
    head["D4"], head["E4"] = "TGL. EFEKTIF", datetime(2026, 12, 1)
    book.save(exported)
    assert "mulai Selasa, 1 Desember 2026" in bring_in(exported).out


def test_a_box_that_is_empty_takes_no_value_of_its_neighbour(exported: Path) -> None:
    book = load_workbook(exported)
    head = book["SOP"]
    head["A7"], head["B7"], head["B4"] = None, None, None
    head["C4"], head["D4"] = "TGL. EFEKTIF", datetime(2026, 12, 1)
    book.save(exported)
    assert 'Tab "SOP" baris 4 kolom "NOMOR SOP": belum diisi.' in bring_in(exported).out


def test_a_box_that_is_not_there_is_told_without_a_row(exported: Path) -> None:
    change(exported, "SOP", "A7", None)
    assert 'Tab "SOP" kotak "TGL. EFEKTIF": belum diisi' in bring_in(exported).out


def test_everything_is_told_at_once_wherever_it_is(exported: Path) -> None:
    for tab, cell, value in (
        ("SOP", "B7", "kapan"),
        ("Alur 1", "I4", "2 x 24 jam"),
        ("Alur 2", "A7", "empat"),
        ("Alur 3", "D4", None),
    ):
        change(exported, tab, cell, value)
    told = bring_in(exported).out
    for place in (
        'Tab "SOP" baris 7 kolom "TGL. EFEKTIF": tertulis "kapan"',
        'Tab "Alur 1" baris 4 kolom "Waktu": tertulis "2 x 24 jam"',
        'Tab "Alur 2" baris 7 kolom "No": tertulis "empat"',
        'Tab "Alur 3" baris 4 kolom "Pelaksana": belum ada tanda',
    ):
        assert place in told


def test_what_does_not_fit_is_told_before_a_person_says_that_all_is_right(exported: Path) -> None:
    book = load_workbook(exported)
    book["Alur 2"]["S4"] = None
    for row in range(4, 9):
        book["Alur 2"].cell(row, 24).value = None
    book.save(exported)
    assert 'Tab "Alur 2" baris 4 kolom "Batas Total": isi batas total, atau isi "Ya"' in bring_in(exported).out


def test_a_role_that_is_called_as_another_column_is_told_at_its_column(exported: Path) -> None:
    change(exported, "Alur 1", "C3", "No")
    assert 'Tab "Alur 1" baris 3 kolom "No": sudah menjadi judul kolom lain.' in bring_in(exported).out


def test_a_sign_over_two_merged_roles_is_two_signs(exported: Path) -> None:
    book = load_workbook(exported)
    book["Alur 1"].merge_cells("C8:D8")
    book.save(exported)
    assert 'Tab "Alur 1" baris 8 kolom "Pelaksana": ditandai Admin, Fungsional Umum; beri' in bring_in(exported).out


@pytest.mark.parametrize("nothing", ["-", False, 0, "☐", "[ ]"])
def test_what_says_no_in_a_role_is_no_sign(exported: Path, nothing: object) -> None:
    change(exported, "Alur 1", "E8", nothing)
    assert "sudah terpasang dengan isi yang sama" in bring_in(exported).out


def test_a_box_that_is_ticked_is_a_sign_and_an_empty_one_none(exported: Path) -> None:
    change(exported, "Alur 1", "D4", "☑")
    assert "sudah terpasang dengan isi yang sama" in bring_in(exported).out
    change(exported, "Alur 1", "D4", "☐")
    assert 'baris 4 kolom "Pelaksana": belum ada tanda' in bring_in(exported).out


@pytest.mark.parametrize(
    ("area", "column"),
    [("A4:A5", "No"), ("B4:B5", "Kegiatan"), ("I4:I5", "Waktu"), ("D4:D5", "Fungsional Umum")],
)
def test_cells_of_steps_that_are_merged_are_told_as_that(area: str, column: str, exported: Path) -> None:
    book = load_workbook(exported)
    sheet = book["Alur 1"]
    sheet["E5"], sheet["K5"] = None if column == "Fungsional Umum" else "v", None
    sheet.merge_cells(area)
    sheet.merge_cells("K4:K5")
    book.save(exported)
    assert bring_in(exported).out.splitlines()[1:] == [
        f'Tab "Alur 1" baris 5 kolom "{column}": sel {area} digabung, jadi hanya yang pertama terisi; batalkan '
        "penggabungannya, lalu isi tiap sel."
    ]


@pytest.mark.parametrize(
    ("text", "how"),
    first_ones(
        [
            ("Kajen, 20 November 2026", 'tulis tanggalnya saja: "20/11/2026".'),
            ("20 November 2026 (Jumat)", 'tulis tanggalnya saja: "20/11/2026".'),
            ("1 Mei 2026 atau 2 Mei 2026", "tulis tanggal seperti 18/01/2022."),
            ("November 2026", "tulis tanggal seperti 18/01/2022."),
        ],
        2,
    ),
)
def test_the_day_among_other_words_is_proposed(text: str, how: str, exported: Path) -> None:
    change(exported, "SOP", "B7", text)
    assert f'Tab "SOP" baris 7 kolom "TGL. EFEKTIF": tertulis "{text}"; {how}' in bring_in(exported).out


def test_what_a_proposal_leaves_out_is_named(folder: Path, tmp_path: Path) -> None:
    path = type_decree(tmp_path / "SOP baru.xlsx", SOCIAL_MEDIA)
    book = load_workbook(path)
    sheet = book["Lampiran"]
    sheet["A1"], sheet["G2"], sheet["H2"] = "Sekretariat", "DASAR HUKUM", "PKPU 14/2020"
    first, second = (cell.row for cell in sheet["A"] if cell.value == "NO.")
    sheet.cell(first, 12).value, sheet.cell(first + 4, 12).value = "Paraf\nKabag", "ya"
    sheet.cell(second + 4, 13).value = "lihat lampiran"
    sheet.append(["Catatan: berlaku juga untuk siaran pers"])
    book.save(path)
    told = bring_in(path)
    assert told.code == 1
    left = next(line for line in told.out.splitlines() if line.startswith("Tidak dibaca"))
    assert left == (
        'Tidak dibaca, dan tidak disalin ke usulan: Tab "Lampiran" kolom L "Paraf Kabag"; Tab "Lampiran" kolom M; '
        'Tab "Lampiran" baris 1 "Sekretariat"; Tab "Lampiran" baris 2 "DASAR HUKUM"; '
        f'Tab "Lampiran" baris {sheet.max_row} "Catatan: berlaku juga untuk siaran pers".'
    )


def test_a_proposal_of_a_worksheet_of_ours_leaves_nothing_out(exported: Path) -> None:
    change(exported, "Alur 1", "X4", None)
    change(exported, "Alur 1", "L4", None)
    told = bring_in(exported).out
    assert "a - usulan.xlsx" in told
    assert "Tidak dibaca" not in told


def test_a_number_with_a_full_stop_is_a_number(exported: Path) -> None:
    change(exported, "Alur 1", "A4", "1.")
    change(exported, "Alur 1", "A5", "2)")
    assert "sudah terpasang dengan isi yang sama" in bring_in(exported).out


def test_the_place_in_a_list_before_a_heading_is_not_the_heading(exported: Path, folder: Path) -> None:
    book = load_workbook(exported)
    sheet = book["Alur 1"]
    sheet["A1"], sheet["B1"] = "A.", sheet["A1"].value
    book.save(exported)
    assert "sudah terpasang dengan isi yang sama" in bring_in(exported).out


def test_a_note_above_a_table_is_no_heading(exported: Path) -> None:
    change(exported, "Alur 1", "A1", "Catatan: semua konten dicatat.")
    assert 'Tab "Alur 1" baris 1 kolom "No": di atas tabel belum ada judul alurnya' in bring_in(exported).out


def test_an_installed_sop_that_is_wrong_is_told_how_to_take_back(exported: Path, folder: Path) -> None:
    change(exported, "Alur 2", "I4", "3 jam")
    told = bring_in(exported).out
    assert "SOP Nomor 09/HK.03.1/3326/2022 sudah terpasang dengan isi lain." in told
    assert f"hapus {folder / '09-HK.03.1-3326-2022.json'} lalu jalankan lagi" in told


def test_what_came_and_went_against_the_former_sop_is_told(exported: Path) -> None:
    for cell, value in (("B4", "12/HK/2026"), ("B7", datetime(2026, 12, 1)), ("B12", "Admin Medsos")):
        change(exported, "SOP", cell, value)
    book = load_workbook(exported)
    for sheet in book.worksheets[1:]:
        for cell in sheet[3]:
            if cell.value == "Admin":
                cell.value = "Admin Medsos"
    del book["Alur 6"]
    book.save(exported)
    told = bring_in(exported).out
    assert "Peran baru dibanding SOP Nomor 09/HK.03.1/3326/2022: Admin Medsos.\n" in told
    assert "Peran yang tidak ada lagi: Admin.\n" in told
    assert "Alur yang tidak ada lagi: R2 " in told


def test_what_differs_from_the_former_sop_is_told(exported: Path) -> None:
    """What is judged before what is only said; a step that was put in makes no other step a different one."""
    book = load_workbook(exported)
    book["SOP"]["B4"], book["SOP"]["B7"], book["SOP"]["B10"] = "12/HK/2026", date(2026, 12, 1), "Medsos"
    second, third, fifth = (book[f"Alur {number}"] for number in (2, 3, 5))
    second["I6"], second["S4"], second["K4"] = "300 menit", "10 hari", "Pengumuman,\nundangan"
    third["D4"], third["C4"], third["L5"], third["M5"] = None, "v", "proses", None
    fifth.insert_rows(5)
    for cell, value in zip("ABEHIJLX", (2, "Arsip dibuat", "x", "a", "9 menit", "b", "proses", "Ya"), strict=True):
        fifth[f"{cell}5"] = value
    for row in range(6, fifth.max_row + 1):
        fifth.cell(row, 1).value = row - 3
    book.save(exported)
    told = bring_in(exported)
    assert told.code == 0, told.out
    begin = told.out.index("Yang berubah dibanding SOP Nomor 09/HK.03.1/3326/2022:\n")
    assert told.out[begin:].splitlines()[1:10] == [
        '- R1 langkah 2: langkah baru, "Arsip dibuat"',
        '- P2 langkah 3: Waktu "30 menit" menjadi "300 menit"',
        '- P2: Batas Total "4 jam" menjadi "10 hari"',
        '- P3 langkah 1: Pelaksana "Fungsional Umum" menjadi "Admin"',
        '- P3 langkah 2: Jenis Langkah "pemeriksaan" menjadi "proses"',
        '- P3 langkah 2: Revisi Kembali ke "1" menjadi kosong',
        '- NAMA SINGKAT "Media Sosial" menjadi "Medsos"',
        '- P2 langkah 1: Keterangan "Pengumuman, CPNS, dll" menjadi "Pengumuman, undangan"',
        "Yang bertentangan di dalam SOP ini:",
    ]


def test_a_change_of_many_steps_is_told_once_and_of_many_changes_the_first(exported: Path) -> None:
    book = load_workbook(exported)
    book["SOP"]["B4"], book["SOP"]["B7"] = "12/HK/2026", date(2026, 12, 1)
    for sheet in book.worksheets[1:]:
        for row in range(4, 9):
            sheet.cell(row, 9).value = "7 menit"
            sheet.cell(row, 8).value = f"Bahan {sheet.title} {row}"
    book.save(exported)
    told = bring_in(exported)
    assert told.code == 0, told.out
    lines = told.out[told.out.index("Yang berubah") :].splitlines()
    many = "P2 langkah 2, P2 langkah 3, P2 langkah 4, P2 langkah 5 dan 13 tempat lain"
    assert f'- {many}: Waktu "30 menit" menjadi "7 menit"' in lines
    assert lines[13] == "- dan 25 lainnya"


def test_the_lock_file_of_excel_is_told_as_that(exported: Path) -> None:
    lock = exported.with_name(f"~${exported.name}")
    lock.write_bytes(b"Rina")
    told = bring_in(lock)
    assert told.code == 2
    assert f"{lock} adalah tanda bahwa {exported.name} sedang dibuka di Excel." in told.err


def test_the_word_of_a_label_in_a_table_is_no_label(folder: Path) -> None:
    """An output of the steps is called Catatan."""
    assert imported(folder, LEGAL_PRODUCTS, "Pengelolaan JDIH").notes == ()


@pytest.mark.slow
def test_a_total_that_differs_from_the_decrees_words_is_told(exported: Path) -> None:
    change(exported, "SOP", "B7", "1 Juli 2026")
    change(exported, "Alur 1", "S4", "3 jam")
    told = bring_in(exported)
    assert told.code == 0
    assert '- Tab "Alur 1" baris 4 kolom "Batas Total": "3 jam", sedangkan Keterangan langkah terakhir' in told.out


def test_working_days_do_not_pass_on_a_clock_that_never_stops(exported: Path) -> None:
    change(exported, "Alur 1", "I4", "1 hari kerja")
    assert 'kolom "Waktu": tertulis "1 hari kerja", tetapi kolom Waktu Dihitung alur ini "waktu kalender"' in (
        bring_in(exported).out
    )


@pytest.mark.parametrize(
    ("day", "caution"),
    [
        (
            "1 Juli 2021",
            "mulai Kamis, 1 Juli 2021 sampai sebelum Selasa, 18 Januari 2022, saat SOP berikutnya berlaku, dan untuk konten "
            "sebelumnya.\n",
        ),
        ("1 Juli 2021", "TGL. EFEKTIF sudah lewat: konten dengan Waktu Acuan dalam masa itu, juga yang"),
        ("1 Juli 2021", "tetap memakai warna dan tulisan SOP lama: tulis nama di kolom peran menurut SOP ini."),
        ("1 Juli 2021", "Bila SOP ini hanya untuk konten yang akan datang, hapus "),
        ("1 Juli 2090", "Sampai hari itu SOP lama berlaku. Jalankan setup_worklog lagi pada Sabtu, 1 Juli 2090."),
    ],
)
def test_what_the_day_of_a_revision_means_is_told(day: str, caution: str, exported: Path) -> None:
    change(exported, "SOP", "B7", day)
    assert caution in bring_in(exported).out


def test_the_sop_of_another_office_beside_ones_own_is_told(folder: Path, tmp_path: Path) -> None:
    bring_in(type_decree(tmp_path / "SOP baru.xlsx", SOCIAL_MEDIA))
    proposal = tmp_path / "SOP baru - usulan.xlsx"
    change(proposal, "SOP", "B11", "KPU Provinsi Contoh")
    confirm(proposal)
    told = bring_in(proposal).out
    assert "Di folder yang sama ada SOP Nomor 09/HK.03.1/3326/2022 (KPU Kabupaten Pekalongan)." in told


def test_the_first_sop_of_a_folder(exported: Path, folder: Path) -> None:
    (folder / f"{FIRST}.json").unlink()
    assert bring_in(exported).code == 0
    assert (folder / f"{FIRST}.json").is_file()
