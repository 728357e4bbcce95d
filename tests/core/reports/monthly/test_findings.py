"""The findings of a month's items, and the items that cannot be judged."""

from __future__ import annotations

from dataclasses import replace

import office
from core.monthly_log import NOVEMBER, checked, november, row
from worklog.core.judging.settings import Settings
from worklog.core.reports.monthly.findings import findings_of, raw_findings_table, rules_table
from worklog.core.reports.monthly.items import all_items
from worklog.core.reports.monthly.report import monthly_tables


def test_findings_are_counted_by_rule_with_errors_first():
    rules = november().rules
    late = row(rules, "Kode", "W404")
    assert (late["Tingkat"], late["Jumlah"], late["Konten"]) == ("Kesalahan", 2, 2)
    assert rules["Tingkat"].tolist() == sorted(rules["Tingkat"], key=["Kesalahan", "Peringatan", "Catatan"].index)


def test_findings_of_no_item_are_counted_on_request_and_under_no_item():
    items = all_items(checked())
    loose = replace(checked(), findings=checked().findings.assign(item=-1))
    counted = rules_table(findings_of(loose, items, with_itemless=True))
    assert counted["Jumlah"].sum() == len(checked().findings)
    assert counted["Konten"].sum() == 0
    assert findings_of(loose, items, with_itemless=False).empty


def test_findings_are_listed_one_by_one_with_their_place():
    items = all_items(checked())
    table = raw_findings_table(findings_of(checked(), items, with_itemless=True), items)
    late = row(table, "Kode", "W401")
    assert (late["ID"], late["Alur"], late["Putaran"], late["No"]) == ("2026-0002", "P2", 2, 1)
    assert (late["Tab"], late["Baris"]) == ("Buku Kerja", 9)
    assert "lewat 50 menit" in late["Pesan"]


def test_items_not_judgeable_tell_why():
    causes = dict(zip(november().not_judgeable["ID"], november().not_judgeable["Sebab"], strict=True))
    assert set(causes) == {"2026-0008", "2026-0009"}
    assert causes["2026-0008"].startswith("D108 ")
    assert "D106 " in causes["2026-0008"]
    assert causes["2026-0009"].startswith("D104 ")


def test_a_step_that_was_skipped_is_why_what_comes_behind_cannot_be_judged():
    log = office.checked(
        "P2 2026-0001 acuan Sen 08.00\n2 | Endah | Sen 08.20 | Setuju\n4 | Endah | Sen 08.40 | Setuju", "Sel 08.00"
    )
    causes = monthly_tables(log, NOVEMBER).not_judgeable["Sebab"].tolist()
    assert causes[0].endswith("; U201 Langkah terlewat")


def test_item_without_a_deadline_has_a_cause_even_when_its_finding_is_ignored():
    quiet = office.checked("P9 2026-0001 acuan Sen 08.00", "Sel 08.00", settings=Settings(ignore=("D104",)))
    causes = monthly_tables(quiet, NOVEMBER).not_judgeable["Sebab"].tolist()
    assert causes == ["Batas tayang tidak dapat dihitung"]
