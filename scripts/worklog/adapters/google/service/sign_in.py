"""Signing in with a person's Google account: once in the browser, later by the token that is kept from then."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

from google.oauth2.credentials import Credentials

from worklog.adapters.files.private_values import keep, kept
from worklog.adapters.google.service.errors import GoogleError

SCOPES = ("https://www.googleapis.com/auth/drive.file",)
"""Only files that this program made: Google calls that not sensitive, so nobody has to verify or to be warned."""
TIMEOUT = (5, 60)
"""Seconds to connect, and to wait for an answer."""
PATIENCE = 300
"""Seconds that a person has to sign in."""
_SCOPE = " ".join(SCOPES)


def token_file(client_file: Path) -> Path:
    """Where the token is kept: beside the OAuth client that it belongs to."""
    return client_file.with_name(f"{client_file.stem}-token.json")


def kept_credentials(client: Mapping[str, str], file: Path) -> Credentials | None:
    """What an earlier sign-in left, unless it is for another client, for other scopes, or cannot be read."""
    token, granted = kept(file, "refresh_token"), (kept(file, "client_id"), kept(file, "scope"))
    return _credentials(client, token) if token and granted == (client["client_id"], _SCOPE) else None


def sign_in(client: Mapping[str, str], file: Path) -> Credentials:
    """Let a person sign in in the browser, and keep the token. Raises `GoogleError`."""
    token = _token_from_browser(client)
    if not token:
        raise GoogleError(
            "Google tidak memberi izin tetap untuk akun itu. Hapus izin program ini di "
            "myaccount.google.com/permissions, lalu jalankan lagi: python scripts/setup_worklog.py"
        )
    try:
        keep(file, {"client_id": client["client_id"], "refresh_token": token, "scope": _SCOPE})
    except OSError as error:
        raise GoogleError(
            f"Izin masuk tidak dapat disimpan di {file} ({type(error).__name__}). Periksa izin menulis di folder itu, "
            "lalu jalankan lagi: python scripts/setup_worklog.py"
        ) from error
    return _credentials(client, token)


def _credentials(client: Mapping[str, str], token: str) -> Credentials:
    return Credentials(  # type: ignore[no-untyped-call]
        None,
        refresh_token=token,
        token_uri=client["token_uri"],
        client_id=client["client_id"],
        client_secret=client["client_secret"],
        scopes=SCOPES,
    )


def _token_from_browser(client: Mapping[str, str]) -> Any:
    from google_auth_oauthlib.flow import InstalledAppFlow  # type: ignore[import-untyped]

    flow = InstalledAppFlow.from_client_config({"installed": client}, SCOPES)
    flow.fetch_token = partial(flow.fetch_token, timeout=TIMEOUT)
    try:
        credentials = flow.run_local_server(
            port=0,
            timeout_seconds=PATIENCE,
            prompt="consent",
            authorization_prompt_message="Masuk ke akun Google lewat browser. Bila browser tidak terbuka, buka: {url}",
            success_message="Berhasil masuk. Halaman ini boleh ditutup.",
        )
    except Exception as error:  # The browser, a small server, OAuth and the network each raise errors of their own.
        raise GoogleError(
            f"Masuk ke akun Google belum berhasil ({type(error).__name__}). Jalankan lagi python "
            f"scripts/setup_worklog.py, lalu setujui izinnya di browser dalam {PATIENCE // 60} menit."
        ) from error
    return credentials.refresh_token
