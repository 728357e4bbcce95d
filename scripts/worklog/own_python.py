"""The Python of the program's own folder, which holds the packages that install_packages.bat installed.

Readable by an old Python and without any package: it is used before anything is known of the Python that runs it.
"""

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Optional

PROGRAM = Path(__file__).resolve().parents[2]
STARTED = "MEDSOS_PYTHON_SENDIRI"
"""The environment variable that keeps a Python of the folder which is itself unfit from starting another one."""


def own_python(program: Path = PROGRAM) -> Optional[Path]:  # noqa: UP045 - an old Python may read this
    """The Python in `.venv` of the program's folder, None when it was never made."""
    place = "Scripts/python.exe" if os.name == "nt" else "bin/python"
    python = program / ".venv" / place
    return python if python.is_file() else None


def run_with_own_python() -> None:
    """Run the command again with the Python of the program's folder and end as it ends.

    Comes back when there is none, when it is the one that runs, or when what runs is no command of the program.
    """
    script = getattr(sys.modules["__main__"], "__file__", None)
    python = own_python()
    if python is None or STARTED in os.environ or script is None:
        return
    if Path(script).resolve().parent != PROGRAM / "scripts":
        return
    environment = dict(os.environ, **{STARTED: "1"})
    # Ctrl+C reaches both, and the command ends in its own way; a handler, unlike SIG_IGN, is not inherited by it.
    signal.signal(signal.SIGINT, lambda *_: None)
    # A process of its own: what Windows offers as exec goes on in the background and loses the exit code.
    raise SystemExit(subprocess.call([str(python), script, *sys.argv[1:]], env=environment))
