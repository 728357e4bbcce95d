"""The timer as a systemd unit of the user, for Linux."""

from __future__ import annotations

import os
import re
from pathlib import Path

from worklog.adapters.autostart.entry import AutostartError, Entry, Registered
from worklog.adapters.files.programs import RunProgram

RESTART_SECONDS = 600


class SystemdUser:
    """The user's own units."""

    service = "systemd"

    def __init__(self, run: RunProgram) -> None:
        self._run = run

    def install(self, entry: Entry) -> list[str]:
        file = unit_file(entry)
        replaced = file.exists()
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(unit_text(entry), encoding="utf-8")
        except OSError as error:
            raise AutostartError(f"{file} tidak dapat ditulis ({error.strerror}). Periksa izin folder itu.") from error
        try:
            for verb in (["daemon-reload"], ["enable", file.name], ["restart", file.name]):
                self._must(*verb)
        except AutostartError:
            file.unlink()  # what does not start is not registered
            raise
        return [
            f"Jadwal terdaftar di {self.service} dengan nama {file.name}, dan sudah dijalankan.",
            *(["Pendaftaran lama dengan nama itu diganti."] if replaced else []),
            f"Untuk melihatnya: systemctl --user status {file.name}",
            "Supaya jadwal berjalan juga sebelum ada yang masuk: loginctl enable-linger",
        ]

    def remove(self, entry: Entry) -> list[str]:
        file = unit_file(entry)
        if not file.exists():
            return [f"Tidak ada jadwal bernama {file.name} di {self.service}; tidak ada yang perlu dihapus."]
        self._must("disable", "--now", file.name)
        file.unlink()
        self._must("daemon-reload")
        return [f"Jadwal {file.name} dihentikan dan dihapus dari {self.service}. Buku kerja dan laporan tetap ada."]

    def registered(self, entry: Entry) -> Registered:
        try:
            text = unit_file(entry).read_text(encoding="utf-8")
        except OSError:
            return "no"
        return "yes" if _exec_line(entry) in text else "elsewhere"

    def _must(self, *verb: str) -> None:
        answer = self._run(["systemctl", "--user", *verb])
        if answer.code != 0:
            raise AutostartError(
                f"systemctl menolak: {answer.said.rstrip('.')}. Jalankan dari sesi masuk biasa (bukan sudo), lalu "
                "ulangi; tanpa systemd, jalankan python scripts/run_schedule.py dari cron dengan --once."
            )


def unit_file(entry: Entry) -> Path:
    """Where the unit of an entry stands."""
    base = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config")
    return base / "systemd" / "user" / f"{re.sub(r'[^A-Za-z0-9]+', '-', entry.name).strip('-').lower()}.service"


def unit_text(entry: Entry) -> str:
    """The unit: started with the user's session, and again when it ends, whatever the reason."""
    return "\n".join(
        [
            "[Unit]",
            f"Description={_literal(entry.name)}",
            "StartLimitIntervalSec=0",
            "",
            "[Service]",
            f"WorkingDirectory={_literal(str(entry.folder))}",
            _exec_line(entry),
            "Restart=always",
            f"RestartSec={RESTART_SECONDS}",
            "",
            "[Install]",
            "WantedBy=default.target",
            "",
        ]
    )


def _exec_line(entry: Entry) -> str:
    program, *arguments = entry.command
    return " ".join([f"ExecStart={_quoted(program)}", *(_quoted(text).replace("$", "$$") for text in arguments)])


def _quoted(text: str) -> str:
    inner = _literal(text).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{inner}"'


def _literal(text: str) -> str:
    """Systemd reads % as the beginning of a name of its own."""
    return text.replace("%", "%%")
