"""Any SOP that is valid comes back from its worksheet as it was."""

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from worklog.adapters.office.sop_files import load_sops, save_sop
from worklog.adapters.workbook.decree_files import read_decree, write_decree
from worklog.core.decree.building import build
from worklog.core.decree.draft import compared, name_of
from worklog.core.decree.drafting import draft_of
from worklog.core.decree.reading import read_draft
from worklog.core.sop.model import Captions, Flow, Prepare, Sop, Step, read_limit

LETTERS = "aZ9 =+-@'\"#&<>/:;,.…é½●\n"
texts = st.text(LETTERS, max_size=12).map(lambda text: text.strip(" \n:"))
needed = texts.map(lambda text: f"Kata {text}".strip())
names = needed.map(name_of)
limits = st.builds(
    lambda count, unit: read_limit(f"{count} {unit}"), st.integers(1, 500), st.sampled_from(("menit", "jam", "hari"))
)
dates = st.dates(date(2000, 1, 1), date(2100, 1, 1))


@st.composite
def flows(draw: st.DrawFn, code: str, roles: list[str]) -> Flow:
    kinds = draw(st.lists(st.sampled_from(("make", "do", "check", "approve", "check repair")), max_size=4))
    planned = draw(st.booleans())
    steps: list[Step] = []
    for no, kind in enumerate([*" ".join(kinds).split(), "publish"], 1):
        decides = kind in ("check", "approve") and no > 1
        steps.append(
            Step(
                no=no,
                role=draw(st.sampled_from(roles)),
                kind=kind,
                activity=draw(needed),
                requirement=draw(texts),
                limit=draw(limits),
                output=draw(texts),
                note=draw(texts),
                back_to=draw(st.none() | st.integers(1, no - 1)) if decides else None,
                on_planned_day=planned and kind == "publish",
            )
        )
    days = st.builds(Prepare, step=st.integers(1, len(steps)), days=st.integers(1, 30))
    return Flow(
        code=code,
        name=draw(names),
        answers_comments=draw(st.booleans()),
        ceremonial=draw(st.booleans()),
        greeting=draw(st.booleans()),
        clock=draw(st.sampled_from(("elapsed", "working"))),
        reference=draw(names),
        total=None if planned else draw(limits),
        after_airing=draw(st.none() | limits),
        prepare=draw(st.none() | days),
        steps=tuple(steps),
    )


@st.composite
def sops(draw: st.DrawFn) -> Sop:
    lists, notes = (st.lists(one, max_size=3).map(tuple) for one in (names, needed))
    roles = draw(st.lists(names, min_size=1, max_size=6, unique_by=compared))
    codes = draw(st.lists(st.from_regex(r"[A-Z][0-9]", fullmatch=True), min_size=1, max_size=3, unique=True))
    return Sop(
        number=draw(names),
        title=draw(names),
        short_name=draw(names),
        office=draw(names),
        roles=tuple(roles),
        made=draw(dates),
        effective=draw(dates),
        revision=draw(st.none() | dates),
        approved_by=draw(names),
        flows=tuple(draw(flows(code, roles)) for code in codes),
        captions=Captions(greetings=draw(lists), hashtags=draw(lists)),
        notes=draw(notes),
    )


@settings(suppress_health_check=list(HealthCheck))
@given(sop=sops())
def test_every_sop_comes_back_from_its_worksheet_as_it_was(sop: Sop) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "SOP.xlsx"
        write_decree(path, draft_of(sop), sop.office)
        draft, problems = read_draft(*read_decree(path))
    assert problems == []
    assert build(draft) == (sop, [])


@settings(suppress_health_check=list(HealthCheck))
@given(sop=sops())
def test_every_sop_comes_back_from_its_file_as_it_was(sop: Sop) -> None:
    with TemporaryDirectory() as folder:
        save_sop(Path(folder), sop)
        assert load_sops(Path(folder)).versions == (sop,)
