"""T rules: what the SOP's notes ask of posts and responses; hints, never violations."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

import numpy as np
import pandas as pd

from worklog.core.judging.rule import Case, Days, rule, together
from worklog.core.judging.rules import clauses

NOTE_POSTING = clauses.noted("Catatan 2 (posting)", "sapaan")
WordList = Literal["greetings", "hashtags"]


def _posts(case: Case) -> pd.Series:
    """Items of the posting flows, apart from responses."""
    return (case.items["flow_index"] >= 0) & ~case.items["answers"]


def _codes(case: Case, kind: Literal["answers_comments", "greeting"]) -> list[str]:
    """The flows of a kind in the SOP that is in force."""
    return [flow.code for flow in case.sop.at(case.now).flows if getattr(flow, kind)]


@rule(
    "T501",
    "info",
    "Komentar belum dipantau",
    "{id} tayang {published}, tetapi belum ada respon ({codes}) dengan Terkait ID {id}. "
    "Pantau komentarnya; bila ada yang perlu ditanggapi, daftarkan.",
    clauses.monitoring,
)
def no_response_registered(case: Case) -> pd.DataFrame:
    items, clock = case.items, case.clock
    answered = items["related"][items["answers"]]
    published = items["published"].to_numpy()
    window = clock.calendar.after(published, case.settings.response_window_minutes * 60)
    over = clock.between(window, np.full(len(items), case.now), np.ones(len(items), dtype=bool)) > 0
    codes = _codes(case, "answers_comments")
    silent = _posts(case) & over & bool(codes) & ~items["key"].isin(answered)
    return case.item_rows(silent, published=published, codes="/".join(codes))


def _captions_without(case: Case, kind: WordList) -> pd.DataFrame:
    """Posts with a caption that has none of the words which the SOP in force at their time, or the office, lists."""
    items = case.items
    flows = case.sop.flows
    captions = items["caption"].to_numpy()
    judged = _posts(case).to_numpy() & (captions != "")
    version = flows["version"].to_numpy()[items["flow_index"]]
    found = []
    for number, sop in enumerate(case.sop.versions):
        words: tuple[str, ...] = (*getattr(sop.captions, kind), *getattr(case.settings, kind))
        if not words:
            continue
        of_version = judged & (version == number)
        if not of_version.any():
            continue
        silent = of_version.copy()
        silent[of_version] = ~_holds_any(captions[of_version], words)
        found.append(case.item_rows(silent, examples=", ".join(words[:3])))
    return together(found)


def _holds_any(captions: np.ndarray, words: Sequence[str]) -> np.ndarray:
    """Whether each caption holds one of the words; a word that ends in `*` stands for all that begin so."""
    # The sign of hashtags stands before the look behind it, so that the search can leap to it.
    sign = "#" if all(word.startswith("#") for word in words) else ""
    stems = "|".join(_pattern(word.removeprefix(sign)) for word in words)
    search = re.compile(rf"{sign}(?<!\w{sign})(?:{stems})(?!\w)", re.IGNORECASE).search
    return np.array([search(caption) is not None for caption in captions], dtype=bool)


def _pattern(word: str) -> str:
    stem = r"\s+".join(map(re.escape, word.removesuffix("*").split()))
    return stem + (r"\w*" if word.endswith("*") else "")


@rule(
    "T502",
    "info",
    "Caption tanpa sapaan",
    "Caption {id} belum memuat sapaan ringan. Tambahkan misalnya «{examples}».",
    NOTE_POSTING,
)
def caption_without_greeting(case: Case) -> pd.DataFrame:
    return _captions_without(case, "greetings")


@rule(
    "T503",
    "info",
    "Caption tanpa tagar",
    "Caption {id} belum memuat tagar yang mendukung. Tambahkan misalnya {examples}.",
    NOTE_POSTING,
)
def caption_without_hashtag(case: Case) -> pd.DataFrame:
    return _captions_without(case, "hashtags")


@rule(
    "T504",
    "info",
    "Hari besar tanpa ucapan",
    "{name} jatuh pada {day}, tetapi belum ada konten {codes} dengan Jadwal Tayang hari itu. Daftarkan ucapannya.",
    clauses.greeting,
)
def national_day_without_greeting(case: Case) -> pd.DataFrame:
    national, items = case.national_days, case.items
    today = case.now.astype("datetime64[D]")
    last = case.clock.calendar.working_day_after(np.array([today]), np.array([case.settings.horizon_days]))[0]
    planned = items["planned"][items["greeting"]]
    near = (national["day"] > today) & (national["day"] <= last) & ~national["day"].isin(planned)
    codes = _codes(case, "greeting")
    return case.day_rows(
        near & bool(codes), name=national["name"], day=Days(national["day"]), codes=" atau ".join(codes)
    )


RULES = (no_response_registered, caption_without_greeting, caption_without_hashtag, national_day_without_greeting)
