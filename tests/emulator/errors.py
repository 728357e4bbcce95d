"""The answers of the service that say no, and what the emulator itself cannot do."""

from __future__ import annotations

from typing import Any


class ApiError(Exception):
    """An answer of the service with an HTTP status of 400 or more."""

    def __init__(self, code: int, status: str, message: str, details: list[dict[str, Any]] | None = None) -> None:
        super().__init__(message)
        self.code, self.status, self.message, self.details = code, status, message, details

    def body(self) -> dict[str, Any]:
        error: dict[str, Any] = {"code": self.code, "message": self.message, "status": self.status}
        if self.details:
            error["details"] = self.details
        return {"error": error}


class SchemaError(ApiError):
    """A request that the discovery document does not describe: a fault of the client, never of the data."""

    def __init__(self, message: str, field: str = "") -> None:
        violation = {"description": message, **({"field": field} if field else {})}
        details = [{"@type": "type.googleapis.com/google.rpc.BadRequest", "fieldViolations": [violation]}]
        super().__init__(400, "INVALID_ARGUMENT", message, details)


class Unsupported(Exception):
    """Something that the real service can do and the emulator cannot; it fails the test that asked for it."""


class Refused(Exception):
    """The sheet refused what a person did, for example in a protected range."""


def invalid(message: str) -> ApiError:
    return ApiError(400, "INVALID_ARGUMENT", message)


def not_found() -> ApiError:
    return ApiError(404, "NOT_FOUND", "Requested entity was not found.")


def forbidden(message: str = "The caller does not have permission") -> ApiError:
    return ApiError(403, "PERMISSION_DENIED", message)


def too_many(kind: str) -> ApiError:
    """The refusal of a user who made too many requests of a kind (`Read`, `Write`) in a minute."""
    return ApiError(
        429,
        "RESOURCE_EXHAUSTED",
        f"Quota exceeded for quota metric '{kind} requests' and limit '{kind} requests per minute per user' "
        "of service 'sheets.googleapis.com' for consumer 'project_number:123456789012'.",
    )


def unauthenticated(missing: bool = False) -> ApiError:
    start = "Request is missing required authentication credential." if missing else ""
    start = start or "Request had invalid authentication credentials."
    return ApiError(
        401,
        "UNAUTHENTICATED",
        f"{start} Expected OAuth 2 access token, login cookie or other valid authentication credential. "
        "See https://developers.google.com/identity/sign-in/web/devconsole-project.",
    )
