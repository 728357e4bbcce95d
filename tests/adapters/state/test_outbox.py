"""The outbox in a real state file: each message once, whatever happens in between."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from worklog.adapters.state import outbox
from worklog.adapters.state.outbox import Letter, Outbox
from worklog.adapters.state.state_file import open_state

NOW = datetime(2026, 11, 2, 9, 0)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    opened = open_state(tmp_path / "jadwal.db", NOW).connection
    yield opened
    opened.close()


@pytest.fixture
def box(connection: sqlite3.Connection) -> Outbox:
    return Outbox(connection)


def letter(key: str, to: str = "budi@kpu.go.id", kind: str = "pengingat", text: str = "isi") -> Letter:
    return Letter(key, to, kind, f"Judul {key}", text, "Budi", (Path("laporan/a.xlsx"),))


def keys(box: Outbox, now: datetime = NOW) -> list[str]:
    return [waiting.letter.key for waiting in box.waiting(now)]


def rows(box: Outbox) -> int:
    (count,) = box.connection.execute("SELECT count(*) FROM outbox").fetchone()
    return int(count)


def test_a_letter_waits_as_it_was_put_in(box: Outbox) -> None:
    box.put([letter("a")], NOW)
    (waiting,) = box.waiting(NOW)
    assert (waiting.letter, waiting.made, waiting.tries) == (letter("a"), NOW, 0)
    assert box.count_waiting() == 1


def test_a_letter_is_put_in_once_for_each_recipient(box: Outbox) -> None:
    box.put([letter("a"), letter("a", "tono@kpu.go.id"), letter("a")], NOW)
    box.claim(box.waiting(NOW), NOW)
    box.settle(box.cut_off(NOW), NOW, certain=True)
    box.put([letter("a")], NOW)
    assert (keys(box), rows(box)) == ([], 2)


def test_what_was_sent_does_not_wait_any_more_and_its_text_is_not_kept(box: Outbox) -> None:
    box.put([letter("a")], NOW)
    waiting = box.waiting(NOW)
    box.claim(waiting, NOW)
    assert keys(box) == []
    box.settle(waiting, NOW, certain=True)
    assert box.cut_off(NOW) == []
    assert box.connection.execute("SELECT text, files, state FROM outbox").fetchall() == [("", "[]", "terkirim")]


def test_a_claim_that_nobody_settled_is_told_once_and_never_sent_again(box: Outbox) -> None:
    box.put([letter("a")], NOW)
    box.claim(box.waiting(NOW), NOW)
    assert [waiting.letter.key for waiting in box.cut_off(NOW)] == ["a"]
    assert (box.cut_off(NOW), keys(box, NOW + 30 * DAY)) == ([], [])


def test_what_was_refused_is_tried_again_after_ever_longer_pauses(box: Outbox) -> None:
    box.put([letter("a")], NOW)
    at, pauses = NOW, []
    for _ in range(6):
        assert box.put_back(box.waiting(at), at) == []
        (due,) = box.connection.execute("SELECT send_from FROM outbox").fetchone()
        pauses.append((datetime.fromisoformat(due) - at) // timedelta(minutes=1))
        assert keys(box, datetime.fromisoformat(due) - timedelta(seconds=1)) == []
        at = datetime.fromisoformat(due)
    assert pauses == [5, 10, 20, 40, 60, 60]


def test_what_was_refused_for_a_week_is_given_up(box: Outbox) -> None:
    box.put([letter("a")], NOW)
    at = NOW + 7 * DAY + HOUR
    (given_up,) = box.put_back(box.waiting(at), at)
    assert given_up.letter.key == "a"
    assert (keys(box, at + DAY), box.cut_off(at)) == ([], [])


def test_a_clock_that_was_years_ahead_holds_nothing_back(box: Outbox) -> None:
    ahead = NOW.replace(year=2099)
    box.put([letter("a")], NOW)
    box.put_back(box.waiting(ahead), NOW)
    box.connection.execute("UPDATE outbox SET send_from = ?", (ahead.isoformat(),))
    assert keys(box) == ["a"]


def test_what_is_not_wanted_any_more_is_taken_out_before_it_is_sent(box: Outbox) -> None:
    box.put([letter("laporan", kind="laporan")], NOW)
    box.replace("pengingat", [letter("a"), letter("b")], NOW)
    box.replace("pengingat", [letter("b", text="isi baru")], NOW)
    assert keys(box) == ["laporan", "b"]
    assert box.waiting(NOW)[1].letter.text == "isi baru"


def test_what_was_taken_out_unsent_may_come_again(box: Outbox) -> None:
    box.replace("pengingat", [letter("a")], NOW)
    box.replace("pengingat", [], NOW)
    box.replace("pengingat", [letter("a")], NOW)
    assert keys(box) == ["a"]


def test_what_was_sent_to_one_is_not_sent_to_another_later(box: Outbox) -> None:
    box.replace("pengingat", [letter("a", "budi@kpu.go.id"), letter("a", "tono@kpu.go.id")], NOW)
    first, second = box.waiting(NOW)
    box.claim([first], NOW)
    box.settle([first], NOW, certain=True)
    both = [letter("a", "budi@kpu.go.id"), letter("a", "tono@kpu.go.id")]
    box.replace("pengingat", both, NOW)
    assert box.waiting(NOW) == [second]
    box.replace("pengingat", [letter("a", "yuni@kpu.go.id")], NOW)
    assert keys(box) == []


def test_what_may_be_sent_later_waits_until_then(box: Outbox) -> None:
    box.replace("rangkuman", [letter("a", kind="rangkuman")], NOW, NOW + HOUR)
    assert (keys(box), keys(box, NOW + HOUR)) == ([], ["a"])


def test_putting_in_joins_the_transaction_that_marks_something_done(box: Outbox) -> None:
    box.connection.execute("CREATE TABLE done (job TEXT)")

    def mark_and_fail() -> None:
        with box.connection:
            box.connection.execute("INSERT INTO done VALUES ('harian')")
            box.put([letter("a")], NOW)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        mark_and_fail()
    assert (keys(box), box.connection.in_transaction) == ([], False)


def test_putting_in_alone_is_kept_at_once(tmp_path: Path, connection: sqlite3.Connection, box: Outbox) -> None:
    box.put([letter("a")], NOW)
    other = open_state(tmp_path / "jadwal.db", NOW).connection
    assert keys(Outbox(other)) == ["a"]
    other.close()


def test_old_letters_are_forgotten_so_that_the_file_does_not_grow(box: Outbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outbox, "KEPT_ROWS", 10)
    for day in range(30):
        at = NOW + timedelta(days=day * 40)
        box.replace("pengingat", [letter(f"hari {day}")], at)
        box.claim(box.waiting(at), at)
        box.settle(box.cut_off(at), at, certain=True)
    assert rows(box) == 11  # Of 400 days there are ten, and one more that is just as old.


def test_a_clock_that_was_years_ahead_makes_nothing_forgotten(box: Outbox) -> None:
    box.replace("pengingat", [letter("a")], NOW)
    box.claim(box.waiting(NOW), NOW)
    box.settle(box.cut_off(NOW), NOW, certain=True)
    box.replace("pengingat", [], NOW.replace(year=2099))
    box.replace("pengingat", [letter("a")], NOW)
    assert keys(box) == []


def test_a_note_is_told_once_as_long_as_it_holds(box: Outbox) -> None:
    box.note("petugas", ["Surel Budi kosong.", "Surel Tono kosong."])
    assert box.untold_notes() == ["Surel Budi kosong.", "Surel Tono kosong."]
    box.note("petugas", ["Surel Budi kosong."])
    box.note("jalan", ["Sandi belum ada."])
    assert box.untold_notes() == ["Sandi belum ada."]
    assert (box.notes("jalan"), box.notes("petugas")) == (["Sandi belum ada."], ["Surel Budi kosong."])
    box.note("petugas", [])
    box.note("petugas", ["Surel Budi kosong."])
    assert box.untold_notes() == ["Surel Budi kosong."]


def test_an_alarm_stands_until_it_ends_and_gives_back_what_was_not_sent(box: Outbox) -> None:
    assert (box.alarm(), box.end_alarm()) == (None, [])
    box.raise_alarm("gangguan|1", NOW)
    box.put([letter("gangguan|1", kind="gangguan")], NOW)
    assert box.alarm() == (NOW, "gangguan|1")
    assert [waiting.letter.key for waiting in box.end_alarm()] == ["gangguan|1"]
    assert box.alarm() is None


def test_a_second_person_is_told_while_the_letter_of_the_first_still_waits(box: Outbox) -> None:
    box.replace("pengingat", [letter("a")], NOW, NOW + HOUR)
    box.replace("pengingat", [letter("a"), letter("a", "tono@kpu.go.id")], NOW, NOW + HOUR)
    assert [waiting.letter.recipient for waiting in box.waiting(NOW + HOUR)] == ["budi@kpu.go.id", "tono@kpu.go.id"]


def test_what_a_clock_ahead_of_its_time_sent_is_told_again_at_its_own(box: Outbox) -> None:
    box.put([letter("a", kind="laporan")], NOW + 30 * DAY)
    waiting = box.waiting(NOW + 30 * DAY)
    box.claim(waiting, NOW + 30 * DAY)
    box.settle(waiting, NOW + 30 * DAY, certain=True)
    box.put([letter("a", kind="laporan")], NOW)
    assert keys(box) == ["a"]


def test_letters_that_were_refused_are_counted(box: Outbox) -> None:
    box.put([letter("a"), letter("b")], NOW)
    box.put_back(box.waiting(NOW)[:1], NOW)
    assert (box.count_waiting(), box.count_waiting(tries=1)) == (2, 1)
