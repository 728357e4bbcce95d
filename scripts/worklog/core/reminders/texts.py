"""What reminders say, in Indonesian; a step is a row of `reminders.current_steps` as a dict."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from worklog.core.indonesian import day_text, moment_text, one_line
from worklog.core.reports.figures import NO_TITLE

NEAR, END, AIRING = "dekat", "batas", "tayang"
"""The thresholds of a reminder: a share of the limit is used up, all of it is, the planned day has come."""
Step = Mapping[Any, Any]
LONGEST_ID, LONGEST_TITLE, LONGEST_NAME = 40, 100, 80


def reminder_subject(step: Step) -> str:
    """The subject of a message with one reminder alone."""
    what = f"{_id(step)} langkah {step['step']}"
    return f"Lewat batas: {what}" if step["threshold"] == END else f"Pengingat: {what}, {_until(step)}"


def reminder_text(step: Step) -> str:
    """What waits, until when, and what to do."""
    return f"{_what(step)}\n   {_standing(step)}\n   {_advice(step)}"


def digest_text(steps: Sequence[Step]) -> str:
    """All steps of a person, numbered."""
    return "\n\n".join(f"{number}. {reminder_text(step)}" for number, step in enumerate(steps, 1))


def whatsapp_text(name: str, steps: Sequence[Step], told: int) -> str:
    """One message for a person: the first title, the salutation, and the first `told` steps with their limits."""
    others = f" dan {len(steps) - 1} langkah lain" if len(steps) > 1 else ""
    head = f"*{_title(steps[0])}*{others}\nYth. Bapak/Ibu {one_line(name, LONGEST_NAME)}, mohon dikerjakan:"
    lines = [f"{number}. {_what(step)}. {_standing(step)}" for number, step in enumerate(steps[:told], 1)]
    more = [f"… dan {len(steps) - told} langkah lain, lihat tab Ringkasan."] if told < len(steps) else []
    end = "Sesudah dikerjakan, mohon isi kolom Selesai di Buku Kerja. Terima kasih."
    return "\n".join([head, *lines, *more, end])


def _id(step: Step) -> str:
    return one_line(step["id"], LONGEST_ID)


def _until(step: Step) -> str:
    return f"tayang {_planned_day(step)}" if step["planned"] else f"batas {moment_text(step['due'])}"


def _planned_day(step: Step) -> str:
    return day_text(step["due"]) + (" (hari libur)" if step["closed_day"] else "")


def _what(step: Step) -> str:
    again = f" (putaran {step['round']})" if step["round"] > 1 else ""
    return f"{_id(step)} {_title(step)}{again}, langkah {step['activity']}"


def _title(step: Step) -> str:
    return one_line(step["title"], LONGEST_TITLE) or NO_TITLE


def _standing(step: Step) -> str:
    if not step["judged"]:
        return "Batasnya belum dapat dihitung; lihat kolom Temuan."
    if step["planned"]:
        day = _planned_day(step)
        return f"Seharusnya tayang {day}." if step["past"] else f"Harus tayang {day}."
    due = moment_text(step["due"])
    if step["past"]:
        return f"Waktunya sudah habis pada {due}."
    used = f"; sedikitnya {step['percent']}% waktunya sudah terpakai" if step["threshold"] == NEAR else ""
    return f"Batasnya {due}{used}."


def _advice(step: Step) -> str:
    if not step["row"]:
        return "Barisnya belum ada di Buku Kerja; lengkapi dulu barisnya di Daftar Konten."
    return f"Sesudah dikerjakan, isi Selesai di tab Buku Kerja, baris {step['row']}."
