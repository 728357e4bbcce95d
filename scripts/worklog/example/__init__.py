"""A worked example: a realistic month of the office, mostly good, with everything the rules can find at least once."""

from __future__ import annotations

import random
from datetime import date, datetime, time, timedelta

from worklog.core.calendar import Calendar
from worklog.core.sop import Sop
from worklog.core.tabs import CALENDAR, LOG, NATIONAL_DAY, PEOPLE, REGISTER, SPECIAL_HOURS
from worklog.example.captions import caption, reply_caption, reply_title
from worklog.example.contents import POSTS, Post, Reply
from worklog.example.faults import inject
from worklog.example.people import people_rows
from worklog.example.rows import Row, blocks, register_row
from worklog.example.schedule import EXAMPLE_NOW, Item, Simulation, read_day, read_moments

__all__ = ["EXAMPLE_NOW", "example_rows"]

FIRST_NUMBER = 1043
"""Number of the example's first item: the office has been counting since January."""


def example_rows(sop: Sop, calendar: Calendar) -> dict[str, list[Row]]:
    """The cells of the staff tabs as people would have left them at `EXAMPLE_NOW`.

    One dict per row, header to value, blank cells left out; moments are datetimes or text, days are dates.
    A log row also has the key `Pelaksana`: the header of the role column that is to be filled.
    `calendar` is the office's working calendar; the example's own Kalender rows do not change it in these weeks.
    """
    items = _numbered(_items(sop, Simulation(calendar)))
    for item in items:
        inject(item)
    log = [block for item in items if item.opened for block in blocks(item)]
    log.sort(key=lambda block: block[0])
    return {
        REGISTER.name: [*map(register_row, items), {"Judul": "Ide: kuis hadiah stiker untuk pemilih pemula"}],
        LOG.name: [row for _, rows in log for row in rows],
        PEOPLE.name: people_rows(),
        CALENDAR.name: _calendar_rows(),
    }


def _items(sop: Sop, simulation: Simulation) -> list[Item]:
    flows = {flow.code: flow for flow in sop.flows}
    items = []
    for post in POSTS:
        reference = read_moments(post.at)[0]
        item = Item(flows[post.flow], post.title, reference, read_day(post.planned), course=post.course)
        item.caption = caption(post.flow, post.title, sop.captions)
        simulation.do(item)
        items.append(item)
        reply = _reply(post, item)
        if reply is not None and reply[1] <= EXAMPLE_NOW:
            answer, commented = reply
            response = Item(
                flows[answer.flow], reply_title(answer.flow, post.title), commented, related=item, course=answer.course
            )
            response.caption = "" if answer.course.close else reply_caption(post.title)
            simulation.do(response)
            items.append(response)
    return items


def _reply(post: Post, item: Item) -> tuple[Reply, datetime] | None:
    """The response to a post with the moment of the comment: soon after the airing, but not at night."""
    if post.reply is None or item.published is None:
        return None
    if post.reply.at:
        return post.reply, read_moments(post.reply.at)[0]
    rng = random.Random(post.title)
    commented = item.published + timedelta(minutes=rng.randrange(12, 80))
    if commented.time() > time(21, 30):
        commented = datetime.combine(commented.date() + timedelta(days=1), time(6, rng.randrange(60)))
    return post.reply, commented


def _numbered(items: list[Item]) -> list[Item]:
    """The items in the order of registration, with their numbers; a number taken twice stands for both."""
    items.sort(key=lambda item: item.reference)
    number = FIRST_NUMBER - 1
    for item in items:
        number += item.course.fault != "D103"
        item.id = f"2026-{number:04d}"
    return items


def _calendar_rows() -> list[Row]:
    days = {
        date(2026, 10, 22): "Hari Santri",
        date(2026, 10, 28): "Hari Sumpah Pemuda",
        date(2026, 11, 10): "Hari Pahlawan",
        date(2026, 11, 12): "Hari Kesehatan Nasional",
        date(2026, 11, 20): "Hari Anak Sedunia",
        date(2026, 11, 25): "Hari Guru Nasional",
        date(2026, 11, 28): "Hari Menanam Pohon Indonesia",
        date(2026, 11, 29): "HUT KORPRI",
        date(2026, 12, 1): "Hari AIDS Sedunia",
        date(2026, 12, 3): "Hari Disabilitas Internasional",
        date(2026, 12, 9): "Hari Antikorupsi Sedunia",
        date(2026, 12, 22): "Hari Ibu",
    }
    fasting: Row = {
        "Tanggal": date(2026, 2, 19),
        "Sampai": date(2026, 3, 17),
        "Jenis": SPECIAL_HOURS,
        "Jam Kerja": "08:00-12:00, 12:30-15:00",
        "Keterangan": "Jam kerja bulan Ramadan",
    }
    unreadable: Row = {
        "Tanggal": date(2026, 12, 23),
        "Jenis": SPECIAL_HOURS,
        "Jam Kerja": "setengah hari",
        "Keterangan": "Persiapan libur akhir tahun",
    }
    national = [{"Tanggal": day, "Jenis": NATIONAL_DAY, "Keterangan": name} for day, name in days.items()]
    return [fasting, *national, unreadable]
