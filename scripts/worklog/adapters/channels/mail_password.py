"""The password of the mail server, from the environment or from a file of its own."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path

from worklog.adapters.channels.channels import ChannelError
from worklog.adapters.files.patience import patiently


def read_password(variable: str, file: Path | None) -> str:
    """The first line of the file, if one is named, else the environment variable. Raises `ChannelError`."""
    password = _of_file(file) if file else os.environ.get(variable, "")
    if not password:
        raise ChannelError(
            f"Sandi server surel belum ada. Buat variabel lingkungan {variable}, atau simpan sandinya dalam berkas dan "
            "sebut berkas itu di notification.email.password_file."
        )
    if not password.isascii():
        raise ChannelError("Sandi server surel memuat huruf yang tidak dikenal server surel. Buat sandi yang lain.")
    return password


def _of_file(file: Path) -> str:
    try:
        lines = patiently(partial(file.read_text, encoding="utf-8-sig")).splitlines()
    except FileNotFoundError:
        # Its name is not told: somebody may have written the password itself there.
        raise ChannelError(
            "Berkas yang disebut notification.email.password_file tidak ada. Betulkan letaknya."
        ) from None
    except (OSError, UnicodeDecodeError) as error:
        raise ChannelError(
            f"Berkas sandi surel {file} tidak dapat dibaca ({type(error).__name__}). Periksa izin membacanya, dan "
            "simpan sebagai teks biasa."
        ) from None
    return lines[0].strip() if lines else ""
