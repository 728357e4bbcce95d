"""The work log, its checks and its reports; what they need of Python is looked for before anything else is imported."""

import sys
import tempfile
from importlib.util import find_spec

from worklog.own_python import run_with_own_python

PACKAGES = (
    "pandas", "numpy", "pydantic", "python_calamine", "openpyxl", "PIL", "lxml", "holidays", "tzdata", "schedule",
    "filelock", "platformdirs", "psutil", "rich", "gspread", "google.auth", "google_auth_oauthlib", "requests",
    "urllib3", "tenacity", "apprise",
)  # fmt: skip
"""The packages of requirements.txt, as they are imported."""


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


if sys.version_info < (3, 11):  # noqa: UP036 - it may be started by an older one
    _stop(
        "Program ini memerlukan Python 3.11 atau lebih baru, sedangkan yang dipakai Python "
        + ".".join(map(str, sys.version_info[:3]))
        + ". Pasang Python 3.13 dari python.org, lalu klik dua kali scripts\\install_packages.bat."
    )
if sys.maxsize < 2**32:
    _stop(
        "Python yang dipakai adalah Python 32-bit, sedangkan paket yang diperlukan hanya ada untuk 64-bit. Pasang "
        "Python 3.13, Windows installer (64-bit), dari python.org, lalu klik dua kali scripts\\install_packages.bat. "
        "Bila Windows-nya sendiri 32-bit, pakailah PC lain."
    )
NEWEST = (3, 14)
"""The newest Python for which the packages of requirements.txt are ready-made for Windows."""
_missing = [package for package in PACKAGES if not _is_there(package)]
if _missing:
    _stop(
        "Paket yang diperlukan belum lengkap (tidak ada: "
        + ", ".join(_missing)
        + ").\nKlik dua kali scripts\\install_packages.bat, atau di folder program jalankan:\n"
        "python -m pip install -r requirements.txt"
        + (
            "\nPython yang dipakai terlalu baru untuk paket itu; pasang Python 3.13."
            if sys.version_info[:2] > NEWEST
            else ""
        )
    )

# On Windows a folder that refuses is taken for a name in use, and 2 billion other names would be tried.
setattr(tempfile, "TMP_MAX", 100)  # noqa: B010 - typeshed has it as final
