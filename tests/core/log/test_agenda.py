from worklog.core.log.agenda import next_number


def test_the_number_after_the_highest_of_the_year() -> None:
    assert next_number(["2026-0009", "2026-0117 ", "2025-0500", "2026-12a", "118"], 2026) == "2026-0118"


def test_a_new_year_begins_with_one() -> None:
    assert next_number(["2026-0117"], 2027) == "2027-0001"
