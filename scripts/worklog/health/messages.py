"""The ways by which people are told something, where an office has any."""

from __future__ import annotations

from worklog.adapters.files.probes import why_out_of_reach
from worklog.adapters.state.outbox import Outbox
from worklog.config.config import Config
from worklog.core.signs import Sign, fine, note, wrong
from worklog.messages.notices import ABOUT_STAFF
from worklog.messages.recipients import Recipients

REFUSED_OFTEN = 3
"""Tries after which a message that waits is no longer a matter of a moment."""
TEST = "Sesudahnya uji dengan: python scripts/run_schedule.py --test-notification"


def is_used(config: Config) -> bool:
    """Whether the office has messages sent at all."""
    return bool(config.notification.email.host or config.channels_file)


def ways_sign(config: Config) -> Sign:
    """Passwords, files of channels and addresses; none of them is shown."""
    recipients = Recipients(config)
    ways = recipients.all()
    recipients.way_to(config.notification.email.sending_address)  # reminders need the server too
    if recipients.problems:
        return wrong("\n".join(["Pemberitahuan belum dapat dikirim.", *recipients.problems]), TEST)
    seen = f"Pemberitahuan: {len(ways)} penerima tetap."
    return note(seen, " ".join(recipients.warnings)) if recipients.warnings else fine(seen)


def server_sign(config: Config) -> Sign | None:
    """Whether the mail server is in reach; whether it takes the password only a message can tell."""
    email = config.notification.email
    if not email.host:
        return None
    reason = why_out_of_reach(email.host, email.server_port)
    place = f"{email.host}, port {email.server_port}"
    if reason:
        return wrong(
            f"Server surel tidak terjangkau ({place}): {reason}",
            f"Periksa internet, lalu notification.email.host dan port di sheets_config.json. {TEST}",
        )
    return fine(f"Server surel terjangkau ({place}).")


def outbox_sign(outbox: Outbox) -> Sign | None:
    """What still waits to be sent."""
    held_up, waiting = outbox.count_waiting(tries=REFUSED_OFTEN), outbox.count_waiting()
    if held_up:
        return wrong(
            f"{held_up} pesan sudah {REFUSED_OFTEN} kali atau lebih belum terkirim; sebabnya di jadwal.log.",
            f"Periksa sandi surel dan alamat penerima. {TEST}",
        )
    return fine(f"{waiting} pesan menunggu; dikirim otomatis pada jamnya.") if waiting else None


def staff_sign(outbox: Outbox) -> Sign | None:
    """Members of staff who should have been reminded at the last check, and have no address."""
    unreached = outbox.notes(ABOUT_STAFF)
    return note("\n".join(unreached), "Lengkapi Surel di tab Petugas.") if unreached else None
