"""The configuration: defaults, places, and every problem told at once in Indonesian."""

import json
from pathlib import Path
from typing import Any

import pytest

from worklog.config.config import (
    CHANNELS_VARIABLE,
    DEFAULT_CONFIG,
    SOP_FOLDER,
    TEMPLATES,
    Config,
    load_config,
)
from worklog.config.sources import KEY_VARIABLE, ConfigError, GoogleSource, WorkbookSource
from worklog.core.judging.settings import Settings
from worklog.core.timetable import Timetable

ID = "1AxzqfXfYSEiVVIdP2QYSVPr7bOG_jhO-k"


def write(folder: Path, content: object) -> Path:
    path = folder / "pengaturan.json"
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return path


def told(folder: Path, content: object) -> list[str]:
    """The problems of a configuration, without the line that names the file."""
    with pytest.raises(ConfigError) as caught:
        load_config(write(folder, content))
    first, *lines = str(caught.value).split("\n")
    assert first == f"Pengaturan di {folder / 'pengaturan.json'} belum dapat dipakai:"
    return [line.removeprefix("- ") for line in lines]


def test_empty_object_is_a_valid_configuration(tmp_path: Path) -> None:
    config = load_config(write(tmp_path, {}))
    assert config.office.name == "KPU Kabupaten Pekalongan"
    assert config.backups.keep == 14
    assert [signer.heading for signer in config.office.signers] == ["Mengetahui,", "Dibuat oleh,"]


def test_project_configuration_shows_every_key_with_its_default() -> None:
    written = json.loads(DEFAULT_CONFIG.read_text(encoding="utf-8"))
    assert written == Config().model_dump(mode="json")


def test_places_of_the_program_exist() -> None:
    assert DEFAULT_CONFIG.is_file()
    assert TEMPLATES.is_dir()
    assert list(SOP_FOLDER.glob("*.json"))


def test_relative_places_are_counted_from_the_configuration_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere, home = tmp_path / "lain", tmp_path / "kantor"
    elsewhere.mkdir()
    home.mkdir()
    write(home, {"source": {"path": "log.xlsx"}, "reports": {"folder": "../bersama"}})
    monkeypatch.chdir(elsewhere)
    config = load_config(Path("../kantor/pengaturan.json"))
    assert config.workbook.resolve() == home / "log.xlsx"
    assert config.report_folder.resolve() == tmp_path / "bersama"
    assert config.backup_folder.resolve() == home / "cadangan"


def test_absolute_place_stays_as_it_is(tmp_path: Path) -> None:
    place = tmp_path / "jauh" / "log.xlsx"
    assert load_config(write(tmp_path, {"source": {"type": "workbook", "path": str(place)}})).workbook == place


def test_log_is_a_workbook_unless_told(tmp_path: Path) -> None:
    assert load_config(write(tmp_path, {"source": {"path": "log.xlsx"}})).source == WorkbookSource(path="log.xlsx")


@pytest.mark.parametrize(
    "written",
    [
        ID,
        f"  {ID}\n",
        f"https://docs.google.com/spreadsheets/d/{ID}/edit?gid=123#gid=123",
        f"https://docs.google.com/spreadsheets/d/{ID}",
        f"https://docs.google.com/spreadsheets/u/0/d/{ID}/edit",
        f"https://docs.google.com/a/kpu.go.id/spreadsheets/d/{ID}/view",
    ],
)
def test_google_sheet_is_named_by_its_address_or_its_id(written: str, tmp_path: Path) -> None:
    config = load_config(write(tmp_path, {"source": {"type": "google", "spreadsheet_id": written}}))
    assert config.source == GoogleSource(spreadsheet_id=ID)


@pytest.mark.parametrize(
    "written",
    [
        "Buku Kerja Media Sosial",
        "1AbC",
        f"https://docs.google.com/document/d/{ID}/edit",
        f"https://drive.google.com/file/d/{ID}/view",
        f"https://docs.google.com/spreadsheets/d/e/2PACX-{ID}/pubhtml",
        f"https://example.com/?https://docs.google.com/spreadsheets/d/{ID}/edit",
    ],
)
def test_what_names_no_google_sheet_is_refused(written: str, tmp_path: Path) -> None:
    assert told(tmp_path, {"source": {"type": "google", "spreadsheet_id": written}}) == [
        "$.source.spreadsheet_id: harus alamat Google Sheet; buka sheet itu di browser, lalu salin alamatnya "
        f'(https://docs.google.com/spreadsheets/d/…/edit); tertulis "{written}".'
    ]


def test_all_problems_of_a_google_sheet_are_told_at_once(tmp_path: Path) -> None:
    assert told(
        tmp_path, {"source": {"type": "google", "spredsheet_id": ID, "credentials": 5, "path": "log.xlsx"}}
    ) == [
        "$.source.credentials: harus teks di antara tanda kutip; tertulis 5.",
        '$.source.spredsheet_id: kunci ini tidak dikenal. Mungkin maksudnya "spreadsheet_id"? '
        "Perbaiki ejaannya atau hapus.",
        "$.source.path: kunci ini tidak dikenal. Kunci yang dikenal di sini: type, spreadsheet_id, credentials. "
        "Perbaiki ejaannya atau hapus.",
    ]


@pytest.mark.parametrize("source", [{}, {"spreadsheet_id": " "}])
def test_google_sheet_that_setup_makes_needs_no_address(source: dict[str, str], tmp_path: Path) -> None:
    config = load_config(write(tmp_path, {"source": {"type": "google", **source}}))
    assert (config.source, config.spreadsheet_id) == (GoogleSource(), "")


@pytest.mark.parametrize("pasted", ['{"type": "service_account"}', "----- PRIVATE KEY -----"])
def test_key_itself_does_not_belong_into_the_configuration(pasted: str, tmp_path: Path) -> None:
    assert told(tmp_path, {"source": {"type": "google", "spreadsheet_id": ID, "credentials": pasted}}) == [
        "$.source.credentials: isi dengan letak berkas kuncinya, bukan dengan isi berkas itu."
    ]


def google_config(folder: Path, **source: str) -> Config:
    return load_config(write(folder, {"source": {"type": "google", "spreadsheet_id": ID} | source}))


def test_key_is_looked_for_from_the_configuration_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(KEY_VARIABLE, str(tmp_path / "lain.json"))
    assert google_config(tmp_path, credentials="kunci/a.json").google_key == tmp_path / "kunci" / "a.json"
    assert google_config(tmp_path, credentials="~/a.json").google_key == Path.home() / "a.json"


def test_key_may_be_named_by_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOOGLE_APPLICATION_CREDENTIALS", str(tmp_path / "lain.json"))
    assert google_config(tmp_path).google_key == tmp_path / "lain.json"


@pytest.mark.parametrize("value", ["", None])
def test_key_that_nothing_names_is_asked_for(
    value: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(KEY_VARIABLE, raising=False)
    if value is not None:
        monkeypatch.setenv(KEY_VARIABLE, value)
    with pytest.raises(ConfigError) as caught:
        _ = google_config(tmp_path).google_key
    assert str(caught.value) == (
        "Letak berkas kunci Google belum disebut. Isi source.credentials di sheets_config.json, "
        "atau buat variabel lingkungan GOOGLE_APPLICATION_CREDENTIALS."
    )


def test_each_kind_of_log_has_its_own_place_only(tmp_path: Path) -> None:
    with pytest.raises(TypeError):
        _ = google_config(tmp_path).workbook
    with pytest.raises(TypeError):
        _ = Config().google_key
    with pytest.raises(TypeError):
        _ = Config().spreadsheet_id


def test_folder_is_that_of_the_configuration_file(tmp_path: Path) -> None:
    assert google_config(tmp_path).folder == tmp_path


def test_byte_order_mark_is_let_through(tmp_path: Path) -> None:
    path = tmp_path / "pengaturan.json"
    path.write_bytes(b"\xef\xbb\xbf{}")
    assert load_config(path).backups.keep == 14


def test_hours_become_windows_from_monday_on(tmp_path: Path) -> None:
    weekly = load_config(write(tmp_path, {"working_hours": {"sabtu": "08.00-10.00"}})).working_hours.weekly
    morning, afternoon = (27_000, 43_200), (46_800, 57_600)
    assert weekly == (*([(morning, afternoon)] * 4), ((27_000, 41_400), (46_800, 59_400)), ((28_800, 36_000),), ())


def test_regular_week_has_37_and_a_half_hours() -> None:
    windows = [window for day in Config().working_hours.weekly for window in day]
    assert sum(closing - opening for opening, closing in windows) == 37.5 * 3600


def test_defaults_are_those_of_the_core() -> None:
    config = Config()
    assert dict(config.rules) == vars(Settings())
    assert dict(config.schedule) == {**vars(Timetable()), "unwritten_hours": 8}


def test_rule_choices_reach_the_checks(tmp_path: Path) -> None:
    choices = {"ignore": ["T5"], "severity": {"W4": "info", "W401": "error"}, "hashtags": ["#KPUPekalongan*"]}
    settings = load_config(write(tmp_path, {"rules": choices})).rules
    assert settings.is_ignored("T502")
    assert settings.severity_of("W401", "warning") == "error"
    assert settings.hashtags == ("#KPUPekalongan*",)


def test_all_problems_are_told_at_once(tmp_path: Path) -> None:
    content = {
        "source": {"type": "workbook", "path": " ", "spreadsheet_id": ID},
        "office": {"signers": [{"nama": "Budi"}], "city": 5},
        "working_hours": {"senin": "pagi"},
        "holidays": {"public": "ya"},
        "rules": {"severity": {"W401": "fatal"}, "near_limit_percent": 0},
        "backups": {"keep": "14"},
        "ofice": {},
    }
    assert told(tmp_path, content) == [
        "$.source.path: alamat berkas atau folder tidak boleh kosong; isi, atau hapus kuncinya.",
        "$.source.spreadsheet_id: kunci ini tidak dikenal. Kunci yang dikenal di sini: type, path. Perbaiki ejaannya atau "
        "hapus.",
        "$.office.city: harus teks di antara tanda kutip; tertulis 5.",
        '$.office.signers[0].nama: kunci ini tidak dikenal. Mungkin maksudnya "name"? Perbaiki ejaannya atau hapus.',
        '$.working_hours.senin: jam kerja "pagi" tidak terbaca; tulis seperti "07:30-12:00, 13:00-16:00", '
        'atau "" bila tutup.',
        '$.holidays.public: harus true atau false, tanpa tanda kutip; tertulis "ya".',
        '$.rules.severity.W401: harus "error", "warning" atau "info"; tertulis "fatal".',
        "$.rules.near_limit_percent: harus 1 atau lebih; tertulis 0.",
        '$.backups.keep: harus bilangan bulat tanpa tanda kutip, misalnya 15; tertulis "14".',
        '$.ofice: kunci ini tidak dikenal. Mungkin maksudnya "office"? Perbaiki ejaannya atau hapus.',
    ]


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ({"rules": {"ignore": ["X9"]}}, '$.rules.ignore[0]: harus kode aturan seperti W401, atau awalannya seperti T5; tertulis "X9".'),
        ({"rules": {"severity": {"w4": "info"}}}, '$.rules.severity.w4: harus kode aturan seperti W401, atau awalannya seperti T5; tertulis "w4".'),
        ({"rules": {"greetings": ["*"]}}, '$.rules.greetings[0]: harus sapaan yang diawali huruf, misalnya "Sugeng enjing"; tertulis "*".'),
        ({"rules": {"hashtags": ["KPU"]}}, '$.rules.hashtags[0]: harus tagar tanpa spasi, misalnya "#KPUMelayani" atau "#Pilkada*"; tertulis "KPU".'),
        ({"rules": {"near_limit_percent": 101}}, "$.rules.near_limit_percent: harus 100 atau kurang; tertulis 101."),
        ({"rules": {"horizon_days": 2.5}}, "$.rules.horizon_days: harus bilangan bulat tanpa tanda kutip, misalnya 15; tertulis 2.5."),
        ({"rules": []}, "$.rules: harus kumpulan kunci di antara kurung kurawal { }; tertulis []."),
        ({"rules": {"severity": "info"}}, '$.rules.severity: harus kumpulan kunci di antara kurung kurawal { }; tertulis "info".'),
        ({"rules": {"ignore": "T5"}}, '$.rules.ignore: harus daftar di antara kurung siku [ ]; tertulis "T5".'),
        ({"schedule": {"daily_report_at": "25:00"}}, '$.schedule.daily_report_at: harus jam seperti "15:30"; tertulis "25:00".'),
        ({"office": {"warna": 1}}, "$.office.warna: kunci ini tidak dikenal. Kunci yang dikenal di sini: name, unit, address, city, signers. Perbaiki ejaannya atau hapus."),
        ({"office": {"a b": 1}}, '$.office["a b"]: kunci ini tidak dikenal. Kunci yang dikenal di sini: name, unit, address, city, signers. Perbaiki ejaannya atau hapus.'),
        ({"source": {"type": "excel", "path": " "}}, '$.source.type: harus "google" atau "workbook"; tertulis "excel".'),
        ({"source": {"type": None}}, '$.source.type: harus "google" atau "workbook"; tertulis null.'),
        ({"source": {"type": 5}}, '$.source.type: harus "google" atau "workbook"; tertulis 5.'),
        ({"source": "log.xlsx"}, '$.source: harus kumpulan kunci di antara kurung kurawal { }; tertulis "log.xlsx".'),
        ([], "$: harus kumpulan kunci di antara kurung kurawal { }; tertulis []."),
    ],
)  # fmt: skip
def test_problem_says_where_what_and_how(content: Any, problem: str, tmp_path: Path) -> None:
    assert told(tmp_path, content) == [problem]


def test_week_that_never_opens_is_refused(tmp_path: Path) -> None:
    closed = {"working_hours": dict.fromkeys(("senin", "selasa", "rabu", "kamis", "jumat"), "")}
    assert told(tmp_path, closed) == [
        "$.working_hours: sedikitnya satu hari dalam seminggu harus buka; isi jam kerjanya."
    ]


def test_windows_path_whose_backslashes_became_other_signs_is_refused(tmp_path: Path) -> None:
    (problem,) = told(tmp_path, r'{"source": {"path": "D:\bersama\tabel.xlsx"}}')
    assert problem.startswith("$.source.path: teks ini memuat tanda yang tidak tercetak")
    assert "tulis garis miring / atau dua kali \\\\" in problem


def test_long_value_is_shortened_in_the_message(tmp_path: Path) -> None:
    (problem,) = told(tmp_path, {"backups": {"keep": "x" * 1000}})
    assert problem.endswith('"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx….')


def test_missing_file_says_how_to_get_one(tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as caught:
        load_config(tmp_path / "tidak ada" / "pengaturan.json")
    assert str(caught.value) == (
        f"Pengaturan di {tmp_path / 'tidak ada' / 'pengaturan.json'} belum dapat dipakai:\n"
        "- berkas ini tidak ada. Sebut berkas yang benar dengan --config, salin sheets_config.json dari paket "
        "program, atau buat berkas itu dengan isi {} (semua nilai bawaan)."
    )


def test_broken_json_becomes_a_configuration_error(tmp_path: Path) -> None:
    assert told(tmp_path, '{\n  "office": {},\n}') == ["baris 2 kolom 15: koma sebelum kurung penutup harus dihapus."]


# Messages

MAIL = {"host": "smtp.kpu.go.id", "user": "robot@kpu.go.id"}


def test_messages_are_off_until_they_are_filled_in(tmp_path: Path) -> None:
    notification = load_config(write(tmp_path, {})).notification
    assert (notification.reminders, notification.kasubag, notification.pengelola) == ("off", (), ())
    assert (notification.email.host, notification.channels) == ("", "")


@pytest.mark.parametrize(("security", "port"), [("starttls", 587), ("ssl", 465), ("none", 25)])
def test_the_port_of_the_mail_server_goes_with_its_security_unless_told(security: str, port: int) -> None:
    email = Config.model_validate({"notification": {"email": {"security": security}}}).notification.email
    assert email.server_port == port
    assert email.model_copy(update={"port": 2525}).server_port == 2525


def test_messages_come_from_the_user_unless_told(tmp_path: Path) -> None:
    email = load_config(write(tmp_path, {"notification": {"email": MAIL}})).notification.email
    assert email.sending_address == "robot@kpu.go.id"
    assert email.model_copy(update={"sender": "humas@kpu.go.id"}).sending_address == "humas@kpu.go.id"


def test_files_with_secrets_are_named_by_the_configuration_or_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(CHANNELS_VARIABLE, raising=False)
    named = {"email": {"password_file": "../sandi.txt"}, "channels": "../saluran.txt"}
    config = load_config(write(tmp_path, {"notification": named}))
    assert (config.mail_password_file, config.channels_file) == (
        tmp_path.parent / "sandi.txt",
        tmp_path.parent / "saluran.txt",
    )
    unnamed = load_config(write(tmp_path, {}))
    assert (unnamed.mail_password_file, unnamed.channels_file) == (None, None)
    monkeypatch.setenv(CHANNELS_VARIABLE, str(tmp_path / "lain.txt"))
    assert load_config(write(tmp_path, {})).channels_file == tmp_path / "lain.txt"


def test_all_problems_of_messages_are_told_at_once_and_no_secret_is_repeated(tmp_path: Path) -> None:
    content = {
        "email": {
            "host": "https://smtp.kpu.go.id:587", "port": 70_000, "security": "tls", "sender": "robot",
            "password_variable": "rahasia-1!", "password": "rahasia-2", "user": "röbot",
        },
        "kasubag": ["kasubag@kpu.go.id", "Bu Kasubag"],
        "channels": "tgram://rahasia-3/12345",
        "reminders": "harian",
        "digest_at": "8.00",
        "quiet": "malam",
        "alert_after_failures": 0,
    }  # fmt: skip
    problems = told(tmp_path, {"notification": content})
    assert problems == [
        '$.notification.email.host: harus nama server seperti "smtp.kpu.go.id", tanpa https:// dan tanpa nomor port; '
        'tertulis "https://smtp.kpu.go.id:587".',
        "$.notification.email.port: harus 65535 atau kurang; tertulis 70000.",
        '$.notification.email.security: harus "starttls", "ssl" atau "none"; tertulis "tls".',
        "$.notification.email.user: harus nama masuk tanpa huruf khusus, seperti yang dikenal server surel; tertulis "
        '"röbot".',
        '$.notification.email.sender: harus satu alamat surel seperti "nama@kpu.go.id"; tertulis "robot".',
        '$.notification.email.password_variable: isi dengan nama variabel lingkungan, misalnya "MEDSOS_SANDI_SUREL", '
        "bukan dengan sandinya.",
        "$.notification.email.password: kunci ini tidak dikenal. Mungkin maksudnya "
        '"password_file" atau "password_variable"? Perbaiki ejaannya atau hapus.',
        '$.notification.kasubag[1]: harus satu alamat surel seperti "nama@kpu.go.id"; tertulis "Bu Kasubag".',
        "$.notification.channels: isi dengan letak berkas saluran, bukan dengan alamat salurannya; alamat itu rahasia.",
        '$.notification.reminders: harus "off", "each" atau "digest"; tertulis "harian".',
        '$.notification.digest_at: harus jam seperti "15:30"; tertulis "8.00".',
        '$.notification.quiet: jam tenang "malam" tidak terbaca; tulis seperti "12:00-13:00, 21:00-06:00".',
        "$.notification.alert_after_failures: harus 1 atau lebih; tertulis 0.",
    ]
    assert "rahasia-" not in "".join(problems)


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ({"kasubag": ["a@kpu.go.id"], "reminders": "each"}, "email.host kosong, padahal kasubag, reminders memerlukan server surel"),
        ({"email": {"host": "smtp.kpu.go.id", "user": "robot"}}, "email.sender kosong; isi alamat surel pengirim"),
        ({"email": {**MAIL, "security": "none"}}, 'email.user terisi dengan email.security "none", sehingga sandi terkirim tanpa pengaman; pakai "starttls" atau "ssl"'),
        ({"email": {"user": "robot", "security": "none"}, "pengelola": ["a@kpu.go.id"]}, 'email.host kosong, padahal pengelola memerlukan server surel; email.user terisi dengan email.security "none", sehingga sandi terkirim tanpa pengaman; pakai "starttls" atau "ssl"'),
    ],
)  # fmt: skip
def test_messages_that_lack_something_are_refused(content: Any, problem: str, tmp_path: Path) -> None:
    assert told(tmp_path, {"notification": content}) == [f"$.notification: {problem}."]
