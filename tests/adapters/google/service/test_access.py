"""Key files of every kind, signing in with a person's account, and where such files had better not lie."""

from __future__ import annotations

import json
import os
import shutil
import stat
import subprocess
import webbrowser
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from adapters.google_service import (
    EMAIL,
    LASTING_TOKEN,
    SECRET,
    Answer,
    Service,
    answer,
    page,
    private_key,
    refusal,
    running_service,
    token_refusal,
    written,
)
from worklog.adapters.files.secret_notes import secret_notes
from worklog.adapters.google.service import client as google_client
from worklog.adapters.google.service import sign_in as google_sign_in
from worklog.adapters.google.service.access import Access, load_credentials
from worklog.adapters.google.service.client import Spreadsheet
from worklog.adapters.google.service.errors import GoogleError, GoogleUnavailable, SignInNeeded

if TYPE_CHECKING:
    from signing_in import Browser

MAKE_A_KEY = (
    "Buat klien OAuth berjenis Aplikasi desktop, atau kunci akun layanan, di console.cloud.google.com, unduh berkas "
    "JSON-nya, lalu sebut letaknya di source.credentials. Langkahnya di docs/panduan-google.md."
)
OWN_FILES = "https://www.googleapis.com/auth/drive.file"
"""What a person is asked for: spreadsheets of this program, no others."""
pytest_plugins = ("signing_in",)

GO_AND_SIGN_IN = (
    "Program ini belum masuk ke akun Google, atau izinnya tidak berlaku lagi. "
    "Jalankan sekali di PC ini: python scripts/setup_worklog.py, lalu masuk lewat browser."
)
posix_only = pytest.mark.skipif(os.name == "nt", reason="Windows keeps no mode bits: run this test on Linux.")


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Iterator[Service]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setenv("OAUTHLIB_INSECURE_TRANSPORT", "1")
    with running_service() as service:
        yield service


def told(path: Path) -> str:
    with pytest.raises(GoogleError) as caught:
        load_credentials(path, ask=False)
    sentence = str(caught.value)
    assert "PRIVATE" not in sentence
    assert "\n" not in sentence
    return sentence


# A service account


def test_sheet_is_shared_with_the_account_of_the_key(service: Service, tmp_path: Path) -> None:
    access = load_credentials(written(tmp_path / "kunci.json", service.key()), ask=False)
    assert (access.email, access.file, list(access.notes)) == (EMAIL, tmp_path / "kunci.json", [])


def test_only_sheets_are_asked_for(service: Service, tmp_path: Path) -> None:
    access = load_credentials(written(tmp_path / "kunci.json", service.key()), ask=False)
    assert access.credentials.scopes == ("https://www.googleapis.com/auth/spreadsheets",)


def test_token_is_got_with_the_key(service: Service, tmp_path: Path) -> None:
    access = load_credentials(written(tmp_path / "kunci.json", service.key()), ask=False)
    access.renew_token()
    assert (access.credentials.token, access.credentials.valid) == ("tanda-1", True)


def test_access_shows_no_key(service: Service, tmp_path: Path) -> None:
    access = load_credentials(written(tmp_path / "kunci.json", service.key()), ask=False)
    assert "PRIVATE" not in repr(access)
    assert "credentials" not in repr(access)


def test_key_saved_by_notepad_is_read(service: Service, tmp_path: Path) -> None:
    path = written(tmp_path / "kunci.json", "\ufeff" + json.dumps(service.key()))
    assert load_credentials(path, ask=False).email == EMAIL


def test_missing_key_says_how_to_get_one(tmp_path: Path) -> None:
    path = tmp_path / "kunci.json"
    assert told(path) == f"Berkas kunci Google {path} tidak ada. {MAKE_A_KEY}"
    assert told(written(path, "{}") / "kunci.json").startswith("Berkas kunci Google")


def test_folder_is_no_key(tmp_path: Path) -> None:
    sentence = told(tmp_path)
    assert sentence.startswith(f"Berkas kunci Google {tmp_path} tidak dapat dibaca (")
    assert sentence.endswith("). Periksa izin membacanya, dan bahwa itu berkas, bukan folder.")


@pytest.mark.parametrize(
    ("content", "what_it_is"),
    [
        ("", "bukan berkas JSON yang utuh"),
        ('{"type": "service_account", "private_key": "-----BEGIN', "bukan berkas JSON yang utuh"),
        ("[" * 100_000, "bukan berkas JSON yang utuh"),
        ("AIzaKunci\n", "memuat kunci API"),
        ('"AIzaKunci"', "memuat kunci API"),
        ("[]", "bukan berkas kunci dari Google"),
        ({"kunci": 1}, "bukan berkas kunci dari Google"),
        ({"type": "external_account"}, "bukan berkas kunci dari Google"),
        ({"installed": "x"}, "bukan berkas kunci dari Google"),
        ({"web": {"client_id": "klien", "client_secret": SECRET}}, "memuat klien OAuth untuk situs web"),
        ({"type": "authorized_user", "refresh_token": LASTING_TOKEN}, "memuat izin masuk seseorang"),
    ],
)
def test_file_of_another_kind_says_what_it_is(content: object, what_it_is: str, tmp_path: Path) -> None:
    path = written(tmp_path / "kunci.json", content)
    assert told(path) == f"Berkas {path} {what_it_is}, tidak dapat dipakai. {MAKE_A_KEY}"


def test_key_of_the_old_binary_kind_is_no_json(tmp_path: Path) -> None:
    path = tmp_path / "kunci.p12"
    path.write_bytes(bytes.fromhex("308206b4020103"))
    assert told(path) == f"Berkas {path} bukan berkas JSON, tidak dapat dipakai. {MAKE_A_KEY}"


def test_missing_parts_of_a_key_are_all_told(service: Service, tmp_path: Path) -> None:
    path = written(tmp_path / "kunci.json", service.key(private_key=["x"], client_email=" "))
    assert told(path) == (
        f"Berkas kunci {path} tidak lengkap: client_email, private_key tidak ada. "
        "Unduh lagi berkasnya dari Google Cloud, dan jangan menyuntingnya."
    )


def elliptic_key() -> str:
    made = ec.generate_private_key(ec.SECP256R1())
    return made.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()


@pytest.mark.parametrize(
    "damaged",
    [
        "x",
        private_key().replace("\n", "\\n"),
        private_key()[:200],
        private_key()[:200] + ("A" if private_key()[200] != "A" else "B") + private_key()[201:],
        elliptic_key(),
    ],
    ids=["text", "line ends written out", "cut off", "one sign altered", "another kind of key"],
)
def test_damaged_private_key_is_told(damaged: str, service: Service, tmp_path: Path) -> None:
    path = written(tmp_path / "kunci.json", service.key(private_key=damaged))
    assert told(path) == (
        f"private_key di {path} rusak, sehingga tidak dapat dipakai. "
        "Unduh kunci JSON yang baru dari Google Cloud, dan jangan menyunting berkasnya."
    )


# A person's account


@pytest.fixture
def client(service: Service, tmp_path: Path) -> Path:
    return written(tmp_path / "klien.json", service.client())


@pytest.fixture
def signed_in(client: Path, browser: Browser) -> Access:
    return load_credentials(client, ask=True)


def test_nobody_is_asked_to_sign_in_by_a_check(client: Path, browser: Browser) -> None:
    with pytest.raises(SignInNeeded) as caught:
        load_credentials(client, ask=False)
    assert str(caught.value) == GO_AND_SIGN_IN
    assert browser.opened == []


def test_person_signs_in_once_in_the_browser(
    service: Service, client: Path, browser: Browser, capsys: pytest.CaptureFixture[str]
) -> None:
    access = load_credentials(client, ask=True)
    access.renew_token()
    assert access.credentials.valid
    assert access.email == ""
    (url,) = browser.opened
    assert "scope=https%3A%2F%2Fwww.googleapis.com%2Fauth%2Fdrive.file&" in url
    assert capsys.readouterr().out == (f"Masuk ke akun Google lewat browser. Bila browser tidak terbuka, buka: {url}\n")


def test_token_is_kept_beside_the_client_without_its_secret(signed_in: Access, client: Path) -> None:
    kept = (client.parent / "klien-token.json").read_text(encoding="utf-8")
    assert json.loads(kept) == {"client_id": "klien", "refresh_token": LASTING_TOKEN, "scope": OWN_FILES}
    assert sorted(path.name for path in client.parent.iterdir()) == ["klien-token.json", "klien.json"]


@posix_only
def test_kept_token_is_readable_by_its_owner_only(signed_in: Access, client: Path) -> None:
    assert stat.S_IMODE((client.parent / "klien-token.json").stat().st_mode) == 0o600


def test_kept_token_is_enough_afterwards(signed_in: Access, client: Path, service: Service, browser: Browser) -> None:
    access = load_credentials(client, ask=False)
    access.renew_token()
    assert service.token_requests[-1]["refresh_token"] == [LASTING_TOKEN]
    assert (access.credentials.valid, len(browser.opened)) == (True, 1)


def test_setup_asks_nobody_whose_token_is_still_taken(signed_in: Access, client: Path, browser: Browser) -> None:
    load_credentials(client, ask=True)
    assert len(browser.opened) == 1


def test_setup_asks_again_when_the_token_was_revoked(
    signed_in: Access, client: Path, service: Service, browser: Browser
) -> None:
    revoked = token_refusal("invalid_grant", "Token has been expired or revoked.")
    granted = answer({"access_token": "x", "expires_in": 3600, "refresh_token": "izin-baru", "token_type": "Bearer"})
    service.token_replies.extend([revoked, granted])
    load_credentials(client, ask=True)
    assert len(browser.opened) == 2
    assert "izin-baru" in (client.parent / "klien-token.json").read_text(encoding="utf-8")


def test_setup_without_internet_asks_nobody(
    signed_in: Access, client: Path, service: Service, browser: Browser
) -> None:
    service.token_replies.append(page(503))
    with pytest.raises(GoogleUnavailable, match="Google Sheets sedang terganggu"):
        load_credentials(client, ask=True)
    assert len(browser.opened) == 1


def test_revoked_token_sends_to_the_setup(signed_in: Access, client: Path, service: Service) -> None:
    service.token_replies.append(token_refusal("invalid_grant", "Token has been expired or revoked."))
    with pytest.raises(SignInNeeded) as caught:
        load_credentials(client, ask=False).renew_token()
    assert str(caught.value) == GO_AND_SIGN_IN


def test_permission_without_sheets_sends_to_the_setup(
    signed_in: Access, client: Path, service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(google_client, "API", service.url)
    words = "Request had insufficient authentication scopes."
    service.replies.append(refusal(403, "PERMISSION_DENIED", words, "ACCESS_TOKEN_SCOPE_INSUFFICIENT"))
    with pytest.raises(SignInNeeded):
        Spreadsheet(signed_in, "1AbC").get("spreadsheetId")


@pytest.mark.parametrize("status", [(403, "PERMISSION_DENIED"), (404, "NOT_FOUND")])
def test_person_is_told_why_a_sheet_of_somebody_else_cannot_be_opened(
    status: tuple[int, str], signed_in: Access, client: Path, service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(google_client, "API", service.url)
    service.replies.append(refusal(*status, "The caller does not have permission"))
    with pytest.raises(GoogleError) as caught:
        Spreadsheet(signed_in, "1AbC").get("spreadsheetId")
    assert str(caught.value).startswith(
        "Google Sheet itu tidak dapat dibuka oleh akun yang masuk: terhapus, milik akun lain, atau tidak dibuat oleh "
        "program ini"
    )
    assert f"hapus {client.with_name('klien-token.json')}, lalu masuk lagi" in str(caught.value)
    assert f"hapus {client.with_name('klien-spreadsheet.json')} bila ada" in str(caught.value)


@pytest.mark.parametrize(
    ("reply", "sentence"),
    [
        (
            refusal(403, "PERMISSION_DENIED", "The user's Drive storage quota has been exceeded."),
            "itu penuh. Kosongkan",
        ),
        (refusal(403, "PERMISSION_DENIED", "The domain policy has disabled it"), "kode 403: The domain policy has"),
        (refusal(403, "PERMISSION_DENIED", "Sheets API has not been used", "SERVICE_DISABLED"), "belum diaktifkan"),
    ],
)
def test_refusal_to_make_a_spreadsheet_says_what_to_do(
    reply: Answer, sentence: str, signed_in: Access, service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(google_client, "API", service.url)
    service.replies.append(reply)
    with pytest.raises(GoogleError, match=sentence):
        Spreadsheet.create(signed_in, "Buku Kerja")


@pytest.mark.parametrize("kind", ["deleted_client", "invalid_client", "unauthorized_client"])
def test_client_that_was_deleted_is_told(kind: str, signed_in: Access, client: Path, service: Service) -> None:
    service.token_replies.append(token_refusal(kind, "The OAuth client was deleted.", 401))
    with pytest.raises(GoogleError) as caught:
        load_credentials(client, ask=True)
    assert str(caught.value) == (
        f"Klien OAuth di {client} sudah dihapus atau diganti. Buat klien baru di console.cloud.google.com "
        "(Google Auth Platform > Clients), di project yang sama, simpan berkasnya di sana, lalu jalankan sekali: python scripts/setup_worklog.py"
    )


def test_token_of_another_client_is_not_used(signed_in: Access, client: Path, service: Service) -> None:
    written(client, service.client(client_id="klien baru"))
    assert told(client) == GO_AND_SIGN_IN


@pytest.mark.parametrize("scope", [{}, {"scope": "https://www.googleapis.com/auth/spreadsheets"}])
def test_person_who_allowed_all_spreadsheets_before_signs_in_again(
    scope: dict[str, str], client: Path, browser: Browser
) -> None:
    written(client.with_name("klien-token.json"), {"client_id": "klien", "refresh_token": "lama", **scope})
    assert told(client) == GO_AND_SIGN_IN
    load_credentials(client, ask=True)
    assert len(browser.opened) == 1
    assert load_credentials(client, ask=False).credentials.refresh_token == LASTING_TOKEN


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"client_id": "klien", "refresh_token": null}'])
def test_damaged_token_is_none(content: str, client: Path) -> None:
    written(client.with_name("klien-token.json"), content)
    assert told(client) == GO_AND_SIGN_IN


@pytest.mark.parametrize(
    ("changed", "kind"),
    [
        (("code=kode", "error=access_denied"), "AccessDeniedError"),
        (("state=", "state=lain"), "MismatchingStateError"),
    ],
)
def test_person_who_does_not_agree_is_told_how_to_go_on(
    changed: tuple[str, str], kind: str, client: Path, browser: Browser
) -> None:
    browser.changed = changed
    with pytest.raises(GoogleError) as caught:
        load_credentials(client, ask=True)
    assert str(caught.value) == (
        f"Masuk ke akun Google belum berhasil ({kind}). Jalankan lagi python scripts/setup_worklog.py, "
        "lalu setujui izinnya di browser dalam 5 menit."
    )


def test_person_who_does_nothing_is_not_waited_for_without_end(client: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webbrowser, "get", lambda _: webbrowser.GenericBrowser("true"))
    monkeypatch.setattr(google_sign_in, "PATIENCE", 0.01)
    with pytest.raises(GoogleError, match="belum berhasil"):
        load_credentials(client, ask=True)


def test_permission_for_an_hour_only_is_not_enough(client: Path, service: Service, browser: Browser) -> None:
    service.token_replies.append(answer({"access_token": "x", "expires_in": 3600, "token_type": "Bearer"}))
    with pytest.raises(GoogleError, match="Google tidak memberi izin tetap untuk akun itu"):
        load_credentials(client, ask=True)


def test_token_that_cannot_be_kept_is_told(client: Path, browser: Browser) -> None:
    (client.parent / "klien-token.json").mkdir()
    with pytest.raises(GoogleError, match=r"Izin masuk tidak dapat disimpan di .*klien-token\.json"):
        load_credentials(client, ask=True)
    assert sorted(path.name for path in client.parent.iterdir()) == ["klien-token.json", "klien.json"]


def test_missing_parts_of_a_client_are_all_told(service: Service, tmp_path: Path) -> None:
    path = written(tmp_path / "klien.json", service.client(client_secret=None, auth_uri=""))
    assert told(path).startswith(f"Berkas kunci {path} tidak lengkap: client_secret, auth_uri tidak ada.")


# Where the files lie


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    if shutil.which("git") is None:
        pytest.skip("What git would take only git knows: install git.")
    subprocess.run(["git", "init", "--quiet", str(tmp_path / "program")], check=True)
    (tmp_path / "program" / "kunci").mkdir()
    return tmp_path / "program"


def in_git(path: Path) -> str:
    return (
        f"Berkas kunci {path} berada di dalam folder git dan dapat ikut terkirim. "
        "Pindahkan ke luar folder itu, lalu ubah source.credentials di sheets_config.json."
    )


def test_key_in_a_folder_of_its_own_needs_no_note(tmp_path: Path) -> None:
    assert secret_notes(written(tmp_path / "kunci.json", {}), home=tmp_path) == []


def test_key_that_git_would_take_is_told(repository: Path) -> None:
    path = written(repository / "kunci" / "a.json", {})
    assert secret_notes(path, home=repository) == [in_git(path.resolve())]


def test_key_that_git_leaves_alone_needs_no_note(repository: Path) -> None:
    (repository / ".gitignore").write_text("kunci/\n")
    assert secret_notes(written(repository / "kunci" / "a.json", {}), home=repository) == []


def test_key_that_git_has_already_is_told_though_it_is_ignored_now(repository: Path) -> None:
    path = written(repository / "kunci" / "a.json", {})
    subprocess.run(["git", "-C", str(repository), "add", "kunci/a.json"], check=True)
    (repository / ".gitignore").write_text("kunci/\n")
    assert secret_notes(path, home=repository) == [in_git(path.resolve())]


@pytest.mark.parametrize("git", ["", "#!/bin/sh\nexit 128\n", "no program"])
def test_key_in_a_git_folder_is_told_when_git_cannot_be_asked(
    git: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "bin").mkdir()
    if git:
        (tmp_path / "bin" / "git").write_text(git)
        (tmp_path / "bin" / "git").chmod(0o700)
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    path = written(tmp_path / "kunci.json", {})
    assert secret_notes(path, home=tmp_path) == [in_git(path.resolve())]


@posix_only
@pytest.mark.parametrize("mode", [0o640, 0o604])
def test_key_that_others_can_read_is_told(mode: int, tmp_path: Path) -> None:
    path = written(tmp_path / "kunci.json", {})
    path.chmod(mode)
    (note,) = secret_notes(path, windows=False)
    assert note == f'Berkas kunci {path} dapat dibaca pengguna lain PC ini. Jalankan: chmod 600 "{path}"'


def test_key_outside_the_users_folder_is_told_on_windows(tmp_path: Path) -> None:
    path = written(tmp_path / "kunci.json", {})
    home = tmp_path / "Siti"
    assert secret_notes(path, windows=True, home=home) == [
        f"Berkas kunci {path} dapat dibaca pengguna lain PC ini. Pindahkan ke folder Anda sendiri, {home}, "
        "lalu ubah source.credentials di sheets_config.json."
    ]
    assert secret_notes(path, windows=True, home=tmp_path) == []


@posix_only
def test_notes_come_with_the_access_for_the_key_and_for_the_token(signed_in: Access, client: Path) -> None:
    client.chmod(0o644)
    client.with_name("klien-token.json").chmod(0o644)
    notes = load_credentials(client, ask=False).notes
    assert [note.partition(" dapat")[0] for note in notes] == [
        f"Berkas kunci {client}",
        f"Berkas kunci {client.with_name('klien-token.json')}",
    ]


@pytest.mark.skipif(os.name == "nt", reason="the hook is a script of a shell")
def test_a_program_named_by_the_folders_own_git_settings_is_not_started(tmp_path: Path) -> None:
    path = written(tmp_path / "kunci.json", {})
    subprocess.run(["git", "init", "--quiet", str(tmp_path)], check=True)
    hook, trace = tmp_path / "hook.sh", tmp_path / "jejak"
    hook.write_text(f"#!/bin/sh\ntouch '{trace}'\n", encoding="utf-8")
    hook.chmod(0o755)
    subprocess.run(["git", "-C", str(tmp_path), "add", "kunci.json"], check=True)
    subprocess.run(["git", "-C", str(tmp_path), "config", "core.fsmonitor", str(hook)], check=True)
    subprocess.run(["git", "-C", str(tmp_path), "status"], check=True, capture_output=True)
    assert trace.exists(), "git itself would start it"
    trace.unlink()
    assert secret_notes(path, windows=False) == [in_git(path.resolve())]
    assert not trace.exists()
