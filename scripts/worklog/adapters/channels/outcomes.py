"""What became of a message: sent, certainly not sent, or not known; the reason is Indonesian and holds no secret."""

from __future__ import annotations

import smtplib
import socket
import ssl
from enum import Enum, auto
from http import HTTPStatus
from typing import NamedTuple

from requests.exceptions import InvalidHeader, InvalidURL, RequestException
from urllib3.exceptions import ConnectTimeoutError, NewConnectionError, ProxyError

from worklog.adapters.channels.watch import Watch
from worklog.core.errors import with_causes

SETTING = "notification.email"
_NEVER_SENT = (
    NewConnectionError,
    ConnectTimeoutError,
    ProxyError,
    ssl.SSLError,
    InvalidURL,
    InvalidHeader,
    UnicodeError,
)
_TOO_LARGE = (523, 534, 552, 554)

_NO_NAME = f"Nama server surel tidak ditemukan. Periksa internet PC ini dan host di {SETTING}."
CUT_OFF = "Sambungan terputus sesudah pesan diserahkan. Tanyakan kepada penerima; pesan ini tidak dikirim ulang."
_IN_PARTS = "Hanya sebagian yang diterima layanan itu. Tanyakan kepada penerima; pesan ini tidak dikirim ulang."
_UNTOLD = "Layanan itu tidak menyebut sebabnya. Tanyakan kepada penerima; pesan ini tidak dikirim ulang."
_NO_SERVICE = "Layanan itu tidak dapat dihubungi. Periksa sambungan internet PC ini."
_REFUSED = "Layanan itu menolak{code}. Periksa alamat salurannya di berkas saluran."
_TOO_OFTEN = "Layanan itu menerima terlalu banyak pesan (kode 429); dicoba lagi nanti."


class Outcome(Enum):
    """Whether a message arrived: only one that certainly did not may be sent again."""

    SENT = auto()
    FAILED = auto()
    UNCERTAIN = auto()


class Delivery(NamedTuple):
    """What became of a message; `server_down`: the same server will take no other one either for the time being."""

    outcome: Outcome
    reason: str = ""
    server_down: bool = False


def delivery(accepted: bool, watch: Watch) -> Delivery:
    """Judge by the answer of apprise and by what was seen on the way there. What is not certain is uncertain."""
    if accepted:
        return Delivery(Outcome.SENT)
    if watch.accepted:
        return Delivery(Outcome.UNCERTAIN, _IN_PARTS)
    if isinstance(watch.error, RequestException):
        never_sent = any(isinstance(link, _NEVER_SENT) for link in with_causes(watch.error))
        return Delivery(Outcome.FAILED, _NO_SERVICE) if never_sent else Delivery(Outcome.UNCERTAIN, CUT_OFF)
    if isinstance(watch.error, UnicodeError):  # a name that cannot be looked up; commands are sent as they are
        return Delivery(Outcome.FAILED, _NO_NAME, server_down=True)
    if isinstance(watch.error, OSError):  # smtplib's errors are of that kind too
        return _of_channel(watch.error)
    if watch.error is None and watch.refused and watch.status < HTTPStatus.INTERNAL_SERVER_ERROR:
        if watch.status == HTTPStatus.TOO_MANY_REQUESTS:
            return Delivery(Outcome.FAILED, _TOO_OFTEN)
        return Delivery(Outcome.FAILED, _REFUSED.format(code=f" (kode {watch.status})" if watch.status else ""))
    return Delivery(Outcome.UNCERTAIN, _UNTOLD)


def _of_channel(error: OSError) -> Delivery:
    """A channel that is a mail server: unless it answered or was never reached, it may have the message."""
    told = (smtplib.SMTPResponseException, smtplib.SMTPRecipientsRefused, smtplib.SMTPNotSupportedError)
    if isinstance(error, (*told, socket.gaierror, ConnectionRefusedError, ssl.SSLCertVerificationError)):
        return not_taken(error)
    return Delivery(Outcome.UNCERTAIN, CUT_OFF)


def not_taken(error: Exception) -> Delivery:
    """What to tell of a message that a mail server certainly has not."""
    reason, server_down = _mail_reason(error)
    return Delivery(Outcome.FAILED, reason, server_down)


def _mail_reason(error: Exception) -> tuple[str, bool]:
    """What to tell of a message that the mail server did not take, and whether it takes no other one either."""
    match error:
        case smtplib.SMTPRecipientsRefused():
            code = max(code for code, _ in error.recipients.values())
            if code < 500:
                return _postponed(code), False
            return f"Server surel menolak alamat penerima (kode {code}). Periksa ejaan alamat itu.", False
        case smtplib.SMTPAuthenticationError():
            return (
                f"Server surel menolak nama masuk (user) atau sandinya (kode {error.smtp_code}). "
                f"Periksa user di {SETTING} dan sandinya; Gmail memerlukan sandi aplikasi."
            ), True
        case smtplib.SMTPResponseException() if error.smtp_code < 500:
            return _postponed(error.smtp_code), not isinstance(error, smtplib.SMTPDataError)
        case smtplib.SMTPSenderRefused():
            return f"Server surel menolak pengirim (kode {error.smtp_code}). Periksa sender di {SETTING}.", True
        case smtplib.SMTPDataError():
            size = " Mungkin lampirannya terlalu besar." if error.smtp_code in _TOO_LARGE else ""
            return f"Server surel menolak isi pesan (kode {error.smtp_code}).{size}", False
        case smtplib.SMTPResponseException():
            return f"Server surel menolak sambungan (kode {error.smtp_code}). Tanyakan kepada pengelola surel.", True
        case smtplib.SMTPNotSupportedError():
            return (
                f"Server surel tidak mengenal pengaman atau cara masuk itu. Periksa security dan port di {SETTING}.",
                True,
            )
        case ssl.SSLCertVerificationError():
            return (
                f"Sertifikat server surel tidak dapat dipercaya. Periksa host di {SETTING} dan jam PC; sertifikat "
                "buatan kantor sendiri dipasang lebih dulu di Windows."
            ), True
        case ssl.SSLError():
            return f"Sambungan aman ke server surel gagal. Periksa security dan port di {SETTING}.", True
        case socket.gaierror() | UnicodeError():
            return _NO_NAME, True
    what = "menjawab" if any(isinstance(link, TimeoutError) for link in with_causes(error)) else "dapat dihubungi"
    return f"Server surel tidak {what}. Periksa internet PC ini, lalu host, port dan security di {SETTING}.", True


def _postponed(code: int) -> str:
    return f"Server surel menunda penerimaan (kode {code}); dicoba lagi nanti."
