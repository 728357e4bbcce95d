"""The contents of the example: about two weeks of October and the month of November 2026, in the office's own terms.

Moments read day-month and time. `fault` names the rule that an item is there to show (see `faults.py`).
"""

from __future__ import annotations

from dataclasses import dataclass

from worklog.example.schedule import Course

PLAIN = Course()
NOT_OPENED = Course(fault="not opened")


@dataclass(frozen=True)
class Reply:
    """The response item to a post: its flow, how it went, and the comment's moment if it matters."""

    flow: str
    course: Course = PLAIN
    at: str = ""


@dataclass(frozen=True)
class Post:
    """A post: its flow, Waktu Acuan, title, planned day, how it went, and the response item that answers it."""

    flow: str
    at: str
    title: str
    planned: str = ""
    course: Course = PLAIN
    reply: Reply | None = None


R1, R2 = Reply("R1"), Reply("R2")
REVISED_R1, LATE_R1 = Reply("R1", Course(revise=3)), Reply("R1", Course(late=2))
STOPPED_R1 = Reply("R1", Course(close=3, fault="U209"))
IGNORED_R1, IGNORED_R2 = Reply("R1", Course(close=3)), Reply("R2", Course(close=3))
WAITING_R2 = Reply("R2", Course(times="26-11 15:05 15:25 15:50"), "26-11 14:20")
NEW_R2 = Reply("R2", Course(waiting=True), "27-11 13:20")

OCTOBER = (
    Post("P2", "19-10 08:20", "Jadwal Layanan PPID dan Informasi Publik", reply=R1),
    Post("P3", "19-10 09:10", "Ucapan Hari Santri 2026", "22-10", reply=R1),
    Post("P1", "22-10 08:45", "Upacara Peringatan Hari Santri di Alun-Alun Kajen", reply=R1),
    Post("P4", "21-10 09:05", "Infografis Cara Cek Data Pemilih Secara Daring", "26-10", reply=R2),
    Post("P1", "26-10 08:10", "Apel Pagi 26 Oktober 2026", course=Course(late=5), reply=R1),
    Post("P3", "22-10 13:15", "Ucapan Hari Sumpah Pemuda", "28-10", reply=R1),
    Post("P2", "27-10 09:30", "Pengumuman Hasil Seleksi Magang Mahasiswa", course=Course(late=1), reply=R1),
    Post("P1", "28-10 09:20", "Upacara Hari Sumpah Pemuda ke-98", reply=IGNORED_R1),
)

CEREMONIES = (
    Post("P1", "02-11 08:10", "Apel Pagi Awal Bulan November", reply=R1),
    Post(
        "P1", "02-11 14:20", "Rapat Pleno Rutin Pekan Pertama November", course=Course(fault="D111"), reply=REVISED_R1
    ),
    Post("P1", "03-11 11:30", "Audiensi dengan Pemerintah Kabupaten Pekalongan", course=Course(fault="T503"), reply=R1),
    Post("P1", "04-11 10:45", "KPU Goes to School di Kecamatan Kajen", course=Course(revise=2), reply=R1),
    Post("P1", "06-11 08:15", "Senam Bersama dan Jumat Bersih", course=Course(late=3), reply=R1),
    Post("P1", "08-11 08:40", "Pojok Data Pemilih di Hari Bebas Kendaraan Kajen", reply=R1),
    Post("P1", "09-11 08:10", "Apel Pagi 9 November 2026", course=Course(fault="T502"), reply=R1),
    Post("P1", "09-11 15:10", "Rapat Koordinasi Pemutakhiran Data Pemilih", course=Course(revise=4), reply=R2),
    Post("P1", "10-11 08:50", "Upacara Hari Pahlawan", course=Course(fault="D107"), reply=R1),
    Post("P1", "11-11 11:15", "Penandatanganan Nota Kesepahaman dengan Perguruan Tinggi", reply=LATE_R1),
    Post("P1", "13-11 10:30", "Pencocokan Data Terbatas di Kecamatan Doro", course=Course(late=1, slow=2.4), reply=R1),
    Post("P1", "14-11 21:10", "Pentas Budaya Demokrasi di Kedungwuni", course=Course(fault="U208"), reply=R1),
    Post("P1", "17-11 10:50", "Supervisi KPU Provinsi Jawa Tengah", course=Course(fault="P304"), reply=R1),
    Post("P1", "18-11 11:20", "Kelas Demokrasi di Madrasah Aliyah Kesesi", course=Course(close=2)),
    Post("P1", "20-11 10:10", "Serah Terima Arsip Pemilu ke Dinas Arsip", course=Course(fault="P303"), reply=R1),
    Post("P1", "21-11 12:15", "Jambore Pemilih Pemula di Linggoasri", reply=R1),
    Post("P1", "22-11 08:55", "Jalan Sehat Demokrasi Wiradesa", course=Course(late=4), reply=IGNORED_R1),
    Post("P1", "23-11 08:10", "Apel Pagi 23 November 2026", reply=STOPPED_R1),
    Post("P1", "24-11 11:00", "Diskusi Kelompok Terpumpun Pemilih Disabilitas", course=Course(revise=2), reply=R1),
    Post("P1", "25-11 08:45", "Upacara Hari Guru Nasional", reply=R1),
    Post("P1", "25-11 15:20", "Kunjungan Persahabatan KPU Kota Tetangga"),
    Post("P1", "26-11 10:30", "Sosialisasi Pendidikan Pemilih di Paninggaran", reply=WAITING_R2),
    Post("P1", "26-11 19:50", "Sarasehan Demokrasi Malam Jumat", course=Course(late=1, slow=1.3), reply=R1),
    Post("P1", "27-11 08:20", "Senam Bersama dan Donor Darah", reply=R1),
    Post("P1", "27-11 10:40", "Penyerahan Penghargaan Badan Adhoc", course=Course(times="27-11 11:25")),
    Post("P1", "27-11 13:28", "Rapat Evaluasi Kinerja November", course=Course(waiting=True, started="27-11 13:35")),
    Post("P1", "27-11 13:50", "Penerimaan Mahasiswa Magang Angkatan Kedua", course=NOT_OPENED),
)

INFORMATION = (
    Post("P2", "03-11 08:30", "Pengumuman Data Pemilih Triwulan IV", course=Course(fault="T503"), reply=R2),
    Post("P2", "04-11 08:00", "Syarat Pindah Domisili bagi Pemilih", course=Course(revise=2), reply=R2),
    Post("P2", "05-11 09:40", "Lowongan Magang Mahasiswa Semester Gasal", course=Course(fault="D110"), reply=R1),
    Post("P2", "05-11 13:20", "Kanal Pengaduan Masyarakat", reply=R1),
    Post("P2", "06-11 07:45", "Laporan Layanan Informasi Publik Triwulan III", course=Course(fault="D112"), reply=R1),
    Post("P2", "09-11 09:05", "Pengumuman Lomba Video Pendek Demokrasi", course=Course(fault="D101"), reply=R1),
    Post("P2", "10-11 10:15", "Jam Layanan Selama Kegiatan Hari Pahlawan", course=Course(fault="D102"), reply=R1),
    Post("P2", "11-11 08:25", "Alur Permohonan Informasi Publik", reply=R1),
    Post("P2", "11-11 13:05", "Daftar Informasi yang Tersedia Setiap Saat", reply=R1),
    Post(
        "P2",
        "12-11 08:10",
        "Rekap Data Pemilih Berkelanjutan Oktober",
        course=Course(fault="D106", times="12-11 09:35 09:55 10:15 10:35 10:55"),
        reply=R2,
    ),
    Post("P2", "13-11 07:50", "Undangan Terbuka Uji Publik", course=Course(fault="D106 reference"), reply=R1),
    Post(
        "P2",
        "19-11 08:00",
        "Pengumuman Pemeliharaan Laman",
        course=Course(fault="U201", times="19-11 09:25 09:45 10:05 10:25 10:40"),
        reply=R1,
    ),
    Post(
        "P2",
        "17-11 08:00",
        "Tata Cara Menjadi Relawan Demokrasi",
        course=Course(times="17-11 09:20 09:40 09:31 10:00 10:15"),
        reply=R1,
    ),
    Post(
        "P2",
        "17-11 13:00",
        "Pengadaan Langsung Alat Kebersihan Kantor",
        course=Course(fault="U203", times="17-11 14:10 14:30 14:50 15:05 15:20"),
        reply=R1,
    ),
    Post("P2", "18-11 08:15", "Pengumuman Peserta Bimbingan Teknis JDIH", course=Course(fault="U205"), reply=R1),
    Post("P2", "19-11 08:05", "Layanan Helpdesk Partai Politik", course=Course(fault="U207", revise=2), reply=R2),
    Post("P2", "20-11 07:40", "Hasil Lomba Video Pendek Demokrasi", reply=R1),
    Post("P2", "20-11 13:10", "Kotak Saran Daring", course=Course(late=3), reply=R1),
    Post("P2", "23-11 09:00", "Pengumuman Kelas Pemilu Daring", course=Course(close=5)),
    Post("P2", "23-11 10:30", "Klarifikasi Akun Tiruan KPU", reply=R2),
    Post("P2", "24-11 08:20", "Jadwal Layanan Perpustakaan Pemilu", course=Course(late=1, slow=2.6), reply=R1),
    Post("P2", "25-11 09:35", "Maklumat Pelayanan 2026", course=Course(fault="spare round"), reply=R1),
    Post("P2", "26-11 08:30", "Survei Kepuasan Masyarakat", course=Course(fault="D103")),
    Post("P2", "26-11 13:15", "Pengumuman Libur Layanan Akhir Tahun", course=Course(late=1, slow=1.3)),
    Post(
        "P2",
        "27-11 07:40",
        "Ralat Jadwal Uji Publik",
        course=Course(times="27-11 08:35 08:50 09:10 09:25 09:40"),
        reply=Reply("R1", Course(times="27-11 13:20 13:45"), "27-11 10:32"),
    ),
    Post(
        "P2",
        "27-11 09:30",
        "Siaran Pers Data Pemilih November",
        course=Course(fault="W409", times="27-11 11:05 11:28 13:25 13:55 14:00"),
    ),
    Post("P2", "27-11 09:00", "Pengumuman Daftar Peserta Magang", course=Course(revise=2, times="27-11 10:50 11:15")),
    Post("P2", "27-11 10:00", "Ringkasan Anggaran Sosialisasi", course=Course(waiting=True)),
    Post("P2", "27-11 11:00", "Ajakan Cek Data Pemilih", course=Course(waiting=True, started="27-11 11:10")),
    Post("P2", "27-11 13:30", "Jam Layanan Pekan Pertama Desember", course=Course(waiting=True)),
    Post("P2", "27-11 13:40", "Cuplikan Rapat Evaluasi November", course=Course(fault="D104")),
    Post("P2", "27-11 13:45", "Pengumuman Alih Nomor Layanan", course=Course(fault="D108")),
    Post("P2", "27-11 13:55", "Undangan Peliputan Media", course=Course(fault="D113")),
    Post("P2", "27-11 14:00", "Tindak Lanjut Survei Kepuasan", course=NOT_OPENED),
)

GREETINGS = (
    Post("P3", "03-11 09:20", "Ucapan Hari Pahlawan", "10-11", reply=R1),
    Post("P3", "05-11 08:40", "Ucapan Hari Kesehatan Nasional", "12-11", course=Course(fault="P301"), reply=R1),
    Post("P3", "12-11 09:25", "Ucapan Hari Anak Sedunia", "20-11", course=Course(revise=3), reply=R1),
    Post(
        "P3",
        "16-11 10:10",
        "Video Kilas Kelas Demokrasi",
        "20-11",
        course=Course(fault="W406", times="19-11 10:20 10:40 11:00 11:20 20-11 08:10"),
        reply=R1,
    ),
    Post("P3", "17-11 09:05", "Ucapan Hari Guru Nasional", "25-11", course=Course(fault="P302"), reply=R1),
    Post(
        "P3",
        "18-11 13:10",
        "Video Kilas Jambore Pemilih Pemula",
        "24-11",
        course=Course(times="20-11 14:30 14:50 15:15 15:40 25-11 07:50"),
        reply=R1,
    ),
    Post(
        "P3",
        "23-11 09:15",
        "Ucapan Hari Menanam Pohon Indonesia",
        "28-11",
        course=Course(times="27-11 11:25 13:22 13:50", started="27-11 14:00"),
    ),
    Post("P3", "20-11 09:30", "Ucapan HUT KORPRI", "29-11", course=Course(times="25-11 14:20 14:40 15:05 15:30")),
    Post("P3", "25-11 10:00", "Ucapan Hari AIDS Sedunia", "01-12", course=Course(waiting=True)),
    Post("P3", "27-11 13:35", "Ucapan Hari Antikorupsi Sedunia", "09-12", course=NOT_OPENED),
)

STAGES = (
    Post("P4", "02-11 10:05", "Infografis Alur Pemutakhiran Data Pemilih", "06-11", reply=R2),
    Post("P4", "03-11 13:20", "Meme Ayo Cek Data Pemilih", "09-11", course=Course(fault="T502"), reply=R2),
    Post(
        "P4", "05-11 08:15", "Infografis Syarat Menjadi Pemilih", "11-11", course=Course(fault="D105"), reply=IGNORED_R2
    ),
    Post("P4", "06-11 09:10", "Testimoni Pemilih Pemula", "12-11", course=Course(revise=5), reply=R1),
    Post("P4", "09-11 10:40", "Infografis Hoaks atau Fakta Data Pemilih", "13-11", reply=R2),
    Post("P4", "12-11 10:20", "Infografis Tugas Badan Adhoc", "18-11", course=Course(late=6), reply=R2),
    Post("P4", "16-11 09:45", "Infografis Verifikasi Data Partai Politik", "20-11", course=Course(revise=7), reply=R2),
    Post("P4", "18-11 08:50", "Video Tahapan Penetapan Daerah Pemilihan", "24-11", reply=Reply("R2", Course(late=2))),
    Post("P4", "19-11 09:30", "Infografis Simulasi Suara Sah", "25-11", reply=R2),
    Post(
        "P4",
        "20-11 08:10",
        "Infografis Kanal Aduan Hoaks",
        "26-11",
        course=Course(times="20-11 10:00 10:20 10:40 14:00 14:20 14:45 15:10 15:30 15:50"),
    ),
    Post(
        "P4",
        "23-11 08:25",
        "Testimoni Peserta Kelas Pemilu",
        "27-11",
        course=Course(times="24-11 09:00 09:20 09:40 13:20 13:40 14:05 14:30 14:50 15:10"),
    ),
    Post("P4", "23-11 13:15", "Infografis Lindungi Data Pribadi Pemilih", "27-11", reply=NEW_R2),
    Post(
        "P4",
        "25-11 09:10",
        "Infografis Rekap Data Pemilih Triwulan IV",
        "01-12",
        course=Course(times="27-11 08:40 09:05 09:25 13:20 13:42 14:00"),
    ),
    Post(
        "P4",
        "25-11 08:30",
        "Video Ajakan Pemilih Pemula",
        "02-12",
        course=Course(revise=5, times="27-11 08:20 08:45 09:10 13:15 13:42"),
    ),
    Post("P4", "26-11 10:15", "Meme Tolak Politik Uang", "03-12", course=Course(times="27-11 09:30")),
    Post("P4", "27-11 09:50", "Infografis Peta Daerah Pemilihan", "04-12", course=Course(fault="D109")),
    Post("P4", "27-11 13:15", "Infografis Hak Pemilih Disabilitas", "04-12", course=NOT_OPENED),
)

POSTS = (*OCTOBER, *CEREMONIES, *INFORMATION, *GREETINGS, *STAGES)
