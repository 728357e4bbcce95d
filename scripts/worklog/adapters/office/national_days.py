"""Indonesian national holidays and cuti bersama, from the `holidays` package."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib.util import find_spec, module_from_spec, spec_from_file_location
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from holidays.countries.indonesia import Indonesia

KNOWN_YEARS = range(1946, 2101)
"""Years that the package can tell; cuti bersama is there as far as the yearly joint decree (SKB 3 Menteri) is out."""


def national_days(years: Iterable[int]) -> pd.DataFrame:
    """The national days of some years, earliest first.

    Columns: day (datetime64[s], midnight), name (Indonesian; several on one day are joined with `; `; `(perkiraan)`
    marks a date that no decree has confirmed), joint_leave (bool: the day is only cuti bersama). Years outside
    `KNOWN_YEARS` have no rows.
    """
    # Imported here, because commands that find their log unchanged need no calendar.
    from holidays.constants import GOVERNMENT, PUBLIC

    wanted = sorted(set(years) & set(KNOWN_YEARS))
    public, government = (
        dict(_indonesia()(years=wanted, categories=category, language="id").items()) if wanted else {}
        for category in (PUBLIC, GOVERNMENT)
    )
    days = sorted(public.keys() | government.keys())
    return pd.DataFrame(
        {
            "day": pd.Series(days, dtype="datetime64[s]"),
            "name": pd.Series(
                ["; ".join(names[day] for names in (public, government) if day in names) for day in days], dtype=str
            ),
            "joint_leave": pd.Series([day not in public for day in days], dtype=bool),
        }
    )


@cache
def _indonesia() -> type[Indonesia]:
    """The country by the file that tells of it: its package would import 249 others, which takes as long as a check."""
    package = find_spec("holidays.countries")
    assert package is not None
    assert package.submodule_search_locations
    file = Path(package.submodule_search_locations[0]) / "indonesia.py"
    spec = spec_from_file_location("holidays.countries.indonesia", file)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    country: type[Indonesia] = module.Indonesia
    return country
