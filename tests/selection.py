"""Which cases of a test run each time."""

from collections.abc import Iterable
from typing import Any

import pytest


def first_ones(cases: Iterable[Any], quick: int = 1) -> list[Any]:
    """Cases of `parametrize`, of which only the first ones run without `--all`; a plain tuple is a value for each name."""
    return [case if at < quick else _slow(case) for at, case in enumerate(cases)]


def _slow(case: Any) -> Any:
    if hasattr(case, "marks"):  # a pytest.param
        return pytest.param(*case.values, marks=[*case.marks, pytest.mark.slow], id=case.id)
    return pytest.param(*(case if type(case) is tuple else (case,)), marks=pytest.mark.slow)
