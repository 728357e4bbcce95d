"""Two people with accounts of their own on one PC, and one folder: what the first one made, the second cannot look into."""

from collections.abc import Iterator

import pytest

from commands import NOW, SOON, Office
from selection import first_ones
from shut_folders import shut

pytest_plugins = ("command_offices",)

SHUT = "tidak boleh dibuka dari akun ini: folder itu dibuat oleh pengguna lain PC ini."


@pytest.fixture
def second_user(office: Office) -> Iterator[Office]:
    """The office of a second user, after the timer of the first has worked there."""
    assert office.run("run_schedule", "--once", now=NOW).code in (0, 1)
    folders = [
        folder for kept in ("jadwal", "riwayat") for folder in office.folder.glob(f"data/{kept}/*") if folder.is_dir()
    ]
    assert len(folders) == 2
    with shut(*folders):
        yield office


@pytest.mark.slow
def test_a_check_of_the_second_user_is_made_and_tells_that_the_history_is_anothers(second_user: Office) -> None:
    told = second_user.check(now=SOON)
    assert told.code in (0, 1)
    assert "Hasil pemeriksaan ditulis di" in told.out
    assert SHUT in told.out
    assert "tidak terduga" not in told.out + told.err


@pytest.mark.parametrize("command", first_ones(["report_daily", "report_monthly"]))
def test_a_report_of_the_second_user_is_made_and_tells_that_the_history_is_anothers(
    second_user: Office, command: str
) -> None:
    told = second_user.run(command, now=SOON)
    assert told.code in (0, 1)
    assert list(second_user.reports.glob("*.xlsx"))
    assert SHUT in told.out + told.err


def test_the_timer_of_the_second_user_says_whose_the_folder_is(second_user: Office) -> None:
    told = second_user.run("run_schedule", "--once", now=SOON)
    assert told.code == 2
    assert SHUT in told.err
    assert "tidak terduga" not in told.err


def test_status_of_the_second_user_shows_what_is_anothers(second_user: Office) -> None:
    told = second_user.run("run_schedule", "--status", now=SOON)
    assert told.code == 1
    assert told.out.count(SHUT) == 2
    assert "tidak terduga" not in told.out + told.err
    assert "PermissionError" not in told.out + told.err
