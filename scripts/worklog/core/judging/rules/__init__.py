"""The rules, family by family."""

from worklog.core.judging.rule import FAMILIES
from worklog.core.judging.rules import data, history, limits, order, people, preparation, tips, unreadable

_MODULES = (data, unreadable, order, people, limits, preparation, tips, history)
ALL_RULES = tuple(
    sorted(
        (rule for module in _MODULES for rule in module.RULES),
        key=lambda rule: ([*FAMILIES].index(rule.code[0]), rule.code),
    )
)
"""Every rule that a check runs, in the order of their families and codes."""

__all__ = ["ALL_RULES"]
