"""What the commands need of Python; looked for before anything else is imported, by whatever Python there is."""

import sys
from importlib.util import find_spec

from worklog.own_python import run_with_own_python

PACKAGES = (
    "pandas", "numpy", "pydantic", "python_calamine", "openpyxl", "PIL", "lxml", "holidays", "tzdata", "schedule",
    "filelock", "platformdirs", "psutil", "rich", "gspread", "google.auth", "google_auth_oauthlib", "requests",
    "urllib3", "tenacity", "apprise",
)  # fmt: skip
"""The packages of requirements.txt, as they are imported."""

NEWEST = (3, 14)
"""The newest Python for which the packages of requirements.txt are ready-made for Windows."""


def _is_there(package: str) -> bool:
    try:
        return find_spec(package) is not None
    except ModuleNotFoundError:  # not even the package around it
        return False


def _stop(sentence: str) -> None:
    """Go on with the Python of the program's folder, or end with a sentence."""
    run_with_own_python()
    print(sentence, file=sys.stderr)
    raise SystemExit(2)


def stop_unless_all_is_there() -> None:
    """End the command with a sentence and code 2 where Python or a package is not what it needs."""
    if sys.version_info < (3, 11):  # noqa: UP036 - it may be started by an older one
        _stop(
            "Program ini memerlukan Python 3.11 atau lebih baru, sedangkan yang dipakai Python "
            + ".".join(map(str, sys.version_info[:3]))
            + ". Pasang Python 3.13 dari python.org, lalu klik dua kali scripts\\install_packages.bat."
        )
    if sys.maxsize < 2**32:
        _stop(
            "Python yang dipakai adalah Python 32-bit, sedangkan paket yang diperlukan hanya ada untuk 64-bit. Pasang "
            "Python 3.13, Windows installer (64-bit), dari python.org, lalu klik dua kali "
            "scripts\\install_packages.bat. Bila Windows-nya sendiri 32-bit, pakailah PC lain."
        )
    missing = [package for package in PACKAGES if not _is_there(package)]
    if missing:
        _stop(
            "Paket yang diperlukan belum lengkap (tidak ada: "
            + ", ".join(missing)
            + ").\nKlik dua kali scripts\\install_packages.bat, atau di folder program jalankan:\n"
            "python -m pip install -r requirements.txt"
            + (
                "\nPython yang dipakai terlalu baru untuk paket itu; pasang Python 3.13."
                if sys.version_info[:2] > NEWEST
                else ""
            )
        )
