"""Send what waits in the outbox, each thing once and at a decent hour, and tell how it went."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import groupby

import numpy as np

from worklog.adapters.channels.channels import Channel, Message
from worklog.adapters.channels.outcomes import Delivery, Outcome
from worklog.adapters.state.outbox import Letter, Outbox, Waiting
from worklog.config.config import Config
from worklog.core.indonesian import one_line
from worklog.core.log.hours import is_within
from worklog.core.working_time.calendar import Calendar
from worklog.jobs.kept import kept
from worklog.jobs.office import sop_name
from worklog.messages.recipients import KASUBAG, PENGELOLA, Recipients

REMINDER, DIGEST, REPORT, TROUBLE = "pengingat", "rangkuman", "laporan", "gangguan"
"""The kinds of messages."""
CHOSEN = {"each": REMINDER, "digest": DIGEST}
"""What staff get by the choice in `notification.reminders`; none of them when it is off."""
TO_PEOPLE = tuple(CHOSEN.values())
"""Kinds that are for staff, and are sent in office hours only."""
ABOUT_WAYS = "jalan"
TEST = "Pesan uji"
NOBODY = (
    "Belum ada penerima. Isi notification.kasubag atau notification.pengelola beserta notification.email, atau "
    "notification.channels, di sheets_config.json."
)


def deliver(
    connection: sqlite3.Connection, calendar: Calendar, config: Config, now: datetime
) -> tuple[list[str], bool]:
    """Send what waits and may be sent now.

    Sentences of what was sent and of what could not be, and whether nothing certainly failed to arrive.
    """
    box = Outbox(connection)
    said = [
        f"Mungkin belum terkirim ke {w.letter.recipient}: {w.letter.subject}. Program berhenti di tengah pengiriman; "
        "pesan ini tidak dikirim ulang."
        for w in box.cut_off(now)
    ]
    waiting = [each for each in box.waiting(now) if _may_go(each.letter.kind, calendar, config, now)]
    sent = _send_all(box, waiting, config, now) if waiting else []
    said += [sentence for sentence, _ in sent]
    return [*said, *box.untold_notes()], all(outcome is not Outcome.FAILED for _, outcome in sent)


def _may_go(kind: str, calendar: Calendar, config: Config, now: datetime) -> bool:
    moment = np.datetime64(now, "s")
    second = int((moment - moment.astype("datetime64[D]")).astype(np.int64))
    is_quiet = is_within(config.notification.quiet_windows, second)
    return not is_quiet and (kind not in TO_PEOPLE or bool(calendar.is_open(moment)))


def _send_all(box: Outbox, waiting: Sequence[Waiting], config: Config, now: datetime) -> list[tuple[str, Outcome]]:
    """Each message with the sentence of what came of it."""
    recipients = Recipients(config)
    unwanted = [each for each in waiting if not _is_wanted(each.letter, recipients, config)]
    box.withdraw(unwanted)
    sent, mail_is_down = [], False
    for letters in _batches(each for each in waiting if each not in unwanted):
        channel = recipients.way_to(letters[0].letter.recipient)
        if channel is None or (channel.is_mail and mail_is_down):
            continue
        claimed = box.claim(letters, now)
        if not claimed:
            continue
        sentence, delivery = _send(box, claimed, channel, config, now)
        sent.append((sentence, delivery.outcome))
        mail_is_down |= channel.is_mail and delivery.server_down
    box.note(ABOUT_WAYS, [*recipients.problems, *recipients.warnings])
    return sent


def _is_wanted(letter: Letter, recipients: Recipients, config: Config) -> bool:
    """Whether the configuration still names the recipient; a way that cannot be used today may be wanted."""
    notification = config.notification
    if letter.kind in TO_PEOPLE:
        return letter.kind == CHOSEN.get(notification.reminders, "")
    return letter.recipient in recipients.of(KASUBAG if letter.kind == REPORT else PENGELOLA)


def _batches(waiting: Iterable[Waiting]) -> Iterator[list[Waiting]]:
    """What goes together into one message: everything that is for the same member of staff; all else by itself."""

    def group(each: Waiting) -> tuple[bool, str, object]:
        letter = each.letter
        return letter.kind in TO_PEOPLE, letter.kind, letter.recipient if letter.kind in TO_PEOPLE else each.number

    for _, letters in groupby(sorted(waiting, key=group), key=group):
        yield list(letters)


def _send(
    box: Outbox, letters: Sequence[Waiting], channel: Channel, config: Config, now: datetime
) -> tuple[str, Delivery]:
    message = _message([each.letter for each in letters], config)
    delivery = channel.send(message)
    what = f"ke {channel.name}: {message.subject}."
    if delivery.outcome is Outcome.FAILED:
        given_up = box.put_back(letters, now)
        end = " Sudah seminggu dicoba; pesan ini tidak dicoba lagi." if given_up else ""
        return f"Belum terkirim {what} {delivery.reason}{end}", delivery
    box.settle(letters, now, certain=delivery.outcome is Outcome.SENT)
    if delivery.outcome is Outcome.SENT:
        return f"Terkirim {what}", delivery
    return f"Mungkin belum terkirim {what} {delivery.reason}", delivery


def _message(letters: Sequence[Letter], config: Config) -> Message:
    first = letters[0]
    files = [file for letter in letters for file in letter.files]
    parts = [first.text]
    if first.kind in TO_PEOPLE:
        people = ", ".join(dict.fromkeys(letter.person for letter in letters))
        numbered = first.kind == REMINDER and len(letters) > 1
        texts = [f"{number}. {each.text}" if numbered else each.text for number, each in enumerate(letters, 1)]
        parts = [f"Yth. {one_line(people, 200)}", "Yang menunggu Anda:", "\n\n".join(texts)]
    elif files:
        parts.append("\n".join(_file_line(file.is_file(), file.name) for file in files))
    parts.append(f"Buku kerja: {kept(config).address}\nPesan ini dikirim otomatis oleh program; tidak perlu dibalas.")
    subject = first.subject if len(letters) == 1 else f"Pengingat: {len(letters)} langkah menunggu Anda"
    return Message(subject, "\n\n".join(parts), files)


def _file_line(is_there: bool, name: str) -> str:
    return f"Berkas: {name}" if is_there else f"Berkas {name} tidak ada lagi di folder laporan; buat laporan itu lagi."


def send_tests(config: Config, now: datetime) -> tuple[list[str], bool]:
    """Send a message to each configured recipient; how each went with what to do, and whether all went well."""
    recipients = Recipients(config)
    ways = recipients.all()
    sender = config.notification.email.sending_address
    if not ways and config.notification.reminders in CHOSEN and (own := recipients.way_to(sender)):
        ways = [own]
    about = " ".join(filter(None, ("buku kerja", sop_name(now.date()), config.office.name)))
    message = Message(
        TEST,
        f"Pesan uji dari program {about}. Bila Anda membacanya, pesan sampai.",
    )
    said, went_well = [], bool(ways) and not recipients.problems
    for way in ways:
        outcome, reason, _ = way.send(message)
        went_well &= outcome is Outcome.SENT
        how = {Outcome.SENT: "Terkirim", Outcome.FAILED: "Tidak terkirim", Outcome.UNCERTAIN: "Mungkin tidak terkirim"}
        said.append(f"{how[outcome]} ke {way.name}. {reason}".rstrip())
    return [*said, *recipients.problems, *recipients.warnings] or [NOBODY], went_well
