"""The deliberate faults of the example: one small slip of a person for each finding it is there to show.

Items that are late, open or unanswered (W4xx, T501) and a step in the wrong order (U202) need nothing here: their
times in `contents.py` say it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from worklog.core.tabs import GENERAL_STAFF, SUBDIVISION_HEAD
from worklog.example.people import ACTING_HEAD, HEAD
from worklog.example.schedule import Entry, Item


def _row_without_id(item: Item) -> None:
    item.copies.append((5, {"ID Konten": "", "Bukti": "https://www.facebook.com/1000784", "Catatan": "unggah di FB"}))


def _row_with_mistyped_id(item: Item) -> None:
    item.copies.append((5, {"ID Konten": item.id.replace("2026", "2062"), "Catatan": "siaran ulang di story"}))


def _not_opened(item: Item) -> None:
    item.opened = False


def _unknown_flow(item: Item) -> None:
    item.cells["Alur"] = "Rilis Berita"
    item.opened = False


def _inserted_step(item: Item) -> None:
    item.copies.append((4, {"No": "4a", "Catatan": "Kasubag minta logo dibesarkan dulu"}))


def _unreadable_finish(item: Item) -> None:
    item.entry(3).cells["Selesai"] = "sebelum rapat"


def _impossible_reference(item: Item) -> None:
    item.cells["Waktu Acuan"] = "31 November 2026 pukul 07.50 WIB"
    item.entry(1).start = item.reference


def _same_row_twice(item: Item) -> None:
    item.copies.append((5, {"Bukti": "https://www.instagram.com/stories/kpukabpekalongan/", "Catatan": "unggah story"}))


def _no_reference(item: Item) -> None:
    item.cells["Waktu Acuan"] = ""
    item.opened = False


def _no_planned_day(item: Item) -> None:
    item.cells["Jadwal Tayang"] = ""
    item.opened = False


def _no_concept_kept(item: Item) -> None:
    item.entry(1).evidence = ""


def _no_link(item: Item) -> None:
    item.entry(5).evidence = "sudah tayang di IG"


def _no_decision(item: Item) -> None:
    item.entry(2).decision = ""


def _no_title(item: Item) -> None:
    item.cells["Judul"] = ""
    item.opened = False


def _finish_forgotten(item: Item) -> None:
    item.entry(4).finish = None


def _finish_before_start(item: Item) -> None:
    entry = item.entry(3)
    assert entry.finish is not None
    entry.start = entry.finish + timedelta(minutes=10)


def _went_on_after_revision(item: Item) -> None:
    item.entry(2).decision = "Revisi"
    item.entry(2).note = "tanggal salah ketik"


def _round_missed(item: Item) -> None:
    for entry in item.entries:
        if entry.round == 2:
            entry.round = 3


def _approval_skipped(item: Item) -> None:
    item.entries.remove(item.entry(4))
    item.entry(5).note = "diunggah langsung dari lokasi"


def _worked_behind_closing(item: Item) -> None:
    step = item.flow.steps[3]
    item.entries.append(Entry(1, step, HEAD, step.role, note="sempat disiapkan, lalu dihentikan"))


def _no_name(item: Item) -> None:
    item.entry(5).person = ""


def _name_in_wrong_column(item: Item) -> None:
    item.entry(3).role = SUBDIVISION_HEAD
    item.entry(3).person = HEAD


def _acting_official_after_her_term(item: Item) -> None:
    item.entry(4).person = ACTING_HEAD


def _approved_own_concept(item: Item) -> None:
    for entry in item.entries:
        if entry.role == GENERAL_STAFF:
            entry.person = ACTING_HEAD


def _begun_on_the_last_day(item: Item) -> None:
    concept = item.entry(1)
    assert concept.finish is not None
    concept.start = concept.finish - timedelta(minutes=95)


def _finish_typed_in_advance(item: Item) -> None:
    last = item.entry(5)
    assert last.finish is not None
    last.finish += timedelta(minutes=25)


def _no_greeting(item: Item) -> None:
    item.caption = f"{item.title}. Info lebih lanjut di laman resmi kami. #TemanPemilih"


def _no_hashtag(item: Item) -> None:
    item.caption = item.caption.partition(" #")[0]


def _unused_round(item: Item) -> None:
    item.spare_round = 2


FAULTS: dict[str, Callable[[Item], None]] = {
    "D101": _row_without_id,
    "D102": _row_with_mistyped_id,
    "D103": _not_opened,
    "D104": _unknown_flow,
    "D105": _inserted_step,
    "D106": _unreadable_finish,
    "D106 reference": _impossible_reference,
    "D107": _same_row_twice,
    "D108": _no_reference,
    "D109": _no_planned_day,
    "D110": _no_concept_kept,
    "D111": _no_link,
    "D112": _no_decision,
    "D113": _no_title,
    "U201": _finish_forgotten,
    "U203": _finish_before_start,
    "U205": _went_on_after_revision,
    "U207": _round_missed,
    "U208": _approval_skipped,
    "U209": _worked_behind_closing,
    "P301": _no_name,
    "P302": _name_in_wrong_column,
    "P303": _acting_official_after_her_term,
    "P304": _approved_own_concept,
    "W406": _begun_on_the_last_day,
    "W409": _finish_typed_in_advance,
    "T502": _no_greeting,
    "T503": _no_hashtag,
    "spare round": _unused_round,
    "not opened": _not_opened,
}
"""By `Course.fault`; those named by a code give that finding, the others show a healthy but special case."""


def inject(item: Item) -> None:
    """Make the slip that the item is there to show, if any."""
    if item.course.fault:
        FAULTS[item.course.fault](item)
