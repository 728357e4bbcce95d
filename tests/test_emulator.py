"""The emulated Google Sheets as a service: who gets in, what it takes, what it keeps in mind."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import gspread
import pytest
import requests
from google.auth.exceptions import RefreshError
from google.auth.transport.requests import Request as Transport
from google.oauth2.credentials import Credentials as Person
from google.oauth2.service_account import Credentials

from emulator import Emulator, UnexpectedRequests
from emulator.book import Book
from emulator_client import ANI, BUDI, Client, write

pytest_plugins = ("emulator_book",)

SCOPES = ["https://www.googleapis.com/auth/spreadsheets"]


def opened(google: Emulator, key: Path) -> gspread.Client:
    """The real gspread with the service account's key; only the host is another one."""

    class Here(gspread.HTTPClient):
        def request(self, method: str, endpoint: str, **options: Any) -> requests.Response:
            return super().request(method, endpoint.replace("https://sheets.googleapis.com", google.url), **options)

    return gspread.Client(Credentials.from_service_account_file(key, scopes=SCOPES), http_client=Here)


def test_gspread_reads_and_writes_with_the_key_file(google: Emulator, book: Book, tmp_path: Path) -> None:
    google.share(book, google.service_account)
    tab = opened(google, google.make_key(tmp_path)).open_by_key(book.id).sheet1
    tab.update([["Judul", "Waktu"], ["Apel pagi", "22/11/2026"]], "A1", raw=False)
    tab.append_row(["Upacara", 3])
    assert tab.get_all_values() == [["Judul", "Waktu"], ["Apel pagi", "22/11/2026"], ["Upacara", "3"]]
    assert book.sheet("Sheet1").values() == [["Judul", "Waktu"], ["Apel pagi", 46348], ["Upacara", 3]]


def test_a_spreadsheet_not_shared_is_forbidden_and_an_unknown_one_not_found(google: Emulator, book: Book) -> None:
    stranger = Client(google, book, BUDI)
    response = stranger.send("GET", "")
    assert response.status_code == 403
    assert response.json()["error"] == {
        "code": 403, "message": "The caller does not have permission", "status": "PERMISSION_DENIED",
    }  # fmt: skip
    google.books.clear()
    response = stranger.send("GET", "")
    assert response.status_code == 404
    assert response.json()["error"]["message"] == "Requested entity was not found."


def test_who_may_only_look_cannot_write(google: Emulator, book: Book) -> None:
    google.share(book, BUDI, "reader")
    budi = Client(google, book, BUDI)
    assert budi.values() == []
    assert budi.send("POST", ":batchUpdate", {"requests": [write(["x"])]}).status_code == 403
    google.unshare(book, BUDI)
    assert budi.send("GET", "").status_code == 403


@pytest.mark.parametrize("token", ["", "Bearer salah"])
def test_no_token_or_an_unknown_one_is_not_let_in(token: str, google: Emulator, book: Book) -> None:
    url = f"{google.url}/v4/spreadsheets/{book.id}"
    response = requests.get(url, headers={"Authorization": token} if token else {}, timeout=10)
    assert response.status_code == 401
    assert response.json()["error"]["status"] == "UNAUTHENTICATED"


def test_a_token_runs_out_by_the_clock_of_the_service(google: Emulator, ani: Client) -> None:
    assert ani.send("GET", "").status_code == 200
    google.clock_shift = timedelta(hours=1, seconds=1)
    assert ani.send("GET", "").status_code == 401


@pytest.mark.parametrize("shift", [timedelta(hours=2), timedelta(hours=-2)])
def test_a_pc_with_a_wrong_clock_gets_no_token(shift: timedelta, google: Emulator, tmp_path: Path) -> None:
    key = Credentials.from_service_account_file(google.make_key(tmp_path), scopes=SCOPES)
    google.clock_shift = shift
    with pytest.raises(RefreshError) as refused:
        key.refresh(Transport())
    assert refused.value.args[1] == {
        "error": "invalid_grant",
        "error_description": "Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable "
        "timeframe. Check your iat and exp values in the JWT claim.",
    }


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"client_email": "lain@kantor-uji.iam.gserviceaccount.com"}, "Invalid grant: account not found"),
        ({"private_key_id": "lain"}, "Invalid JWT Signature."),
    ],
)
def test_a_key_that_is_not_the_accounts_gets_no_token(
    changes: dict[str, str], problem: str, google: Emulator, tmp_path: Path
) -> None:
    told = json.loads(google.make_key(tmp_path).read_text(encoding="utf-8")) | changes
    with pytest.raises(RefreshError, match=problem):
        Credentials.from_service_account_info(told, scopes=SCOPES).refresh(Transport())


def test_a_forged_signature_gets_no_token(google: Emulator, tmp_path: Path) -> None:
    key = Credentials.from_service_account_file(google.make_key(tmp_path), scopes=SCOPES)
    head, claims, signature = key._make_authorization_grant_assertion().decode("ascii").split(".")
    form = {
        "grant_type": "urn:ietf:params:oauth:grant-type:jwt-bearer",
        "assertion": f"{head}.{claims}.{signature[:-8]}AAAAAAAA",
    }
    response = requests.post(f"{google.url}/token", data=form, timeout=10)
    assert response.json()["error_description"] == "Invalid JWT Signature."


def test_a_token_for_other_services_is_not_enough(google: Emulator, book: Book, ani: Client) -> None:
    narrow = Client(google, book, ANI)
    narrow._session.headers["Authorization"] = f"Bearer {google.access.token_for(ANI, frozenset({'email'}))}"
    response = narrow.send("GET", "")
    assert (response.status_code, response.json()["error"]["message"]) == (
        403,
        "Request had insufficient authentication scopes.",
    )


def test_a_person_who_signed_in_gets_tokens_until_the_permission_is_taken_back(
    google: Emulator, book: Book, tmp_path: Path
) -> None:
    told = json.loads(google.make_sign_in(tmp_path, ANI).read_text(encoding="utf-8"))
    names = ("refresh_token", "token_uri", "client_id", "client_secret")
    person = Person(None, **{name: told[name] for name in names})
    person.refresh(Transport())
    url = f"{google.url}/v4/spreadsheets/{book.id}"
    assert requests.get(url, headers={"Authorization": f"Bearer {person.token}"}, timeout=10).status_code == 200
    google.access.revoke(ANI)
    with pytest.raises(RefreshError, match="Token has been expired or revoked"):
        person.refresh(Transport())


def test_the_log_of_requests_tells_who_asked_what(google: Emulator, ani: Client) -> None:
    ani.get("/values/Sheet1!A1", valueRenderOption="FORMULA")
    ani.change(write(["x"]))
    read, changed = google.requests
    assert (read.method, read.path.endswith("/values/Sheet1!A1"), read.query) == (
        "GET",
        True,
        {"valueRenderOption": ["FORMULA"]},
    )
    assert (read.number, read.status, read.identity, read.body, read.bytes, read.is_token) == (
        1,
        200,
        ANI,
        None,
        0,
        False,
    )
    assert changed.body == {"requests": [write(["x"])]}
    assert changed.bytes == len(json.dumps(changed.body))


WRONG = {
    "a field that is not there": (
        ":batchUpdate", {"requests": [{"updateCells": {"rangee": {}}}]}, {},
        """Invalid JSON payload received. Unknown name "rangee" at 'requests[0].update_cells': Cannot find field.""",
    ),
    "a text for a number": (
        ":batchUpdate", {"requests": [{"deleteSheet": {"sheetId": "Hasil"}}]}, {},
        """Invalid value at 'requests[0].delete_sheet.sheet_id' (TYPE_INT32), "Hasil\"""",
    ),
    "a word that is no choice": (
        "/values:batchGetByDataFilter", {"valueRenderOption": "PLAIN"}, {},
        """Invalid value at 'value_render_option' (TYPE_ENUM), "PLAIN\"""",
    ),
    "no list where one belongs": (
        ":batchUpdate", {"requests": {}}, {}, "Invalid value at 'requests', expected a list",
    ),
    "a parameter that is not there": (
        ":batchUpdate", {"requests": []}, {"supportsAllDrives": "true"},
        """Invalid JSON payload received. Unknown name "supportsAllDrives": Cannot bind query parameter. """
        "Field 'supportsAllDrives' could not be found in request message.",
    ),
    "a field mask that names nothing": (
        ":batchUpdate", {"requests": []}, {"fields": "replies,reply"},
        "Error expanding 'fields' parameter. Cannot find matching fields for path 'reply'.",
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", WRONG)
def test_what_the_service_does_not_describe_is_refused_and_noted(what: str, google: Emulator, ani: Client) -> None:
    path, body, query, problem = WRONG[what]
    response = ani.send("POST", path, body, **query)
    assert response.status_code == 400
    assert response.json()["error"]["message"] == problem
    (noted,) = google.take_problems()
    assert noted.endswith(problem)


def test_fields_that_are_null_are_not_there(ani: Client) -> None:
    ani.change({"addSheet": {"properties": {"title": "Hasil", "index": None, "gridProperties": None}}})
    assert ani.book.sheet("Hasil").row_count == 1000


def test_an_unknown_method_of_the_service_is_noted(google: Emulator, ani: Client) -> None:
    assert ani.send("DELETE", "").status_code == 404
    assert len(google.take_problems()) == 1


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/developerMetadata:search", {}),
        (":batchUpdate", {"requests": [{"findReplace": {"find": "a", "allSheets": True}}]}),
        (":batchUpdate", {"requests": [write(["=VLOOKUP(A1;B:C;2)"])]}),
    ],
)
def test_what_the_emulator_cannot_do_is_501_and_fails_the_test(path: str, body: Any) -> None:
    def a_test() -> None:
        with Emulator() as google:
            client = Client(google, google.create("Buku"), google.owner)
            assert client.send("POST", path, body).status_code == 501

    with pytest.raises(UnexpectedRequests, match="the emulator cannot do"):
        a_test()


def test_a_failure_of_the_test_itself_is_not_hidden_by_its_requests() -> None:
    def a_test() -> None:
        with Emulator() as google:
            Client(google, google.create("Buku"), google.owner).send("DELETE", "")
            raise KeyError("the test's own")

    with pytest.raises(KeyError) as failed:
        a_test()
    assert "DELETE" in failed.value.__notes__[0]


def test_the_staff_script_runs_before_each_request(google: Emulator, ani: Client) -> None:
    budi = ani.book.as_person(BUDI)
    google.between = lambda number: budi.type("Sheet1", number, 1, f"sebelum {number}")
    ani.values()
    assert ani.values() == [["sebelum 1"], ["sebelum 2"]]


def test_a_staff_script_that_fails_fails_the_test(google: Emulator, ani: Client) -> None:
    google.between = lambda number: ani.book.sheet("Tidak ada")
    ani.values()
    assert google.take_problems() == ["before request 1: KeyError('Tidak ada')"]
