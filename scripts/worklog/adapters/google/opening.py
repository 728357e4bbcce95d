"""Opening blocks in Buku Kerja, each once and under its headers, together with all else that is published."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from secrets import randbelow

from worklog.adapters.google.blocks import begun_anew, block_steps, guarding, named, noted, number_of
from worklog.adapters.google.reader import Seen
from worklog.adapters.google.service.client import Spreadsheet
from worklog.adapters.google.service.errors import AmbiguousChange, RequestRefused
from worklog.adapters.google.writer import UNGUARDED, Block, Body, packed
from worklog.core.errors import LogBusy, LogNotWritten
from worklog.core.log import tabs
from worklog.core.publishing.blocks import not_once, not_there_yet
from worklog.core.sop.book import InForce

ANY_COUNT = 1_000_000_000
"""Counting begins anew somewhere below that number, so that no body of before fits."""


class Opening:
    """A publication with `blocks` (a `sending.Change`), which go only to where they were looked for.

    `look` sees the log anew; Hasil has the id `results_id`, and `results` are the steps that write all but the blocks.
    `opened` are the rows that were, or may have been, appended.
    """

    def __init__(
        self,
        spreadsheet: Spreadsheet,
        look: Callable[[], Seen],
        results_id: int,
        blocks: Sequence[Block],
        results: Sequence[Body],
        sop: InForce,
    ) -> None:
        self.opened: dict[tuple[object, ...], Block] = {}
        self._spreadsheet, self._look, self._results_id = spreadsheet, look, results_id
        self._blocks, self._results, self._sop = blocks, results, sop
        self._tab = tabs.log_tab(sop.roles, sop.later_roles)
        self._log, self._gives_up, self._is_mended = Seen(), False, False

    @property
    def is_guarded(self) -> bool:
        """Whether Google refuses blocks that would come to lie elsewhere."""
        return self._log.is_guarded and not self._gives_up

    @property
    def seen(self) -> object:
        return (self._log.place(self._tab), self._log.opened) if self._log.grids else None

    def send(self) -> None:
        """Looked at in the last moment: somebody may have opened a block or moved a column since the check began."""
        self._log = self._look()
        before, sent = self._log, self._not_there_yet()
        for body in self._bodies(sent):
            self._send(body)
        if sent and not self.is_guarded:
            self._look_after(before, sent)

    def yield_to(self, refusal: RequestRefused) -> bool:
        """Put the marks anew that people spoiled; where that does not help, go on without them."""
        if not self.is_guarded or not self._log.grids:  # where not even a look was made, no mark is to blame
            return False
        if self._is_mended:
            self._gives_up = True
            return True
        self._is_mended = True
        requests = begun_anew(self._log.place(self._tab), randbelow(ANY_COUNT), self._results_id)
        try:
            self._spreadsheet.change(requests, repeatable=True)
        except RequestRefused:
            self._gives_up = True
        return True

    def _not_there_yet(self) -> list[Block]:
        there = [key for key in self._keys(self._log, "ID Konten", "Putaran", "No") if key[0] != ""]
        return not_there_yet(self._blocks, *([key[at] for key in there] for at in range(3)))

    def _keys(self, log: Seen, *headers: str) -> list[tuple[object, ...]]:
        place = log.place(self._tab)
        return list(zip(*(log.column(place, header) for header in headers), strict=True))

    def _bodies(self, blocks: Sequence[Block]) -> Iterator[Body]:
        """What is to be sent, blocks first."""
        if not blocks:
            yield from packed(self._results)
            return
        log, people = self._log.place(self._tab), self._log.place(tabs.PEOPLE)
        name, opened = self._log.titles.get(tabs.RESULTS.name, tabs.RESULTS.name), self._log.opened
        for body in packed([*block_steps(blocks, log, people, name, self._sop), *self._results]):
            if body.blocks:
                if self.is_guarded:
                    head = guarding(body.blocks, log, opened, self._results_id)
                else:
                    head = noted(UNGUARDED, self._results_id)
                opened += number_of(body.blocks)
                body = Body([*head, named(self._results_id, name), *body.requests], body.blocks)
            yield body

    def _send(self, body: Body) -> None:
        """Send a body, and note the rows that it appended or may have appended."""
        rows = {tuple(row[header] for header in ("ID Konten", "Putaran", "No")): row for row in body.blocks}
        try:
            self._spreadsheet.change(body.requests, repeatable=not body.blocks)
        except AmbiguousChange:
            self.opened.update(rows)
            raise
        self.opened.update(rows)

    def _look_after(self, before: Seen, sent: Sequence[Block]) -> None:
        """Tell of blocks that nothing guarded when they do not lie under the headers they were made for, or twice."""
        after = self._look()
        try:
            lie_well = after.place(self._tab).columns == before.place(self._tab).columns
            keys = self._keys(after, "ID Konten", "Putaran", "No")
        except LogBusy:
            lie_well, keys = False, []
        wrong = not_once(sent, *(list(cells) for cells in zip(*keys, strict=True))) if lie_well and keys else sent
        if wrong:
            named_once = dict.fromkeys(f"{row['ID Konten']} putaran {row['Putaran']}" for row in wrong)
            raise LogNotWritten(
                "Buku Kerja diubah orang tepat ketika program membuka langkah, sehingga baris untuk "
                f"{', '.join(named_once)} tidak di bawah judul kolomnya atau ada dua kali. Periksa baris-baris "
                "terakhir di Buku Kerja dan hapus baris yang keliru itu, lalu periksa lagi."
            )
