"""How people type times, names, decisions and IDs: the forms that are read and those that nearly are."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time, timedelta
from random import Random

from oracle.compliant import Cells, Draft
from worklog.core.log.tabs import APPROVED, CANCELLED, NOT_ANSWERED, REVISE

Writing = Callable[[datetime], str]

WEEKDAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des")

WRITINGS: tuple[Writing, ...] = (
    lambda m: f"{m:%d/%m/%Y %H:%M}",
    lambda m: f"{m:%Y-%m-%d %H:%M}",
    lambda m: f" {m:%d/%m/%Y  %H:%M} ",
    lambda m: f"{m:%d/%m/%Y %H.%M.%S}",
    lambda m: f"{m:%d}\u2013{m:%m}\u2013{m:%Y %H.%M}",
    lambda m: f"tgl {m:%d/%m/%Y %H.%M}",
    lambda m: f"{m:%H:%M %d/%m/%Y}",
    lambda m: f"{m:%d/%m/%Y %H:%M}.",
    lambda m: f"{m:%d/%m %H.%M}",
    lambda m: f"{m.day} {MONTHS[m.month - 1]} {m:%H.%M}",
    lambda m: f"{m.day} {MONTHS[m.month - 1]} {m.year} pukul {m:%H.%M} WIB",
    lambda m: f"{WEEKDAYS[m.weekday()]}, {m:%d/%m/%Y %H.%M}",
    lambda m: f"{WEEKDAYS[(m.weekday() + 1) % 7]}, {m:%d/%m/%Y %H.%M}",
    lambda m: f"{m:%d/%m/%Y} jam {m.hour}",
    lambda m: f"{m:%d/%m/%Y} pukul 9 pagi",
    lambda m: f"{m:%d/%m/%Y} jam 2 siang",
    lambda m: f"{m:%d/%m/%Y} 24:00",
    lambda m: f"{m:%d/%m/%Y} 00.00",
    lambda m: f"{m:%d/%m/%Y}",
    lambda m: f"{m:%d/%m}",
    lambda m: f"{m:%H.%M}",
    lambda m: f"jam {m.hour}",
    lambda m: f"{m:%d/%m/%Y} {m.hour}",
    lambda m: f"{m:%m/%d/%Y %H:%M}",
)

SEVERAL = (
    *("Budi Santoso, Rina Wati", "Rina Wati dan budi santoso", "Budi Santoso & Sri Handayani", "Budi Santoso / Tamu"),
    *("Sri Handayani; Bambang Utomo", "Dewi Lestari/Agus Salim", "Nur Aini, Ahmad Fauzi, dan Dewi Lestari"),
    *("Bambang Utomo DAN Orang Lain", "Pelaksana Harian, Budi Santoso", "Budi Santoso;"),
)
SPELLED = (
    *(
        "BUDI  SANTOSO",
        "Budi Santoso.",
        "Budi, Santoso",
        "Nur 'Aini",
        "Nur \u2019Aini",
        "Rina Kusuma S.Sos",
        "Rina Kusuma",
    ),
    *("Rina Kusuma, SSos.", "Bu. Sri Handayani", "Sri-Handayani"),
)
MEANT = ("ok", "Oke!", "ACC.", "disetujui", "setuju.", "Perbaiki", "perbaikan!!", "diperbaiki", "Direvisi.", "revisi !")
UNMEANT = ("ya", ".", "oke lah", "acc, lanjut", "batalkan", "Tidak direspon.", "BATAL!", "Setuju?", "disetujui  .")


def with_times(draft: Draft) -> list[tuple[Cells, str, datetime]]:
    """The typed times of the log rows: row, column, moment."""
    return [
        (row, header, value)
        for row in draft.rows
        for header in ("Mulai", "Selesai")
        if isinstance(value := row.get(header), datetime)
    ]


def written(rng: Random, draft: Draft) -> None:
    """One to three times typed as text."""
    for row, header, value in rng.sample(times := with_times(draft), min(len(times), rng.randint(1, 3))):
        row[header] = rng.choice(WRITINGS)(value)


def with_seconds(rng: Random, draft: Draft) -> None:
    """Typed with a shortcut that fills in seconds."""
    for row, header, value in with_times(draft):
        if rng.random() < 0.7:
            row[header] = value + timedelta(seconds=rng.randint(0, 59))
    reference = draft.register.get("Waktu Acuan")
    if isinstance(reference, datetime) and rng.random() < 0.5:
        draft.register["Waktu Acuan"] = reference + timedelta(seconds=rng.randint(0, 59))


def at_midnight(rng: Random, draft: Draft) -> None:
    for row, header, value in rng.sample(times := with_times(draft), min(len(times), 1)):
        midnight = datetime.combine(value.date(), time())
        seconds = rng.choice([0, 0, 1, 30, 60])
        row[header] = midnight + timedelta(days=rng.choice([0, 1]), seconds=seconds)


def doubtful_finish(rng: Random, draft: Draft) -> None:
    """Unreadable, in the future, before its Mulai, or before the step before it."""
    for row, _, value in rng.sample(times := with_times(draft), min(len(times), 1)):
        row |= rng.choice(
            [
                {"Selesai": "tadi siang"},
                {"Selesai": value + timedelta(days=400)},
                {"Selesai": value, "Mulai": value + timedelta(minutes=rng.choice([1, 90]))},
                {"Selesai": value - timedelta(days=rng.choice([1, 7])), "Mulai": None},
            ]
        )


def overlap(rng: Random, draft: Draft) -> None:
    """Begun before the step before it was finished."""
    for row, _, value in rng.sample(times := with_times(draft), min(len(times), 1)):
        row["Mulai"] = value - timedelta(minutes=rng.choice([30, 120, 2000]))


def late_reference(rng: Random, draft: Draft) -> None:
    """Waktu Acuan after the first Selesai, in minutes or around a day."""
    finish = draft.rows[0].get("Selesai")
    if isinstance(finish, datetime):
        minutes = rng.choice([-1, 0, 1, 60, 1439, 1440, 1441])
        draft.register["Waktu Acuan"] = finish + timedelta(minutes=minutes)


def written_register(rng: Random, draft: Draft) -> None:
    for header in ("Tanggal", "Waktu Acuan"):
        value = draft.register.get(header)
        if isinstance(value, datetime) and rng.random() < 0.7:
            draft.register[header] = rng.choice(WRITINGS)(value)


def in_cell(rng: Random, draft: Draft, names: tuple[str, ...]) -> None:
    """Put some of these names where a name stands."""
    cells = [
        (row, role)
        for row in draft.rows
        if isinstance(row["No"], int) and 1 <= row["No"] <= len(draft.flow.steps) and row.get(draft.role(row["No"]))
        for role in [draft.role(row["No"])]
    ]
    for row, role in rng.sample(cells, min(len(cells), rng.randint(1, 3))):
        row[role] = rng.choice(names)


def several_people(rng: Random, draft: Draft) -> None:
    in_cell(rng, draft, SEVERAL)


def spelled_name(rng: Random, draft: Draft) -> None:
    in_cell(rng, draft, SPELLED)


def spelled_decision(rng: Random, draft: Draft) -> None:
    decided = [row for row in draft.rows if row.get("Keputusan")]
    for row in rng.sample(decided, min(len(decided), rng.randint(1, 2))):
        row["Keputusan"] = rng.choice(MEANT if rng.random() < 0.7 else UNMEANT)


def unreadable_check(rng: Random, draft: Draft) -> None:
    """A check before a repair step with every kind of decision, with or without a Selesai."""
    checks = [row for row in draft.rows if row["No"] in [s.no for s in draft.flow.steps if s.kind == "check"]]
    if checks:
        row = rng.choice(checks)
        row["Keputusan"] = rng.choice([None, "entah", APPROVED, REVISE, NOT_ANSWERED])
        if rng.random() < 0.4:
            row["Selesai"] = None


def drop_from_round(rng: Random, draft: Draft) -> None:
    """One or two rows of the last round are deleted."""
    last = [row for row in draft.rows if row["Putaran"] == draft.rows[-1]["Putaran"]]
    for row in rng.sample(last, min(len(last) - 1, rng.randint(1, 2))):
        draft.rows[:] = [kept for kept in draft.rows if kept is not row]


def close_unfinished(rng: Random, draft: Draft) -> None:
    """A closing decision without Selesai, or without a name."""
    row = rng.choice(draft.rows)
    row["Keputusan"] = rng.choice([CANCELLED, NOT_ANSWERED])
    if rng.random() < 0.6:
        row["Selesai"] = None


def other_spelling_of_related(rng: Random, draft: Draft) -> None:
    related = str(draft.register.get("Terkait ID") or draft.id)
    choices = [
        None,
        " ",
        f" {related} ",
        f"0{related}",
        related.replace("-", " - "),
        "118",
        118,
        "0118",
        draft.id,
        "P2",
    ]
    draft.register["Terkait ID"] = rng.choice(choices)


TYPED = (
    *(
        written,
        written,
        written,
        with_seconds,
        with_seconds,
        at_midnight,
        at_midnight,
        doubtful_finish,
        doubtful_finish,
    ),
    *(overlap, late_reference, late_reference, written_register, several_people, several_people, spelled_name),
    *(spelled_decision, spelled_decision, unreadable_check, unreadable_check, drop_from_round, drop_from_round),
    *(close_unfinished, other_spelling_of_related),
)
