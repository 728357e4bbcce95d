"""Settings of all tests."""

import gc
import os
from collections.abc import Iterator

import pytest
from hypothesis import settings

from worklog.adapters.files import patience
from worklog.adapters.workbook import rows

# A slow or busy computer must not turn a right answer into a failure.
settings.register_profile("quick", deadline=None, max_examples=3)
settings.register_profile("full", deadline=None, max_examples=60)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--all", action="store_true", help="run what takes long by nature, too, and more random examples")


def pytest_configure(config: pytest.Config) -> None:
    settings.load_profile("full" if config.getoption("all") else "quick")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what takes long by nature unless it is asked for."""
    # What is imported by now stays until the end; looking through it for garbage again and again is a tenth of the run.
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 50, 50)
    if config.getoption("all"):
        return
    slow = [item for item in items if item.get_closest_marker("slow")]
    if slow:
        config.hook.pytest_deselected(items=slow)
        items[:] = [item for item in items if item not in set(slow)]


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """One process for each core; benchmarks run alone, so that nothing else takes their time."""
    return 0 if config.getoption("benchmark_only", False) else os.cpu_count() or 1


@pytest.fixture(scope="session", autouse=True)
def locks_of_the_tests(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Locks lie in a folder of the tests, not in that of whoever runs them."""
    with pytest.MonkeyPatch.context() as patch:
        folder = str(tmp_path_factory.mktemp("kunci"))
        patch.setenv("XDG_STATE_HOME", folder)
        patch.setenv("WIN_PD_OVERRIDE_LOCAL_APPDATA", folder)  # Windows itself is asked, not its variable
        yield


@pytest.fixture(scope="session", autouse=True)
def bytecode_of_the_tests(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[None]:
    """Processes that tests start compile the program once, and leave nothing in its folder."""
    base = tmp_path_factory.getbasetemp()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPYCACHEPREFIX", str((base if worker_id == "master" else base.parent) / "bytecode"))
        patch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)
        yield


@pytest.fixture(scope="session", autouse=True)
def few_blank_rows() -> Iterator[dict[str, int]]:
    """Registers have formulas in a few blank rows only, so that openpyxl is done with a workbook soon."""
    usual = {name: getattr(rows, name) for name in ("FEW_BLANK_ROWS", "BLANK_FORMULA_ROWS")}
    with pytest.MonkeyPatch.context() as patch:
        for name in usual:
            patch.setattr(rows, name, usual[name] // 10)
        yield usual


@pytest.fixture
def usual_blank_rows(few_blank_rows: dict[str, int], monkeypatch: pytest.MonkeyPatch) -> None:
    """Registers have formulas in as many blank rows as in an office."""
    for name, count in few_blank_rows.items():
        monkeypatch.setattr(rows, name, count)


@pytest.fixture(scope="session", autouse=True)
def little_patience() -> Iterator[None]:
    """What is refused in a test is refused for good, as a rule."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(patience, "SECONDS", 0.3)
        yield
