"""The definition of a task for Windows' Task Scheduler, as XML.

Names, order and values follow Microsoft's schema of the namespace below (Task Scheduler Schema; [MS-TSCH] 2.5).
"""

from __future__ import annotations

import subprocess
from pathlib import Path

from lxml import etree
from lxml.builder import ElementMaker

from worklog.adapters.autostart.entry import Entry

NAMESPACE = "http://schemas.microsoft.com/windows/2004/02/mit/task"
WATCH_MINUTES = 10
"""How soon a timer that ended is started again. While it runs, Windows ignores this start."""
_LONG_AGO = "2026-01-01T00:00:00"
_make = ElementMaker(namespace=NAMESPACE, nsmap={None: NAMESPACE})


def task_xml(entry: Entry, user: str) -> bytes:
    """The definition in UTF-16 with its mark, which is what schtasks reads; `user` is a SID or a name."""
    task = _make.Task(
        _make.RegistrationInfo(_make.Description(f"Jadwal buku kerja KPU ({entry.name}).")),
        _triggers(user),
        # As the person who is logged on: no password, no administrator, and that person's rights on shared folders.
        _make.Principals(
            _make.Principal(
                _make.UserId(user), _make.LogonType("InteractiveToken"), _make.RunLevel("LeastPrivilege"), id="Author"
            )
        ),
        _settings(),
        _make.Actions(_action(entry), Context="Author"),
        version="1.2",
    )
    return etree.tostring(task, encoding="UTF-16", xml_declaration=True, pretty_print=True)


def _triggers(user: str) -> etree._Element:
    """At logon, at unlocking, and every few minutes.

    A normal user may register the first two for the own account only. Starting at boot is left out: it needs an
    administrator, and nothing runs as the logged-on person before somebody logs on. Restarting on failure only helps
    when the program could not be started at all ([MS-TSCH] 2.5.4.2): what brings back a timer that ended is the watch.
    """
    enabled = "true"
    return _make.Triggers(
        _make.LogonTrigger(_make.Enabled(enabled), _make.UserId(user), _make.Delay("PT30S")),
        _make.SessionStateChangeTrigger(_make.Enabled(enabled), _make.UserId(user), _make.StateChange("SessionUnlock")),
        _make.TimeTrigger(
            _make.Enabled(enabled),
            _make.StartBoundary(_LONG_AGO),
            _make.Repetition(_make.Interval(f"PT{WATCH_MINUTES}M")),
        ),
    )


def _settings() -> etree._Element:
    """Never ended by the clock, the battery or a missing network; never a second one beside the first.

    The PC is not woken for it: the watch would wake it all night, and what was missed is done later.
    """
    return _make.Settings(
        _make.AllowStartOnDemand("true"),
        _make.RestartOnFailure(_make.Interval("PT5M"), _make.Count("12")),
        _make.MultipleInstancesPolicy("IgnoreNew"),
        _make.DisallowStartIfOnBatteries("false"),
        _make.StopIfGoingOnBatteries("false"),
        _make.AllowHardTerminate("true"),
        _make.StartWhenAvailable("true"),
        _make.RunOnlyIfNetworkAvailable("false"),
        _make.WakeToRun("false"),
        _make.Enabled("true"),
        _make.Hidden("false"),
        _make.IdleSettings(_make.StopOnIdleEnd("false"), _make.RestartOnIdle("false")),
        _make.ExecutionTimeLimit("PT0S"),
        _make.RunOnlyIfIdle("false"),
    )


def _action(entry: Entry) -> etree._Element:
    program, *arguments = entry.command
    return _make.Exec(
        _make.Command(str(without_console(Path(program)))),
        _make.Arguments(subprocess.list2cmdline(arguments)),
        _make.WorkingDirectory(str(entry.folder)),
    )


def without_console(python: Path) -> Path:
    """The Python beside this one that opens no window; the same one where there is none."""
    windowless = python.with_name("pythonw.exe")
    return windowless if windowless.exists() else python
