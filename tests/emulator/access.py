"""Who is asking: keys of service accounts, tokens, and the token endpoint."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import parse_qs, urlencode

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from emulator.errors import forbidden, unauthenticated

SERVICE_ACCOUNT = "buku-kerja@kantor-uji.iam.gserviceaccount.com"
OWN_FILES = "https://www.googleapis.com/auth/drive.file"
"""Only for spreadsheets that were made with a token of the same client."""
ALL_FILES = {"https://www.googleapis.com/auth/spreadsheets", "https://www.googleapis.com/auth/drive"}
SCOPES = {*ALL_FILES, OWN_FILES}
READ_SCOPES = SCOPES | {"https://www.googleapis.com/auth/spreadsheets.readonly"}

_KEY_ID = "0f1e2d3c4b5a69788796a5b4c3d2e1f0a1b2c3d4"
_CLIENT = {"client_id": "123456789012-uji.apps.googleusercontent.com", "client_secret": "rahasia-uji"}
_AUDIENCE = "https://oauth2.googleapis.com/token"
_LONGEST_LIFE = 3600
_TOLERANCE = 300
_BAD_TIME = (
    "Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe. "
    "Check your iat and exp values in the JWT claim."
)


class Token(NamedTuple):
    """Whose token it is, until when (seconds), and for what."""

    email: str
    expires: float
    scopes: frozenset[str]


class Permission(NamedTuple):
    """What a person allowed, and who."""

    email: str
    scopes: frozenset[str]


class Denied(Exception):
    """What the token endpoint says no with."""

    def __init__(self, error: str, description: str) -> None:
        super().__init__(description)
        self.body = {"error": error, "error_description": description}


@cache
def _key() -> rsa.RSAPrivateKey:
    """One key for all tests of a run, and a short one: making and reading it takes long otherwise."""
    return rsa.generate_private_key(public_exponent=65537, key_size=1024)


class Access:
    """All tokens that are good for anything."""

    def __init__(self, url: str, seconds: Callable[[], float]) -> None:
        self.endpoint = f"{url}/token"
        self.lifetime = 3600
        self._seconds = seconds
        self._tokens: dict[str, Token] = {}
        self._refresh_tokens: dict[str, Permission] = {}
        self._codes: dict[str, Permission] = {}
        self._count = 0

    def write_key(self, folder: Path) -> Path:
        """The key file of the service account, as the office would download it."""
        pem = _key().private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        told = {
            "type": "service_account",
            "project_id": "kantor-uji",
            "private_key_id": _KEY_ID,
            "private_key": pem.decode("ascii"),
            "client_email": SERVICE_ACCOUNT,
            "client_id": "100000000000000000001",
            "auth_uri": f"{self.endpoint.removesuffix('/token')}/auth",
            "token_uri": self.endpoint,
            "universe_domain": "googleapis.com",
        }
        return _written(folder / "kunci-akun-layanan.json", told)

    def write_sign_in(self, folder: Path, email: str) -> Path:
        """What the sign-in of a person on an office PC leaves behind: a file with a refresh token."""
        refresh_token = f"1//penyegar-{len(self._refresh_tokens) + 1}-{email}"
        self._refresh_tokens[refresh_token] = Permission(email, frozenset(ALL_FILES))
        told = {"type": "authorized_user", "refresh_token": refresh_token, "token_uri": self.endpoint, **_CLIENT}
        return _written(folder / f"masuk-{email.partition('@')[0]}.json", told)

    def write_client(self, folder: Path) -> Path:
        """The file of an OAuth client for the desktop, as the office would download it."""
        uris = {"auth_uri": f"{self.endpoint.removesuffix('/token')}/auth", "token_uri": self.endpoint}
        return _written(folder / "klien-medsos.json", {"installed": {**_CLIENT, **uris}})

    def consent(self, query: dict[str, list[str]], email: str) -> str:
        """The address that the browser is sent to when a person agrees to what a client asks for."""
        code = f"kode-{len(self._codes) + 1}"
        self._codes[code] = Permission(email, frozenset(query["scope"][0].split()))
        back = urlencode({"state": query["state"][0], "code": code, "scope": query["scope"][0]})
        return f"{query['redirect_uri'][0]}?{back}"

    def token_for(self, email: str, scopes: frozenset[str] = frozenset(ALL_FILES)) -> str:
        """A token that is good from now on."""
        self._count += 1
        token = f"token-{self._count}-{email}"
        self._tokens[token] = Token(email, self._seconds() + self.lifetime, scopes)
        return token

    def expire(self, token: str) -> None:
        """Let a token be of no use any more."""
        self._tokens.pop(token, None)

    def revoke(self, email: str) -> None:
        """The person takes the permission back: no token of theirs is of use any more."""
        self._tokens = {name: token for name, token in self._tokens.items() if token.email != email}
        self._refresh_tokens = {name: of for name, of in self._refresh_tokens.items() if of.email != email}

    def sees_all_files(self, token: str) -> bool:
        """Whether a token that is good is so for spreadsheets that others made."""
        return not self._tokens[token].scopes.isdisjoint(READ_SCOPES - {OWN_FILES})

    def email_of(self, token: str, reads_only: bool) -> str:
        """Whose token it is; raises the service's answer when it is good for nothing."""
        known = self._tokens.get(token)
        if known is None or known.expires <= self._seconds():
            raise unauthenticated(missing=not token)
        if not known.scopes & (READ_SCOPES if reads_only else SCOPES):
            raise forbidden("Request had insufficient authentication scopes.")
        return known.email

    def grant(self, body: bytes) -> dict[str, Any]:
        """The answer of the token endpoint; Denied when it says no."""
        form = {name: values[0] for name, values in parse_qs(body.decode("utf-8")).items()}
        kind = form.get("grant_type")
        if kind == "refresh_token":
            return self._refreshed(form)
        if kind == "authorization_code":
            return self._lasting(form.get("code", ""))
        if kind != "urn:ietf:params:oauth:grant-type:jwt-bearer":
            raise Denied("unsupported_grant_type", f"Invalid grant_type: {kind or ''}")
        claims = self._checked_claims(form.get("assertion", ""))
        scopes = frozenset(claims.get("scope", "").split())
        if not scopes:
            raise Denied("invalid_scope", "Invalid OAuth scope or ID token audience provided.")
        return self._answer(SERVICE_ACCOUNT, scopes)

    def _refreshed(self, form: dict[str, str]) -> dict[str, Any]:
        if {name: form.get(name) for name in _CLIENT} != _CLIENT:
            raise Denied("invalid_client", "The OAuth client was not found.")
        allowed = self._refresh_tokens.get(form.get("refresh_token", ""))
        if allowed is None:
            raise Denied("invalid_grant", "Token has been expired or revoked.")
        wanted = frozenset(form["scope"].split()) if "scope" in form else allowed.scopes
        if not wanted <= allowed.scopes:
            raise Denied("invalid_scope", "Some requested scopes were invalid.")
        return self._answer(allowed.email, wanted) | {"scope": " ".join(sorted(wanted))}

    def _lasting(self, code: str) -> dict[str, Any]:
        """What a person's agreement is exchanged for, once."""
        allowed = self._codes.pop(code, None)
        if allowed is None:
            raise Denied("invalid_grant", "Malformed auth code.")
        refresh_token = f"1//penyegar-{len(self._refresh_tokens) + 1}-{allowed.email}"
        self._refresh_tokens[refresh_token] = allowed
        lasting = {"refresh_token": refresh_token, "scope": " ".join(sorted(allowed.scopes))}
        return self._answer(*allowed) | lasting

    def _answer(self, email: str, scopes: frozenset[str]) -> dict[str, Any]:
        return {
            "access_token": self.token_for(email, scopes),
            "expires_in": self.lifetime - 1,
            "token_type": "Bearer",
        }

    def _checked_claims(self, assertion: str) -> dict[str, Any]:
        try:
            head, claims, signature = (_decoded(part) for part in assertion.split("."))
            header, told = json.loads(head), json.loads(claims)
        except ValueError:
            raise Denied("invalid_request", "Bad Request") from None
        if told.get("iss") != SERVICE_ACCOUNT:
            raise Denied("invalid_grant", "Invalid grant: account not found")
        signed = assertion.rpartition(".")[0].encode("ascii")
        try:
            _key().public_key().verify(signature, signed, padding.PKCS1v15(), hashes.SHA256())
        except InvalidSignature:
            raise Denied("invalid_grant", "Invalid JWT Signature.") from None
        if header.get("kid") != _KEY_ID or header.get("alg") != "RS256":
            raise Denied("invalid_grant", "Invalid JWT Signature.")
        if told.get("aud") not in (self.endpoint, _AUDIENCE):
            raise Denied("invalid_grant", f"Invalid JWT: Failed audience check. The right audience is {_AUDIENCE}")
        self._check_times(told.get("iat", 0), told.get("exp", 0))
        return told

    def _check_times(self, issued: float, expires: float) -> None:
        now = self._seconds()
        is_short = 0 < expires - issued <= _LONGEST_LIFE
        if not is_short or issued > now + _TOLERANCE or expires < now - _TOLERANCE:
            raise Denied("invalid_grant", _BAD_TIME)


def _decoded(part: str) -> bytes:
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))


def _written(file: Path, told: dict[str, Any]) -> Path:
    file.touch(mode=0o600)
    file.write_text(json.dumps(told, indent=2), encoding="utf-8")
    return file
