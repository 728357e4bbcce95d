"""What people get by e-mail, and when: reminders, digests, reports, trouble and its end."""

from __future__ import annotations

import re
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mail_server import PASSWORD, USER, Mailbox, certificates, free_port, mail_server, text_of
from office import cell_of, checked
from selection import first_ones
from web_service import web_service
from worklog.adapters.channels import channels
from worklog.adapters.channels.channels import Message
from worklog.adapters.channels.outcomes import Delivery, Outcome
from worklog.adapters.state.outbox import Outbox
from worklog.adapters.state.state_file import open_state
from worklog.config.config import Config
from worklog.core.judging.check import Checked
from worklog.core.signs import note
from worklog.core.working_time.calendar import Calendar
from worklog.health.messages import staff_sign
from worklog.jobs.reporting import Written
from worklog.messages import notices
from worklog.messages import sending as mailing
from worklog.messages.notices import note_check, note_recovery, note_report, note_trouble, send_tests

SHEET_ID = "1AxzqfXfYSEiVVIdP2QYSVPr7bOG_jhO-k"
NOON = datetime(2026, 11, 2, 12)

WAITING = """
    P2 2026-0001 acuan Sen 08.00
    1
    P2 2026-0002 acuan Sen 08.00
    1 | Budi
    Petugas: Budi | Fungsional Umum | Surel=budi@kpu.go.id
"""
"""Two drafts wait for Budi until Monday 10.00."""
KASUBAG, PENGELOLA = "kasubag@kpu.go.id", "pengelola@kpu.go.id"


def deliver(connection: sqlite3.Connection, calendar: Calendar, config: Config, now: datetime) -> list[str]:
    """Send what waits; the sentences of what came of it."""
    said, _ = notices.deliver(connection, calendar, config, now)
    return said


def config(port: int = 25, **keys: Any) -> Config:
    email = {"host": "localhost", "port": port, "security": "none", "sender": "robot@kpu.go.id"} | keys.pop("email", {})
    return Config.model_validate({"notification": {"email": email, **keys}})


def at(text: str) -> datetime:
    moment = cell_of(text)
    assert isinstance(moment, datetime)
    return moment


@pytest.fixture(autouse=True)
def _little_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(channels, "PATIENCE", 0.5)


@pytest.fixture
def state(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    connection = open_state(tmp_path / "jadwal.db", datetime(2026, 11, 2)).connection
    yield connection
    connection.close()


@pytest.fixture
def box() -> Mailbox:
    return Mailbox()


@pytest.fixture
def port(box: Mailbox) -> Iterator[int]:
    with mail_server(box) as free:
        yield free


Turn = Callable[..., list[str]]


@pytest.fixture
def turn(state: sqlite3.Connection, port: int) -> Turn:
    """One turn of the timer: check the log, then send what waits; what is told of it."""

    def take(log: str, now: str, **keys: Any) -> list[str]:
        chosen = config(port, **({"reminders": "each"} | keys))
        result = checked(log, now)
        note_check(state, result, chosen, at(now))
        return deliver(state, result.calendar, chosen, at(now))

    return take


# Reminders


def test_by_default_nobody_is_told_anything(state: sqlite3.Connection) -> None:
    result, now = checked(WAITING, "Sen 10.00"), at("Sen 10.00")
    note_check(state, result, Config(), now)
    note_report(state, Written(Path("a.xlsx")), "Laporan", Config(), now)
    note_trouble(state, 99, "sebab", Config(), now)
    note_recovery(state, Config(), now)
    assert Outbox(state).count_waiting() == 0
    assert deliver(state, result.calendar, Config(), now) == []


def test_all_reminders_of_a_person_go_into_one_message(turn: Turn, box: Mailbox) -> None:
    assert turn(WAITING, "Sen 09.30") == ["Terkirim ke budi@kpu.go.id: Pengingat: 2 langkah menunggu Anda."]
    ((address, message),) = box.taken
    assert (address, message["Subject"]) == ("budi@kpu.go.id", "Pengingat: 2 langkah menunggu Anda")
    assert text_of(message).strip() == (
        "Yth. Budi\n\n"
        "Yang menunggu Anda:\n\n"
        "1. 2026-0001 Judul 2026-0001, langkah 1. Pegawai yang bertugas siapkan konsep publikasi\n"
        "   Batasnya 2 Nov 2026 10.00; sedikitnya 75% waktunya sudah terpakai.\n"
        "   Sesudah dikerjakan, isi Selesai di tab Buku Kerja, baris 2.\n\n"
        "2. 2026-0002 Judul 2026-0002, langkah 1. Pegawai yang bertugas siapkan konsep publikasi\n"
        "   Batasnya 2 Nov 2026 10.00; sedikitnya 75% waktunya sudah terpakai.\n"
        "   Sesudah dikerjakan, isi Selesai di tab Buku Kerja, baris 3.\n\n"
        "Buku kerja: Buku Kerja Media Sosial.xlsx\n"
        "Pesan ini dikirim otomatis oleh program; tidak perlu dibalas."
    )


def test_each_threshold_is_told_once(turn: Turn, box: Mailbox) -> None:
    for now in ("Sen 09.20", "Sen 09.30", "Sen 09.40", "Sen 10.00", "Sen 10.10", "Sel 08.00"):
        turn(WAITING, now)
    assert box.subjects == ["Pengingat: 2 langkah menunggu Anda"] * 2
    assert [text_of(message).count("sudah habis") for _, message in box.taken] == [0, 2]


def test_a_step_that_was_done_meanwhile_is_not_reminded_of(turn: Turn, box: Mailbox) -> None:
    log = WAITING.replace("acuan Sen 08.00", "acuan Sen 10.30")
    turn(log, "Sen 12.00")
    assert turn(log, "Sen 12.05") == []  # Closed for lunch; 75 % are used up at noon.
    turn(log.replace("1 | Budi", "1 | Budi | Sen 12.30 | | draf"), "Sen 13.00")
    assert box.subjects == ["Pengingat: 2026-0001 langkah 1, batas 2 Nov 2026 13.30"]


@pytest.mark.parametrize("now", first_ones(["Sen 07.29", "Sen 12.00", "Sen 16.00", "Sab 10.00", "Kam 10.00"], 2))
def test_outside_office_hours_reminders_wait(now: str, turn: Turn, box: Mailbox) -> None:
    holiday = "\n    Kalender: Kam | Kam | Libur"
    turn(WAITING.replace("Sen 08.00", "Jum lalu 08.00") + holiday, now)
    assert box.taken == []


def test_kalender_opens_and_closes_the_hours_of_reminders(turn: Turn, box: Mailbox) -> None:
    log = WAITING + "\n    Kalender: Sab | Sab | Masuk | 08:00-10:00"
    turn(log, "Sab 07.59")
    assert box.taken == []
    turn(log, "Sab 08.00")
    assert len(box.taken) == 1


@pytest.mark.slow
def test_in_quiet_hours_nothing_is_sent(turn: Turn, box: Mailbox, state: sqlite3.Connection) -> None:
    quiet = {"quiet": "09:00-10:00, 21:00-06:00", "kasubag": [KASUBAG]}
    note_report(state, Written(Path("a.xlsx")), "Laporan Harian", config(**quiet), at("Sen 09.10"))
    for now in ("Sen 09.30", "Sen 21.00", "Sel 05.59"):
        assert turn(WAITING, now, **quiet) == []
    assert box.taken == []
    turn(WAITING, "Sel 06.00", **quiet)
    assert box.subjects == ["Laporan Harian"]


def test_who_has_no_address_is_told_of_once(turn: Turn, state: sqlite3.Connection) -> None:
    log = "P2 2026-0001 acuan Sen 08.00\n1 | Tono\nPetugas: Sari | Admin | Surel=sari di kpu"
    sentences = [
        "Surel Sari di tab Petugas tidak dapat dipakai. Tulis satu alamat surel saja.",
        "Surel Tono di tab Petugas kosong, jadi ia tidak diingatkan. Isi Surel-nya.",
    ]
    assert turn(log, "Sen 09.30") == sentences
    assert turn(log, "Sen 09.40") == []
    assert staff_sign(Outbox(state)) == note("\n".join(sentences), "Lengkapi Surel di tab Petugas.")
    turn(WAITING, "Sen 09.50")
    assert staff_sign(Outbox(state)) is None


def test_reminders_that_were_switched_off_are_not_sent(
    turn: Turn, box: Mailbox, state: sqlite3.Connection, port: int
) -> None:
    turn(WAITING, "Sen 12.00")
    assert deliver(state, checked(WAITING, "Sen 13.00").calendar, config(port), at("Sen 13.00")) == []
    assert (box.taken, Outbox(state).count_waiting()) == ([], 0)


@pytest.mark.parametrize(
    ("spreadsheet_id", "named"),
    [
        (SHEET_ID, f"https://docs.google.com/spreadsheets/d/{SHEET_ID}/edit"),
        ("", "Google Sheet"),
    ],
)
def test_a_google_sheet_is_named_by_its_address_once_it_has_one(
    spreadsheet_id: str, named: str, state: sqlite3.Connection, box: Mailbox, port: int
) -> None:
    sheet = {"type": "google", "spreadsheet_id": spreadsheet_id}
    chosen = Config.model_validate({**config(port, reminders="each").model_dump(mode="json"), "source": sheet})
    result = checked(WAITING, "Sen 09.30")
    note_check(state, result, chosen, at("Sen 09.30"))
    deliver(state, result.calendar, chosen, at("Sen 09.30"))
    assert f"Buku kerja: {named}\n" in text_of(box.taken[0][1])


# The digest


def test_a_digest_is_sent_once_a_day_at_its_time(turn: Turn, box: Mailbox) -> None:
    digest = {"reminders": "digest", "digest_at": "08:15"}
    for now in ("Sen 08.01", "Sen 08.14", "Sen 08.15", "Sen 09.40", "Sen 10.30", "Sel 00.00", "Sel 09.00", "Sab 09.00"):
        turn(WAITING, now, **digest)
    assert box.subjects == [
        "Rangkuman 02/11/2026: 2 langkah menunggu Anda",
        "Rangkuman 03/11/2026: 2 langkah menunggu Anda, 2 terlambat",
    ]


@pytest.mark.slow
def test_a_digest_that_could_not_be_sent_on_its_day_is_not_sent_later(turn: Turn, box: Mailbox) -> None:
    turn(WAITING, "Sen 18.00", reminders="digest")
    turn(WAITING, "Sel 08.00", reminders="digest")
    assert box.subjects == ["Rangkuman 03/11/2026: 2 langkah menunggu Anda, 2 terlambat"]


# Reports


def written(folder: Path, pdf: bool = True) -> Written:
    report, page = folder / "Laporan Harian 2026-11-02.xlsx", folder / "Laporan Harian 2026-11-02.pdf"
    report.write_bytes(b"PK")
    page.write_bytes(b"%PDF")
    figures = ("Tayang 3, sedang berjalan 5, terlambat 1.", "Yang salah: satu konten terlambat.")
    return Written(report, pdf=page if pdf else None, figures=figures)


TITLE = "Laporan Harian Senin, 2 November 2026"


def test_a_report_goes_to_each_kasubag_with_its_figures_and_files_at_any_hour(
    state: sqlite3.Connection, box: Mailbox, port: int, tmp_path: Path
) -> None:
    chosen, now = config(port, kasubag=[KASUBAG, "plh@kpu.go.id", KASUBAG]), at("Min 23.00")
    with state:
        state.execute("CREATE TABLE something (done TEXT)")
        note_report(state, written(tmp_path), TITLE, chosen, now)
    assert deliver(state, checked(WAITING).calendar, chosen, now) == [
        f"Terkirim ke {KASUBAG}: {TITLE}.",
        f"Terkirim ke plh@kpu.go.id: {TITLE}.",
    ]
    message = box.taken[0][1]
    assert text_of(message).startswith(
        "Tayang 3, sedang berjalan 5, terlambat 1.\nYang salah: satu konten terlambat.\n\n"
        "Berkas: Laporan Harian 2026-11-02.xlsx\nBerkas: Laporan Harian 2026-11-02.pdf\n"
    )
    assert [part.get_filename() for part in message.iter_attachments()] == [
        "Laporan Harian 2026-11-02.xlsx", "Laporan Harian 2026-11-02.pdf",
    ]  # fmt: skip


@pytest.mark.slow
def test_a_report_that_is_made_again_is_not_sent_again(
    state: sqlite3.Connection, box: Mailbox, port: int, tmp_path: Path
) -> None:
    chosen = config(port, kasubag=[KASUBAG])
    for now in (at("Sen 15.30"), at("Sen 15.40")):
        note_report(state, written(tmp_path, pdf=False), TITLE, chosen, now)
        deliver(state, checked(WAITING).calendar, chosen, now)
    assert box.subjects == [TITLE]


def test_a_report_whose_file_is_gone_is_told_of(
    state: sqlite3.Connection, box: Mailbox, port: int, tmp_path: Path
) -> None:
    chosen, now = config(port, kasubag=[KASUBAG]), at("Sen 15.30")
    report = written(tmp_path)
    note_report(state, report, TITLE, chosen, now)
    report.path.unlink()
    deliver(state, checked(WAITING).calendar, chosen, now)
    assert "Berkas Laporan Harian 2026-11-02.xlsx tidak ada lagi di folder laporan" in text_of(box.taken[0][1])


def test_who_is_no_kasubag_any_more_gets_no_report(
    state: sqlite3.Connection, box: Mailbox, port: int, tmp_path: Path
) -> None:
    note_report(state, written(tmp_path), TITLE, config(port, kasubag=["lama@kpu.go.id"]), at("Sen 15.30"))
    assert deliver(state, checked(WAITING).calendar, config(port, kasubag=[KASUBAG]), at("Sen 15.30")) == []
    assert (box.taken, Outbox(state).count_waiting()) == ([], 0)


@pytest.mark.slow
def test_the_jobs_give_the_figures_of_their_reports(tmp_path: Path) -> None:
    from worklog.core.reports.daily.report import daily_tables
    from worklog.core.reports.lines import daily_lines, monthly_lines
    from worklog.core.reports.monthly.report import monthly_tables

    result = checked(WAITING, "Sen 10.10")
    assert daily_lines(daily_tables(result, np.datetime64("2026-11-02"))) == (
        "Tayang 0, sedang berjalan 2, terlambat 2, perlu diperbaiki 0.",
        "Yang salah: 2 konten terlambat: 2026-0001 Judul 2026-0001 (lewat 10 menit, menunggu Budi); "
        "2026-0002 Judul 2026-0002 (lewat 10 menit, menunggu Budi).",
        "Harus dikerjakan: Budi 2 langkah (2 terlambat).",
        "Membaik? 5 hari kerja terakhir: belum ada yang tayang atau selesai.",
    )
    yesterday = daily_lines(daily_tables(result, np.datetime64("2026-11-01")))
    assert yesterday[0] == "Tayang 0, sedang berjalan 0, terlambat 0, perlu diperbaiki 0."
    verdict, first, *_ = monthly_lines(monthly_tables(result, np.datetime64("2026-11")))
    assert verdict == "Ketepatan belum dapat dihitung: belum ada yang tayang dan dapat dinilai."
    assert first.startswith("Tepat waktu? Belum ada yang tayang dan dapat dinilai.")


# Trouble


def test_trouble_is_told_once_after_some_failures_and_once_when_it_is_over(
    state: sqlite3.Connection, box: Mailbox, port: int
) -> None:
    chosen, calendar = config(port, pengelola=[PENGELOLA], alert_after_failures=3), checked(WAITING).calendar
    for failures in range(1, 6):
        note_trouble(state, failures, "Buku kerja\ntidak ada.", chosen, at("Sen 20.00"))
        deliver(state, calendar, chosen, at("Sen 20.00"))
    for _ in range(2):
        note_recovery(state, chosen, at("Sen 21.00"))
        deliver(state, calendar, chosen, at("Sen 21.00"))
    assert box.subjects == [
        "Pemeriksaan otomatis buku kerja media sosial terganggu",
        "Pemeriksaan otomatis buku kerja media sosial berjalan lagi",
    ]
    first, second = (text_of(message) for _, message in box.taken)
    assert first.startswith(
        "Sampai 2 Nov 2026 20.00 pemeriksaan otomatis gagal 3 kali berturut-turut.\n\nSebab terakhir: Buku kerja tidak ada.\n"
    )
    assert "sejak 2 Nov 2026 20.00. Sejak 2 Nov 2026 21.00 berjalan lagi." in second


def test_an_alarm_that_could_not_be_sent_is_replaced_by_the_good_news(
    state: sqlite3.Connection, box: Mailbox, port: int
) -> None:
    calendar, away = checked(WAITING).calendar, config(free_port(), pengelola=[PENGELOLA])
    note_trouble(state, 3, "Internet putus.", away, at("Sen 09.00"))
    (sentence,) = deliver(state, calendar, away, at("Sen 09.00"))
    assert sentence.startswith(
        f"Belum terkirim ke {PENGELOLA}: Pemeriksaan otomatis buku kerja media sosial terganggu. Server surel"
    )
    here = config(port, pengelola=[PENGELOLA])
    note_recovery(state, here, at("Sen 11.00"))
    deliver(state, calendar, here, at("Sen 11.00"))
    assert box.subjects == ["Pemeriksaan otomatis buku kerja media sosial berjalan lagi"]


@pytest.mark.slow
def test_the_next_trouble_is_told_again(state: sqlite3.Connection, box: Mailbox, port: int) -> None:
    chosen, calendar = config(port, pengelola=[PENGELOLA]), checked(WAITING).calendar
    for now in (at("Sen 09.00"), at("Sel 09.00")):
        note_trouble(state, 3, "sebab", chosen, now)
        deliver(state, calendar, chosen, now)
        note_recovery(state, chosen, now)
        deliver(state, calendar, chosen, now)
    assert len(box.taken) == 4


# Ways that fail


def test_a_greylisted_message_arrives_at_the_next_try(turn: Turn, box: Mailbox) -> None:
    box.answers.append("451 4.7.1 Greylisted")
    first, second, third = (turn(WAITING, now) for now in ("Sen 09.30", "Sen 09.34", "Sen 09.35"))
    assert first == [
        "Belum terkirim ke budi@kpu.go.id: Pengingat: 2 langkah menunggu Anda. "
        "Server surel menunda penerimaan (kode 451); dicoba lagi nanti."
    ]
    assert second == []
    assert third == ["Terkirim ke budi@kpu.go.id: Pengingat: 2 langkah menunggu Anda."]
    assert len(box.taken) == 1


def test_a_message_that_may_have_arrived_is_not_sent_again(turn: Turn, box: Mailbox) -> None:
    box.hangs_after_data = True
    (sentence,) = turn(WAITING, "Sen 09.30")
    assert sentence.startswith("Mungkin belum terkirim ke budi@kpu.go.id: Pengingat: 2 langkah menunggu Anda.")
    box.hangs_after_data = False
    assert turn(WAITING, "Sen 09.50") == []
    assert len(box.taken) == 1


def test_a_server_that_is_down_is_asked_once_for_all_messages(state: sqlite3.Connection) -> None:
    chosen, now = config(free_port(), kasubag=[KASUBAG, "plh@kpu.go.id"]), at("Sen 15.30")
    note_report(state, Written(Path("a.xlsx")), TITLE, chosen, now)
    assert len(deliver(state, checked(WAITING).calendar, chosen, now)) == 1
    assert Outbox(state).count_waiting() == 2


def test_a_message_is_given_up_after_a_week(state: sqlite3.Connection) -> None:
    chosen = config(free_port(), kasubag=[KASUBAG])
    note_report(state, Written(Path("a.xlsx")), TITLE, chosen, at("Sen 15.30"))
    later = at("Sel depan 15.30")
    (sentence,) = deliver(state, checked(WAITING).calendar, chosen, later)
    assert sentence.endswith("Sudah seminggu dicoba; pesan ini tidak dicoba lagi.")
    assert deliver(state, checked(WAITING).calendar, chosen, later + timedelta(days=1)) == []


def test_a_password_that_is_missing_is_told_once_and_the_messages_wait(
    state: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("MEDSOS_SANDI_SUREL", raising=False)
    email = {"security": "starttls", "user": USER}
    chosen, now = config(25, email=email, kasubag=[KASUBAG]), at("Sen 15.30")
    note_report(state, Written(Path("a.xlsx")), TITLE, chosen, now)
    (sentence,) = deliver(state, checked(WAITING).calendar, chosen, now)
    assert sentence.startswith("Sandi server surel belum ada. Buat variabel lingkungan MEDSOS_SANDI_SUREL")
    assert deliver(state, checked(WAITING).calendar, chosen, now) == []
    assert Outbox(state).count_waiting() == 1


@pytest.mark.parametrize("at_once", [True, False], ids=["in the program's folder", "readable by others"])
def test_a_password_file_that_others_can_get_at_is_told_of(
    at_once: bool, state: sqlite3.Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = certificates(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(made.authority))
    monkeypatch.setattr("worklog.messages.recipients.PROJECT", tmp_path if at_once else tmp_path / "program")
    file = tmp_path / "sandi.txt"
    file.write_text(PASSWORD, encoding="utf-8")
    file.chmod(0o600 if at_once else 0o644)
    monkeypatch.setenv("USERPROFILE", str(tmp_path / "Siti"))  # on Windows it is told by the folder
    box, now = Mailbox(), at("Sen 15.30")
    with mail_server(box, "starttls", made.server, login=True) as port:
        email = {"security": "starttls", "user": USER, "password_file": str(file)}
        chosen = config(port, email=email, kasubag=[KASUBAG])
        note_report(state, Written(Path("a.xlsx")), TITLE, chosen, now)
        said = deliver(state, checked(WAITING).calendar, chosen, now)
    assert box.subjects == [TITLE]
    assert said[0] == f"Terkirim ke {KASUBAG}: {TITLE}."
    expected = "berada di dalam folder program" if at_once else "dapat dibaca pengguna lain PC ini"
    assert any(sentence.startswith(f"Berkas sandi surel {file} {expected}") for sentence in said[1:])
    assert PASSWORD not in "".join(said)


@pytest.mark.slow
def test_a_channel_gets_reports_or_trouble_by_its_tag(state: sqlite3.Connection, tmp_path: Path) -> None:
    file = tmp_path / "saluran.txt"
    with web_service() as service:
        file.write_text(
            f"kasubag=json://{service.url}/laporan\npengelola=json://{service.url}/gangguan\nsemua=json://x\n",
            encoding="utf-8",
        )
        file.chmod(0o600)
        chosen, now = Config.model_validate({"notification": {"channels": str(file)}}), at("Sen 15.30")
        note_report(state, Written(Path("a.xlsx")), TITLE, chosen, now)
        note_trouble(state, 3, "sebab", chosen, now)
        said = deliver(state, checked(WAITING).calendar, chosen, now)
    assert sorted((path, body["title"]) for path, body in service.asked) == [
        ("/gangguan", "Pemeriksaan otomatis buku kerja media sosial terganggu"),
        ("/laporan", TITLE),
    ]
    assert any("baris 3, tidak dapat dipakai" in sentence for sentence in said)


# Deadlines that move, other processes


def test_a_deadline_that_moved_is_told_anew_and_once(turn: Turn, box: Mailbox) -> None:
    later = WAITING.replace("acuan Sen 08.00", "acuan Sel 08.00")
    for log, now in ((WAITING, "Sen 09.30"), (WAITING, "Sen 09.40"), (later, "Sel 09.30"), (later, "Sel 09.40")):
        turn(log, now)
    assert box.subjects == ["Pengingat: 2 langkah menunggu Anda"] * 2


@pytest.mark.slow
def test_what_an_older_version_told_is_not_told_again(turn: Turn, box: Mailbox, state: sqlite3.Connection) -> None:
    turn(WAITING, "Sen 09.30")
    with state:
        state.execute("UPDATE outbox SET key = substr(key, 1, length(key) - length('|2026-11-02T10:00'))")
    assert [key for (key,) in state.execute("SELECT key FROM outbox")] == ["2026-0001|1|1|dekat", "2026-0002|1|1|dekat"]
    assert turn(WAITING, "Sen 09.40") == []
    turn(WAITING.replace("acuan Sen 08.00", "acuan Sel 08.00"), "Sel 09.30")
    assert len(box.taken) == 2


def test_what_another_process_sends_meanwhile_is_not_sent_twice(
    state: sqlite3.Connection, box: Mailbox, port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen, now, calendar = config(port, kasubag=[KASUBAG]), at("Sen 15.30"), checked(WAITING).calendar
    note_report(state, Written(Path("a.xlsx")), TITLE, chosen, now)
    real = Outbox.waiting

    def then_the_other(self: Outbox, moment: datetime) -> list[Any]:
        found = real(self, moment)
        monkeypatch.setattr(Outbox, "waiting", real)
        deliver(state, calendar, chosen, now)
        return found

    monkeypatch.setattr(Outbox, "waiting", then_the_other)
    assert deliver(state, calendar, chosen, now) == []
    assert box.subjects == [TITLE]


# Killed in between


@pytest.mark.slow
def test_a_message_whose_sending_was_killed_is_not_sent_again(tmp_path: Path, box: Mailbox, port: int) -> None:
    place = tmp_path / "jadwal.db"
    state = open_state(place, at("Sen 09.00")).connection
    note_report(state, Written(Path("a.xlsx")), TITLE, config(port, kasubag=[KASUBAG]), at("Sen 15.30"))
    state.close()
    box.hangs_after_data = True
    program = (
        "import sys; sys.path[:0] = sys.argv[4:]\n"
        "from test_notices import *\n"
        "state = open_state(Path(sys.argv[1]), at('Sen 09.00')).connection\n"
        "chosen = config(int(sys.argv[2]), kasubag=[sys.argv[3]])\n"
        "deliver(state, checked(WAITING).calendar, chosen, at('Sen 15.30'))\n"
    )
    folders = [str(Path(__file__).parent), str(Path(__file__).parents[1] / "scripts")]
    line = [sys.executable, "-c", program, str(place), str(port), KASUBAG, *folders]
    with subprocess.Popen(line) as process:
        while not box.taken:
            assert process.poll() is None
        process.kill()
    assert process.returncode != 0
    box.hangs_after_data = False
    state = open_state(place, at("Sen 09.00")).connection
    chosen, calendar = config(port, kasubag=[KASUBAG]), checked(WAITING).calendar
    assert deliver(state, calendar, chosen, at("Sen 15.40")) == [
        f"Mungkin belum terkirim ke {KASUBAG}: {TITLE}. Program berhenti di tengah pengiriman; pesan ini tidak dikirim "
        "ulang."
    ]
    assert deliver(state, calendar, chosen, at("Sen 15.50")) == []
    assert box.subjects == [TITLE]
    state.close()


# Whatever happens

LOGS = [
    WAITING,
    WAITING.replace("1 | Budi", "1 | Budi | Sen 09.00 | | draf"),
    WAITING.replace("acuan Sen 08.00", "acuan Sel 14.30"),
    "P1 2026-0001 acuan Min 19.00\n1\nPetugas: Budi | Fungsional Umum | Surel=budi@kpu.go.id",
    "Petugas: Budi | Fungsional Umum | Surel=budi@kpu.go.id\nKalender: Rab | Rab | Libur\nP2 2026-0001 acuan Sel 15.00\n1",
]


class Post:
    """Takes the place of the way to a mailbox: it notes what is handed over, and ends as it is told to."""

    def __init__(self) -> None:
        self.handed_over: list[tuple[datetime, str, Outcome]] = []
        self.now = datetime.min
        self.ending = Outcome.SENT

    def send(self, message: Message) -> Delivery:
        self.handed_over.append((self.now, message.text, self.ending))
        return Delivery(self.ending, "sebab")


class OneWay:
    problems: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()

    def __init__(self, post: Post) -> None:
        self.post = post

    def way_to(self, _: str) -> Any:
        post = self.post

        class Way:
            is_mail, name = True, "Budi"
            send = post.send

        return Way


moves = st.lists(
    st.tuples(
        st.sampled_from([0, 0, 0, 1, 2, 3, 4]),
        st.sampled_from([5, 10, 10, 20, 60, 600, 1440, -60]),  # Minutes; the clock may be set back an hour.
        st.sampled_from([*Outcome, None]),  # None: killed while the message is on its way.
    ),
    min_size=5,
    max_size=12,
)
STEPS = re.compile(r"(\d{4}-\d{4}) .*?, langkah (\d+)\. .*\n   (.*(?:sudah habis|sudah terpakai).*)")
"""Each step of a message: once near its end, and once when that has come; anew when its deadline moved."""


@pytest.mark.slow
@example([(0, 40, Outcome.UNCERTAIN), (0, 10, Outcome.SENT), (0, 1440, Outcome.SENT)])
@example([(0, 40, None), (0, 10, Outcome.SENT), (0, -60, Outcome.SENT), (0, 60, Outcome.SENT)])
@example([(0, 40, Outcome.FAILED), (0, 600, Outcome.FAILED), (0, 1440, Outcome.SENT), (0, 10, Outcome.SENT)])
@given(moves)
def test_no_reminder_goes_twice_or_at_a_wrong_hour(sequence: list[tuple[int, int, Outcome | None]]) -> None:
    post, now = Post(), at("Sen 09.20")
    chosen = config(reminders="each", quiet="09:00-09:45, 20:00-07:45")
    connection = sqlite3.connect(":memory:")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(mailing, "Recipients", lambda _: OneWay(post))
        for number, minutes, ending in sequence:
            now += timedelta(minutes=minutes)
            post.now = now
            result = checked(LOGS[number], now.isoformat())
            note_check(connection, result, chosen, now)
            if ending is None:
                die_while_sending(connection, result, chosen, now, post)
            else:
                post.ending = ending
                deliver(connection, result.calendar, chosen, now)
    arrived = [text for _, text, ending in post.handed_over if ending is not Outcome.FAILED]
    told = [step for text in arrived for step in STEPS.findall(text)]
    assert len(told) == len(set(told))
    for moment, _, _ in post.handed_over:
        minute = moment.hour * 60 + moment.minute
        assert moment.weekday() < 5
        assert 465 <= minute < 540 or 585 <= minute < 720 or 780 <= minute < 990
    connection.close()


def die_while_sending(
    connection: sqlite3.Connection, result: Checked, chosen: Config, now: datetime, post: Post
) -> None:
    class KilledError(BaseException):
        pass

    def killed(self: object, message: Message) -> Delivery:
        post.handed_over.append((now, message.text, Outcome.UNCERTAIN))
        raise KilledError

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Post, "send", killed)
        try:
            deliver(connection, result.calendar, chosen, now)
        except KilledError:
            connection.rollback()


# A test message


def test_a_test_message_goes_to_each_recipient_once(box: Mailbox, port: int) -> None:
    said, went_well = send_tests(config(port, kasubag=[KASUBAG], pengelola=[KASUBAG, PENGELOLA]), NOON)
    assert (said, went_well) == ([f"Terkirim ke {KASUBAG}.", f"Terkirim ke {PENGELOLA}."], True)
    assert box.recipients == [KASUBAG, PENGELOLA]


def test_a_test_message_tells_for_each_recipient_what_is_wrong(box: Mailbox, port: int) -> None:
    box.answers += ["550 no such user"]
    said, went_well = send_tests(config(port, kasubag=[KASUBAG], pengelola=[PENGELOLA]), NOON)
    assert not went_well
    assert said == [
        f"Tidak terkirim ke {KASUBAG}. Server surel menolak alamat penerima (kode 550). Periksa ejaan alamat itu.",
        f"Terkirim ke {PENGELOLA}.",
    ]


def test_with_reminders_alone_the_test_message_goes_to_the_sender(box: Mailbox, port: int) -> None:
    assert send_tests(config(port, reminders="each"), NOON) == (["Terkirim ke robot@kpu.go.id."], True)


def test_without_recipients_a_test_says_what_to_fill_in() -> None:
    said, went_well = send_tests(Config(), NOON)
    assert not went_well
    assert said == [mailing.NOBODY]
