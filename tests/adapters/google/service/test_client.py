"""Calls of a spreadsheet: one request each, sent again only where that can do no harm, and every failure a sentence."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, load_pem_private_key
from cryptography.x509.oid import NameOID

from adapters.google_service import (
    EMAIL,
    Answer,
    HangUp,
    Reply,
    Service,
    Silence,
    answer,
    page,
    private_key,
    refusal,
    running_service,
    token_refusal,
    written,
)
from emulator import Emulator, Fault
from emulator.quota import Quota
from worklog.adapters.google.service import access as google_access
from worklog.adapters.google.service import client as google_client
from worklog.adapters.google.service.access import load_credentials
from worklog.adapters.google.service.client import Spreadsheet
from worklog.adapters.google.service.errors import (
    AmbiguousChange,
    GoogleError,
    GoogleUnavailable,
    Overtaken,
    RequestRefused,
)
from worklog.adapters.google.service.retry import Policy

ID = "1AbCdEfGhIjKlMnOpQrStUvWxYz"
BODY_TEXT = "isi sel yang rahasia"
REQUESTS = [{"updateCells": {"fields": "*", "rows": [{"values": [{"note": BODY_TEXT}]}]}}]
ALL_TRIES = 8
"""How often something is sent within the 75 seconds of the policy."""
NEXT_CHECK = "pemeriksaan berikutnya mencoba lagi."


with socket.create_server(("127.0.0.1", 0)) as unused:
    CLOSED: int = unused.getsockname()[1]
    """A port on which nobody listens."""


@dataclass
class Time:
    """A clock that only sleeping moves."""

    now: float = 0
    slept: list[float] = field(default_factory=list)

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Iterator[Service]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with running_service() as service:
        monkeypatch.setattr(google_client, "API", service.url)
        yield service


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def key(service: Service, tmp_path: Path) -> Path:
    return written(tmp_path / "kunci.json", service.key())


def opened(key: Path, time: Time) -> Spreadsheet:
    return Spreadsheet(load_credentials(key, ask=False), ID, policy=Policy(clock=lambda: time.now, sleep=time.sleep))


@pytest.fixture
def sheet(key: Path, time: Time) -> Spreadsheet:
    return opened(key, time)


def test_ranges_are_read_in_one_request_by_the_ids_of_their_tabs(service: Service, sheet: Spreadsheet) -> None:
    sheet.read([{"sheetId": 7}, {"sheetId": 0, "startRowIndex": 0, "endRowIndex": 2}])
    (request,) = service.requests
    assert (request.method, request.path) == ("POST", f"/v4/spreadsheets/{ID}/values:batchGetByDataFilter")
    assert request.body == {
        "dataFilters": [
            {"gridRange": {"sheetId": 7}},
            {"gridRange": {"sheetId": 0, "startRowIndex": 0, "endRowIndex": 2}},
        ],
        "valueRenderOption": "UNFORMATTED_VALUE",
        "dateTimeRenderOption": "SERIAL_NUMBER",
    }


def matched(title: str, *ranges: dict[str, int]) -> dict[str, Any]:
    return {"valueRange": {"range": title}, "dataFilters": [{"gridRange": part} for part in ranges]}


def test_ranges_come_back_in_the_order_in_which_they_were_asked(service: Service, sheet: Spreadsheet) -> None:
    # The service answers in an order of its own, leaves out what is 0, and tells a range that was asked twice once.
    found = [matched("Petugas!A1:D9", {"sheetId": 7}, {"sheetId": 7}), matched("Kalender!A1:E9", {})]
    service.replies.append(answer({"spreadsheetId": ID, "valueRanges": found}))
    read = sheet.read([{"sheetId": 0}, {"sheetId": 7}, {"sheetId": 3}, {"sheetId": 7, "startRowIndex": 0}])
    assert [part.get("range") for part in read] == ["Kalender!A1:E9", "Petugas!A1:D9", None, "Petugas!A1:D9"]


def test_ranges_that_are_told_as_the_grid_cuts_them_are_known_by_where_they_begin(
    service: Service, sheet: Spreadsheet
) -> None:
    whole = {"startRowIndex": 0, "endRowIndex": 9, "startColumnIndex": 0, "endColumnIndex": 5}
    found = [matched("Petugas!A1:E9", {"sheetId": 7, **whole}), matched("Kalender!A1:E9", whole)]
    service.replies.append(answer({"spreadsheetId": ID, "valueRanges": found}))
    read = sheet.read([{"sheetId": 0}, {"sheetId": 7, "endRowIndex": 1000}])
    assert [part["range"] for part in read] == ["Kalender!A1:E9", "Petugas!A1:E9"]


@pytest.mark.parametrize(
    "told",
    [
        [[{"a1Range": "Kalender"}], [{"a1Range": "Petugas"}]],
        [None, None],
        [[{"gridRange": {"sheetId": 3}}], [{"gridRange": {"sheetId": 7}}]],
    ],
)
def test_ranges_that_are_told_otherwise_are_known_by_their_order(
    told: list[Any], service: Service, sheet: Spreadsheet
) -> None:
    found = [
        {"valueRange": {"range": name}} | ({} if filters is None else {"dataFilters": filters})
        for name, filters in zip(("Kalender!A1:E9", "Petugas!A1:D9"), told, strict=True)
    ]
    service.replies.append(answer({"spreadsheetId": ID, "valueRanges": found}))
    read = sheet.read([{"sheetId": 0}, {"sheetId": 7}])
    assert [part["range"] for part in read] == ["Kalender!A1:E9", "Petugas!A1:D9"]


def test_answer_for_another_range_is_not_taken_for_an_empty_tab(service: Service, sheet: Spreadsheet) -> None:
    found = [matched("Petugas!A1:D9", {"sheetId": 8})]
    service.replies.append(answer({"spreadsheetId": ID, "valueRanges": found}))
    with pytest.raises(GoogleError, match="bagian sheet yang tidak diminta"):
        sheet.read([{"sheetId": 7}, {"sheetId": 3}])


def test_only_what_is_named_is_got(service: Service, sheet: Spreadsheet) -> None:
    service.replies.append(answer({"sheets": []}))
    assert sheet.get("sheets.properties(sheetId,title)", ["'Buku Kerja'!A1:B2", "Petugas!1:1"]) == {"sheets": []}
    (request,) = service.requests
    assert (request.method, request.path) == ("GET", f"/v4/spreadsheets/{ID}")
    assert request.query == {
        "fields": ["sheets.properties(sheetId,title)"],
        "ranges": ["'Buku Kerja'!A1:B2", "Petugas!1:1"],
    }


def test_changes_are_made_in_one_request(service: Service, sheet: Spreadsheet) -> None:
    told = {"spreadsheetId": ID, "replies": [{}]}
    service.replies.append(answer(told))
    assert sheet.change(REQUESTS, repeatable=True, response={"includeSpreadsheetInResponse": True}) == told
    (request,) = service.requests
    assert (request.method, request.path) == ("POST", f"/v4/spreadsheets/{ID}:batchUpdate")
    assert request.body == {"requests": REQUESTS, "includeSpreadsheetInResponse": True}


def test_one_token_serves_all_requests(service: Service, sheet: Spreadsheet) -> None:
    sheet.get("spreadsheetId")
    sheet.change(REQUESTS, repeatable=False)
    assert len(service.token_requests) == 1
    assert [request.headers["authorization"] for request in service.requests] == ["Bearer tanda-1"] * 2
    assert sheet.requests == 2


def test_passwords_kept_on_the_pc_do_not_take_the_place_of_the_token(
    service: Service, sheet: Spreadsheet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "netrc").write_text("default login tamu password tamu\n")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    sheet.get("spreadsheetId")
    assert service.requests[0].headers["authorization"] == "Bearer tanda-1"


def test_token_that_is_no_longer_taken_is_renewed_once(service: Service, sheet: Spreadsheet) -> None:
    expired = refusal(401, "UNAUTHENTICATED", "Request had invalid authentication credentials.")
    service.replies.extend([expired, answer({"spreadsheetId": ID})])
    sheet.change(REQUESTS, repeatable=False)
    assert [request.headers["authorization"] for request in service.requests] == ["Bearer tanda-1", "Bearer tanda-2"]
    assert sheet.requests == 2


Calls = Callable[[Spreadsheet], object]


def read(sheet: Spreadsheet) -> object:
    return sheet.read([{"sheetId": 0}])


def get(sheet: Spreadsheet) -> object:
    return sheet.get("sheets.properties")


def rewrite(sheet: Spreadsheet) -> object:
    return sheet.change(REQUESTS, repeatable=True)


def append(sheet: Spreadsheet) -> object:
    return sheet.change(REQUESTS, repeatable=False)


def failure(call: Calls, sheet: Spreadsheet) -> GoogleError:
    """The error of a call, which holds nothing that must not be told."""
    with pytest.raises(GoogleError) as caught:
        call(sheet)
    told = str(caught.value)
    assert not any(secret in told for secret in (private_key()[40:60], "tanda-", BODY_TEXT))
    assert "\n" not in told
    return caught.value


DISABLED = (
    "Google Sheets API has not been used in project 12345 before or it is disabled. Enable it by visiting "
    "https://console.developers.google.com/apis/api/sheets.googleapis.com/overview?project=12345 then retry."
)
PROTECTED = (
    "Invalid requests[0].updateCells: You are trying to edit a protected cell or object. Please contact the "
    "spreadsheet owner to remove protection if you need to edit."
)
AN_HOUR_AGO = format_datetime(datetime.now(UTC) - timedelta(hours=1), usegmt=True)

NOTHING_DONE: dict[str, tuple[Reply, str]] = {
    "quota": (
        refusal(429, "RESOURCE_EXHAUSTED", "Quota exceeded for quota metric 'Read requests'"),
        f"Jatah permintaan ke Google Sheets sedang habis. Tunggu beberapa menit; {NEXT_CHECK}",
    ),
    "quota, told on a page": (
        page(429),
        f"Jatah permintaan ke Google Sheets sedang habis. Tunggu beberapa menit; {NEXT_CHECK}",
    ),
    "page of the network": (
        page(302, Location="/masuk-wifi"),
        "Yang menjawab bukan Google, melainkan halaman proxy atau halaman masuk Wi-Fi. "
        "Buka browser di PC ini, masuk ke jaringan, lalu coba lagi.",
    ),
    "page of the proxy": (page(403), "Yang menjawab bukan Google, melainkan halaman proxy"),
}
"""Passes by itself, and is certain to have changed nothing."""

PERHAPS_DONE: dict[str, tuple[Reply, str]] = {
    "500": (
        refusal(500, "INTERNAL", "Internal error encountered."),
        f"Google Sheets sedang terganggu (kode 500). Tunggu saja; {NEXT_CHECK}",
    ),
    "503 on a page": (page(503), "Google Sheets sedang terganggu (kode 503)."),
    "502 with a bare text": (answer({"error": "bad gateway"}, 502), "Google Sheets sedang terganggu (kode 502)."),
    "408": (answer("late", 408), "Google Sheets sedang terganggu (kode 408)."),
    "empty": (
        Answer(b""),
        f"Jawaban Google terputus atau tidak terbaca. Periksa sambungan internet; {NEXT_CHECK}",
    ),
    "half an answer": (Answer(b'{"spreadsheetId": "1A", "valueRa'), "Jawaban Google terputus"),
    "a list": (answer([{"spreadsheetId": ID}]), "Jawaban Google terputus"),
    "endless brackets": (Answer(b"[" * 100_000), "Jawaban Google terputus"),
    "not text": (Answer(b"\xff\xfe\x00\xd8{", headers={"Content-Type": "application/json"}), "Jawaban Google terputus"),
    "a page with 200": (page(), "Yang menjawab bukan Google, melainkan halaman proxy"),
    "cut off": (
        Answer(b'{"spreadsheetId": ', length=500),
        f"Google tidak dapat dihubungi. Periksa sambungan internet PC ini; {NEXT_CHECK}",
    ),
    "not packed as it says": (Answer(b"{}", headers={"Content-Encoding": "gzip"}), "Google tidak dapat dihubungi."),
    "hung up": (HangUp(), "Google tidak dapat dihubungi."),
}
"""Passes by itself, but a change may have been made."""

TO_MEND: dict[str, tuple[Reply, str]] = {
    "not shared": (
        refusal(403, "PERMISSION_DENIED", "The caller does not have permission"),
        "Program ini belum boleh membuka atau mengubah Google Sheet itu. "
        f"Di Google Sheet klik Bagikan, lalu tambahkan {EMAIL} sebagai Editor.",
    ),
    "API not enabled": (
        refusal(403, "PERMISSION_DENIED", DISABLED, "SERVICE_DISABLED"),
        "Google Sheets API belum diaktifkan untuk project dari kunci ini. Buka console.cloud.google.com, "
        "pilih project itu, aktifkan Google Sheets API, tunggu beberapa menit, lalu coba lagi.",
    ),
    "protected": (
        refusal(400, "INVALID_ARGUMENT", PROTECTED),
        "Google Sheet itu melindungi sel yang harus ditulis program ini. "
        f"Buka Data > Lindungi sheet dan rentang, lalu izinkan {EMAIL} mengeditnya.",
    ),
    "protected, told as 403": (refusal(403, "PERMISSION_DENIED", PROTECTED), "Google Sheet itu melindungi sel"),
    "no such spreadsheet": (
        refusal(404, "NOT_FOUND", "Requested entity was not found."),
        "Google Sheet itu tidak ditemukan. Buka sheet itu di browser, "
        "lalu salin alamatnya ke source.spreadsheet_id di sheets_config.json.",
    ),
    "an Excel file": (
        refusal(400, "FAILED_PRECONDITION", "This operation is not supported for this document"),
        "Berkas itu masih berkas Excel di Google Drive. Buka di browser, pilih File > Simpan sebagai Google "
        "Spreadsheet, lalu salin alamat sheet yang baru ke source.spreadsheet_id di sheets_config.json.",
    ),
    "refused request": (
        refusal(400, "INVALID_ARGUMENT", "Invalid requests[0].updateCells: No grid with id: 5\nat line 3"),
        "Google menolak permintaan program ini (kode 400: Invalid requests[0].updateCells: No grid with id: 5). "
        "Teruskan kalimat ini kepada pengelola program.",
    ),
    "refused value": (
        refusal(400, "INVALID_ARGUMENT", f"Invalid value at 'requests[0].note' (TYPE_STRING), \"{BODY_TEXT}\""),
        "Google menolak permintaan program ini (kode 400: Invalid value at 'requests[0].note' (TYPE_STRING)).",
    ),
    "refused with a bare text": (
        answer({"error": "no"}, 400),
        "Google menolak permintaan program ini (kode 400: no). Teruskan kalimat ini kepada pengelola program.",
    ),
    "refused without words": (answer({"error": None}, 413), "Google menolak permintaan program ini (kode 413)."),
    "refused at length": (
        refusal(400, "INVALID_ARGUMENT", "x" * 1000),
        f"Google menolak permintaan program ini (kode 400: {'x' * 159}…). Teruskan",
    ),
    "refused with odd details": (answer({"error": {"details": ["?"]}}, 409), "Google menolak permintaan program ini"),
    "refused with odder details": (answer({"error": {"details": 5}}, 409), "Google menolak permintaan program ini"),
}
"""Does not pass before somebody did something."""


@pytest.mark.parametrize("call", [read, get, rewrite], ids=lambda call: call.__name__)
@pytest.mark.parametrize(("reply", "sentence"), (NOTHING_DONE | PERHAPS_DONE).values(), ids=NOTHING_DONE | PERHAPS_DONE)
def test_what_passes_by_itself_is_tried_again_for_a_while(
    reply: Reply, sentence: str, call: Calls, service: Service, sheet: Spreadsheet
) -> None:
    service.replies.append(reply)
    error = failure(call, sheet)
    assert isinstance(error, GoogleUnavailable)
    assert not isinstance(error, AmbiguousChange)
    assert str(error).startswith(sentence)
    assert sheet.requests == len(service.requests) == ALL_TRIES


@pytest.mark.parametrize(("reply", "sentence"), NOTHING_DONE.values(), ids=NOTHING_DONE)
def test_blocks_that_certainly_did_not_arrive_are_sent_again(
    reply: Reply, sentence: str, service: Service, sheet: Spreadsheet
) -> None:
    service.replies.append(reply)
    error = failure(append, sheet)
    assert not isinstance(error, AmbiguousChange)
    assert str(error).startswith(sentence)
    assert sheet.requests == len(service.requests) == ALL_TRIES


@pytest.mark.parametrize("reply", [reply for reply, _ in PERHAPS_DONE.values()], ids=PERHAPS_DONE)
def test_blocks_that_may_have_arrived_are_not_sent_again(reply: Reply, service: Service, sheet: Spreadsheet) -> None:
    service.replies.append(reply)
    error = failure(append, sheet)
    assert isinstance(error, AmbiguousChange)
    assert str(error) == (
        "Sambungan ke Google terputus ketika menulis, sehingga belum pasti apakah tulisan itu tersimpan. "
        "Pemeriksaan berikutnya membaca ulang Google Sheet sebelum menulis lagi."
    )
    assert sheet.requests == len(service.requests) == 1


@pytest.mark.parametrize("call", [read, get, rewrite, append], ids=lambda call: call.__name__)
@pytest.mark.parametrize(("reply", "sentence"), TO_MEND.values(), ids=TO_MEND)
def test_what_somebody_has_to_mend_is_told_at_once(
    reply: Reply, sentence: str, call: Calls, service: Service, sheet: Spreadsheet
) -> None:
    service.replies.append(reply)
    error = failure(call, sheet)
    assert not isinstance(error, GoogleUnavailable)
    assert str(error).startswith(sentence)
    assert sheet.requests == len(service.requests) == 1


def test_refused_request_is_told_apart_from_a_refused_office(service: Service, sheet: Spreadsheet) -> None:
    service.replies.extend(TO_MEND[what][0] for what in ("refused request", "an Excel file", "not shared"))
    assert [type(failure(read, sheet)) for _ in range(3)] == [RequestRefused, GoogleError, GoogleError]


IN_USE = (
    "Invalid requests[0].createDeveloperMetadata: Cannot add developer metadata with ID [33260100] because developer "
    "metadata with that ID already exists."
)
FULL = (
    "Invalid requests[3].createDeveloperMetadata: Adding the requested developer metadata would exceed the allowed "
    "storage limit."
)


def test_only_an_id_in_use_is_told_as_a_change_by_people(service: Service, sheet: Spreadsheet) -> None:
    service.replies.extend(refusal(400, "INVALID_ARGUMENT", words) for words in (IN_USE, FULL))
    assert type(failure(rewrite, sheet)) is Overtaken
    error = failure(rewrite, sheet)
    assert type(error) is RequestRefused
    assert "storage limit" in str(error)


@pytest.mark.parametrize("call", [read, rewrite, append], ids=lambda call: call.__name__)
def test_answer_without_the_spreadsheet_is_not_taken_for_success(
    call: Calls, service: Service, sheet: Spreadsheet
) -> None:
    service.replies.append(answer({}))
    assert isinstance(failure(call, sheet), GoogleUnavailable)


@pytest.mark.parametrize("call", [read, get, rewrite], ids=lambda call: call.__name__)
def test_what_works_again_after_a_while_is_not_told(call: Calls, service: Service, sheet: Spreadsheet) -> None:
    service.replies.extend([page(503), HangUp(), refusal(429, "RESOURCE_EXHAUSTED", ""), answer({"spreadsheetId": ID})])
    call(sheet)
    assert sheet.requests == 4


def test_blocks_get_through_when_the_quota_is_there_again(service: Service, sheet: Spreadsheet) -> None:
    service.replies.extend([refusal(429, "RESOURCE_EXHAUSTED", ""), answer({"spreadsheetId": ID})])
    append(sheet)
    assert sheet.requests == 2


def test_waits_grow_and_end_within_the_time(service: Service, sheet: Spreadsheet, time: Time) -> None:
    service.replies.append(page(503))
    failure(read, sheet)
    least = [1, 2, 4, 8, 16, 16, 16]
    assert [seconds >= wait for seconds, wait in zip(time.slept, least, strict=True)] == [True] * len(least)
    assert [seconds <= wait + 1 for seconds, wait in zip(time.slept, least, strict=True)] == [True] * len(least)
    assert time.now <= 75


def test_waits_differ_from_pc_to_pc(service: Service, sheet: Spreadsheet, time: Time) -> None:
    service.replies.append(page(503))
    failure(read, sheet)
    failure(read, sheet)
    assert len(set(time.slept)) > len(time.slept) / 2


@pytest.mark.parametrize("status", [429, 503])
def test_wait_that_google_asks_for_is_kept(status: int, service: Service, sheet: Spreadsheet, time: Time) -> None:
    service.replies.extend([refusal(status, "", "", Retry_After="30"), answer({"spreadsheetId": ID})])
    read(sheet)
    assert time.slept == [30]


def test_wait_that_is_asked_for_a_token_is_kept(service: Service, sheet: Spreadsheet, time: Time) -> None:
    granted = answer({"access_token": "x", "expires_in": "3600"})
    service.token_replies.extend([token_refusal("rate_limit_exceeded", "", 429, Retry_After="20"), granted])
    read(sheet)
    assert time.slept == [20]


def test_wait_until_a_moment_is_counted_on_googles_clock(service: Service, sheet: Spreadsheet, time: Time) -> None:
    moments = {"Date": "Sun, 22 Nov 2026 07:00:00 GMT", "Retry_After": "Sun, 22 Nov 2026 07:00:40 GMT"}
    service.replies.extend([refusal(429, "", "", **moments), answer({"spreadsheetId": ID})])
    read(sheet)
    assert time.slept == [40]


def test_wait_until_a_moment_without_googles_clock_is_counted_on_ours(
    service: Service, sheet: Spreadsheet, time: Time
) -> None:
    until = format_datetime(datetime.now(UTC) + timedelta(seconds=50), usegmt=True)
    service.replies.extend([refusal(429, "", "", Retry_After=until), answer({"spreadsheetId": ID})])
    read(sheet)
    assert 30 < time.slept[0] <= 50


@pytest.mark.parametrize("asked", ["nanti", "-5", "Sun, 22 Nov 2020 07:00:00 GMT"])
def test_wait_that_makes_no_sense_is_not_kept(asked: str, service: Service, sheet: Spreadsheet, time: Time) -> None:
    service.replies.extend([refusal(429, "", "", Retry_After=asked), answer({"spreadsheetId": ID})])
    read(sheet)
    assert 1 <= time.slept[0] <= 2


def test_wait_that_is_too_long_is_left_to_the_next_check(service: Service, sheet: Spreadsheet, time: Time) -> None:
    service.replies.append(refusal(429, "", "", Retry_After="3600"))
    assert isinstance(failure(read, sheet), GoogleUnavailable)
    assert (sheet.requests, time.slept) == (1, [])


def test_time_that_the_tries_took_counts_too(service: Service, sheet: Spreadsheet, time: Time) -> None:
    def slow() -> object:
        time.now += 40
        raise GoogleUnavailable("Tunggu.")

    with pytest.raises(GoogleUnavailable):
        Policy(clock=lambda: time.now, sleep=time.sleep).run(slow, repeatable=True)
    assert len(time.slept) == 1


# What happens before a request can be sent: nothing was done, so blocks are sent again too.

TOKEN_LATER: dict[str, tuple[Reply, str]] = {
    "token: 503": (page(503), "Google Sheets sedang terganggu (kode 503)."),
    "token: 429": (answer({"error": "rate_limit_exceeded"}, 429), "Jatah permintaan ke Google Sheets sedang habis."),
    "token: a page": (page(), "Yang menjawab bukan Google"),
    "token: a page that refuses": (page(403), "Yang menjawab bukan Google"),
    "token: a page elsewhere": (page(302, Location="/masuk-wifi"), "Yang menjawab bukan Google"),
    "token: empty": (Answer(b""), "Jawaban Google terputus"),
    "token: none in it": (answer({"id_token": "x"}), "Jawaban Google terputus"),
    "token: odd time": (answer({"access_token": "x", "expires_in": "soon"}), "Jawaban Google terputus"),
    "token: hung up": (HangUp(), "Google tidak dapat dihubungi."),
    "token: cut off": (Answer(b'{"access', length=500), "Google tidak dapat dihubungi."),
}
CLOCK = (
    "Jam PC ini tidak tepat, sehingga Google menolaknya. "
    "Buka Settings > Time & language > Date & time, klik Sync now, lalu coba lagi."
)
SHORT_LIVED = (
    "Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe. Check your iat and "
    "exp values in the JWT claim."
)
TOKEN_TO_MEND: dict[str, tuple[Reply, str]] = {
    "key revoked": (token_refusal("invalid_grant", "Invalid JWT Signature."), "Google tidak menerima kunci di "),
    "account deleted": (
        token_refusal("invalid_grant", "Invalid grant: account not found"),
        "Google tidak menerima kunci di ",
    ),
    "account disabled": (token_refusal("disabled_client", "Disabled.", 401), "Google tidak menerima kunci di "),
    "token address altered": (refusal(404, "NOT_FOUND", "?"), "Google tidak menerima kunci di "),
    "clock wrong": (token_refusal("invalid_grant", SHORT_LIVED), CLOCK),
    "clock wrong by the header": (token_refusal("invalid_grant", "Invalid JWT.", Date=AN_HOUR_AGO), CLOCK),
}


@pytest.mark.parametrize("call", [read, get, rewrite, append], ids=lambda call: call.__name__)
@pytest.mark.parametrize(("reply", "sentence"), TOKEN_LATER.values(), ids=TOKEN_LATER)
def test_token_that_is_not_to_be_had_now_is_asked_for_again(
    reply: Reply, sentence: str, call: Calls, service: Service, sheet: Spreadsheet
) -> None:
    service.token_replies.append(reply)
    error = failure(call, sheet)
    assert isinstance(error, GoogleUnavailable)
    assert not isinstance(error, AmbiguousChange)
    assert str(error).startswith(sentence)
    assert (len(service.token_requests), sheet.requests) == (ALL_TRIES, 0)


@pytest.mark.parametrize("call", [read, get, rewrite, append], ids=lambda call: call.__name__)
@pytest.mark.parametrize(("reply", "sentence"), TOKEN_TO_MEND.values(), ids=TOKEN_TO_MEND)
def test_key_that_is_refused_is_told_at_once(
    reply: Reply, sentence: str, call: Calls, service: Service, sheet: Spreadsheet
) -> None:
    service.token_replies.append(reply)
    error = failure(call, sheet)
    assert not isinstance(error, GoogleUnavailable)
    assert str(error).startswith(sentence)
    assert (len(service.token_requests), sheet.requests) == (1, 0)


def test_sentence_of_a_refused_key_names_its_file(service: Service, sheet: Spreadsheet, tmp_path: Path) -> None:
    service.token_replies.append(token_refusal("invalid_grant", "Invalid JWT Signature."))
    assert str(failure(read, sheet)) == (
        f"Google tidak menerima kunci di {tmp_path / 'kunci.json'}: kunci atau akun layanannya sudah dihapus, diganti, "
        "atau dinonaktifkan. Buat kunci JSON baru di console.cloud.google.com (IAM & Admin > Service Accounts > Keys), "
        "lalu ganti berkas itu."
    )


@pytest.mark.parametrize(
    ("headers", "sentence"),
    [({}, "Google tidak menerima kunci di "), ({"Date": AN_HOUR_AGO}, CLOCK), ({"Date": "?"}, "Google tidak menerima")],
)
def test_key_whose_tokens_are_never_taken_is_told_after_one_new_token(
    headers: dict[str, str], sentence: str, service: Service, sheet: Spreadsheet
) -> None:
    service.replies.append(refusal(401, "UNAUTHENTICATED", "Invalid credentials.", **headers))
    assert str(failure(append, sheet)).startswith(sentence)
    assert (len(service.token_requests), sheet.requests) == (2, 2)


@pytest.fixture
def no_dns(monkeypatch: pytest.MonkeyPatch) -> None:
    """No name is found, or no way to it; asking the real network for one could take long."""
    find = socket.getaddrinfo

    def addresses(host: str, *args: Any) -> Any:
        if host.endswith(".invalid"):
            raise TimeoutError if host.startswith("far") else socket.gaierror(socket.EAI_NONAME, "not known")
        return find(host, *args)

    monkeypatch.setattr(socket, "getaddrinfo", addresses)


@pytest.mark.usefixtures("no_dns")
@pytest.mark.parametrize("call", [read, get, rewrite, append], ids=lambda call: call.__name__)
@pytest.mark.parametrize("address", [f"http://127.0.0.1:{CLOSED}", "http://sheets.invalid"], ids=["port", "name"])
def test_without_internet_everything_is_tried_again(
    address: str, call: Calls, service: Service, sheet: Spreadsheet, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(google_client, "API", address)
    error = failure(call, sheet)
    assert not isinstance(error, AmbiguousChange)
    assert str(error) == f"Google tidak dapat dihubungi. Periksa sambungan internet PC ini; {NEXT_CHECK}"
    assert (sheet.requests, len(service.requests)) == (ALL_TRIES, 0)


@pytest.mark.usefixtures("no_dns")
def test_connection_that_does_not_come_about_has_changed_nothing(
    sheet: Spreadsheet, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(google_client, "API", "http://far.invalid")
    assert str(failure(append, sheet)).startswith("Google tidak menjawab pada waktunya.")
    assert sheet.requests == ALL_TRIES


@pytest.mark.usefixtures("no_dns")
@pytest.mark.parametrize("call", [read, append], ids=lambda call: call.__name__)
def test_without_internet_not_even_a_token_is_to_be_had(
    call: Calls, service: Service, time: Time, tmp_path: Path
) -> None:
    sheet = opened(written(tmp_path / "lain.json", service.key(token_uri="http://token.invalid/token")), time)
    assert str(failure(call, sheet)).startswith("Google tidak dapat dihubungi.")
    assert (sheet.requests, len(time.slept)) == (0, ALL_TRIES - 1)


def test_proxy_that_does_not_answer_is_named(
    service: Service, sheet: Spreadsheet, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(google_client, "API", "https://sheets.invalid")
    monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{CLOSED}")
    error = failure(append, sheet)
    assert str(error).startswith("Proxy kantor tidak meneruskan sambungan ke Google. Tanyakan pengaturan proxy")
    assert (sheet.requests, type(error)) == (ALL_TRIES, GoogleUnavailable)


@pytest.mark.parametrize("call", [read, get, rewrite, append], ids=lambda call: call.__name__)
def test_answer_that_never_comes_is_not_waited_for(
    call: Calls, service: Service, time: Time, key: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(google_client, "TIMEOUT", (5, 0.02))
    service.replies.append(Silence())
    sheet = opened(key, time)
    error = failure(call, sheet)
    if call is append:
        assert isinstance(error, AmbiguousChange)
    else:
        assert str(error) == (f"Google tidak menjawab pada waktunya. Periksa sambungan internet PC ini; {NEXT_CHECK}")
    assert sheet.requests == (1 if call is append else ALL_TRIES)


def test_token_that_never_comes_is_not_waited_for(
    service: Service, sheet: Spreadsheet, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(google_access, "TIMEOUT", (5, 0.02))
    service.token_replies.append(Silence())
    assert str(failure(append, sheet)).startswith("Google tidak menjawab pada waktunya.")
    assert (len(service.token_requests), sheet.requests) == (ALL_TRIES, 0)


def test_nothing_is_waited_for_without_end() -> None:
    assert google_client.TIMEOUT == google_access.TIMEOUT == (5, 60)


@contextmanager
def secure_service(folder: Path, valid_until: datetime) -> Iterator[tuple[str, Path]]:
    """An HTTPS server with a certificate of its own; its address, and the file with the certificate."""
    key = load_pem_private_key(private_key(2048).encode(), None)
    assert isinstance(key, RSAPrivateKey)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "kantor")])
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(datetime(2020, 1, 1, tzinfo=UTC))
        .not_valid_after(valid_until)
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    file = folder / "sertifikat.pem"
    file.write_bytes(certificate.public_bytes(Encoding.PEM))
    (folder / "kunci.pem").write_text(private_key(2048))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file, folder / "kunci.pem")
    server = HTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield f"https://127.0.0.1:{server.server_port}", file
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.mark.parametrize("call", [read, append], ids=lambda call: call.__name__)
def test_connection_that_a_proxy_has_opened_is_not_trusted(
    call: Calls, sheet: Spreadsheet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with secure_service(tmp_path, datetime(2090, 1, 1, tzinfo=UTC)) as (address, _):
        monkeypatch.setattr(google_client, "API", address)
        error = failure(call, sheet)
    assert not isinstance(error, GoogleUnavailable)
    assert str(error) == (
        "Sambungan ke Google tidak dapat dipercaya, karena proxy atau antivirus membuka sambungan HTTPS. "
        "Minta pengelola jaringan mengecualikan googleapis.com, atau menyebut sertifikatnya dalam variabel lingkungan "
        "REQUESTS_CA_BUNDLE."
    )
    assert sheet.requests == 1


def test_certificate_outside_its_time_means_that_the_clock_is_wrong(
    sheet: Spreadsheet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with secure_service(tmp_path, datetime(2021, 1, 1, tzinfo=UTC)) as (address, certificate):
        monkeypatch.setattr(google_client, "API", address)
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(certificate))
        assert str(failure(read, sheet)) == CLOCK
    assert sheet.requests == 1


def test_certificates_that_are_not_where_they_should_be_are_told(
    sheet: Spreadsheet, monkeypatch: pytest.MonkeyPatch
) -> None:
    sheet.get("spreadsheetId")
    monkeypatch.setattr(google_client, "API", "https://sheets.invalid")
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", "tidak ada.pem")
    error = failure(read, sheet)
    assert str(error).startswith("Berkas sertifikat yang disebut variabel lingkungan REQUESTS_CA_BUNDLE tidak dapat")
    assert not isinstance(error, GoogleUnavailable)


# Against the emulated service, which applies what it is asked, or says no as the real one does.


@pytest.fixture
def google(monkeypatch: pytest.MonkeyPatch) -> Iterator[Emulator]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with Emulator() as google:
        monkeypatch.setattr(google_client, "API", google.url)
        yield google


@pytest.fixture
def shared(google: Emulator, time: Time, tmp_path: Path) -> Spreadsheet:
    book = google.create("Buku Kerja", ID)
    google.share(book, google.service_account)
    access = load_credentials(google.make_key(tmp_path), ask=False)
    return Spreadsheet(access, ID, policy=Policy(clock=lambda: time.now, sleep=time.sleep))


def add(sheet: Spreadsheet, text: str) -> None:
    row = {"values": [{"userEnteredValue": {"stringValue": text}}]}
    sheet.change([{"appendCells": {"sheetId": 0, "fields": "userEnteredValue", "rows": [row]}}], repeatable=False)


def rows(sheet: Spreadsheet) -> list[list[object]]:
    return list(sheet.read([{"sheetId": 0}])[0].get("values", []))


def test_what_was_added_is_read(shared: Spreadsheet) -> None:
    add(shared, "K-001")
    add(shared, "K-002")
    assert rows(shared) == [["K-001"], ["K-002"]]
    assert shared.get("properties.title") == {"properties": {"title": "Buku Kerja"}}


@pytest.mark.parametrize(
    ("fault", "kept"),
    [
        (Fault.drop_before(), []),
        (Fault.drop_after(), [["K-001"]]),
        (Fault.truncated(), [["K-001"]]),
        (Fault.bad_json(), [["K-001"]]),
        (Fault.empty(), [["K-001"]]),
        (Fault.html_502(), []),
        (Fault.html_502(applied=True), [["K-001"]]),
        (Fault.status(503, applied=True), [["K-001"]]),
    ],
    ids=lambda part: getattr(part, "name", ""),
)
def test_block_is_never_added_twice(
    fault: Fault, kept: list[list[object]], google: Emulator, shared: Spreadsheet
) -> None:
    google.faults.add(fault)
    with pytest.raises(AmbiguousChange):
        add(shared, "K-001")
    assert rows(shared) == kept


@pytest.mark.parametrize("fault", [Fault.status(429), Fault.expired_token()], ids=lambda fault: fault.name)
def test_block_is_added_once_by_a_second_try(fault: Fault, google: Emulator, shared: Spreadsheet) -> None:
    google.faults.add(fault)
    add(shared, "K-001")
    assert rows(shared) == [["K-001"]]


def test_tab_that_is_gone_makes_the_request_a_refused_one(shared: Spreadsheet) -> None:
    with pytest.raises(RequestRefused, match="No grid with id: 5"):
        shared.read([{"sheetId": 5}])


def test_sheet_that_may_only_be_looked_at_is_read_but_not_written(google: Emulator, shared: Spreadsheet) -> None:
    google.share(google.books[ID], google.service_account, "reader")
    assert rows(shared) == []
    with pytest.raises(GoogleError, match=f"tambahkan {google.service_account} sebagai Editor"):
        add(shared, "K-001")


def test_clock_that_is_hours_behind_is_told(google: Emulator, shared: Spreadsheet) -> None:
    google.clock_shift = timedelta(hours=2)
    assert str(failure(read, shared)) == CLOCK


def test_all_that_is_written_within_a_minute_gets_through_though_google_takes_60_of_it(
    google: Emulator, shared: Spreadsheet, time: Time
) -> None:
    google.quota = Quota(clock=lambda: time.now)
    for number in range(61):
        add(shared, f"K-{number:03}")
    assert rows(shared) == [[f"K-{number:03}"] for number in range(61)]
    assert 60 <= sum(time.slept) <= 75


def test_what_others_write_all_the_time_with_the_same_account_is_told_and_waits(
    google: Emulator, shared: Spreadsheet
) -> None:
    google.quota = Quota(most=0)
    told = failure(lambda sheet: add(sheet, "K-001"), shared)
    assert str(told).startswith("Jatah permintaan ke Google Sheets sedang habis")
    assert str(told).endswith(NEXT_CHECK)
