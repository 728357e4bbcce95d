"""Failures that pass by themselves: no way to Google, an answer from somebody else, no room at Google."""

from __future__ import annotations

import ssl
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import Any

from requests import Response
from requests.exceptions import ProxyError, RequestException, Timeout
from urllib3.exceptions import ConnectTimeoutError, NewConnectionError

from worklog.adapters.google.service.errors import WRONG_CLOCK, GoogleError, GoogleUnavailable
from worklog.core.errors import with_causes

_NEVER_SENT = (NewConnectionError, ConnectTimeoutError, ProxyError)
_OUTSIDE_ITS_TIME = {9, 10}
"""OpenSSL's codes of a certificate that is not valid yet, or no longer."""

_NO_INTERNET = "Google tidak dapat dihubungi. Periksa sambungan internet PC ini; pemeriksaan berikutnya mencoba lagi."
_SLOW = "Google tidak menjawab pada waktunya. Periksa sambungan internet PC ini; pemeriksaan berikutnya mencoba lagi."
_PROXY = (
    "Proxy kantor tidak meneruskan sambungan ke Google. Tanyakan pengaturan proxy (HTTPS_PROXY) kepada pengelola "
    "jaringan; pemeriksaan berikutnya mencoba lagi."
)
_CERTIFICATE = (
    "Sambungan ke Google tidak dapat dipercaya, karena proxy atau antivirus membuka sambungan HTTPS. Minta pengelola "
    "jaringan mengecualikan googleapis.com, atau menyebut sertifikatnya dalam variabel lingkungan REQUESTS_CA_BUNDLE."
)
_NO_CERTIFICATES = (
    "Berkas sertifikat yang disebut variabel lingkungan REQUESTS_CA_BUNDLE tidak dapat dibaca. Betulkan letaknya, atau "
    "hapus variabel itu."
)
_PORTAL = (
    "Yang menjawab bukan Google, melainkan halaman proxy atau halaman masuk Wi-Fi. Buka browser di PC ini, masuk ke "
    "jaringan, lalu coba lagi."
)
_CUT_OFF = (
    "Jawaban Google terputus atau tidak terbaca. Periksa sambungan internet; pemeriksaan berikutnya mencoba lagi."
)
_QUOTA = "Jatah permintaan ke Google Sheets sedang habis. Tunggu beberapa menit; pemeriksaan berikutnya mencoba lagi."
_DISTURBED = "Google Sheets sedang terganggu (kode {status}). Tunggu saja; pemeriksaan berikutnya mencoba lagi."


def unreachable(error: Exception, *, before_sending: bool = False) -> GoogleError:
    """What an error of requests or of the network means; `before_sending`: that of a request for a token.

    Only certificates that cannot be found make requests raise an error that is none of its own.
    """
    chain = list(with_causes(error))
    if not any(isinstance(link, RequestException) for link in chain):
        return GoogleError(_NO_CERTIFICATES)
    for link in chain:
        if isinstance(link, ssl.SSLCertVerificationError):
            return GoogleError(WRONG_CLOCK if link.verify_code in _OUTSIDE_ITS_TIME else _CERTIFICATE)
    sentence = _NO_INTERNET
    if any(isinstance(link, ProxyError) for link in chain):
        sentence = _PROXY
    elif any(isinstance(link, Timeout) for link in chain):
        sentence = _SLOW
    never_sent = before_sending or any(isinstance(link, _NEVER_SENT) for link in chain)
    return GoogleUnavailable(sentence, untouched=never_sent)


def json_object(response: Response) -> dict[str, Any] | None:
    """The JSON object of an answer; None when it is a page, cut off, or another thing that Google does not send."""
    try:
        content = response.json()
    except (ValueError, RecursionError):
        return None
    return content if isinstance(content, dict) else None


def unreadable(response: Response, *, untouched: bool = False) -> GoogleUnavailable:
    """What a successful answer means that is not the JSON it should be."""
    is_page = response.content.lstrip().startswith(b"<")
    return GoogleUnavailable(_PORTAL if is_page else _CUT_OFF, untouched=untouched)


def passing(response: Response) -> GoogleUnavailable | None:
    """What an answer other than success means, if it has nothing to do with what was asked."""
    status = response.status_code
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        return GoogleUnavailable(_QUOTA, untouched=True, wait=_seconds_to_wait(response))
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR or status == HTTPStatus.REQUEST_TIMEOUT:
        return GoogleUnavailable(_DISTURBED.format(status=status), wait=_seconds_to_wait(response))
    if json_object(response) is None:
        return GoogleUnavailable(_PORTAL, untouched=True)
    return None


def _seconds_to_wait(response: Response) -> float:
    """What Retry-After asks: seconds, or a moment, which is counted from that of the answer."""
    text = response.headers.get("Retry-After", "")
    if text.isdecimal():
        return float(text)
    until = moment(text)
    since = moment(response.headers.get("Date", "")) or datetime.now(UTC)
    return max((until - since).total_seconds(), 0) if until else 0


def moment(text: str) -> datetime | None:
    """A moment as it stands in a header, if it can be read."""
    try:
        read = parsedate_to_datetime(text)
    except ValueError:
        return None
    return read if read.tzinfo else read.replace(tzinfo=UTC)
