"""A check as JSON."""

from __future__ import annotations

import json

from office import checked
from worklog.core.publishing.export import as_document, counts


def test_the_document_tells_when_from_where_and_by_which_sop():
    document = as_document(checked("", now="Sen 08.00"), "C:/kantor/log.xlsx")

    assert document == {
        "now": "2026-11-02T08:00:00",
        "source": "C:/kantor/log.xlsx",
        "sop": "09/HK.03.1/3326/2022",
        "items": [],
        "findings": [],
        "counts": {"by_code": {}, "by_severity": {"error": 0, "warning": 0, "info": 0}},
    }


def test_an_item():
    log = checked("""
        P2 2026-0001 acuan Sen 08.00
        1 | Budi | Sen 08.30 | | draf
    """)

    assert as_document(log, "")["items"] == [
        {
            "id": "2026-0001",
            "flow": "P2",
            "title": "Judul 2026-0001",
            "state": "berjalan",
            "steps_done": 1,
            "steps_total": 5,
            "current_step": 2,
            "deadline": "2026-11-02T12:00:00",
            "verdict": "sesuai",
        }
    ]


def test_what_is_unknown_of_an_item_is_null():
    (item,) = as_document(checked("P2 2026-0001 | Alur=", now="Sen 08.00"), "")["items"]

    assert [name for name, value in item.items() if value is None] == ["flow", "current_step", "deadline"]


def test_a_finding():
    log = checked("""
        P2 2026-0001 acuan Sen 08.00
        1 | Budi | Sen 08.30
    """)

    assert as_document(log, "")["findings"] == [
        {
            "code": "D110",
            "severity": "warning",
            "id": "2026-0001",
            "round": 1,
            "step": 1,
            "tab": "Buku Kerja",
            "row": 2,
            "column": "Bukti",
            "message": log.findings.loc[0, "message"],
            "sop": "Tabel SOP, kolom Output: Konsep Konten",
        }
    ]


def test_a_finding_about_an_item_has_no_round_step_and_column():
    (finding,) = as_document(checked("P2 2026-0001", now="Sen 08.00"), "")["findings"]

    assert (finding["tab"], finding["row"]) == ("Daftar Konten", 2)
    assert [name for name, value in finding.items() if value is None] == ["round", "step", "column"]


def test_a_finding_about_a_step_without_row_has_no_row_and_one_about_the_calendar_no_id():
    log = checked(
        """
        P2 2026-0001 acuan Sen 08.00
        2 | Endah | Sen 08.30 | Setuju
        """,
        national_days=[("Sel", "Hari Pahlawan", False)],
    )

    skipped, greeting = as_document(log, "")["findings"]

    assert (skipped["code"], skipped["step"], skipped["row"]) == ("U201", 1, None)
    assert (greeting["code"], greeting["tab"], greeting["id"], greeting["row"]) == ("T504", "Kalender", None, None)


def test_only_the_unusable_one_of_round_and_step_is_null():
    log = checked("""
        P2 2026-0001 acuan Sen 08.00
        putaran dua
        1 | Budi
        putaran 1
        satu | Admin=Budi
        putaran dua
        satu | Admin=Budi
    """)

    assert [(f["code"], f["round"], f["step"]) for f in as_document(log, "")["findings"]] == [
        ("D105", None, 1),
        ("D105", 1, None),
        ("D105", None, None),
    ]


def test_counts_are_by_code_and_by_severity():
    log = checked(
        """
        P2 2026-0001 acuan Sen 08.00
        1 | | Sen 08.30
        P2 2026-0002 acuan Sen 08.00
        1 | | Sen 08.30
        """,
        now="Sen 08.55",
    )

    assert counts(log.findings) == {
        "by_code": {"D110": 2, "P301": 2, "W407": 2},
        "by_severity": {"error": 2, "warning": 2, "info": 2},
    }


def test_the_document_holds_only_what_json_knows():
    log = checked(
        """
        P3 2026-0001 acuan Sen 08.00 jadwal Sel
        2 | Endah | Sen 08.30 | Oke
        P2 2026-0002
        """,
        now="Jum 08.00",
    )

    document = as_document(log, "log.xlsx")

    assert json.loads(json.dumps(document)) == document
