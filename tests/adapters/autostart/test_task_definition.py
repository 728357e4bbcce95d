"""The task's definition: what Microsoft's schema allows, and what an office PC needs."""

from pathlib import Path

import pytest
from lxml import etree

from adapters.task_schema import NAMESPACE, SCHEMA
from worklog.adapters.autostart.entry import Entry
from worklog.adapters.autostart.task_definition import task_xml, without_console

SID = "S-1-5-21-1004336348-1177238915-682003330-1001"
PROGRAM = r"D:\Medsos & Humas (KPU)"
ENTRY = Entry(
    "Medsos KPU - Buku Kerja & Foto",
    [
        r"C:\Program Files\Python311\python.exe",
        rf"{PROGRAM}\scripts\run_schedule.py",
        "--config",
        rf"{PROGRAM}\atur.json",
    ],
    Path(PROGRAM),
)


@pytest.fixture
def task() -> etree._Element:
    return etree.fromstring(task_xml(ENTRY, SID))


def texts(task: etree._Element, *path: str) -> list[str | None]:
    return [element.text for element in task.iterfind("/".join(f"{{{NAMESPACE}}}{name}" for name in path))]


def trigger_names(task: etree._Element) -> list[str]:
    (triggers,) = task.iterfind(f"{{{NAMESPACE}}}Triggers")
    return [etree.QName(trigger).localname for trigger in triggers]


def test_the_definition_is_what_the_schema_of_microsoft_allows(task: etree._Element) -> None:
    SCHEMA.assertValid(task)


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("<Enabled>true</Enabled>", "<Enabled>ya</Enabled>"),
        ("<Interval>PT10M</Interval>", "<Interval>PT10S</Interval>"),
        ("<Count>12</Count>", "<Count>0</Count>"),
        ("IgnoreNew", "Ignore"),
        ("SessionUnlock", "Unlock"),
        ("<WakeToRun>false</WakeToRun>", "<WakeUp>false</WakeUp>"),
        ("2026-01-01T00:00:00", "01/01/2026"),
        ('Context="Author"', 'Context="Orang"'),
        ("<StartBoundary>", "<ExecutionTimeLimit>PT1H</ExecutionTimeLimit><StartBoundary>"),
    ],
)
def test_the_schema_finds_faults(right: str, wrong: str) -> None:
    text = task_xml(ENTRY, SID).decode("utf-16").split("?>", 1)[1]
    assert right in text
    assert not SCHEMA.validate(etree.fromstring(text.replace(right, wrong)))


def test_it_is_written_in_the_one_encoding_that_schtasks_reads() -> None:
    written = task_xml(ENTRY, SID)
    assert written.startswith(b"\xff\xfe")
    assert "encoding='UTF-16'" in written.decode("utf-16").splitlines()[0]


def test_a_user_without_administrator_rights_may_register_it(task: etree._Element) -> None:
    """As [MS-TSCH] says of adding tasks: only as oneself, only when logged on, only for one's own logon and session."""
    assert trigger_names(task) == ["LogonTrigger", "SessionStateChangeTrigger", "TimeTrigger"]
    for path in (("LogonTrigger", "UserId"), ("SessionStateChangeTrigger", "UserId")):
        assert texts(task, "Triggers", *path) == [SID]
    assert texts(task, "Principals", "Principal", "UserId") == [SID]
    assert texts(task, "Principals", "Principal", "LogonType") == ["InteractiveToken"]
    assert texts(task, "Principals", "Principal", "RunLevel") == ["LeastPrivilege"]


def test_a_timer_that_ended_is_brought_back_and_never_doubled(task: etree._Element) -> None:
    assert texts(task, "Triggers", "TimeTrigger", "Repetition", "Interval") == ["PT10M"]
    assert texts(task, "Triggers", "TimeTrigger", "Repetition", "Duration") == []  # for ever
    assert texts(task, "Settings", "MultipleInstancesPolicy") == ["IgnoreNew"]
    assert texts(task, "Settings", "StartWhenAvailable") == ["true"]
    assert texts(task, "Settings", "RestartOnFailure", "Count") == ["12"]


def test_neither_time_nor_battery_ends_it_and_it_wakes_nobody(task: etree._Element) -> None:
    wanted = {
        "ExecutionTimeLimit": "PT0S",
        "DisallowStartIfOnBatteries": "false",
        "StopIfGoingOnBatteries": "false",
        "RunOnlyIfIdle": "false",
        "RunOnlyIfNetworkAvailable": "false",
        "WakeToRun": "false",
    }
    assert {name: texts(task, "Settings", name) for name in wanted} == {name: [value] for name, value in wanted.items()}


def test_folders_with_spaces_and_signs_arrive_as_they_are(task: etree._Element) -> None:
    assert texts(task, "Actions", "Exec", "Command") == [r"C:\Program Files\Python311\python.exe"]
    assert texts(task, "Actions", "Exec", "Arguments") == [
        rf'"{PROGRAM}\scripts\run_schedule.py" --config "{PROGRAM}\atur.json"'
    ]
    assert texts(task, "Actions", "Exec", "WorkingDirectory") == [PROGRAM]


def test_the_python_without_a_window_is_taken_where_it_is(tmp_path: Path) -> None:
    python = tmp_path / "python.exe"
    assert without_console(python) == python
    (tmp_path / "pythonw.exe").touch()
    assert without_console(python) == tmp_path / "pythonw.exe"
