"""What holds for the project as a whole: its top level, its requirements, its README, and what no file may hold."""

import importlib
import re
import shutil
import subprocess
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[1]
FOLDERS = {"docs", "scripts", "templates", "tests"}
TOP_LEVEL = FOLDERS | {
    "README.md",
    "CONTRIBUTING.md",
    "LICENSE",
    "pyproject.toml",
    "requirements.txt",
    "sheets_config.json",
}
REQUIREMENTS = (
    "requirements.txt",
    "scripts/requirements-recap.txt",
    "tests/requirements.txt",
    "tests/benchmarks/requirements.txt",
)
INSTALL = "python -m pip install -r requirements.txt -r tests/requirements.txt"
FORBIDDEN = {
    "the path of a machine": r"/(?:home|root|work|tmp|Users)/\w|[A-Z]:\\+Users\\",
    "a private key": r"BEGIN (?:[A-Z]+ )?PRIVATE KEY",
    "an access token": r"\b(?:AIza|ghp_|github_pat_|ya29\.|xox[abp]-)[\w-]{20,}",
    "the choice of a package index": r"index[-_]url\b",
}


@pytest.fixture(scope="module")
def files() -> list[Path]:
    """Every file of the project: tracked, or about to be."""
    if shutil.which("git") is None or not (PROJECT / ".git").exists():
        pytest.skip("Only a clone knows which files belong to the project: install git and clone it.")
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=PROJECT, capture_output=True, check=True).stdout.decode("utf-8")
    return [PROJECT / name for name in listed.split("\0") if name and (PROJECT / name).is_file()]


def test_top_level_holds_only_what_a_newcomer_expects(files: list[Path]) -> None:
    names = {file.relative_to(PROJECT).parts[0] for file in files}
    assert {name for name in names if not name.startswith(".")} <= TOP_LEVEL


def test_file_names_are_possible_and_different_on_windows(files: list[Path]) -> None:
    names = [file.relative_to(PROJECT).as_posix() for file in files]
    assert [name for name in names if re.search(r'[<>:"|?*\\]|[. ](?:/|$)', name)] == []
    assert len({name.casefold() for name in names}) == len(names)


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_file_holds(what: str, files: list[Path]) -> None:
    found = []
    for file in set(files) - {Path(__file__)}:
        text = file.read_text(encoding="utf-8", errors="ignore")
        found += [f"{file.relative_to(PROJECT)}: {match[0]}" for match in re.finditer(FORBIDDEN[what], text)]
    assert found == []


@pytest.mark.parametrize("name", REQUIREMENTS)
def test_every_requirement_is_pinned_and_explained(name: str) -> None:
    lines = (PROJECT / name).read_text(encoding="utf-8").splitlines()
    wanted = [line for line in lines if not line.startswith(("#", "-r "))]
    assert [line for line in wanted if not re.fullmatch(r"[A-Za-z0-9-]+==[0-9][0-9.]*(?:post\d+)? +# .+", line)] == []


def test_no_requirement_is_named_twice() -> None:
    lines = [line for name in REQUIREMENTS for line in (PROJECT / name).read_text(encoding="utf-8").splitlines()]
    names = [line.split("==")[0].lower() for line in lines if not line.startswith(("#", "-r "))]
    assert sorted(names) == sorted(set(names))


def test_ci_runs_the_test_command_of_the_readme() -> None:
    ci = (PROJECT / ".ci/run").read_text(encoding="utf-8")
    assert f"\n{INSTALL}\n" in ci
    assert " python -m pytest\n" in ci
    assert '\npython -m pytest --all -m "slow or hypothesis" ' in ci  # what the other leaves out
    readme = (PROJECT / "README.md").read_text(encoding="utf-8")
    assert f"{INSTALL} && python -m pytest\n" in readme
    assert "`python -m pytest --all`" in readme


def test_checks_before_a_commit_are_those_of_ci() -> None:
    ci = (PROJECT / ".ci/run").read_text(encoding="utf-8")
    hooks = (PROJECT / ".pre-commit-config.yaml").read_text(encoding="utf-8")
    assert [
        tool for tool in ("ruff check .", "ruff format --check .", "mypy") if not (tool in ci and tool in hooks)
    ] == []
    assert "lint-imports" in ci
    assert "lint_imports" in hooks


def test_readme_names_every_command() -> None:
    readme = (PROJECT / "README.md").read_text(encoding="utf-8")
    commands = sorted((PROJECT / "scripts").glob("*.py"))
    assert [command.name for command in commands if f"python scripts/{command.name}" not in readme] == []


@pytest.mark.parametrize("module", sorted(path.stem for path in (PROJECT / "tests" / "benchmarks").glob("*.py")))
def test_benchmarks_can_be_imported(module: str) -> None:
    """They run only when they are named, so nothing else finds a name that is gone."""
    if module == "measure":
        pytest.importorskip("resource", reason="only POSIX tells what a process used of memory and processor")
    importlib.import_module(f"benchmarks.{module}")
