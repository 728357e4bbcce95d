"""The rules, family by family: D data, U order, P people, W time limits, T hints, A what was seen before."""

from worklog.core.judging.rules import data, history, limits, order, people, tips

ALL_RULES = (*data.RULES, *order.RULES, *people.RULES, *limits.RULES, *tips.RULES, *history.RULES)
"""Every rule that a check runs, in the order of their codes' families."""

__all__ = ["ALL_RULES"]
