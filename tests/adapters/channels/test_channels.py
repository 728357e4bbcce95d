"""Messages to a real mail server, with a real certificate and login, and to a real web service."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mail_server import PASSWORD, USER, Certificates, Mailbox, certificates, free_port, mail_server, spoken, text_of
from selection import first_ones
from web_service import web_service
from worklog.adapters.channels import channels
from worklog.adapters.channels.channels import ChannelError, MailServer, Message, mail_channel, read_channels
from worklog.adapters.channels.mail import _message
from worklog.adapters.channels.mail_password import read_password
from worklog.adapters.channels.outcomes import Delivery, Outcome
from worklog.core.reminders.mail_address import mail_address

HELLO = Message("Laporan Harian Jumat, 27 November 2026 – ringkas", "Tayang 3, terlambat 1.\n<b>Rapat & évaluasi</b>")
TO = "kasubag@kpu.go.id"


@pytest.fixture(autouse=True)
def _little_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(channels, "PATIENCE", 0.5)


@pytest.fixture
def trusted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Certificates:
    """A certificate for localhost that this computer trusts, as if its authority were installed."""
    made = certificates(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(made.authority))
    return made


def server(
    port: int, security: str = "none", user: str = "", password: str = "", host: str = "localhost"
) -> MailServer:
    return MailServer(host, port, security, user, password, "robot@kpu.go.id", 'KPU "Kab." Pekalongan, <Humas>')


def sent(port: int, message: Message = HELLO, **options: str) -> Delivery:
    return mail_channel(server(port, **options), TO).send(message)


def failed(delivery: Delivery) -> str:
    assert delivery.outcome is Outcome.FAILED
    return delivery.reason


# What arrives


def test_a_message_arrives_as_plain_text_from_the_office() -> None:
    box = Mailbox()
    with mail_server(box) as port:
        assert sent(port) == Delivery(Outcome.SENT)
    ((address, message),) = box.taken
    assert address == TO
    assert message["Subject"] == HELLO.subject
    assert message["From"] == '"KPU Kab. Pekalongan Humas" <robot@kpu.go.id>'
    assert message["To"] == TO
    assert message["X-Application"] == "Pemeriksaan Otomatis Buku Kerja"
    assert message.get_content_type() == "text/plain"
    assert text_of(message).strip() == HELLO.text
    assert box.raw[0].isascii()


def test_a_report_and_its_pdf_are_attached(tmp_path: Path) -> None:
    report, page = tmp_path / "Laporan Harian 2026-11-27.xlsx", tmp_path / "100% jadi.pdf"
    report.write_bytes(b"PK isi")
    page.write_bytes(b"%PDF isi")
    box = Mailbox()
    with mail_server(box) as port:
        assert (
            sent(port, Message("Laporan", "Terlampir.", [report, page, tmp_path / "tidak ada.xlsx"])).outcome
            is Outcome.SENT
        )
    ((_, message),) = box.taken
    found = [(part.get_filename(), part.get_content_type(), part.get_content()) for part in message.iter_attachments()]
    assert found == [
        (report.name, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", b"PK isi"),
        (page.name, "application/pdf", b"%PDF isi"),
    ]
    assert text_of(message).strip() == "Terlampir."


def test_a_subject_cannot_bring_headers_in() -> None:
    box = Mailbox()
    with mail_server(box) as port:
        sent(port, Message("Rapat\r\nBcc: semua@kpu.go.id\r\n\r\nisi lain", "isi"))
    ((address, message),) = box.taken
    assert (address, message["Subject"], message["Bcc"]) == (TO, "Rapat Bcc: semua@kpu.go.id isi lain", None)


LABEL = st.from_regex(r"[A-Za-z0-9]([A-Za-z0-9-]{0,8}[A-Za-z0-9])?", fullmatch=True)
PLAIN = st.builds(
    "{}@{}.{}".format,
    st.from_regex(r"\A[A-Za-z0-9_.+'-]{1,12}\Z"),
    st.lists(LABEL, min_size=1, max_size=3).map(".".join),
    st.from_regex(r"[a-z]{2,6}", fullmatch=True),
).filter(mail_address)


@given(PLAIN)
def test_an_address_that_is_taken_is_the_one_that_is_written_to(address: str) -> None:
    message = _message(MailServer("localhost", 25, "none", "", "", address, "KPU"), address, "Judul", "isi", [])
    (to,), (sender,) = message["To"].addresses, message["From"].addresses
    assert (to.addr_spec, sender.addr_spec, sender.display_name) == (address, address, "KPU")


@pytest.mark.parametrize("security", ["starttls", "ssl"])
def test_login_over_a_secure_connection(security: str, trusted: Certificates) -> None:
    box = Mailbox()
    with mail_server(box, security, trusted.server, login=True) as port:
        assert sent(port, security=security, user=USER, password=PASSWORD) == Delivery(Outcome.SENT)
    assert box.recipients == [TO]


# What certainly does not arrive


@pytest.mark.parametrize("security", ["starttls", "ssl"])
def test_a_refused_login_is_told_without_the_password(security: str, trusted: Certificates) -> None:
    box = Mailbox()
    with mail_server(box, security, trusted.server, login=True) as port:
        delivery = sent(port, security=security, user=USER, password="salah-rahasia")
    assert failed(delivery).startswith("Server surel menolak nama masuk (user) atau sandinya (kode 535).")
    assert delivery.server_down
    assert "rahasia" not in repr(delivery)
    assert box.taken == []


@pytest.mark.parametrize("security", ["starttls", "ssl"])
def test_a_certificate_that_nobody_vouches_for_is_refused(security: str, tmp_path: Path) -> None:
    box = Mailbox()
    with mail_server(box, security, certificates(tmp_path).server) as port:
        delivery = sent(port, security=security)
    assert "Sertifikat server surel tidak dapat dipercaya." in failed(delivery)
    assert box.taken == []


def test_the_certificate_of_another_server_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = certificates(tmp_path, "surel.contoh.id")
    monkeypatch.setenv("SSL_CERT_FILE", str(other.authority))
    with mail_server(Mailbox(), "ssl", other.server) as port:
        assert "Sertifikat server surel tidak dapat dipercaya." in failed(sent(port, security="ssl"))


def test_a_password_does_not_go_over_a_connection_that_cannot_be_secured() -> None:
    box = Mailbox()
    with mail_server(box, login=True) as port:
        delivery = sent(port, security="starttls", user=USER, password=PASSWORD)
    assert "tidak mengenal pengaman atau cara masuk itu" in failed(delivery)
    assert box.taken == []


def test_a_port_with_another_kind_of_security_is_told() -> None:
    with mail_server(Mailbox()) as port:
        assert "Sambungan aman ke server surel gagal." in failed(sent(port, security="ssl"))


def test_a_server_that_is_not_there_is_told() -> None:
    delivery = sent(free_port())
    assert failed(delivery).startswith("Server surel tidak dapat dihubungi.")
    assert delivery.server_down


def test_a_name_that_is_no_name_is_told_and_the_message_waits() -> None:
    delivery = sent(25, host="surel..kpu.go.id")
    assert "Nama server surel tidak ditemukan." in failed(delivery)
    assert delivery.server_down


def test_a_pc_whose_own_name_has_other_letters_sends_mail(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("socket.getfqdn", lambda *_: "PC-HUMÁS.mshome.net")
    box = Mailbox()
    with mail_server(box) as port:
        assert sent(port) == Delivery(Outcome.SENT)


def test_lines_that_begin_with_a_full_stop_arrive_as_they_are() -> None:
    box = Mailbox()
    with mail_server(box) as port:
        sent(port, Message("Judul", ".satu\n..dua\n.\ntiga"))
    assert text_of(box.taken[0][1]).strip() == ".satu\n..dua\n.\ntiga"


def test_a_name_that_no_server_has_is_told() -> None:
    assert "Nama server surel tidak ditemukan." in failed(sent(25, host="surel.tidak-ada.invalid"))


def test_greylisting_is_a_postponement_and_the_second_try_arrives() -> None:
    box = Mailbox(answers=["451 4.7.1 Greylisted"])
    with mail_server(box) as port:
        first, second = sent(port), sent(port)
    assert failed(first) == "Server surel menunda penerimaan (kode 451); dicoba lagi nanti."
    assert not first.server_down
    assert second.outcome is Outcome.SENT
    assert box.recipients == [TO]


def test_an_address_that_is_not_known_there_is_told() -> None:
    box = Mailbox(answers=["550 no such user"])
    with mail_server(box) as port:
        delivery = sent(port)
    assert "menolak alamat penerima (kode 550)" in failed(delivery)
    assert not delivery.server_down


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ("452 4.3.1 disk full", "Server surel menunda penerimaan (kode 452); dicoba lagi nanti."),
        ("552 too large", "Server surel menolak isi pesan (kode 552). Mungkin lampirannya terlalu besar."),
        ("550 spam", "Server surel menolak isi pesan (kode 550)."),
    ],
)
def test_a_message_that_was_refused_as_a_whole_certainly_did_not_arrive(answer: str, reason: str) -> None:
    with mail_server(Mailbox(data_answer=answer)) as port:
        delivery = sent(port)
    assert delivery == Delivery(Outcome.FAILED, reason)


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        ((), "Server surel tidak menjawab."),
        ((b"220 hai",), "Server surel tidak menjawab."),
        ((b"!",), "Server surel tidak dapat dihubungi."),
        ((b"421 sibuk",), "Server surel menunda penerimaan (kode 421); dicoba lagi nanti."),
        ((b"554 pergi",), "Server surel menolak sambungan (kode 554)."),
        ((b"220 hai", b"250 hai", b"250 OK"), "Server surel tidak menjawab."),
        ((b"220 hai", b"250 hai", b"250 OK", b"!"), "Server surel tidak dapat dihubungi."),
        ((b"220 hai", b"250 hai", b"451 nanti", b"250 OK"), "Server surel menunda penerimaan (kode 451); dicoba lagi nanti."),
        ((b"220 hai", b"250 hai", b"553 bukan Anda", b"250 OK"), "Server surel menolak pengirim (kode 553). Periksa sender"),
    ],
    ids=["greeting", "ehlo", "gone", "busy", "refused", "recipient", "gone at recipient", "sender later", "sender"],
)  # fmt: skip
def test_a_server_that_fails_before_it_has_the_message(lines: tuple[bytes, ...], reason: str) -> None:
    with spoken(*lines) as port:
        assert failed(sent(port)).startswith(reason)


# What nobody knows


def test_a_server_that_hangs_after_the_message_may_have_it() -> None:
    box = Mailbox(hangs_after_data=True)
    with mail_server(box) as port:
        delivery = sent(port)
    assert box.recipients == [TO]
    assert delivery.outcome is Outcome.UNCERTAIN
    assert delivery.reason == (
        "Sambungan terputus sesudah pesan diserahkan. Tanyakan kepada penerima; pesan ini tidak dikirim ulang."
    )


@pytest.mark.parametrize("end", [(), (b"!",)], ids=["hangs", "goes away"])
def test_a_server_that_goes_away_after_the_message_may_have_it(end: tuple[bytes, ...]) -> None:
    with spoken(b"220 hai", b"250 hai", b"250 OK", b"250 OK", b"354 silakan", *end) as port:
        assert sent(port).outcome is Outcome.UNCERTAIN


# Nothing secret goes on


def test_nothing_of_what_apprise_writes_reaches_the_log_of_the_program(
    caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    caplog.set_level(logging.DEBUG)
    file = tmp_path / "saluran.txt"
    file.write_text(f"kasubag=json://robot:{PASSWORD}@localhost:{free_port()}/{PASSWORD}\n", encoding="utf-8")
    (channel,) = read_channels(file).channels
    told = repr([channel, channel.send(HELLO), sent(free_port(), user=USER, password=PASSWORD)])
    assert PASSWORD not in told + caplog.text + "".join(capfd.readouterr())
    assert PASSWORD not in repr(server(25, user=USER, password=PASSWORD))


def test_the_loggers_are_as_before() -> None:
    before = [(logging.getLogger(name).level, logging.getLogger(name).propagate) for name in ("apprise", "urllib3")]
    sent(free_port())
    assert [(logging.getLogger(n).level, logging.getLogger(n).propagate) for n in ("apprise", "urllib3")] == before


# The file of channels


def channel_of(folder: Path, line: str) -> channels.Channel:
    file = folder / "saluran.txt"
    file.write_text(line, encoding="utf-8")
    (channel,) = read_channels(file).channels
    return channel


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r\r\n", "\r"])
def test_a_file_of_channels_is_read_line_by_line(tmp_path: Path, line_end: str) -> None:
    file = tmp_path / "saluran.txt"
    lines = ["# saluran kantor", "", "kasubag=json://localhost/a", " Pengelola = json://localhost/b", "; lama"]
    file.write_bytes(line_end.join(lines).encode("utf-8-sig"))
    found = read_channels(file)
    assert [(channel.tag, channel.name) for channel in found.channels] == [
        ("kasubag", "JSON untuk kasubag (baris 3)"),
        ("pengelola", "JSON untuk pengelola (baris 4)"),
    ]
    assert found.problems == []
    assert len({channel.id for channel in found.channels}) == 2


def test_the_id_of_a_channel_goes_with_its_address_wherever_it_stands(tmp_path: Path) -> None:
    first = channel_of(tmp_path, "kasubag=json://localhost/rahasia")
    again = channel_of(tmp_path, "# baru\n\nkasubag = json://localhost/rahasia")
    assert first.id == again.id != channel_of(tmp_path, "kasubag=json://localhost/lain").id
    assert "rahasia" not in repr(first)


@pytest.mark.parametrize(
    "line", ["json://localhost", "kasubag json://localhost", "kasubag=", "semua=json://localhost", "kasubag=entah://rahasia",
             "kasubag=tgram://rahasia", "include http://localhost/rahasia"],
)  # fmt: skip
def test_a_line_that_cannot_be_used_is_told_by_its_number_alone(line: str, tmp_path: Path) -> None:
    file = tmp_path / "saluran.txt"
    file.write_text(f"\n{line}\n", encoding="utf-8")
    found = read_channels(file)
    assert found.channels == []
    (problem,) = found.problems
    assert problem.startswith(f"Berkas saluran {file}, baris 2, tidak dapat dipakai. Tulis kasubag=… atau pengelola=…")
    assert "rahasia" not in problem


def test_a_file_of_channels_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(ChannelError, match="Buat berkas itu, atau kosongkan"):
        read_channels(tmp_path / "saluran.txt")


@pytest.mark.parametrize("kind", ["folder", "other letters"])
def test_a_file_of_channels_that_cannot_be_read_is_told(kind: str, tmp_path: Path) -> None:
    file = tmp_path / "saluran.txt"
    if kind == "folder":
        file.mkdir()
    else:
        file.write_bytes(b"kasubag=json://\xff\xfe")
    with pytest.raises(ChannelError, match="tidak dapat dibaca"):
        read_channels(file)


def test_a_channel_gets_the_message_and_its_files(tmp_path: Path) -> None:
    report = tmp_path / "Laporan.xlsx"
    report.write_bytes(b"PK")
    with web_service() as service:
        channel = channel_of(tmp_path, f"kasubag=json://{service.url}/x")
        assert channel.send(Message(HELLO.subject, HELLO.text, [report])) == Delivery(Outcome.SENT)
    ((path, body),) = service.asked
    assert (path, body["title"], body["message"]) == ("/x", HELLO.subject, HELLO.text)
    assert [one["filename"] for one in body["attachments"]] == ["Laporan.xlsx"]


def test_telegram_shows_what_stands_in_a_cell_as_it_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from apprise.plugins.telegram import NotifyTelegram

    with web_service() as service:
        monkeypatch.setattr(NotifyTelegram, "notify_url", f"http://{service.url}/bot")
        channel = channel_of(tmp_path, "kasubag=tgram://123456789:abcdefghijklmnopqrstuvwxyz012345678/12345/")
        delivery = channel.send(
            Message("Judul <b>", "[tautan](http://jahat) *tebal* <a href='x'>klik</a> & lain\n" + "x" * 9000)
        )
    assert delivery.outcome is Outcome.SENT
    ((_, body),) = service.asked
    if body.get("parse_mode") == "HTML":
        assert "&lt;a href" in body["text"]
        assert "<a href" not in body["text"]
    else:
        assert "parse_mode" not in body
    assert "[tautan](http://jahat) *tebal*" in body["text"]
    assert len(body["text"]) <= 4096


@pytest.mark.parametrize(
    ("status", "outcome", "reason"),
    first_ones(
        [
            (401, Outcome.FAILED, "Layanan itu menolak (kode 401). Periksa alamat salurannya di berkas saluran."),
            (429, Outcome.FAILED, "Layanan itu menerima terlalu banyak pesan (kode 429); dicoba lagi nanti."),
            (502, Outcome.UNCERTAIN, "Layanan itu tidak menyebut sebabnya."),
            (0, Outcome.UNCERTAIN, "Sambungan terputus sesudah pesan diserahkan."),
        ],
        2,
    ),
)
def test_a_service_that_does_not_take_the_message(status: int, outcome: Outcome, reason: str, tmp_path: Path) -> None:
    with web_service(status) as service:
        delivery = channel_of(tmp_path, f"kasubag=json://{service.url}/x").send(HELLO)
    assert delivery.outcome is outcome
    assert delivery.reason.startswith(reason)
    assert len(service.asked) == 1


def test_a_service_that_is_not_there_certainly_got_nothing(tmp_path: Path) -> None:
    delivery = channel_of(tmp_path, f"kasubag=json://localhost:{free_port()}/x").send(HELLO)
    assert delivery == Delivery(Outcome.FAILED, "Layanan itu tidak dapat dihubungi. Periksa sambungan internet PC ini.")


def test_a_service_that_took_the_text_but_not_the_file_is_not_asked_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from apprise.plugins.telegram import NotifyTelegram

    report = tmp_path / "Laporan.xlsx"
    report.write_bytes(b"PK")
    with web_service(200, 400) as service:
        monkeypatch.setattr(NotifyTelegram, "notify_url", f"http://{service.url}/bot")
        channel = channel_of(tmp_path, "kasubag=tgram://123456789:abcdefghijklmnopqrstuvwxyz012345678/12345/")
        delivery = channel.send(Message("Laporan", "isi " * 400, [report]))
    assert (delivery.outcome, delivery.reason.split(".")[0]) == (
        Outcome.UNCERTAIN, "Hanya sebagian yang diterima layanan itu",
    )  # fmt: skip
    assert len(service.asked) == 2


# The password


def test_the_password_comes_from_the_file_or_else_from_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "sandi.txt"
    file.write_text(f"{PASSWORD}\r\ncatatan\r\n", encoding="utf-8-sig")
    monkeypatch.setenv("SANDI", "dari lingkungan")
    assert read_password("SANDI", file) == PASSWORD
    assert read_password("SANDI", None) == "dari lingkungan"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (None, "Berkas yang disebut notification.email.password_file tidak ada. Betulkan letaknya."),
        (b"", "Sandi server surel belum ada. Buat variabel lingkungan SANDI"),
        (b"\xff\xfe", "tidak dapat dibaca (UnicodeDecodeError)"),
        ("sandí".encode(), "memuat huruf yang tidak dikenal server surel"),
    ],
    ids=["missing", "empty", "other letters", "accent"],
)
def test_a_password_that_cannot_be_used_is_told_but_not_shown(
    content: bytes | None, reason: str, tmp_path: Path
) -> None:
    file = tmp_path / "berkas.txt"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(ChannelError) as caught:
        read_password("SANDI", file)
    assert reason in str(caught.value)
    assert "sandí" not in str(caught.value)
