"""What goes wrong with an emulated Google Sheet when a test wants it to."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
import requests
from google.auth.transport.requests import AuthorizedSession
from google.oauth2.service_account import Credentials

from emulator import Emulator, Fault, Request
from emulator.book import Book
from emulator.quota import Quota
from emulator_client import ANI, Client, write

pytestmark = pytest.mark.slow

pytest_plugins = ("emulator_book",)


def send(ani: Client) -> requests.Response:
    return ani.send("POST", ":batchUpdate", {"requests": [write(["baru"])]})


@pytest.mark.parametrize(
    ("code", "status"), [(429, "RESOURCE_EXHAUSTED"), (500, "INTERNAL"), (503, "UNAVAILABLE"), (403, "PERMISSION_DENIED"), (404, "NOT_FOUND")],
)  # fmt: skip
def test_the_service_says_no_and_does_nothing(code: int, status: str, google: Emulator, ani: Client) -> None:
    google.faults.add(Fault.status(code, retry_after=1))
    response = send(ani)
    assert (response.status_code, response.json()["error"]["status"]) == (code, status)
    assert response.headers["Retry-After"] == "1"
    assert ani.values() == []
    google.faults.add(Fault.status(code))
    assert "Retry-After" not in send(ani).headers


def test_the_service_says_no_although_it_did_what_was_asked(google: Emulator, ani: Client) -> None:
    google.faults.add(Fault.status(503, applied=True))
    assert send(ani).status_code == 503
    assert ani.values() == [["baru"]]


def test_a_gateway_answers_with_a_page(google: Emulator, ani: Client) -> None:
    google.faults.add(Fault.html_502())
    response = send(ani)
    assert (response.status_code, response.headers["Content-Type"]) == (502, "text/html; charset=UTF-8")
    assert response.text.startswith("<!DOCTYPE html>")
    assert ani.values() == []


@pytest.mark.parametrize(
    ("fault", "error", "left"),
    [
        (Fault.drop_before(), requests.ConnectionError, []),
        (Fault.drop_after(), requests.ConnectionError, [["baru"]]),
        (Fault.truncated(), requests.exceptions.ChunkedEncodingError, [["baru"]]),
    ],
    ids=lambda told: getattr(told, "name", ""),
)
def test_the_connection_is_lost(
    fault: Fault, error: type[Exception], left: list[list[str]], google: Emulator, ani: Client
) -> None:
    google.faults.add(fault)
    with pytest.raises(error):
        send(ani)
    assert ani.values() == left


@pytest.mark.parametrize("fault", [Fault.bad_json(), Fault.empty()], ids=lambda fault: fault.name)
def test_the_answer_is_no_json(fault: Fault, google: Emulator, ani: Client) -> None:
    google.faults.add(fault)
    response = send(ani)
    assert response.status_code == 200
    with pytest.raises(requests.JSONDecodeError):
        response.json()
    assert ani.values() == [["baru"]]


def test_an_answer_can_be_slower_than_the_clients_patience(google: Emulator, ani: Client) -> None:
    google.faults.add(Fault.slow(60))
    with pytest.raises(requests.ReadTimeout):
        ani._session.post(
            f"{google.url}/v4/spreadsheets/{ani.book.id}:batchUpdate",
            json={"requests": [write(["baru"])]},
            timeout=0.05,
        )
    assert ani.values() == [["baru"]]
    google.faults.add(Fault.slow(0.01))
    assert send(ani).status_code == 200


def test_a_token_runs_out_and_the_client_gets_a_new_one(google: Emulator, book: Book, tmp_path: Path) -> None:
    google.share(book, google.service_account)
    key = Credentials.from_service_account_file(
        google.make_key(tmp_path), scopes=["https://www.googleapis.com/auth/spreadsheets"]
    )
    session = AuthorizedSession(key)
    google.faults.add(Fault.expired_token(), number=2)
    url = f"{google.url}/v4/spreadsheets/{book.id}"
    assert [session.get(url).status_code for _ in range(2)] == [200, 200]
    assert [(request.is_token, request.status) for request in google.requests] == [
        (True, 200), (False, 200), (False, 401), (True, 200), (False, 200),
    ]  # fmt: skip


def test_faults_meet_the_requests_that_were_chosen(google: Emulator, ani: Client) -> None:
    google.faults.add(Fault.status(500), lambda request: request.method == "POST", times=2)
    google.faults.add(Fault.status(503), path="/values/B2", times=None)
    google.faults.add(Fault.status(429), number=5)
    places = ["A1", "B2", "B2"]
    assert [ani.send("GET", f"/values/{place}").status_code for place in places] == [200, 503, 503]
    assert [send(ani).status_code for _ in range(3)] == [500, 500, 200]
    assert google.faults.met == [(2, "status 503"), (3, "status 503"), (4, "status 500"), (5, "status 500")]
    google.faults.clear()
    assert ani.send("GET", "/values/B2").status_code == 200


def test_the_token_endpoint_fails_only_where_a_test_says_so(google: Emulator) -> None:
    google.faults.add(Fault.status(503), lambda request: request.is_token)
    assert [requests.post(f"{google.url}/token", data={}, timeout=10).status_code for _ in range(2)] == [503, 400]


def test_random_faults_are_the_same_for_the_same_seed(ani: Client) -> None:
    def met(seed: int) -> list[tuple[int, str]]:
        with Emulator() as google:
            client = Client(google, google.create("Buku"), google.owner)
            google.faults.random(seed, 0.5, [Fault.status(500), Fault.bad_json(), Fault.html_502()])
            statuses = [client.send("GET", "/values/A1").status_code for _ in range(20)]
        assert 3 < sum(status != 200 for status in statuses) < 18
        return google.faults.met + list(enumerate(map(str, statuses)))

    assert met(1) == met(1)
    assert met(1) != met(2)


@pytest.mark.parametrize(("hook", "seen"), [(Fault.call_before, []), (Fault.call_after, [["baru"]])])
def test_something_may_happen_before_a_change_or_before_its_answer(
    hook: Callable[[Callable[[Request], object]], Fault], seen: list[list[str]], google: Emulator, ani: Client
) -> None:
    met = []
    google.faults.add(hook(lambda request: met.append((request.number, ani.book.sheet("Sheet1").values()))))
    assert send(ani).status_code == 200
    assert met == [(1, seen)]


def test_another_client_may_finish_between_a_change_and_its_answer(google: Emulator, book: Book, ani: Client) -> None:
    other = Client(google, book, ANI)
    google.faults.add(Fault.call_after(lambda request: other.change(write(["lain"], row=2))))
    assert send(ani).status_code == 200
    assert ani.values() == [["baru"], ["lain"]]


def test_many_clients_at_once_are_served_one_after_the_other(google: Emulator, book: Book) -> None:
    def add(number: int) -> None:
        client = Client(google, book, ANI)
        for _ in range(5):
            told = {
                "sheetId": 0,
                "rows": [{"values": [{"userEnteredValue": {"numberValue": number}}]}],
                "fields": "userEnteredValue",
            }
            client.change({"appendCells": told})

    threads = [threading.Thread(target=add, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(row[0] for row in book.sheet("Sheet1").values()) == sorted(list(range(6)) * 5)


def test_a_user_who_writes_too_often_waits_a_minute_and_is_not_told_how_long(google: Emulator, ani: Client) -> None:
    seconds = 0
    google.quota = Quota(most=2, clock=lambda: seconds)
    for at in (0, 30):
        seconds = at
        assert send(ani).status_code == 200
    refused = send(ani)
    assert (refused.status_code, refused.json()["error"]["status"]) == (429, "RESOURCE_EXHAUSTED")
    assert "limit 'Write requests per minute per user'" in refused.json()["error"]["message"]
    assert "Retry-After" not in refused.headers
    assert ani.values() == [["baru"]]
    assert send(Client(google, ani.book, google.owner)).status_code == 200
    seconds = 60
    assert send(ani).status_code == 200
    assert send(ani).status_code == 429
