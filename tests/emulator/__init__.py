"""Google Sheets for tests: a server on loopback that speaks the Sheets v4 API and the OAuth token endpoint.

    with Emulator() as google:
        book = google.create("Buku Kerja Media Sosial")
        google.share(book, google.service_account)
        key_file = google.make_key(folder)
        google.faults.add(Fault.drop_after(), path=":batchUpdate")
        ...  # a client works at google.url

What it cannot do, and what the service's own description does not allow, fails the test when the block is left.
"""

from emulator.errors import Refused, Unsupported
from emulator.faults import Fault
from emulator.google import Emulator, UnexpectedRequests
from emulator.traffic import Request

__all__ = ["Emulator", "Fault", "Refused", "Request", "UnexpectedRequests", "Unsupported"]
