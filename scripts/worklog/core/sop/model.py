"""The SOP as data: flows, steps, limits and clocks, with the check that tells where it contradicts itself.

Source: Keputusan KPU Kabupaten Pekalongan Nomor 09/HK.03.1/3326/2022, tables of the appendix.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Annotated, Literal, NamedTuple, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationInfo,
    field_validator,
    model_validator,
)

from worklog.core.moments import DAY_SECONDS

Kind = Literal["make", "do", "repair", "check", "approve", "publish"]
DECIDING_KINDS = ("check", "approve")
SECONDS = {"menit": 60, "jam": 3600}
_LIMIT = re.compile(r"(\d+) (menit|jam|hari)")


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Limit(_Model):
    """A time limit in the SOP's own words: `15 menit`, `2 jam`, or `1 hari`.

    Exactly one of `seconds` and `days` is above zero. What a day is depends on the flow's clock.
    """

    text: str
    seconds: int = 0
    days: int = 0


Name = Annotated[str, AfterValidator(lambda text: " ".join(text.split()))]
"""What stands in headers, lists and sentences: one line, however it was broken in a cell."""


def read_limit(text: str) -> Limit:
    """The limit that a text says; raises `ValueError`."""
    match = _LIMIT.fullmatch(text)
    if match is None or int(match[1]) == 0:
        raise ValueError(f"batas waktu {text!r} harus seperti '15 menit', '2 jam' atau '1 hari'")
    count, unit = int(match[1]), match[2]
    return Limit(text=text, days=count) if unit == "hari" else Limit(text=text, seconds=count * SECONDS[unit])


def _read_if_text(value: object) -> object:
    return read_limit(value) if isinstance(value, str) else value


LimitText = Annotated[Limit, BeforeValidator(_read_if_text)]


class Step(_Model):
    """One row of an SOP table: who does what, within which time."""

    no: int = Field(ge=1)
    role: Name
    kind: Kind
    activity: str
    requirement: str
    limit: LimitText
    output: str
    note: str = ""
    back_to: int | None = None
    on_planned_day: bool = False


class Prepare(_Model):
    """The rule that a planned item is begun so many working days before its planned day."""

    step: int
    days: int = Field(ge=1)


class Misfit(NamedTuple):
    """Where the parts of a flow do not fit together: the step, if it is one's fault, its field, and what is wrong."""

    step: int | None
    field: str
    sentence: str


def misfits(steps: Sequence[Step], total: Limit | None, prepare: Prepare | None) -> Iterator[Misfit]:
    """All that keeps steps from making up a flow."""
    numbers = [step.no for step in steps]
    if numbers != list(range(1, len(numbers) + 1)):
        yield Misfit(None, "no", "nomor langkah harus 1, 2, 3, … tanpa loncat")
    if [step.no for step in steps if step.kind == "publish"] != [numbers[-1]]:
        yield Misfit(None, "kind", "hanya langkah terakhir yang menayangkan (publish)")
    for before, step in zip(("", *(s.kind for s in steps)), steps, strict=False):
        if step.back_to is not None and not (step.kind in DECIDING_KINDS and 1 <= step.back_to < step.no):
            yield Misfit(step.no, "back_to", "back_to harus ke langkah sebelumnya")
        if step.kind == "repair" and before != "check":
            yield Misfit(step.no, "kind", "perbaikan harus tepat setelah pemeriksaan")
    if prepare is not None and prepare.step not in numbers:
        yield Misfit(None, "prepare", f"langkah persiapan {prepare.step} tidak ada")
    if steps[-1].on_planned_day == (total is not None):
        yield Misfit(None, "total", "perlu batas total, atau langkah terakhir pada hari yang direncanakan")


class Flow(_Model):
    """One of the SOP's tables: a chain of steps from the reference time to the airing.

    `after_airing`: the flow begins no earlier than this after the airing of what it answers. `greeting`: its items are
    what national days are greeted with.
    """

    code: str = Field(pattern=r"^[A-Z]\d$")
    name: Name
    answers_comments: bool = False
    ceremonial: bool = False
    greeting: bool = False
    clock: Literal["elapsed", "working"]
    reference: Name
    total: LimitText | None = None
    after_airing: LimitText | None = None
    prepare: Prepare | None = None
    steps: tuple[Step, ...] = Field(min_length=1)

    @property
    def label(self) -> str:
        return f"{self.code} {self.name}"

    @property
    def is_planned(self) -> bool:
        return self.steps[-1].on_planned_day

    @model_validator(mode="after")
    def _steps_fit_together(self) -> Self:
        found = [
            f"alur {self.code}{f' langkah {misfit.step}' if misfit.step else ''}: {misfit.sentence}"
            for misfit in misfits(self.steps, self.total, self.prepare)
        ]
        if found:
            raise ValueError("; ".join(found))
        return self

    @property
    def fits_total(self) -> bool:
        """Whether the limits of all steps together stay within the total, a day read as 24 hours."""
        return self.total is not None and _total_seconds([s.limit for s in self.steps]) <= _total_seconds([self.total])


class Captions(_Model):
    """Word lists of the SOP's Catatan 2 for posts; a hashtag that ends in `*` stands for all that begin so."""

    greetings: tuple[Name, ...]
    hashtags: tuple[Name, ...]


class Sop(_Model):
    """One version of the SOP, in force from its effective date.

    `short_name`: what it is about, as it is called in subjects and titles. `roles`: the columns below Pelaksana, in the
    order of the decree.
    """

    number: Name
    title: Name
    short_name: Name = Field(min_length=1)
    office: Name
    made: date
    effective: date
    revision: date | None = None
    approved_by: Name
    roles: tuple[Name, ...] = Field(min_length=1)
    flows: tuple[Flow, ...] = Field(min_length=1)
    captions: Captions
    notes: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _codes_differ(self) -> Self:
        codes = [flow.code for flow in self.flows]
        if len(set(codes)) != len(codes):
            raise ValueError("kode alur tidak boleh sama")
        return self

    @field_validator("roles")
    @classmethod
    def _roles_differ(cls, roles: tuple[str, ...]) -> tuple[str, ...]:
        if len({role.casefold() for role in roles}) != len(roles):
            raise ValueError("nama peran tidak boleh sama")
        return roles

    @field_validator("flows")
    @classmethod
    def _roles_are_known(cls, flows: tuple[Flow, ...], info: ValidationInfo) -> tuple[Flow, ...]:
        roles = info.data.get("roles")
        used = dict.fromkeys(step.role for flow in flows for step in flow.steps)
        unknown = [repr(role) for role in used if role not in roles] if roles else []
        if unknown:
            raise ValueError(f"peran {', '.join(unknown)} bukan salah satu dari {', '.join(roles or ())}")
        return flows

    @property
    def name_in_sentence(self) -> str:
        """The short name as it stands within a sentence: `media sosial`; what is all in capitals stays so."""
        return " ".join(word if word.isupper() else word.lower() for word in self.short_name.split())

    def contradictions(self) -> list[str]:
        """Tell, in Indonesian, where the SOP's own limits do not fit together; nothing is chosen or changed."""
        found = []
        for flow in self.flows:
            if flow.total is not None and not flow.fits_total:
                steps = limits_text([step.limit for step in flow.steps])
                found.append(
                    f"Alur {flow.code}: jumlah batas langkah {steps} melebihi batas total {flow.total.text}. "
                    "Keduanya dipakai seperti tertulis."
                )
            if flow.prepare is not None and flow.steps[flow.prepare.step - 1].kind != "make":
                found.append(
                    f"Alur {flow.code}: persiapan {flow.prepare.days} hari tertulis pada langkah {flow.prepare.step}, "
                    "yaitu perintah dan bukan konsep. Dibaca: perintah diberikan paling lambat "
                    f"{flow.prepare.days} hari kerja sebelum tayang."
                )
        return found


def _total_seconds(limits: Sequence[Limit]) -> int:
    return sum(limit.seconds + limit.days * DAY_SECONDS for limit in limits)


def limits_text(limits: Sequence[Limit]) -> str:
    """Add limits up in words: days apart from hours and minutes, since a day is no fixed number of hours."""
    seconds = sum(limit.seconds for limit in limits)
    parts = (
        (sum(limit.days for limit in limits), "hari"),
        (seconds // 3600, "jam"),
        (seconds % 3600 // 60, "menit"),
    )
    return " ".join(f"{count} {unit}" for count, unit in parts if count)
