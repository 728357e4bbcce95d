"""Settings of all tests."""

import os

import pytest
from hypothesis import settings

# A slow or busy computer must not turn a right answer into a failure.
settings.register_profile("office", deadline=None)
settings.load_profile("office")


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """One process for each core; benchmarks run alone, so that nothing else takes their time."""
    return 0 if config.getoption("benchmark_only", False) else os.cpu_count() or 1
