"""All that the program takes for granted of Google: how each is tried, and what to expect where it is not so."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from worklog.adapters.google.trial import form, formulas, marks, reading
from worklog.adapters.google.trial.scratch import COPY_TITLE, TITLE, Scratch
from worklog.core.log import tabs


@dataclass(frozen=True)
class Probe:
    """One assumption: its `name` as a statement, what tells whether it `holds`, and what it means `otherwise`.

    `copes`: the program then works in another way, and nothing has to be done.
    """

    name: str
    holds: Callable[[Scratch], bool]
    otherwise: str
    copes: bool = False


_LOOK_AGAIN = "Program menulis tanpa penjaga itu, membaca ulang, dan memberi tahu bila ada yang salah tempat."
_NOT_NEEDED = "Program tidak memerlukannya; bentuk tabnya tidak memuat hal itu."
_NO_SETUP = "setup_worklog.py ditolak Google, sehingga tab ini tidak jadi."
_MADE_ANEW = (
    "setup_worklog.py memasang sebagian bentuk tab ini lagi setiap kali dijalankan; isian petugas tidak berubah."
)
_NO_FORMULAS = "Kolom Status di tab yang diisi petugas tidak terisi; lihat tab Ringkasan dan laporan."


def _of_staff_tab(tab: tabs.Tab) -> tuple[Probe, Probe]:
    return (
        Probe(f"Tab {tab.name} dapat dibuat", form.takes_staff_tab(tab), _NO_SETUP),
        Probe(f"Tab {tab.name} terbaca lagi seperti dibuat", form.reads_staff_tab(tab), _MADE_ANEW, copes=True),
    )


PROBES = (
    Probe(
        "Bahasa Indonesia (in_ID) dan zona waktu Jakarta diterima",
        reading.is_indonesian,
        "Atur sendiri di File > Setelan: lokal Indonesia, zona waktu Jakarta. Tanpa itu tanggal dan rumus salah.",
    ),
    Probe(
        "Nomor tab yang dipilih program dipakai, dan tidak dua kali",
        reading.has_our_id,
        "Tab dicari lewat tanda dan namanya; pemeriksaan perlu satu permintaan lebih banyak.",
        copes=True,
    ),
    Probe("Warna tab kembali seperti ditulis", form.keeps_colours, "Hanya warnanya sedikit lain.", copes=True),
    Probe(
        "Kiriman yang ditolak tidak dikerjakan sebagian",
        reading.is_whole_or_nothing,
        "Hasil dapat tertulis separuh. Jangan memakai Google Sheet dulu.",
    ),
    Probe(
        "Jawaban menyebut bagian sheet persis seperti diminta",
        reading.echoes,
        "Jawaban dicocokkan menurut tempat dan urutannya.",
        copes=True,
    ),
    Probe(
        "Membaca tab yang tidak ada ditolak",
        reading.refuses_what_is_not_there,
        "Tab yang dihapus atau dibuat dengan tangan tidak ketahuan; sesudah itu jalankan setup_worklog.py.",
    ),
    Probe(
        "Jawaban menyebut nama tab",
        reading.names_its_tab,
        "Tab yang diganti namanya tidak dikenali lagi dalam rumus; jangan mengganti nama tab.",
    ),
    Probe(
        "Bagian sheet yang bertumpuk dijawab menurut urutan",
        reading.keeps_the_order,
        "Bagian dicocokkan menurut tempatnya.",
        copes=True,
    ),
    Probe(
        "Baris dan sel kosong di ujung tidak ikut terbaca",
        reading.leaves_out_blanks,
        "Pemeriksaan lebih lambat; isinya tetap sama.",
        copes=True,
    ),
    Probe("Tanggal terbaca sebagai angka hari", reading.reads_moments, "Waktu yang diketik petugas tidak terbaca."),
    Probe(
        "Tanggal yang diketik 22/11/2026 14:05 menjadi tanggal",
        reading.reads_typed_moments,
        "Ketikan itu dibaca sebagai teks, dan bentuk Indonesianya tetap dikenal.",
        copes=True,
    ),
    Probe(
        "Judul yang mirip tanggal tetap teks",
        reading.leaves_titles_alone,
        "Judul yang mirip tanggal berubah menjadi angka; awali dengan tanda petik satu.",
    ),
    Probe("Teks berawalan = tetap teks", reading.keeps_text, "Tulisan petugas dapat menjadi rumus di tab program."),
    Probe("Sel memuat 50.000 huruf", reading.takes_long_text, "Teks yang sangat panjang membuat hasil ditolak Google."),
    Probe("Kiriman 1,9 MB diterima", reading.takes_a_full_body, "Hasil buku kerja yang sangat besar ditolak Google."),
    Probe("Kolom tersembunyi terbaca", reading.reads_hidden_columns, "Setiap pemeriksaan menulis ulang semua hasil."),
    Probe(
        "Rumus jam dan tautan di balik judul terbaca",
        reading.tells_what_stands_behind,
        "Tempelkan alamat unggahan sebagai teks di Bukti, dan jangan memakai rumus untuk jam.",
    ),
    Probe("Yang ditulis utuh menghapus sisa lama", formulas.clears_the_rest, "Tab Hasil dapat memuat baris lama."),
    Probe("Rumus dengan titik koma dihitung benar", formulas.computes_with_semicolons, _NO_FORMULAS),
    Probe("Satu rumus benar di setiap baris", formulas.computes_each_row, _NO_FORMULAS),
    Probe("Rumus status menemukan hasil barisnya", formulas.looks_results_up, _NO_FORMULAS),
    Probe(
        "ID yang memuat * menemukan hasilnya sendiri",
        formulas.looks_up_signs,
        "Jangan memakai tanda *, ? dan ~ dalam ID Konten.",
    ),
    Probe(
        "Rumus mengikuti kolom yang dipindah",
        formulas.follows_columns,
        "Sesudah memindah kolom jalankan setup_worklog.py, supaya rumusnya dipasang lagi.",
    ),
    Probe(
        "Baris baru masuk di bawah isian terakhir, juga melewati baris kosong",
        formulas.appends_behind_gaps,
        "Langkah baru dapat menimpa isian di bawah baris kosong. Jangan memakai Google Sheet dulu.",
    ),
    Probe(
        "Baris yang hanya punya daftar pilihan dihitung kosong",
        formulas.appends_above_dropdowns,
        "Langkah baru muncul jauh di bawah, sesudah baris kosong; tetap diperiksa. Gulir ke bawah.",
        copes=True,
    ),
    Probe(
        "Tab yang penuh bertambah sendiri",
        formulas.grows,
        "Tambahkan sendiri 1.000 baris di bawah tab Buku Kerja dan Kalender bila hampir penuh.",
    ),
    Probe("Tanda program tersimpan di kolomnya", marks.is_found, _LOOK_AGAIN, copes=True),
    Probe("Tanda bernomor sama ditolak dengan kalimat yang dikenal", marks.is_refused_twice, _LOOK_AGAIN, copes=True),
    Probe("Tanda dapat dihapus", marks.is_deleted, _LOOK_AGAIN, copes=True),
    Probe("Tanda dihapus dan dibuat lagi dalam satu kiriman", marks.is_made_again_at_once, _LOOK_AGAIN, copes=True),
    Probe("Menghapus tanda yang tidak ada diterima", marks.nothing_is_deleted, _LOOK_AGAIN, copes=True),
    Probe(
        "Tanda di tempat lain tidak ikut terhapus",
        marks.stays_elsewhere,
        "Kolom yang dipindah tepat ketika program menulis tidak ketahuan. Jangan memindah kolom pada jam kerja.",
    ),
    Probe(
        "Hitungan di spreadsheet terhapus hanya dengan nilainya",
        marks.counts,
        "Dua PC yang bekerja bersamaan dapat membuka langkah dua kali. Pakai satu PC saja.",
    ),
    Probe(
        "Kolom yang dipindah membawa tandanya",
        marks.moves_along,
        "Sesudah memindah kolom jalankan setup_worklog.py.",
    ),
    Probe(
        "Kolom yang tergeser membawa tandanya",
        marks.is_pushed_along,
        "Sesudah menyisipkan kolom jalankan setup_worklog.py.",
    ),
    Probe(
        "Baris yang diurutkan membawa tandanya",
        marks.is_sorted_along,
        "Jangan mengurutkan baris judul; baris isian boleh diurutkan.",
    ),
    Probe(
        "Tanda tetap di tempatnya bila tab disalin",
        marks.stays_when_copied,
        _LOOK_AGAIN,
        copes=True,
    ),
    Probe(
        "Menggabungkan sel melewati batas beku ditolak",
        form.refuses_merges_across_the_edge,
        _NOT_NEEDED,
        copes=True,
    ),
    Probe(
        "Membekukan sebagian sel gabungan ditolak",
        form.refuses_to_freeze_part_of_a_merge,
        _NOT_NEEDED,
        copes=True,
    ),
    Probe(
        "Saringan di atas sel yang digabung ke bawah ditolak",
        form.refuses_filters_over_merges,
        _NOT_NEEDED,
        copes=True,
    ),
    Probe(
        "Daftar pilihan dan pemeriksaan tanggal terpasang",
        form.takes_rules,
        "Petugas mengetik tanpa daftar pilihan; yang salah ketik tetap ditemukan pemeriksaan.",
    ),
    Probe(
        "Sel dilindungi, dan program tetap dapat menulis di sana",
        form.is_protected,
        "Lindungi sendiri lewat Data > Lindungi sheet dan rentang, dengan akun program sebagai editor.",
    ),
    *(probe for tab in tabs.STAFF_TABS for probe in _of_staff_tab(tab)),
    *(Probe(f"Tab {tab.name} dapat dibuat", form.takes_script_tab(tab), _NO_SETUP) for tab in tabs.SCRIPT_TABS),
)
REMOVED = Probe(
    "Yang dibuat untuk mencoba sudah dihapus lagi",
    Scratch.remove,
    f"Hapus sendiri tab “{TITLE}” dan “{COPY_TITLE}” bila masih ada (klik kanan > Hapus). Tanda yang tersisa tidak "
    "tampak dan tidak mengganggu.",
)
