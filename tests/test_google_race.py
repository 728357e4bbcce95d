"""People and the program in one Google Sheet at the same moment, on a bad line: nothing of theirs is lost."""

import os
import random
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pandas as pd
import pytest

from emulator import Emulator, Fault
from google_office import NOTHING_TO_DO, GoogleOffice, connect, open_office
from google_results import expected_results, strange_results, written_results
from left_alone import TypedWitness, Witness, log_keys
from office_roles import LOG, ROLES, STAFF_TABS
from selection import first_ones
from staff_at_work import Crew, table
from worklog.adapters.google.service import client as google_client
from worklog.adapters.google.service.errors import GoogleUnavailable
from worklog.adapters.google.service.retry import Policy
from worklog.adapters.history.chain import first_break
from worklog.adapters.history.history_file import history_to_read
from worklog.config.config import load_config
from worklog.core.history.changes import changes
from worklog.core.history.rows import seen_rows
from worklog.core.judging.check import Checked
from worklog.core.log import tabs
from worklog.core.log.grids import read_tabs
from worklog.jobs.desk import Desk
from worklog.jobs.publishing import UNCHANGED
from worklog.jobs.reading import Reading

SEEDS = range(int(os.environ.get("RACES", "3")))
POLLS = first_ones([(0, 3), *((seed, 8) for seed in SEEDS)])
SETUPS = first_ones([(0, 1), *((seed, 3) for seed in SEEDS)])
EDITS_BETWEEN_POLLS = 95
MOST_EDITS_AT_A_REQUEST = 9
FAULTS = 0.4
"""The share of requests that meet one."""
BAD_LINE = (
    Fault.status(429),
    Fault.status(500),
    Fault.status(503, applied=True),
    Fault.html_502(),
    Fault.drop_before(),
    Fault.drop_after(),
    Fault.truncated(),
    Fault.bad_json(),
)
"""Beside these, a token runs out before its time now and then; at once after it was renewed it does not."""

pytest_plugins = ("google_offices",)


class Race:
    """A crew at work in a Google Sheet that the program looks at every few minutes."""

    def __init__(self, office: GoogleOffice, seed: int, witness: Witness | TypedWitness) -> None:
        self.office, self.witness = office, witness
        self.chance = random.Random(seed)
        self.reading = Reading()
        self.crew = Crew(office.google, office.book, self.chance)
        office.google.between = self.at_request
        office.google.faults.add(Fault.expired_token(), lambda request: request.number % 9 == 8, times=None)
        office.google.faults.random(seed, FAULTS, BAD_LINE)

    def at_request(self, number: int) -> None:
        """Between the program's last request and this one: look at what the last one did, then go on working."""
        self.witness.look()
        self.work(self.chance.randint(0, MOST_EDITS_AT_A_REQUEST))
        if "batchGetByDataFilter" in self.office.google.requests[-1].path:
            self.witness.program_reads()

    def pass_time(self) -> None:
        """Some minutes until the next poll."""
        self.crew.now += timedelta(minutes=self.chance.randint(1, 30))
        self.work(EDITS_BETWEEN_POLLS)

    def work(self, edits: int) -> None:
        for _ in range(edits):
            self.crew.edit()
            self.witness.people_edited()

    def poll(self) -> Checked | None:
        """What was found; None when Google was out of reach."""
        try:
            done = self.desk().check_and_publish()
        except GoogleUnavailable:
            done = None
        with self.office.google.lock:
            self.witness.look()
        assert self.witness.wrong == []
        assert strange_results(self.office.book) == []
        assert done is None or not done[1].failed, done[1].notes
        return None if done is None else done[0]

    def stop(self) -> None:
        """People do some last edits in no time and go home, and the line is good again."""
        self.work(EDITS_BETWEEN_POLLS)
        self.office.google.between = None
        self.office.google.faults.clear()

    def desk(self) -> Desk:
        return Desk(load_config(self.office.config), self.crew.now, reading=self.reading)


@pytest.mark.parametrize(("seed", "polls"), POLLS)
def test_ten_people_and_the_program_at_once(seed: int, polls: int, tmp_path: Path) -> None:
    with started(tmp_path) as office:
        witness = Witness(office.google, office.book)
        race = Race(office, seed, witness)
        for _ in range(polls):
            race.pass_time()
            race.poll()
        race.stop()

        for _ in range(2):  # what the one writes, the other looks behind
            race.poll()
        found = race.poll()
        assert found is not None
        with office.watching() as sent:
            assert race.desk().check_and_publish()[1] == UNCHANGED

        assert [request.path.rpartition("/")[2] for request in sent] == ["values:batchGetByDataFilter"]
        fresh = race.desk().check()
        pd.testing.assert_frame_equal(found.findings, fresh.findings)
        assert written_results(office.book) == expected_results(fresh)
        twice = {key for key, times in Counter(log_keys(office.book)).items() if times > 1}
        assert twice <= witness.by_hand
        assert is_remembered(race.desk())


def is_remembered(desk: Desk) -> bool:
    """Whether the history is whole and says what the log says."""
    with history_to_read(desk.history.file) as store:
        assert store is not None
        seen = seen_rows(read_tabs(desk.log.read(), STAFF_TABS), ROLES)
        return first_break(store.connection) is None and changes(store.live(), seen) == []


@pytest.mark.parametrize(("seed", "setups"), SETUPS)
@pytest.mark.slow
def test_ten_people_and_setup_at_once(seed: int, setups: int, tmp_path: Path) -> None:
    """People paste rows, lose formulas, marks and protections; whenever setup mends it, what they typed stays."""
    with started(tmp_path) as office:
        witness = TypedWitness(office.google, office.book)
        race = Race(office, seed, witness)
        for _ in range(setups):
            race.pass_time()
            race.poll()
            spoil(office, race.chance)
            witness.people_edited()
            told = office.set_up()
            witness.look()
            assert "tidak terduga" not in told.err
            assert witness.wrong == []
        race.stop()

        office.set_up()
        witness.look()
        assert witness.wrong == []
        assert office.set_up().out.startswith(NOTHING_TO_DO)
        race.poll()


def spoil(office: GoogleOffice, chance: random.Random) -> None:
    """The owner loses some marks and protections, and the formulas of some rows."""
    book = office.book
    book.metadata = [mark for mark in book.metadata if mark["metadataId"] < 33_000_000 or chance.random() < 0.9]
    for tab in (tabs.REGISTER, LOG):
        where = table(book, tab)
        for held in where.sheet.laid_over["protectedRanges"]:
            if chance.random() < 0.3:
                office.owner_does({"deleteProtectedRange": {"protectedRangeId": held["protectedRangeId"]}})
        for row in where.rows:
            if chance.random() < 0.1:
                for column in where.shown:
                    book.as_person(office.google.owner).clear(where.sheet.title, row, column)


@contextmanager
def started(folder: Path) -> Iterator[GoogleOffice]:
    """An office with a Google Sheet that was just set up; the program waits for nothing."""
    waited = [0.0]
    with Emulator() as google, pytest.MonkeyPatch.context() as patch:
        connect(google, patch)
        policy = Policy(clock=lambda: waited[0], sleep=lambda seconds: waited.append(waited.pop() + seconds))
        patch.setattr(google_client, "Policy", lambda: policy)
        office = open_office(folder, google)
        assert office.set_up().code == 0
        yield office
