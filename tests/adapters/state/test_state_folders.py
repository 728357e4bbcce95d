"""Which folder keeps the state of a log, whatever its configurations call it."""

import json
import os
import sys
from pathlib import Path

import pytest

from worklog.adapters.state.state_folders import note_spellings, state_name
from worklog.config.config import Config, load_config
from worklog.config.sources import ConfigError


def config(folder: Path, path: str, name: str = "sheets_config.json") -> Config:
    file = folder / name
    file.write_text(json.dumps({"source": {"path": path}}), encoding="utf-8")
    return load_config(file)


def test_two_spellings_of_one_log_share_one_folder_and_one_identity(tmp_path: Path) -> None:
    plain = config(tmp_path, "Buku.xlsx")
    for spelling in ("./Buku.xlsx", "sub/../Buku.xlsx", str(tmp_path / "Buku.xlsx")):
        other = config(tmp_path, spelling)
        assert (other.state_folder, other.log_identity) == (plain.state_folder, plain.log_identity)
        assert other.workbook == tmp_path / "Buku.xlsx"


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there; a mapped drive is resolved alike")
def test_a_drive_that_leads_to_the_same_folder_shares_its_state(tmp_path: Path) -> None:
    (tmp_path / "server").mkdir()
    (tmp_path / "drive").symlink_to(tmp_path / "server")
    by_server, by_drive = config(tmp_path, "server/Buku.xlsx"), config(tmp_path, "drive/Buku.xlsx")
    assert by_server.log_identity == by_drive.log_identity
    folder = by_server.state_folder
    folder.mkdir(parents=True)
    note_spellings(folder, by_server.log_spellings)
    assert by_drive.state_folder == folder
    note_spellings(folder, by_drive.log_spellings)
    (tmp_path / "drive").unlink()
    assert by_drive.state_folder == folder, "known also while it is out of reach"


def test_the_state_of_an_older_version_is_still_found(tmp_path: Path) -> None:
    old = tmp_path / "data" / "jadwal" / state_name("./Buku.xlsx")
    old.mkdir(parents=True)
    assert config(tmp_path, "./Buku.xlsx").state_folder == old


def test_a_folder_that_cannot_be_written_or_read_is_found_by_its_name(tmp_path: Path) -> None:
    made = config(tmp_path, "Buku.xlsx")
    note_spellings(made.state_folder, made.log_spellings)  # it is not there
    broken = tmp_path / "data" / "jadwal" / "lain"
    broken.mkdir(parents=True)
    (broken / "letak.txt").write_bytes(b"\xff")
    assert made.state_folder.name == state_name("Buku.xlsx")


def test_a_tilde_is_the_users_own_folder_in_every_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(variable, str(tmp_path / "rumah"))
    keys = {"source": {"path": "~/Buku.xlsx"}, "reports": {"folder": "~/laporan"}, "backups": {"folder": "~"}}
    made = Config.model_validate(keys)
    home = tmp_path / "rumah"
    assert (made.workbook, made.report_folder, made.backup_folder) == (home / "Buku.xlsx", home / "laporan", home)


@pytest.mark.parametrize("key", ["reports", "backups"])
def test_a_tilde_before_a_name_is_refused(key: str, tmp_path: Path) -> None:
    file = tmp_path / "sheets_config.json"
    file.write_text(json.dumps({key: {"folder": "~budi/laporan"}}), encoding="utf-8")
    with pytest.raises(ConfigError, match="tanda ~ berarti folder Anda sendiri hanya bila diikuti garis miring"):
        load_config(file)
    file.write_text(json.dumps({key: {"folder": "./~budi"}}), encoding="utf-8")
    assert (
        getattr(load_config(file), {"reports": "report_folder", "backups": "backup_folder"}[key]) == tmp_path / "~budi"
    )


def test_a_server_that_refuses_us_leaves_the_spelling(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(_: object) -> str:
        raise OSError(1326, "Logon failure")

    made = config(tmp_path, "Buku.xlsx")
    monkeypatch.setattr(os.path, "realpath", refused)
    assert made.log_identity == os.path.normcase(tmp_path / "Buku.xlsx")
