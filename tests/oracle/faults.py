"""One fault per rule code, put into a log without any finding.

`case = compliant_case(seed)`, then `FAULTS[code](case)`; `findings(case.log(), case.now)` then holds that code only,
besides the codes of `COMPANIONS[code]`: some faults cannot come alone.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from random import Random

from office_roles import ADMIN, GENERAL_STAFF, SECRETARY, SUBDIVISION_HEAD
from oracle.calendar import WorkingCalendar
from oracle.cells import Log
from oracle.compliant import (
    FLOWS,
    STAFF,
    Cells,
    Draft,
    block,
    compliant_item,
    people_rows,
    to_log,
)
from worklog.core.log.tabs import APPROVED, CANCELLED, NATIONAL_DAY, NOT_ANSWERED, REVISE

CALM_MONDAYS = tuple(
    datetime(2026, month, day) for month, day in ((7, 6), (7, 13), (7, 20), (9, 14), (10, 5), (10, 19), (11, 9))
)
"""Mondays of 2026 with no holiday from two weeks before to three weeks after."""


@dataclass
class Case:
    """A log to put a fault into; `monday` is the Monday of the week of `now` (its Thursday, 10:00)."""

    rng: Random
    monday: datetime
    now: datetime
    drafts: list[Draft]
    people: list[Cells] = field(default_factory=people_rows)
    calendar: list[Cells] = field(default_factory=list)

    def log(self) -> Log:
        return to_log(self.drafts, self.people, self.calendar)

    def item(self, code: str) -> Draft:
        """The first item of a flow."""
        return next(draft for draft in self.drafts if draft.flow.code == code)

    def at(self, weekday: int, hour: int, minute: int = 0) -> datetime:
        """A moment of the week of `now`."""
        return self.monday + timedelta(days=weekday, hours=hour, minutes=minute)

    def open_item(self, code: str, begin: datetime, *finishes: datetime) -> Draft:
        """Add an open item whose first steps were finished at these moments, without a Revisi."""
        draft = compliant_item(self.rng, code, f"2026-9{len(self.drafts):03}", begin, WorkingCalendar([]))
        draft.rows = block(draft.flow, draft.id, str(draft.register["Judul"]), 1)
        if draft.flow.answers_comments:
            draft.register["Terkait ID"] = self.item("P2").id
        self.drafts.append(draft)
        for step, finish in enumerate(finishes, start=1):
            do(draft, 1, step, finish)
        return draft


def do(draft: Draft, number: int, no: int, finish: datetime, decision: str = APPROVED) -> None:
    """Finish one step as it should be."""
    step, row = draft.flow.step(no), draft.row(number, no)
    row[step.role] = STAFF[step.role][0]
    row["Selesai"] = finish
    if step.kind in ("check", "approve"):
        row["Keputusan"] = decision
    if step.kind in ("make", "publish"):
        row["Bukti"] = "https://contoh.id/p/1"


def compliant_case(seed: int) -> Case:
    """Finished items of every flow, each post answered, and nothing to find."""
    rng = Random(seed)
    monday = rng.choice(CALM_MONDAYS)
    calendar = WorkingCalendar([])
    drafts: list[Draft] = []
    for i, (code, response) in enumerate((("P1", "R1"), ("P2", "R2"), ("P3", "R1"), ("P4", "R2")), start=1):
        begin = monday + timedelta(days=-14 + rng.randint(0, 2), hours=8, minutes=rng.randint(0, 400))
        post = compliant_item(rng, code, f"2026-{2 * i:04}", begin, calendar)
        aired = post.last_finish()
        answer = compliant_item(rng, response, f"2026-{2 * i + 1:04}", aired, calendar)
        answer.register |= {"Terkait ID": post.id, "Tanggal": aired}
        drafts += [post, answer]
    return Case(rng, monday, monday + timedelta(days=3, hours=10), drafts)


def d101(case: Case) -> None:
    stray = block(FLOWS["P2"], "", "", 1)[0]
    stray["Catatan"] = "menunggu foto"
    case.item("P2").rows.append(stray)


def d102(case: Case) -> None:
    case.item("P2").rows.append(block(FLOWS["P2"], "2025-9999", "Salah nomor", 1)[0])


def d103(case: Case) -> None:
    draft = case.item("P2")
    case.drafts.append(Draft(draft.flow, dict(draft.register), []))


def d104(case: Case) -> None:
    case.open_item("R2", case.now).register["Alur"] = case.rng.choice([None, "P9 Lain-lain", "Kegiatan"])


def d105(case: Case) -> None:
    stray = block(FLOWS["P2"], case.item("P2").id, "", 1)[0]
    bad: list[Cells] = [{"No": 99}, {"No": "dua"}, {"Putaran": 1.5}, {"Putaran": 0}, {"No": -1}]
    stray |= case.rng.choice(bad)
    case.item("P2").rows.append(stray)


def d106(case: Case) -> None:
    case.item(case.rng.choice(["P1", "P2", "R1", "R2"])).rows[0]["Selesai"] = "kemarin siang"


def d107(case: Case) -> None:
    case.item("P2").rows.append(dict(case.item("P2").row(1, 4)))


def d108(case: Case) -> None:
    case.item("R1").register["Waktu Acuan"] = None


def d109(case: Case) -> None:
    case.item("P3").register["Jadwal Tayang"] = None


def d110(case: Case) -> None:
    case.item("P2").row(1, 1)["Bukti"] = None


def d111(case: Case) -> None:
    case.item("P2").row(1, 5)["Bukti"] = "sudah tayang di Instagram"


def d112(case: Case) -> None:
    case.item("P2").row(1, 2)["Keputusan"] = case.rng.choice([None, "mungkin", NOT_ANSWERED])


def d113(case: Case) -> None:
    case.item("P2").register["Judul"] = None


def d114(case: Case) -> None:
    day = case.now.date() + timedelta(days=3)
    bad: Cells = case.rng.choice(
        [
            {"Tanggal": day, "Jenis": "Cuti"},
            {"Tanggal": "besok", "Jenis": "Libur"},
            {"Tanggal": day, "Jenis": "Jam Khusus", "Jam Kerja": "pagi saja"},
        ]
    )
    case.calendar.append(bad)


def d115(case: Case) -> None:
    case.open_item("P2", case.at(3, 9, 30)).rows.pop(case.rng.randrange(5))


def d116(case: Case) -> None:
    answer = case.open_item("R2", case.at(2, 10), case.at(2, 10, 30), case.at(2, 10, 50))
    answer.row(1, 2)["Keputusan"] = NOT_ANSWERED
    answer.register["Terkait ID"] = case.rng.choice([None, "2025-0001", answer.id, case.item("R1").id])


def u201(case: Case) -> None:
    case.item("P2").row(1, 4)["Selesai"] = None
    case.item("P2").row(1, 4)["Mulai"] = None


def _quick_p2(case: Case) -> Draft:
    """A finished P2 item of the Wednesday of the week of `now`, with a response so that nothing is found."""
    begin = case.at(2, 8)
    draft = case.open_item("P2", begin, *(begin + timedelta(minutes=m) for m in (60, 70, 80, 90, 100)))
    answer = case.open_item("R2", case.at(2, 10), case.at(2, 10, 30), case.at(2, 10, 50))
    answer.row(1, 2)["Keputusan"] = NOT_ANSWERED
    answer.register |= {"Terkait ID": draft.id, "Tanggal": case.at(2, 10)}
    return draft


def u202(case: Case) -> None:
    draft = _quick_p2(case)
    draft.row(1, 4)["Selesai"] = case.at(2, 9, 19)


def u203(case: Case) -> None:
    draft = _quick_p2(case)
    draft.row(1, 5)["Mulai"] = case.at(2, 9, 45)


def u206(case: Case) -> None:
    _quick_p2(case).register["Waktu Acuan"] = case.at(2, 9, 1)


def _revised_p2(case: Case) -> Draft:
    """A P2 item whose check asked for a Revisi and whose second round is finished in time."""
    draft = _quick_p2(case)
    for step in (3, 4, 5):
        draft.rows[step - 1] = block(draft.flow, draft.id, "", 1)[step - 1]
    draft.row(1, 2)["Keputusan"] = REVISE
    draft.rows += block(draft.flow, draft.id, "", 2)
    for step, minute in enumerate((15, 20, 25, 30, 35), start=1):
        do(draft, 2, step, case.at(2, 9, minute))
    return draft


def u205(case: Case) -> None:
    _revised_p2(case).row(1, 3)[SECRETARY] = STAFF[SECRETARY][0]


def u207(case: Case) -> None:
    draft = _quick_p2(case)
    draft.rows += block(draft.flow, draft.id, "", 2, 5)
    draft.row(2, 5)[ADMIN] = STAFF[ADMIN][0]


def u208(case: Case) -> None:
    _quick_p2(case).row(1, 3).update({"Selesai": None, "Keputusan": None})


def u209(case: Case) -> None:
    draft = case.open_item("R2", case.at(3, 8), case.at(3, 8, 30), case.at(3, 8, 40))
    draft.row(1, 2)["Keputusan"] = CANCELLED
    draft.row(1, 3)[SECRETARY] = STAFF[SECRETARY][0]


def p301(case: Case) -> None:
    row = case.item("P2").row(1, 4)
    row[SUBDIVISION_HEAD] = None


def p302(case: Case) -> None:
    case.item("P2").row(1, 4)[ADMIN] = STAFF[ADMIN][0]


def p303(case: Case) -> None:
    case.item("P2").row(1, 5)[ADMIN] = "Orang Lain"


def p304(case: Case) -> None:
    draft = _quick_p2(case)
    maker = STAFF[GENERAL_STAFF][0]
    case.people.append({"Nama": maker, "Peran": SECRETARY, "Jabatan": "Plh. Sekretaris"})
    draft.row(1, 3)[SECRETARY] = maker.upper()


def w401(case: Case) -> None:
    draft = _quick_p2(case)
    for step, minute in ((2, 31), (3, 35), (4, 40), (5, 45)):
        draft.row(1, step)["Selesai"] = case.at(2, 9, minute)


def w402(case: Case) -> None:
    case.open_item("R2", case.at(3, 7, 50))


def w403(case: Case) -> None:
    """R2's steps may take longer than its total."""
    finishes = [(1, 11), (1, 11, 30), (1, 11, 55), (2, 11, 50), (2, 13, 10), (2, 13, 30), (2, 13, 55)]
    case.open_item("R2", case.at(1, 9, 30), *(case.at(*finish) for finish in finishes))


def w404(case: Case) -> None:
    case.open_item("R2", case.at(2, 9, 40), case.at(2, 11, 20), case.at(2, 11, 40), case.at(2, 13, 5))


def w405(case: Case) -> None:
    """Posted the day after; the response and so T501 follow the airing."""
    draft = case.item("P3")
    published = draft.row(1, 5)
    planned = draft.register["Jadwal Tayang"]
    late = datetime.combine(planned, time(8)) + timedelta(days=1)  # type: ignore[arg-type]
    published |= {"Mulai": None, "Selesai": late}


def w406(case: Case) -> None:
    draft = case.item("P3")
    planned = draft.register["Jadwal Tayang"]
    day_before = WorkingCalendar([]).working_day_away(planned, -1)  # type: ignore[arg-type]
    assert day_before is not None
    for step, minutes in ((1, 0), (2, 10), (3, 20), (4, 30)):
        finish = datetime.combine(day_before, time(9)) + timedelta(minutes=minutes)
        draft.row(1, step).update({"Mulai": finish if step == 1 else None, "Selesai": finish})
    draft.row(1, 5)["Mulai"] = None


def w407(case: Case) -> None:
    case.open_item("R2", case.at(3, 8, 30))


def w408(case: Case) -> None:
    """A second round that began when little of the total was left."""
    draft = case.open_item("P2", case.at(2, 15, 50), case.at(3, 9, 10), case.at(3, 9, 35))
    draft.row(1, 2)["Keputusan"] = REVISE
    draft.rows += block(draft.flow, draft.id, "", 2)


def w409(case: Case) -> None:
    case.open_item("R2", case.at(3, 9, 50)).row(1, 1)["Mulai"] = case.now + timedelta(minutes=11)


def t501(case: Case) -> None:
    case.item("R1").register["Terkait ID"] = case.item("P2").id


def t502(case: Case) -> None:
    case.item("P1").register["Caption"] = "Kegiatan hari ini. #TemanPemilih"


def t503(case: Case) -> None:
    case.item("P1").register["Caption"] = "Hai, kegiatan hari ini."


def t504(case: Case) -> None:
    case.calendar.append({"Tanggal": case.now.date() + timedelta(days=2), "Jenis": NATIONAL_DAY})


FAULTS: dict[str, Callable[[Case], None]] = {
    function.__name__.upper(): function
    for function in (
        *(d101, d102, d103, d104, d105, d106, d107, d108, d109, d110, d111, d112, d113, d114, d115, d116),
        *(u201, u202, u203, u205, u206, u207, u208, u209, p301, p302, p303, p304),
        *(w401, w402, w403, w404, w405, w406, w407, w408, w409, t501, t502, t503, t504),
    )
}

COMPANIONS: dict[str, set[str]] = {"U208": {"U201"}}
"""An approval that is missing before a post is also a skipped step."""

__all__ = ["COMPANIONS", "FAULTS", "Case", "compliant_case", "do"]
