"""What people are told without asking: reminders and digests, reports, trouble and its end.

Messages are put into the outbox first, in the same transaction as what they tell of, and are sent from there.
"""

from __future__ import annotations

import sqlite3
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from worklog.adapters.state.outbox import Letter, Outbox
from worklog.config.config import Config
from worklog.core.indonesian import moment_text, one_line
from worklog.core.judging.check import Checked
from worklog.core.reminders.reminders import Reminders, digests, reminders
from worklog.jobs.office import sop_name
from worklog.messages.recipients import KASUBAG, PENGELOLA, Recipients
from worklog.messages.sending import CHOSEN, DIGEST, REMINDER, REPORT, TO_PEOPLE, TROUBLE, deliver, send_tests

if TYPE_CHECKING:
    from worklog.jobs.reporting import Written

__all__ = ["deliver", "note_check", "note_recovery", "note_report", "note_trouble", "send_tests"]

ABOUT_STAFF = "petugas"
LONGEST_REASON = 1000


def note_check(connection: sqlite3.Connection, checked: Checked, config: Config, now: datetime) -> None:
    """Let wait what this check has to tell staff, and nothing else: what is done meanwhile is taken out."""
    box, kind = Outbox(connection), CHOSEN.get(config.notification.reminders, "")
    told = {REMINDER: reminders, DIGEST: digests}.get(kind, _nothing)(checked)
    send_from = datetime.combine(now, config.notification.digest_at) if kind == DIGEST else now
    letters = [Letter(each.key, each.email, kind, each.subject, each.text, each.person) for each in told.wanted]
    with box.joined():
        if kind == REMINDER:
            box.adopt((each.key.rpartition("|")[0], each.key) for each in told.wanted)
        for one in TO_PEOPLE:
            box.replace(one, letters if one == kind else [], now, send_from)
        box.note(ABOUT_STAFF, told.unreached)


def _nothing(_: Checked) -> Reminders:
    return Reminders([], [])


def is_held_up(connection: sqlite3.Connection) -> bool:
    """Whether a message waits that was refused before."""
    return Outbox(connection).count_waiting(tries=1) > 0


def note_report(connection: sqlite3.Connection, written: Written, title: str, config: Config, now: datetime) -> None:
    """Let a report wait for those who get reports; `title` names its day or month, and goes to each of them once."""
    files = tuple(file for file in (written.path, written.pdf) if file)
    _put(connection, KASUBAG, f"{REPORT}|{title}", REPORT, title, "\n".join(written.figures), config, now, files)


def note_trouble(
    connection: sqlite3.Connection, failures: int, last_sentence: str, config: Config, now: datetime
) -> None:
    """Tell once that runs have failed several times in a row."""
    box = Outbox(connection)
    if failures < config.notification.alert_after_failures or box.alarm():
        return
    text = (
        f"Sampai {moment_text(now)} pemeriksaan otomatis gagal {failures} kali berturut-turut.\n\n"
        f"Sebab terakhir: {one_line(last_sentence, LONGEST_REASON)}\n\n"
        "Pemeriksaan otomatis terus mencoba. Pesan berikutnya dikirim bila sudah berjalan lagi."
    )
    key = f"{TROUBLE}|{now.isoformat()}"
    with box.joined():
        box.raise_alarm(key, now)
        _put(
            connection,
            PENGELOLA,
            key,
            TROUBLE,
            _subject("terganggu", now),
            text,
            config,
            now,
        )


def note_recovery(connection: sqlite3.Connection, config: Config, now: datetime) -> None:
    """Tell that it works again, if trouble was told; an alarm that was never sent is replaced by that."""
    box = Outbox(connection)
    alarm = box.alarm()
    if alarm is None:
        return
    since, key = alarm
    text = (
        f"Pemeriksaan otomatis gagal berturut-turut sejak {moment_text(since)}. Sejak {moment_text(now)} berjalan lagi."
    )
    with box.joined():
        box.withdraw(box.end_alarm())
        _put(
            connection,
            PENGELOLA,
            f"{key}|pulih",
            TROUBLE,
            _subject("berjalan lagi", now),
            text,
            config,
            now,
        )


def _subject(what: str, now: datetime) -> str:
    return " ".join(filter(None, ("Pemeriksaan otomatis buku kerja", sop_name(now.date()), what)))


def _put(
    connection: sqlite3.Connection,
    tag: str,
    key: str,
    kind: str,
    subject: str,
    text: str,
    config: Config,
    now: datetime,
    files: tuple[Path, ...] = (),
) -> None:
    box, recipients = Outbox(connection), Recipients(config)
    letters = [Letter(key, to, kind, subject, text, files=files) for to in recipients.of(tag)]
    with box.joined():
        box.put(letters, now)
