"""Google Sheets for tests: a server on loopback that speaks the Sheets v4 API and the OAuth token endpoint."""

from emulator.errors import Refused, Unsupported
from emulator.faults import Fault, Request
from emulator.google import Emulator, UnexpectedRequests

__all__ = ["Emulator", "Fault", "Refused", "Request", "UnexpectedRequests", "Unsupported"]
