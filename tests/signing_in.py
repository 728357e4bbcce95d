"""A browser in which a person signs in, for tests; a test module takes it with `pytest_plugins = ("signing_in",)`."""

import threading
import webbrowser
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
import requests


@dataclass
class Browser:
    """A browser whose user agrees to what Google asks, unless the answer is `changed`."""

    opened: list[str] = field(default_factory=list)
    changed: tuple[str, str] = ("", "")
    users: list[threading.Thread] = field(default_factory=list)

    def open(self, url: str, **_: Any) -> None:
        self.opened.append(url)
        user = threading.Thread(target=self._follow, args=(url,), daemon=True)
        user.start()
        self.users.append(user)

    def _follow(self, url: str) -> None:
        target = requests.get(url, timeout=10, allow_redirects=False).headers["Location"]
        requests.get(target.replace(*self.changed), timeout=10)


@pytest.fixture
def browser(monkeypatch: pytest.MonkeyPatch) -> Iterator[Browser]:
    browser = Browser()
    monkeypatch.setattr(webbrowser, "get", lambda _: browser)
    yield browser
    for user in browser.users:
        user.join()
