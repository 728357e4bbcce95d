"""The timer as a task of Windows' Task Scheduler, through `schtasks`."""

from __future__ import annotations

import os
import re
from html import unescape
from pathlib import Path
from tempfile import TemporaryDirectory

from worklog.adapters.autostart.entry import AutostartError, Entry, Registered
from worklog.adapters.autostart.task_definition import WATCH_MINUTES, task_xml, without_console
from worklog.adapters.files.programs import Answer, RunProgram


class TaskScheduler:
    """The tasks of the person who is logged on."""

    service = "Task Scheduler"

    def __init__(self, run: RunProgram) -> None:
        self._run = run

    def install(self, entry: Entry) -> list[str]:
        replaced = self.registered(entry) != "no"
        definition = task_xml(entry, self._user())
        if replaced:
            self._tasks("/End", entry)  # the old one would keep the log to itself
        with TemporaryDirectory() as folder:
            file = Path(folder) / "jadwal.xml"
            file.write_bytes(definition)
            self._must(self._tasks("/Create", entry, "/XML", str(file), "/F"))
        started = self._tasks("/Run", entry)
        return [
            f'Jadwal terdaftar di {self.service} Windows dengan nama "{entry.name}".',
            *(["Pendaftaran lama dengan nama itu diganti."] if replaced else []),
            "Jadwal mulai sendiri setiap kali Anda masuk ke Windows, dan dihidupkan lagi dalam "
            f"{WATCH_MINUTES} menit bila berhenti.",
            _told_of_start(started, Path(entry.command[0])),
            f"Untuk melihatnya: tekan tombol Windows, ketik {self.service}, tekan Enter, klik {self.service} Library.",
        ]

    def remove(self, entry: Entry) -> list[str]:
        if self.registered(entry) == "no":
            return [f'Tidak ada jadwal bernama "{entry.name}" di {self.service}; tidak ada yang perlu dihapus.']
        self._tasks("/End", entry)
        self._must(self._tasks("/Delete", entry, "/F"))
        return [f'Jadwal "{entry.name}" dihentikan dan dihapus dari {self.service}. Buku kerja dan laporan tetap ada.']

    def registered(self, entry: Entry) -> Registered:
        answer = self._tasks("/Query", entry, "/XML")
        if answer.code != 0:
            return "no"
        stored = _without_accents(unescape(answer.said))
        return "yes" if all(_without_accents(part) in stored for part in entry.command[1:]) else "elsewhere"

    def _tasks(self, verb: str, entry: Entry, *options: str) -> Answer:
        return self._run([_of_windows("schtasks"), verb, "/TN", entry.name, *options])

    def _must(self, answer: Answer) -> None:
        if answer.code != 0:
            raise AutostartError(
                f"Windows menolak: {answer.said.rstrip('.')}. Bila aksesnya ditolak, mungkin jadwal ini didaftarkan "
                "oleh pengguna Windows lain: masuklah sebagai pengguna itu, atau minta bantuan pengelola PC. "
                "Jalan lain: tekan Windows+R, ketik shell:startup, tekan Enter, lalu taruh pintasan (shortcut) ke "
                "scripts\\run_schedule.bat di folder yang terbuka."
            )

    def _user(self) -> str:
        """The person's SID: unlike the name it is never written in two ways."""
        answer = self._run([_of_windows("whoami"), "/user", "/fo", "csv", "/nh"])
        sid = re.search(r"S-1-[\d-]+", answer.said)
        if sid is None:
            raise AutostartError(
                f"Windows tidak menyebut pengguna yang sedang masuk ({answer.said or answer.code}). Keluar dari "
                "Windows (Sign out), masuk lagi, lalu ulangi."
            )
        return sid[0]


def _of_windows(program: str) -> str:
    """Windows' own program; another one of that name, as that of Git, may come first on the search path."""
    root = os.environ.get("SYSTEMROOT")
    return f"{root}\\System32\\{program}.exe" if root else program


def _without_accents(text: str) -> str:
    """A text without the letters that come back otherwise when a console program writes them into a pipe."""
    return re.sub(r"[^ -~]", "", text)


def _told_of_start(answer: Answer, python: Path) -> str:
    if answer.code != 0:
        return f"Jadwal belum dapat dijalankan sekarang ({answer.said}). Keluar dari Windows, lalu masuk lagi."
    if without_console(python) == python:
        return "Jadwal sudah dijalankan di jendela hitam; biarkan jendela itu terbuka (boleh dikecilkan)."
    return "Jadwal sudah dijalankan, tanpa jendela. Jendela ini boleh ditutup."
