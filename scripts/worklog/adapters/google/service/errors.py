"""Why Google did not do what was asked, told apart by what can be done about it."""

from __future__ import annotations

from worklog.core.errors import WorklogError

WRONG_CLOCK = (
    "Jam PC ini tidak tepat, sehingga Google menolaknya. Buka Settings > Time & language > Date & time, "
    "klik Sync now, lalu coba lagi."
)


class GoogleError(WorklogError):
    """Somebody has to mend something before it can work; the text says in Indonesian what."""


class SignInNeeded(GoogleError):
    """A person has to sign in, for the first time or again."""

    def __init__(self) -> None:
        super().__init__(
            "Program ini belum masuk ke akun Google, atau izinnya tidak berlaku lagi. Jalankan sekali di PC ini: "
            "python scripts/setup_worklog.py, lalu masuk lewat browser."
        )


class RequestRefused(GoogleError):
    """Google found fault with the request itself, as with one that names a tab which is gone."""


class Overtaken(RequestRefused):
    """People moved columns, or another run wrote, between the look and the change, so nothing was changed.

    Whoever looks again can make the change as things stand then.
    """

    def __init__(self) -> None:
        super().__init__(
            "Google Sheet diubah orang tepat ketika program menulis, jadi belum ditulis. Pemeriksaan berikutnya "
            "mencoba lagi. Bila kalimat ini terus muncul, jalankan: python scripts/setup_worklog.py"
        )


class GoogleUnavailable(GoogleError):
    """Google could not be reached or had no room; nobody has to mend anything, and the next check may succeed.

    `untouched`: it is certain that nothing was changed in the spreadsheet. `wait`: seconds that Google asks to wait.
    """

    def __init__(self, sentence: str, *, untouched: bool = False, wait: float = 0) -> None:
        super().__init__(sentence)
        self.untouched = untouched
        self.wait = wait


class AmbiguousChange(GoogleUnavailable):
    """A change that must not be made twice may have been made; read the spreadsheet before sending it again."""

    def __init__(self) -> None:
        super().__init__(
            "Sambungan ke Google terputus ketika menulis, sehingga belum pasti apakah tulisan itu tersimpan. "
            "Pemeriksaan berikutnya membaca ulang Google Sheet sebelum menulis lagi."
        )
