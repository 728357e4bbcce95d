"""Who this program is to Google: a service account by its key file, or a person who signed in."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from http import HTTPStatus
from pathlib import Path
from typing import Any

from google.auth.exceptions import TransportError
from google.auth.transport.requests import Request
from google.oauth2.credentials import Credentials as PersonCredentials
from google.oauth2.service_account import Credentials as ServiceCredentials
from requests import Response, Session

from worklog.adapters.files.secret_notes import secret_notes
from worklog.adapters.google.service.errors import GoogleError, SignInNeeded
from worklog.adapters.google.service.refusals import token_refused
from worklog.adapters.google.service.sign_in import TIMEOUT, kept_credentials, sign_in, token_file
from worklog.adapters.google.service.unreachable import json_object, unreachable, unreadable

SERVICE_SCOPES = ("https://www.googleapis.com/auth/spreadsheets",)
_KEY_FIELDS = ("client_email", "private_key", "token_uri")
_CLIENT_FIELDS = ("client_id", "client_secret", "auth_uri", "token_uri")
_MAKE_A_KEY = (
    "Buat klien OAuth berjenis Aplikasi desktop, atau kunci akun layanan, di console.cloud.google.com, unduh berkas "
    "JSON-nya, lalu sebut letaknya di source.credentials. Langkahnya di docs/panduan-google.md."
)


@dataclass(frozen=True)
class Access:
    """What Google knows this program by.

    `file`: where that stands. `email`: whom the spreadsheet is to be shared with; "" for a person's own account.
    `notes`: sentences for people on how safe the file is.
    """

    credentials: ServiceCredentials | PersonCredentials = field(repr=False)
    file: Path
    email: str = ""
    notes: Sequence[str] = ()

    @property
    def editors(self) -> list[str]:
        """The accounts that write for the program and have to be named; the owner may always write."""
        return [self.email] if self.email else []

    def renew_token(self) -> None:
        """Ask Google for a new token, once. Raises `GoogleError`."""
        with Session() as session:
            # What is no token ends in an error here, before google-auth asks again by a policy of its own.
            session.hooks["response"].append(self._refuse_all_but_a_token)
            try:
                self.credentials.refresh(partial(Request(session), timeout=TIMEOUT))  # type: ignore[no-untyped-call]
            except (TransportError, OSError) as error:
                raise unreachable(error, before_sending=True) from error

    def _refuse_all_but_a_token(self, response: Response, **_: object) -> None:
        if response.status_code != HTTPStatus.OK:
            raise token_refused(response, self)
        told = json_object(response) or {}
        if not isinstance(told.get("access_token"), str) or not str(told.get("expires_in")).isdecimal():
            raise unreadable(response, untouched=True)


def load_credentials(path: Path, *, ask: bool) -> Access:
    """Read a key file: a service account's key, or an OAuth client by which a person signs in.

    Only if `ask` a browser is opened for that; afterwards the token that was kept is enough. Raises `GoogleError`.
    """
    content = _content(path)
    if content.get("type") == "service_account":
        return _service_account(path, content)
    if isinstance(content.get("installed"), dict):
        return _person(path, content["installed"], ask)
    raise _no_key(path, _other_kind(content))


def _content(path: Path) -> Mapping[str, Any]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (FileNotFoundError, NotADirectoryError) as error:
        raise GoogleError(f"Berkas kunci Google {path} tidak ada. {_MAKE_A_KEY}") from error
    except OSError as error:
        raise GoogleError(
            f"Berkas kunci Google {path} tidak dapat dibaca ({type(error).__name__}). Periksa izin membacanya, dan "
            "bahwa itu berkas, bukan folder."
        ) from error
    except UnicodeDecodeError:
        raise _no_key(path, "bukan berkas JSON") from None
    if text.strip(' "\n').startswith("AIza"):
        raise _no_key(path, "memuat kunci API")
    try:
        content = json.loads(text)
    except (ValueError, RecursionError):
        raise _no_key(path, "bukan berkas JSON yang utuh") from None
    return content if isinstance(content, dict) else {}


def _other_kind(content: Mapping[str, Any]) -> str:
    if "web" in content:
        return "memuat klien OAuth untuk situs web"
    if content.get("type") == "authorized_user":
        return "memuat izin masuk seseorang"
    return "bukan berkas kunci dari Google"


def _no_key(path: Path, what_it_is: str) -> GoogleError:
    return GoogleError(f"Berkas {path} {what_it_is}, tidak dapat dipakai. {_MAKE_A_KEY}")


def _service_account(path: Path, key: Mapping[str, Any]) -> Access:
    _refuse_incomplete(path, key, _KEY_FIELDS)
    try:
        credentials = ServiceCredentials.from_service_account_info(key, scopes=SERVICE_SCOPES)  # type: ignore[no-untyped-call]
        credentials.sign_bytes(b"a key of another kind is read, but does not sign")
    except Exception:  # Each kind of damage has its own error, in three packages.
        raise GoogleError(
            f"private_key di {path} rusak, sehingga tidak dapat dipakai. Unduh kunci JSON yang baru dari Google Cloud, "
            "dan jangan menyunting berkasnya."
        ) from None
    return Access(credentials, path, key["client_email"], secret_notes(path))


def _person(path: Path, client: Mapping[str, Any], ask: bool) -> Access:
    _refuse_incomplete(path, client, _CLIENT_FIELDS)
    file = token_file(path)
    credentials = kept_credentials(client, file)
    if ask and (credentials is None or not _is_accepted(Access(credentials, path))):
        credentials = sign_in(client, file)
    if credentials is None:
        raise SignInNeeded
    return Access(credentials, path, notes=[*secret_notes(path), *secret_notes(file)])


def _is_accepted(access: Access) -> bool:
    try:
        access.renew_token()
    except SignInNeeded:
        return False
    return True


def _refuse_incomplete(path: Path, content: Mapping[str, Any], fields: Sequence[str]) -> None:
    missing = [name for name in fields if not isinstance(content.get(name), str) or not content[name].strip()]
    if missing:
        raise GoogleError(
            f"Berkas kunci {path} tidak lengkap: {', '.join(missing)} tidak ada. Unduh lagi berkasnya dari Google "
            "Cloud, dan jangan menyuntingnya."
        )
