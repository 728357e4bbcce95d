"""`run_schedule.py --status`: whether people can be told something, where an office has any messages sent."""

import socket
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta

import pytest

from commands import Office
from starting_system import System
from worklog.adapters.state.outbox import Letter, Outbox
from worklog.adapters.state.state_file import STATE_FILE, open_state
from worklog.config.config import load_config
from worklog.config.fields import PASSWORD_VARIABLE
from worklog.core.signs import Sign
from worklog.health.examination import examine
from worklog.health.signs import Section

pytest_plugins = ("command_offices", "starting_systems")

MONDAY = datetime(2026, 11, 23, 10, 0)
PASSWORD = "rahasia-kantor-2026"


@pytest.fixture
def server() -> Iterator[int]:
    """The port of a server that takes a connection; more is not asked of it."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield listening.getsockname()[1]


@pytest.fixture
def office(office: Office, system: System, server: int, monkeypatch: pytest.MonkeyPatch) -> Office:
    """An office that sends its reports by e-mail."""
    email = {"host": "127.0.0.1", "port": server, "user": "humas@kpu.go.id"}
    office.configure(notification={"email": email, "kasubag": ["kasubag@kpu.go.id"]})
    monkeypatch.setenv(PASSWORD_VARIABLE, PASSWORD)
    return office


def section(office: Office) -> Section | None:
    sections = examine(office.config, MONDAY, timedelta(hours=7))
    return next((each for each in sections if each.title == "Pemberitahuan"), None)


def signs(office: Office) -> list[Sign]:
    told = section(office)
    assert told is not None
    return list(told.signs)


def test_an_office_without_messages_hears_nothing_of_them(office: Office) -> None:
    office.configure()
    assert section(office) is None


def test_ways_that_work_are_counted(office: Office, server: int) -> None:
    assert signs(office) == [
        Sign("fine", "Pemberitahuan: 1 penerima tetap."),
        Sign("fine", f"Server surel terjangkau (127.0.0.1, port {server})."),
    ]


def test_a_password_that_is_missing_is_told_and_one_that_is_there_is_not_shown(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert PASSWORD not in repr(signs(office))
    monkeypatch.delenv(PASSWORD_VARIABLE)
    (ways, _) = signs(office)
    assert ways.level == "wrong"
    assert "Sandi server surel belum ada." in ways.seen
    assert "--test-notification" in ways.advice


def test_a_mail_server_out_of_reach_is_told(office: Office) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
    office.configure(
        notification={"email": {"host": "127.0.0.1", "port": port, "sender": "humas@kpu.go.id", "security": "none"}}
    )
    (_, reach) = signs(office)
    assert reach.level == "wrong"
    assert reach.seen.startswith(f"Server surel tidak terjangkau (127.0.0.1, port {port}): ")


def test_messages_that_wait_are_counted(office: Office) -> None:
    state = load_config(office.config).state_folder / STATE_FILE
    with closing(open_state(state, MONDAY).connection) as connection:
        letters = [Letter(f"k{n}", "kasubag@kpu.go.id", "laporan", "Laporan", "Isi") for n in range(3)]
        Outbox(connection).put(letters, MONDAY)
        connection.commit()
    assert signs(office)[-1] == Sign("fine", "3 pesan menunggu; dikirim otomatis pada jamnya.")


def test_a_file_of_channels_that_is_gone_is_told(office: Office) -> None:
    office.configure(notification={"channels": "saluran.txt"})
    (ways,) = signs(office)
    assert ways.level == "wrong"
    assert "saluran.txt" in ways.seen
