"""A fixture for tests of starting with the computer; a test module takes it with `pytest_plugins`."""

import pytest

from starting_system import System
from worklog.health import examination
from worklog.timer import startup


@pytest.fixture
def system(monkeypatch: pytest.MonkeyPatch) -> System:
    made = System()
    for module in (startup, examination):
        monkeypatch.setattr(module, "autostart_here", lambda: made)
    return made
