"""The look of the work log: colours that stay apart for colour-blind eyes and on a black-and-white printer."""

from __future__ import annotations

from dataclasses import dataclass

from worklog.core.log.tabs import OUTSIDE_SOP, VERDICT_WORDS, ItemState, RowState, Verdict

FONT = "Arial"
INK, MUTED, ACCENT = "1F1F1F", "6B6B6B", "7A1F1F"
LINE, STRONG_LINE = "A6A6A6", "404040"
HEADER_FILL, GROUP_FILL = "EAE5DF", "D8D0C7"
OWN_ROLE_FILL, OTHER_ROLE_FILL, FORMULA_FILL, BAND_FILL = "FFF2CC", "E5E5E5", "F4F6F9", "EFEAE4"
TODO_FILL = "FFD54F"
"""What is to be filled now: the bright one of `OWN_ROLE_FILL`, the role that the SOP gives a step."""
LINK_INK = "1155CC"
REPEATED = "8A8A8A"
"""The ink of a title in the rows below the one where it is the heading of its block."""

MOMENT_FORMAT, DAY_FORMAT = "dd/mm/yyyy hh:mm", "dd/mm/yyyy"
TEXT_FORMAT = "@"


@dataclass(frozen=True)
class Tone:
    """How one status is shown: a sign beside the word, the fill behind it and the colour of the word."""

    sign: str
    fill: str
    ink: str


TONES = {
    RowState.DONE.value: Tone("✓", "D7EFE3", "0B5345"),
    RowState.DONE_LATE.value: Tone("✓", "F8E3B0", "6B4A00"),
    RowState.RUNNING.value: Tone("●", "DCE9F8", "1B4A7A"),
    RowState.NEAR.value: Tone("△", "FFF0B8", "6B5500"),
    RowState.LATE.value: Tone("▲", "C8501E", "FFFFFF"),
    RowState.WAITING.value: Tone("○", "FFFFFF", MUTED),
    RowState.FAULTY.value: Tone("■", "E9D3E8", "5B1A55"),
    RowState.NOT_JUDGED.value: Tone("?", "E4E4E4", "3D3D3D"),
    RowState.NOT_NEEDED.value: Tone("–", "FAFAFA", "8C8C8C"),
}
"""Every row status; the keys are `tabs.RowState`."""

VERDICT_TONES = {
    OUTSIDE_SOP: Tone("!", "F8E3B0", "6B4A00"),
    VERDICT_WORDS[Verdict.NOT_JUDGED]: TONES[RowState.NOT_JUDGED],
    VERDICT_WORDS[Verdict.CONFORMS]: TONES[RowState.DONE],
}
"""The verdict in the status of a register row: the words of `tabs.VERDICT_WORDS`, one that holds another first."""
OPEN_TONES = {
    ItemState.BEGUN.capitalize(): TONES[RowState.RUNNING],
    ItemState.NOT_BEGUN.capitalize(): TONES[RowState.WAITING],
}
"""How the status of a register row begins while it is open and nothing is wrong: green is for what is finished."""


@dataclass(frozen=True)
class Look:
    """One way to show a cell; `above` draws the heavier line with which a block begins.

    `clipped`: a long text is cut off where its row ends, and makes no row much higher.
    """

    fill: str | None = None
    ink: str = INK
    size: int = 10
    bold: bool = False
    italic: bool = False
    horizontal: str | None = None
    vertical: str = "top"
    wrap: bool = True
    number_format: str = "General"
    locked: bool = True
    bordered: bool = True
    above: bool = False
    clipped: bool = False
    underline: bool = False


PLAIN = Look(bordered=False, wrap=False)
"""Cells that only programs read."""
