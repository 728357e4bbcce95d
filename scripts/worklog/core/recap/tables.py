"""The recap of many offices as values and tables, by the names of its template."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from string import ascii_lowercase

import numpy as np
import pandas as pd

from worklog.core.indonesian import listed, moment_text, number_text, percent_text, short_day_text
from worklog.core.recap.figures import OfficeFigures, days_until, months_until
from worklog.core.reports.figures import UNKNOWN_FLOW, UNKNOWN_FLOW_NAME, month_name, share
from worklog.core.reports.monthly.flows import on_time_shares

ALL = "Semua"
FLOW_PLACES, OTHER_FLOWS = 6, "Alur lain"
"""Flows that have columns of their own in the sheet Kantor, and what the last is where there are more of them."""
MOST_SLOW, LEAST_STEPS = 10, 20
"""How many slow steps are told, of those that were done so many times."""
OUTDATED = "Keadaan"
"""What is said to differ in an office whose snapshot is old."""
UNKNOWN_SUBJECT = "Buku Kerja"
"""What a recap is called to be about where no office could be read."""
NO_ITEMS = "Terbaca, tetapi tidak ada konten dalam dua belas bulan ini."
_COUNTS = ["items", "aired", "judged", "on_time", "unfinished", "overdue_airing", "due"]
_SHOWN_DAYS = 4


@dataclass(frozen=True)
class Entry:
    """An office of the recap: its figures, else the sentence that says why there are none."""

    name: str
    province: str
    figures: OfficeFigures | None = None
    reason: str = ""

    @property
    def has_items(self) -> bool:
        return self.figures is not None and bool(self.figures.flows.get("items"))


@dataclass(frozen=True)
class OfficesRecap:
    """The values and the tables of the recap workbook; `on_time`: the share of all that had to be on time."""

    values: dict[str, object]
    tables: dict[str, pd.DataFrame]
    on_time: float

    @property
    def outdated(self) -> int:
        """How many offices were judged as of a day that is over."""
        return int((self.tables["tabel_berbeda"]["Perihal"] == OUTDATED).sum())


def recap_of(entries: Sequence[Entry], now: np.datetime64) -> OfficesRecap:
    """The recap of offices, in the order in which they are listed, over the twelve months up to `now`."""
    flows = _flows(entries)
    of_flow = flows.groupby("flow", sort=False)[_COUNTS].sum()
    codes = sorted(of_flow.index, key=lambda code: (code == UNKNOWN_FLOW, code))
    places = _places(of_flow["items"])
    months = [str(month) for month in months_until(now)]
    tables = {
        "tabel_alur": _by_flow(flows, codes),
        "tabel_tren": _trend(flows, months),
        "tabel_lambat": _slowest(entries),
        "tabel_tanpa_data": _without_data(entries),
        "tabel_berbeda": _different(entries, days_until(now)),
        "tabel_kantor": _by_office(entries, flows, places, months),
        "tabel_rinci": _in_detail(entries, flows, codes),
    }
    headers = {f"alur_{number}": code for number, code in enumerate([*places, *[""] * FLOW_PLACES][:FLOW_PLACES], 1)}
    total = flows[_COUNTS].sum()
    on_time = share(total["on_time"], total["due"])
    return OfficesRecap({**_values(entries, total, on_time, now), **headers}, tables, on_time)


def _flows(entries: Sequence[Entry]) -> pd.DataFrame:
    """The `flows` of all offices, with the office's place in the list.

    A code that stands for flows of different names has a letter behind it, so that no two flows are added up: (a) for
    that of most offices.
    """
    parts = [
        pd.DataFrame(e.figures.flows).assign(office=at) for at, e in enumerate(entries) if e.has_items and e.figures
    ]
    if not parts:
        return pd.DataFrame({"office": [], "flow": [], "month": [], "name": [], **{name: [] for name in _COUNTS}})
    flows = pd.concat(parts, ignore_index=True)
    code, name = flows["flow"], flows["name"].str.casefold().str.split().str.join(" ")
    offices = flows.groupby([code.rename("code"), name.rename("told")])["office"].nunique().reset_index()
    offices = offices.sort_values(["code", "office", "told"], ascending=[True, False, True])
    numbers = offices.groupby("code").cumcount()
    signs = numbers.map(lambda number: f" ({ascii_lowercase[number : number + 1] or number + 1})")
    signs[~offices["code"].duplicated(keep=False)] = ""
    sign_of = dict(zip(zip(offices["code"], offices["told"], strict=True), signs, strict=True))
    return flows.assign(flow=[key[0] + sign_of[key] for key in zip(code, name, strict=True)])


def _places(items: pd.Series) -> list[str]:
    """Which flows have columns in the sheet Kantor, of the number of items of each; nothing is due without a flow."""
    by_size = items.drop(UNKNOWN_FLOW, errors="ignore").sort_values(ascending=False, kind="stable").index.tolist()
    if len(by_size) <= FLOW_PLACES:
        return sorted(by_size)
    return [*sorted(by_size[: FLOW_PLACES - 1]), OTHER_FLOWS]


def _in_columns(counts: pd.DataFrame) -> dict[str, pd.Series]:
    """What all tables of counts tell."""
    return {
        "Konten": counts["items"],
        "Tayang": counts["aired"],
        "Dinilai": counts["due"],
        "Tepat waktu": counts["on_time"],
        "Bagian tepat waktu": on_time_shares(counts),
    }


def _values(entries: Sequence[Entry], total: pd.Series, on_time: float, now: np.datetime64) -> dict[str, object]:
    read = sum(entry.figures is not None for entry in entries)
    months = months_until(now)
    rows = sum(entry.figures.rows for entry in entries if entry.figures)
    errors = sum(entry.figures.errors for entry in entries if entry.figures)
    about = Counter(entry.figures.about for entry in entries if entry.figures).most_common(1)
    return {
        "[POKOK]": (about[0][0] if about else UNKNOWN_SUBJECT).upper(),
        "masa": f"{month_name(months[0])} sampai {month_name(months[-1])}",
        "dihitung": f"Keadaan {moment_text(now)} WIB",
        "angka_kantor": read,
        "rincian_kantor": f"dari {number_text(len(entries))} kantor; {number_text(len(entries) - read)} tidak terbaca",
        "angka_konten": int(total["items"]),
        "rincian_konten": f"{number_text(total['aired'])} tayang; {number_text(rows)} baris Buku Kerja",
        "angka_tepat": on_time,
        "rincian_tepat": f"{number_text(total['on_time'])} dari {number_text(total['due'])} konten yang dinilai",
        "angka_kesalahan": errors,
        "rincian_kesalahan": "temuan bertingkat kesalahan",
    }


def _by_flow(flows: pd.DataFrame, codes: list[str]) -> pd.DataFrame:
    named = flows.groupby("flow")["name"].first()
    counts = flows.groupby("flow")[_COUNTS].sum().reindex(codes, fill_value=0)
    offices = flows.groupby("flow")["office"].nunique().reindex(codes, fill_value=0)
    total = pd.DataFrame([counts.sum()], index=[ALL])
    counts = pd.concat([counts, total]) if len(codes) else counts
    names = {**named.to_dict(), UNKNOWN_FLOW: UNKNOWN_FLOW_NAME, ALL: "Semua alur"}
    table = pd.DataFrame(
        {
            "Alur": counts.index,
            "Nama alur": [names.get(code, "") for code in counts.index],
            "Kantor": [*offices, flows["office"].nunique()][: len(counts)],
            **_in_columns(counts),
        }
    )
    return table.reset_index(drop=True)


def _trend(flows: pd.DataFrame, months: list[str]) -> pd.DataFrame:
    counts = flows.groupby("month")[_COUNTS].sum().reindex(months, fill_value=0)
    table = pd.DataFrame(
        {
            "Bulan": counts.index.to_numpy().astype("datetime64[M]").astype("datetime64[s]"),
            "Kantor": flows.groupby("month")["office"].nunique().reindex(months, fill_value=0),
            **_in_columns(counts),
        }
    )
    return table.reset_index(drop=True)


def _slowest(entries: Sequence[Entry]) -> pd.DataFrame:
    """The steps whose median takes most of their limit, told to whole percents."""
    parts = [pd.DataFrame(e.figures.steps) for e in entries if e.figures and e.figures.steps.get("done")]
    headers = ["Langkah", "Batas", "Jumlah", "Median dari batas", "Persentil 95 dari batas", "Bagian terlambat"]
    if not parts:
        return pd.DataFrame(columns=headers)
    step = ["flow", "no", "activity", "limit"]
    counts = pd.concat(parts).groupby([*step, "percent"])[["done", "judged", "late"]].sum().reset_index()
    rows = [(*key, *_of_step(of_step)) for key, of_step in counts.groupby(step)]
    columns = [*step, "done", "median", "p95", "late_share"]
    slow = pd.DataFrame(rows, columns=columns)
    slow = slow[slow["done"] >= LEAST_STEPS].sort_values("median", ascending=False, kind="stable").head(MOST_SLOW)
    names = [f"{flow}.{no} {activity}" for flow, no, activity in slow[["flow", "no", "activity"]].to_numpy().tolist()]
    values = [slow[name].to_numpy() for name in ("limit", "done", "median", "p95", "late_share")]
    return pd.DataFrame(dict(zip(headers, [names, *values], strict=True)))


def _of_step(counts: pd.DataFrame) -> tuple[int, float, float, float]:
    """How often a step was measured, and the median, the 95th percentile and the late share of its times."""
    measured = counts[counts["percent"] >= 0]
    done = int(measured["done"].sum())
    reached = measured["done"].cumsum().to_numpy()
    ranks = [np.searchsorted(reached, part * done) for part in (0.5, 0.95)] if done else []
    median, p95 = (float(measured["percent"].iloc[at]) / 100 for at in ranks) if done else (float("nan"),) * 2
    return done, median, p95, share(counts["late"].sum(), counts["judged"].sum())


def _without_data(entries: Sequence[Entry]) -> pd.DataFrame:
    empty = [entry if entry.reason else replace(entry, reason=NO_ITEMS) for entry in entries if not entry.has_items]
    rows = [(entry.name, entry.province, entry.reason) for entry in empty]
    return pd.DataFrame(rows, columns=["Kantor", "Provinsi", "Sebab"])


def _different(entries: Sequence[Entry], days: np.ndarray) -> pd.DataFrame:
    """The offices whose week, days off or SOP is not that of most offices, and those not as of now or not ready."""
    rows = []
    known = [(entry, entry.figures) for entry in entries if entry.figures]
    for what, name in (("Jam kerja", "clock"), ("SOP", "sop"), ("Hari libur", "closed")):
        usual = Counter(getattr(figures, name) for _, figures in known).most_common(1)
        for entry, figures in known:
            own = getattr(figures, name)
            if own != usual[0][0]:
                told = _days_in_words(own, usual[0][0], days) if name == "closed" else (own, usual[0][0])
                rows.append((entry.name, entry.province, what, *told))
    for entry, figures in known:
        if figures.age:
            taken = moment_text(np.datetime64(figures.as_of, "s"))
            own = f"cuplikan {taken}, {number_text(figures.age)} hari kerja penuh sebelum rekap ini"
            rows.append((entry.name, entry.province, OUTDATED, own, "paling lama satu hari kerja"))
        if figures.lacking:
            rows.append((entry.name, entry.province, "SOP mendatang", figures.lacking, "tidak ada yang kurang"))
    return pd.DataFrame(rows, columns=["Kantor", "Provinsi", "Perihal", "Di kantor ini", "Di kebanyakan kantor"])


def _days_in_words(own: str, usual: str, days: np.ndarray) -> tuple[str, str]:
    """Which days only this office has off, and which only most others have."""
    off, usually_off = (np.array(list(text)) == "1" for text in (own, usual))
    return _days_off(days[off & ~usually_off]), _days_off(days[usually_off & ~off])


def _days_off(days: np.ndarray) -> str:
    told = [short_day_text(day) for day in days]
    return f"libur {listed(told, _SHOWN_DAYS, 'hari lain')}" if told else "tidak ada libur tambahan"


def _by_office(entries: Sequence[Entry], flows: pd.DataFrame, places: list[str], months: list[str]) -> pd.DataFrame:
    offices = pd.RangeIndex(len(entries))

    def counts_of(chosen: pd.DataFrame) -> pd.DataFrame:
        return chosen.groupby("office")[_COUNTS].sum().reindex(offices, fill_value=0)

    counts = counts_of(flows)
    lately, before = (
        on_time_shares(counts_of(flows[flows["month"].isin(part)])) for part in (months[-3:], months[-6:-3])
    )
    table = pd.DataFrame(
        {
            "Kantor": [entry.name for entry in entries],
            "Provinsi": [entry.province for entry in entries],
            "Keadaan": np.array([e.figures.as_of if e.figures else "NaT" for e in entries], "M8[s]"),
            "Konten": counts["items"],
            "Dinilai": counts["due"],
            "Bagian tepat waktu": on_time_shares(counts),
            "Tren (poin)": (lately - before) * 100,
        }
    )
    place = flows["flow"].where(flows["flow"].isin(places), OTHER_FLOWS)
    for number in range(1, FLOW_PLACES + 1):
        code = places[number - 1] if number <= len(places) else None
        of_flow = counts_of(flows[place == code])
        table[f"Bagian {number}"] = on_time_shares(of_flow)
        table[f"Jumlah {number}"] = of_flow["due"].where(of_flow["due"] > 0)
    return table


def _in_detail(entries: Sequence[Entry], flows: pd.DataFrame, codes: list[str]) -> pd.DataFrame:
    """Every flow of every office: what the totals are made of."""
    ordered = flows.assign(flow=pd.Categorical(flows["flow"], categories=list(codes)))
    counts = ordered.groupby(["office", "flow"], observed=True)[_COUNTS].sum().reset_index()
    offices = [entries[int(at)] for at in counts["office"]]
    return pd.DataFrame(
        {
            "Kantor": [entry.name for entry in offices],
            "Provinsi": [entry.province for entry in offices],
            "Alur": counts["flow"].astype(str),
            "Belum selesai": counts["unfinished"],
            "Lewat batas": counts["overdue_airing"],
            **_in_columns(counts),
        }
    )


def recap_lines(recap: OfficesRecap) -> list[str]:
    """What the recap comes to, in a few lines for the screen."""
    values, outdated = recap.values, recap.outdated
    old = f"{outdated} kantor memakai cuplikan lama; mintalah yang baru (lembar Ringkasan, bagian D)."
    return [
        *([old] if outdated else []),
        f"{values['dihitung']}: {values['angka_kantor']} kantor terbaca {values['rincian_kantor']}.",
        f"Tepat waktu: {percent_text(recap.on_time)} ({values['rincian_tepat']}).",
    ]
