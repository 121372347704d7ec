"""Goes along the links of one chain and notes what does not fit."""

import json
from collections.abc import Sequence

from . import digest
from .anchor_files import Anchor, day_words
from .problems import Kind, Problem

ANCHORED = "audit.anchored"
_ACTION, _AGENCY, _AT, _DATA = (
    digest.COLUMNS.index(name) for name in ("action", "agency_code", "at", "data")
)

_ALTERED = "dòng đã bị sửa sau khi ghi."
_NO_ROW = "dòng đã bị xóa, chỉ còn mắt xích."
_NOT_TIED = "mắt xích không nối vào dòng trước."
_RELINKED = "mắt xích không khớp với dòng; một trong hai đã bị sửa."
_MISMATCH = "không khớp mốc ngày {day}: chuỗi đã bị viết lại ở một dòng từ {start} đến {seq}."
_CUT = "các dòng cuối đã bị xóa: mốc ngày {day} ghi đến dòng {seq}, nay còn {rows} dòng."
_GONE = "dòng của mốc ngày {day} không còn trong chuỗi."
_NO_LINE = "đã lập mốc ngày {day} nhưng tệp mốc không còn dòng ấy."
_GAP = "không còn {count} dòng liền nhau, bắt đầu từ đây."


class Walk:
    """Takes the links of a chain in order (`step`), then tells (`end`) what was wrong.

    `first` is the first problem, `further` how many places came after it. After a problem the walk
    goes on from what is there, so that one altered row does not condemn all that follow.
    """

    def __init__(self, chain: str, anchors: Sequence[Anchor]):
        self.chain = chain
        self.rows = 0
        self.seq = 0
        self.hash = digest.FIRST_PREVIOUS
        self.first: Problem | None = None
        self.further = 0
        self.met_anchors = 0
        # Places where the record says that an anchor was taken: (seq, hash) → the problem, should
        # its line be missing.
        self.recorded: dict[tuple[int, str], Problem] = {}
        self._last_met = 0
        self._anchors: dict[int, list[Anchor]] = {}
        for anchor in dict.fromkeys(anchors):
            self._anchors.setdefault(anchor.seq, []).append(anchor)

    def step(self, link: Sequence, row: Sequence) -> None:
        """Take a link (seq, entry id, previous, hash) and its row.

        The row is (id, digest, *`digest.stored_columns`), all None when there is none.
        """
        seq, entry_id, _previous, stored_hash = link
        self.rows += 1
        if seq > self.seq + 1:
            self._note(Kind.MISSING_LINK, _GAP.format(count=seq - self.seq - 1), self.seq + 1)
        elif damage := self._damage(link, row):
            self._note(*damage, seq, entry_id, row)
        elif row[2 + _ACTION] == ANCHORED:
            self._remember_anchor(seq, entry_id, row)
        if seq in self._anchors:
            self._compare(seq, stored_hash, entry_id, row)
        self.seq, self.hash = seq, stored_hash

    def end(self) -> None:
        """The chain has no further link: are there anchors of later ones?"""
        for seq, (anchor, *_others) in sorted(self._anchors.items()):
            if seq > self.seq:
                words = _CUT.format(day=day_words(anchor.day), seq=seq, rows=self.rows)
                self._note(Kind.CUT, words, self.seq + 1)
                return
            words = _GONE.format(day=day_words(anchor.day))
            self._note(Kind.ANCHOR_MISMATCH, words, seq)

    def _damage(self, link: Sequence, row: Sequence) -> tuple[Kind, str] | None:
        seq, entry_id, previous, stored_hash = link
        if seq != self.seq + 1 or previous != self.hash:
            return Kind.BROKEN_LINK, _NOT_TIED
        if row[0] is None:
            return Kind.MISSING_ROW, _NO_ROW
        if digest.digest_of_stored(row[2:]) != row[1]:
            return Kind.ALTERED, _ALTERED
        tied = digest.link_hash(previous, self.chain, seq, entry_id, row[1])
        if tied != stored_hash or row[2 + _AGENCY] != self.chain:
            return Kind.ALTERED, _RELINKED
        return None

    def _compare(self, seq: int, stored_hash: str, entry_id: int, row: Sequence) -> None:
        for anchor in self._anchors.pop(seq):
            if anchor.hash == stored_hash:
                self.met_anchors += 1
                self._last_met = seq
            else:
                day, start = day_words(anchor.day), self._last_met + 1
                words = _MISMATCH.format(day=day, start=start, seq=seq)
                self._note(Kind.ANCHOR_MISMATCH, words, seq, entry_id, row)

    def _remember_anchor(self, seq: int, entry_id: int, row: Sequence) -> None:
        data = json.loads(row[2 + _DATA])
        words = _NO_LINE.format(day=day_words(data["day"]))
        self.recorded[data["seq"], data["hash"]] = self._problem(
            Kind.ANCHOR_MISSING, words, seq, entry_id, row
        )

    def _note(self, *args) -> None:
        if self.first is None:
            self.first = self._problem(*args)
        else:
            self.further += 1

    def _problem(
        self, kind: Kind, words: str, seq: int, entry_id: int | None = None, row: Sequence = ()
    ) -> Problem:
        values = row[2:]
        return Problem(
            kind,
            words,
            chain=self.chain,
            seq=seq,
            entry_id=entry_id,
            at=(values[_AT] or "") if values else "",
            action=(values[_ACTION] or "") if values else "",
        )
