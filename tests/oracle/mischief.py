"""What people do to a log: single small mistakes on one item's rows, its register row, or a whole tab."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from random import Random

from office_roles import ROLES
from oracle.compliant import STAFF, Cells, Draft, block
from oracle.mistyping import TYPED
from worklog.core.log.tabs import APPROVED, CANCELLED, NOT_ANSWERED, REVISE

Mischief = Callable[[Random, Draft], None]

ODD_NUMBERS = (0, -1, 1.5, "dua", "2", " 3 ", 99, None, 2.0, "", "1,5", 1)
ODD_MOMENTS = ("kemarin", "jam 10", "2026-13-45 10:00", 46350, 46350.5, True, "22/11/2026", "2026-11-22", "-")
ODD_DECISIONS = ("ok", "setuju ", "REVISI", "tidak  direspon", "batal", "Disetujui", 1, "Setuju/Revisi")
STRANGERS = ("Orang Lain", "budi  santoso", "SRI HANDAYANI", "Pelaksana Harian", "Mantan Kasubag")
GOOD_LINKS = ("http://x.id/1", "lihat HTTPS://x.id/2 ya", "https://www.instagram.com/p/abc123/")
BAD_LINKS = (None, "www.instagram.com/p/1", "http:/x.id", "sudah", "https:// ", 12345)
CAPTIONS = (
    None,
    "",
    "Hai semua #temanpemilih",
    "SELAMAT  PAGI, warga. #Pemilu2029",
    "Haiti bukan sapaan #TemanPemilihan",
    "Kegiatan hari ini",
    "Selamat malam",
    "#KPUmelayani",
    "halo,#PemilihanSerentak",
    "Selamat datang #pilkada",
)


def any_row(rng: Random, draft: Draft) -> Cells:
    return rng.choice(draft.rows)


def worked_row(rng: Random, draft: Draft) -> Cells:
    """A row with a Selesai, if there is one."""
    return rng.choice([row for row in draft.rows if row.get("Selesai")] or draft.rows)


def own_role(draft: Draft, row: Cells) -> str:
    number = row["No"]
    known = isinstance(number, int) and 1 <= number <= len(draft.flow.steps)
    return draft.role(number) if known else ROLES[0]  # type: ignore[arg-type]


def move_post(rng: Random, draft: Draft) -> None:
    """Posted at an edge of the planned day, or a day off; typed as text, as people may."""
    planned, row = draft.register.get("Jadwal Tayang"), draft.rows[-1]
    if isinstance(planned, date) and row.get("Selesai"):
        midnight = datetime(planned.year, planned.month, planned.day)
        minutes = rng.choice([-1440, -1, 0, 1, 1439, 1440, 1441, 2000])
        row["Selesai"] = (midnight + timedelta(minutes=minutes)).strftime("%d/%m/%Y %H:%M")


def near(rng: Random, draft: Draft) -> datetime:
    """A moment around the work on the item."""
    moments = [value for row in draft.rows for value in row.values() if isinstance(value, datetime)]
    base = rng.choice(moments or [datetime(2026, 11, 23, 9)])
    return base + timedelta(minutes=rng.choice([-3000, -600, -61, -1, 0, 0, 1, 30, 600, 3000]))


def clear_finish(rng: Random, draft: Draft) -> None:
    worked_row(rng, draft)["Selesai"] = None


def clear_row(rng: Random, draft: Draft) -> None:
    row = worked_row(rng, draft)
    for header in (*ROLES, "Mulai", "Selesai", "Keputusan", "Bukti", "Catatan"):
        row[header] = None


def odd_moment(rng: Random, draft: Draft) -> None:
    worked_row(rng, draft)[rng.choice(["Mulai", "Selesai"])] = rng.choice(ODD_MOMENTS)


def date_only(rng: Random, draft: Draft) -> None:
    worked_row(rng, draft)[rng.choice(["Mulai", "Selesai"])] = near(rng, draft).date()


def move_moment(rng: Random, draft: Draft) -> None:
    worked_row(rng, draft)[rng.choice(["Mulai", "Selesai"])] = near(rng, draft)


def far_moment(rng: Random, draft: Draft) -> None:
    year = rng.choice([1900, 2006, 2062, 2099])
    worked_row(rng, draft)["Selesai"] = datetime(year, 3, 1, 10, 15)


def swap_finishes(rng: Random, draft: Draft) -> None:
    one, other = worked_row(rng, draft), worked_row(rng, draft)
    one["Selesai"], other["Selesai"] = other.get("Selesai"), one.get("Selesai")


def start_after(rng: Random, draft: Draft) -> None:
    row = worked_row(rng, draft)
    if isinstance(row.get("Selesai"), datetime):
        row["Mulai"] = row["Selesai"] + timedelta(minutes=rng.choice([-1, 0, 1, 60]))  # type: ignore[operator]


def start_only(rng: Random, draft: Draft) -> None:
    any_row(rng, draft)["Mulai"] = near(rng, draft)


def wrong_column(rng: Random, draft: Draft) -> None:
    row = any_row(rng, draft)
    wrong, own = rng.choice(ROLES), own_role(draft, row)
    row[wrong] = row.get(own) or rng.choice(STAFF[own])
    if rng.random() < 0.5 and wrong != own:
        row[own] = None


def other_person(rng: Random, draft: Draft) -> None:
    row = worked_row(rng, draft)
    row[own_role(draft, row)] = rng.choice(STRANGERS)


def no_person(rng: Random, draft: Draft) -> None:
    row = worked_row(rng, draft)
    row[own_role(draft, row)] = rng.choice([None, "  "])


def same_person(rng: Random, draft: Draft) -> None:
    name = rng.choice(["Budi Santoso", "Pelaksana Harian"])
    for row in draft.rows:
        number = row["No"]
        if isinstance(number, int) and 1 <= number <= len(draft.flow.steps):
            step = draft.flow.step(number)
            if step.kind in ("make", "approve") and row.get(step.role):
                row[step.role] = name


def odd_evidence(rng: Random, draft: Draft) -> None:
    worked_row(rng, draft)["Bukti"] = rng.choice(GOOD_LINKS + BAD_LINKS)


def odd_decision(rng: Random, draft: Draft) -> None:
    worked_row(rng, draft)["Keputusan"] = rng.choice(ODD_DECISIONS)


def no_decision(rng: Random, draft: Draft) -> None:
    worked_row(rng, draft)["Keputusan"] = None


def another_decision(rng: Random, draft: Draft) -> None:
    any_row(rng, draft)["Keputusan"] = rng.choice([REVISE, REVISE, APPROVED])


def close(rng: Random, draft: Draft) -> None:
    """Batal or Tidak direspon somewhere; mostly with nothing filled behind it."""
    at = rng.randrange(len(draft.rows))
    draft.rows[at]["Keputusan"] = rng.choice([CANCELLED, NOT_ANSWERED])
    if rng.random() < 0.6:
        for row in draft.rows[at + 1 :]:
            for header in (*ROLES, "Mulai", "Selesai", "Keputusan", "Bukti"):
                row[header] = None


def withdraw(rng: Random, draft: Draft) -> None:
    draft.rows[-1]["Keputusan"] = rng.choice([CANCELLED, NOT_ANSWERED])


def touch(rng: Random, draft: Draft) -> None:
    """Touch a row that may not be its turn."""
    row = any_row(rng, draft)
    own = own_role(draft, row)
    row |= rng.choice(
        [
            {own: rng.choice(STAFF[own])},
            {"Bukti": "draf"},
            {"Keputusan": APPROVED},
            {"Mulai": near(rng, draft)},
            {"Catatan": "menunggu"},
            {own: rng.choice(STAFF[own]), "Selesai": near(rng, draft), "Bukti": "https://x.id/9"},
        ]
    )


def correct_revision(rng: Random, draft: Draft) -> None:
    """A Revisi corrected to Setuju whose next rounds stay, touched or not."""
    for row in draft.rows:
        if row.get("Keputusan") == REVISE:
            row["Keputusan"] = APPROVED
            break
    if rng.random() < 0.6:
        for row in draft.rows:
            if isinstance(row["Putaran"], int) and row["Putaran"] > 1:
                for header in (*ROLES, "Mulai", "Selesai", "Keputusan", "Bukti"):
                    row[header] = None


def add_round(rng: Random, draft: Draft) -> None:
    """Another round, with or without reason, maybe leaving a number out, maybe with rows touched."""
    last = max((row["Putaran"] for row in draft.rows if isinstance(row["Putaran"], int)), default=1)
    first = rng.randint(1, len(draft.flow.steps))
    rows = block(draft.flow, draft.id, "", last + rng.choice([1, 1, 2]), first)
    for row in rows[: rng.choice([0, 0, 1, 2, 9])]:
        own = own_role(draft, row)
        row |= {own: rng.choice(STAFF[own]), "Selesai": near(rng, draft)}
    draft.rows += rows


def renumber(rng: Random, draft: Draft) -> None:
    any_row(rng, draft)[rng.choice(["Putaran", "No"])] = rng.choice(ODD_NUMBERS)


def renumber_round(rng: Random, draft: Draft) -> None:
    """A whole round typed under another number."""
    old, new = rng.choice([1, 2]), rng.choice([1, 2, 3, "2"])
    for row in draft.rows:
        if row["Putaran"] == old:
            row["Putaran"] = new


def blank_rounds(rng: Random, draft: Draft) -> None:
    for row in draft.rows:
        if row["Putaran"] == 1 and rng.random() < 0.7:
            row["Putaran"] = None


def repeat_row(rng: Random, draft: Draft) -> None:
    row = dict(any_row(rng, draft))
    if rng.random() < 0.5:
        row["Selesai"] = near(rng, draft)
    draft.rows.insert(rng.randrange(len(draft.rows) + 1), row)


def drop_row(rng: Random, draft: Draft) -> None:
    if len(draft.rows) > 1:
        draft.rows.pop(rng.randrange(len(draft.rows)))


def drop_untouched(rng: Random, draft: Draft) -> None:
    kept = [row for row in draft.rows if row.get("Selesai")]
    if kept:
        draft.rows[:] = kept


def other_id(rng: Random, draft: Draft) -> None:
    any_row(rng, draft)["ID Konten"] = rng.choice([None, "", "2025-0001", "  ", f" {draft.id} ", 118])


def odd_flow(rng: Random, draft: Draft) -> None:
    other = rng.choice(["P1", "P2", "P3", "P4", "R1", "R2"])
    draft.register["Alur"] = rng.choice([None, "P9 Lain", "p1 kegiatan", "  p2", "Kegiatan", other, "r2", 3])


def odd_reference(rng: Random, draft: Draft) -> None:
    value = rng.choice([None, "besok", near(rng, draft).date(), near(rng, draft), "24/11/2026 09:05", 46350.25])
    draft.register["Waktu Acuan"] = value


def odd_plan(rng: Random, draft: Draft) -> None:
    base = draft.register.get("Jadwal Tayang")
    moved = base + timedelta(days=rng.choice([-3, -1, 1, 2, 3])) if isinstance(base, date) else near(rng, draft).date()
    special: list[object] = [
        date(2026, 12, 24),
        date(2026, 12, 25),
        date(2027, 1, 1),
        date(2026, 11, 28),
        date(2026, 11, 29),
    ]
    choices: list[object] = [
        None,
        "minggu depan",
        moved,
        moved,
        moved,
        near(rng, draft),
        moved.strftime("%d/%m/%Y"),
        46350,
    ]
    draft.register["Jadwal Tayang"] = rng.choice(choices + special)


def odd_register(rng: Random, draft: Draft) -> None:
    draft.register |= rng.choice(
        [
            {"Judul": rng.choice([None, " "])},
            {"Tanggal": rng.choice([None, "kapan-kapan", "23/11/2026", "2026-11-24 08:00", 46350])},
            {"Caption": rng.choice(CAPTIONS)},
            {"Penanggung Jawab": None},
        ]
    )


ON_ITEM: tuple[Mischief, ...] = (
    *(clear_finish, clear_finish, clear_row, odd_moment, date_only, move_moment, move_moment),
    *(far_moment, swap_finishes, start_after, start_only, wrong_column, other_person, no_person, same_person),
    *(odd_evidence, odd_decision, no_decision, another_decision, another_decision, close, close, withdraw, touch),
    *(touch, correct_revision, correct_revision, add_round, add_round, renumber, renumber_round, blank_rounds),
    *(repeat_row, drop_row, drop_untouched, other_id, odd_flow, odd_reference, odd_plan, odd_plan, odd_register),
    *(odd_register, move_post, move_post, *TYPED),
)


def people(rng: Random) -> list[Cells]:
    """Dated officials, some rows that cannot be used."""

    def person(name: str, role: object, first: object = None, last: object = None) -> Cells:
        return {"Nama": name, "Peran": role, "Jabatan": "Plh.", "Berlaku Dari": first, "Berlaku Sampai": last}

    return rng.sample(
        [
            person("Pelaksana Harian", "Es. III Sekretaris", date(2026, 11, 23), date(2026, 12, 2)),
            person("Pelaksana Harian", "es. iv  kasubag", "25/11/2026", "2026-11-27"),
            person("Pelaksana Harian", "Ketua/Anggota", None, datetime(2026, 11, 30, 9)),
            person("Mantan Kasubag", "Es. IV Kasubag", None, date(2026, 11, 24)),
            person("Budi Santoso", "Es. IV Kasubag"),
            person("Budi Santoso", "Es. III Sekretaris", date(2026, 11, 25)),
            person("Orang Lain", "Kasubbag"),
            person("Dewi Lestari", rng.choice(["Admin medsos", None])),
            person("Nur Aini", "Ketua/Anggota", "sejak lama"),
            person("Tamu", "Admin", None, "seterusnya"),
            person("Rina Kusuma, S.Sos", "Fungsional Umum"),
            person("Nur Aini", "Admin", date(2026, 11, 30), date(2026, 11, 25)),
        ],
        rng.randint(0, 9),
    )


def calendar(rng: Random) -> list[Cells]:
    """Rows of every kind around 23 November 2026 to 6 January 2027, some of which cannot be used."""

    def row(first: object, kind: object, last: object = None, hours: object = None) -> Cells:
        return {"Tanggal": first, "Sampai": last, "Jenis": kind, "Jam Kerja": hours, "Keterangan": "SK"}

    def near_day() -> date:
        return date(2026, 11, 23) + timedelta(days=rng.randint(-3, 40))

    start = near_day()
    return rng.sample(
        [
            row(near_day(), "Libur"),
            row(near_day(), "libur "),
            row(start, "Libur", start + timedelta(days=rng.randint(1, 4))),
            row(near_day(), "Masuk"),
            row(near_day(), "Masuk", hours="09:00-12:00"),
            row(date(2026, 11, 28), "Masuk", date(2026, 11, 29)),
            row(date(2026, 12, 24), "masuk", hours="08:00 - 11:00"),
            row(start, "Jam  Khusus", start + timedelta(days=rng.randint(0, 20)), "08:00-12:00, 12:30-15:00"),
            row("01/12/2026", "Jam Khusus", "2026-12-10", "07:00-11:30"),
            row(near_day(), "Hari Besar"),
            row(near_day(), "Hari Besar"),
            row("tanggal merah", "Libur"),
            row(near_day(), "Cuti"),
            row(near_day(), "Jam Khusus", None, "pagi"),
            row(near_day(), "Masuk", None, "12:00-08:00"),
            row(near_day(), "Libur", "entah"),
            row(date(2026, 12, 9), "Libur", date(2026, 12, 2)),
        ],
        rng.randint(0, 9),
    )
