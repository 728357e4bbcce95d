"""Requests that carry this program's token, are counted, and fail with a `GoogleError` only."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from requests import PreparedRequest, Response, Session

from worklog.adapters.google.service.access import Access
from worklog.adapters.google.service.refusals import refused
from worklog.adapters.google.service.unreachable import unreachable


class GoogleSession(Session):
    """What gspread sends its requests by.

    google-auth's own session is not used: it asks for tokens by a policy of its own, renews them twice, and looks up
    in the background where the account may be used from.
    """

    def __init__(self, access: Access) -> None:
        super().__init__()
        self.sent = 0
        self._access = access
        self.auth = self._sign

    def request(self, *args: Any, **options: Any) -> Response:
        """Send once, or twice when the token has to be renewed in between; what is no success raises `GoogleError`."""
        if not self._access.credentials.valid:
            self._access.renew_token()
        response = self._send(*args, **options)
        if response.status_code == HTTPStatus.UNAUTHORIZED:
            self._access.renew_token()
            response = self._send(*args, **options)
        if response.status_code != HTTPStatus.OK:
            raise refused(response, self._access)
        return response

    def _send(self, *args: Any, **options: Any) -> Response:
        self.sent += 1
        try:
            # Google sends nobody elsewhere; a page for signing in to a network does.
            return super().request(*args, **{**options, "allow_redirects": False})
        except OSError as error:
            raise unreachable(error) from error

    def _sign(self, request: PreparedRequest) -> PreparedRequest:
        self._access.credentials.apply(request.headers)  # type: ignore[no-untyped-call]
        return request
