"""What the commands say on screen, in Indonesian."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from worklog.core.indonesian import moment_text, month_text
from worklog.core.judging.check import Checked
from worklog.core.judging.repeated import told_once
from worklog.core.judging.settings import SEVERITIES
from worklog.core.log.tabs import VERDICT_WORDS
from worklog.core.publishing.export import counts

if TYPE_CHECKING:
    from worklog.adapters.google.trial.trial import ProbeResult
    from worklog.jobs.reporting import Written

MOST_FINDINGS = 10
NO_ITEMS = "Belum ada konten: isi tab Daftar Konten di buku kerja, simpan dan tutup, lalu jalankan lagi."


def check_lines(checked: Checked, shown: int = MOST_FINDINGS) -> list[str]:
    """The result of a check in a few lines: how many items stand how, and the worst findings first."""
    items, by_severity = checked.items, counts(checked.findings)["by_severity"]
    verdicts = items["verdict"].value_counts()
    states = ", ".join(f"{n} {state}" for state, n in items["state"].value_counts().items())
    lines = [
        f"Keadaan {moment_text(checked.now)} WIB: {len(items)} konten" + (f" ({states})." if states else "."),
        "Penilaian: " + ", ".join(f"{int(verdicts.get(verdict, 0))} {word}" for verdict, word in VERDICT_WORDS.items()),
        "Temuan: {error} kesalahan, {warning} peringatan, {info} catatan".format_map(by_severity) + _to_repair(checked),
    ]
    return [*lines, *_finding_lines(checked, shown), *([] if len(items) else [NO_ITEMS])]


def _finding_lines(checked: Checked, shown: int) -> list[str]:
    """The worst findings, repeated ones once."""
    findings = checked.findings
    worst = findings.sort_values("severity", key=lambda s: s.map(SEVERITIES.index), kind="stable")
    worst = told_once(checked, worst[worst["severity"] != "info"])
    named = worst.head(shown)
    lines = [
        f"  {code} {places}: {told}" for code, places, told in named[["code", "places", "told"]].to_numpy().tolist()
    ]
    left = int(worst["times"].sum() - named["times"].sum())
    if shown and left:
        lines.append(f"  … dan {left} lagi; semuanya di kolom Temuan, tab Ringkasan dan laporan.")
    return lines


def _to_repair(checked: Checked) -> str:
    """Which part of all findings Ringkasan and the daily report count."""
    count = int(checked.findings["repairable"].sum())
    return f"; {count} di antaranya perlu diperbaiki di buku kerja (angka di Ringkasan)." if count else "."


def has_errors(checked: Checked) -> bool:
    """Whether there is a finding of severity error, which makes exit code 1."""
    return bool((checked.findings["severity"] == "error").any())


def report_lines(reports: Iterable[Written]) -> list[str]:
    """Where reports were saved, each with its sentences when that is not its usual place."""
    return [line for report in reports for line in _report_lines(report) if line]


def _report_lines(report: Written) -> tuple[str, ...]:
    return report.note, f"Laporan: {report.path}", report.pdf_note, f"PDF: {report.pdf}" if report.pdf else ""


def no_recap(month: date) -> str:
    """Why there is no recap of the people of a month."""
    return (
        f"Rekap pegawai {month_text(month.year, month.month)} tidak dibuat: pada bulan itu belum ada langkah yang "
        "selesai dengan nama petugas."
    )


def trial_line(outcome: ProbeResult, yes: str, no: str) -> str:
    """How one thing that was tried with Google went; when it is not as assumed, what that means."""
    probe = outcome.probe
    if outcome.holds:
        return f"{yes} {probe.name}."
    means = "Diatasi program" if probe.copes else "Tidak diatasi program"
    words = f" ({outcome.words})" if outcome.words else ""
    return f"{no} {probe.name}: tidak. {means}. {probe.otherwise}{words}"


def trial_lines(outcomes: Sequence[ProbeResult]) -> list[str]:
    """What all that was tried with Google comes to."""
    different = [outcome.probe for outcome in outcomes if not outcome.holds]
    total = f"{len(outcomes) - len(different)} dari {len(outcomes)} hal seperti yang diandalkan program."
    left = sum(not probe.copes for probe in different)
    if left:
        advice = (
            f"{left} hal tidak diatasi program. Kirim daftar ini kepada pengelola program sebelum memakai Google Sheet."
        )
    elif different:
        advice = "Yang lain diatasi program: Google Sheet dapat dipakai. Kirim daftar ini kepada pengelola program."
    else:
        advice = "Google Sheet dapat dipakai."
    return [total, advice]
