"""Whose turn it is in a row of Buku Kerja, as formulas of conditional formats.

The role that the SOP gives a step is known by the step's own words in the column Konten/Kegiatan. So the formula needs
no other tab, and is right wherever a row is sorted to.
"""

from __future__ import annotations

from collections import defaultdict

from worklog.adapters.form.choices import CURRENT_STATES
from worklog.core.sop.book import InForce


def is_current(status_cell: str, separator: str) -> str:
    """Whether somebody has to type something into the row now."""
    return "OR(" + separator.join(f'{status_cell}="{word}"' for word in CURRENT_STATES) + ")"


def turns(sop: InForce, activity_cell: str, status_cell: str, separator: str) -> dict[str, str]:
    """Per role that acts in a version of the SOP the formula, without `=`, that is true where it is its turn now."""
    own: defaultdict[str, list[str]] = defaultdict(list)
    roles: defaultdict[str, set[str]] = defaultdict(set)
    for step in (step for version in sop.versions for flow in version.flows for step in flow.steps):
        roles[step.activity.casefold()].add(step.role)
        own[step.role].append(step.activity)
    return {
        role: f"{turn_begins(status_cell, separator)}OR({separator.join(_is(activity_cell, text) for text in texts)}))"
        for role, activities in own.items()
        if (texts := [text for text in dict.fromkeys(activities) if len(roles[text.casefold()]) == 1])
    }


def turn_begins(status_cell: str, separator: str) -> str:
    """How each formula of `turns` begins, whatever the SOP says."""
    return f"AND({is_current(status_cell, separator)}{separator}"


def _is(cell: str, text: str) -> str:
    quoted = text.replace('"', '""')
    return f'{cell}="{quoted}"'
