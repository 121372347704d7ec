"""Cleans what Draftail sends: the text of each block, with bold, italic and links left in place.

Draftail counts positions in UTF-16 code units of the text it sent; composing letters (NFC) or
dropping characters without moving them would put a link on the wrong words.
"""

import json
import re
import unicodedata

from sections.base.text import clean_text, clean_values

_BEGINS = re.compile(r'\s*\{\s*"(?:blocks|entityMap)"\s*:')
# Soft hyphen, zero-width non-joiner, marks of direction, unpaired surrogates. The zero-width joiner
# holds some signs together and stays.
_UNSEEN = re.compile("[\u00ad\u200c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_BLANKS = re.compile("[ \t\u00a0\u2000-\u200a\u202f\u205f\u3000]+")
# Signs that word processors put before the points of a list (Symbol and Wingdings among them);
# a dash may begin a sentence and stays.
_BULLET = re.compile(
    "^(?:[•·▪◦‣●○■□➢➤✓✔❖]|[\uf0a7\uf0b7\uf0d8\uf0fc\uf076\uf02d])[ \t\u00a0]*(?=\\S)"
)
_LIST_ITEM = "unordered-list-item"
_PLAIN = "unstyled"
_ATOMIC = "atomic"


def is_content_state(value: str) -> bool:
    """Whether `value` is what Draftail sends for a formatted text."""
    return bool(_BEGINS.match(value)) and _parsed(value) is not None


def cleaned_state(value: str) -> str:
    """The content state without what word processors leave behind.

    Each block's text is NFC, its blanks single plain spaces; invisible characters and empty blocks
    are gone; a plain paragraph that begins with a bullet is a point of a list. What is no content
    state is only cleaned as text.
    """
    state = _parsed(value)
    if state is None:
        return clean_text(value)
    blocks = [_cleaned_block(block) for block in state["blocks"]]
    kept = [block for block in blocks if block["type"] == _ATOMIC or block["text"]]
    # An editor holds at least one block.
    state["blocks"] = kept or blocks[:1]
    return json.dumps(_with_clean_data(state), ensure_ascii=False)


def cleaned_words(text: str) -> str:
    """`text` in NFC, with single plain spaces and nothing invisible."""
    return _BLANKS.sub(" ", clean_text(_UNSEEN.sub("", text)))


def _parsed(value: str) -> dict | None:
    try:
        state = json.loads(value)
    except (ValueError, RecursionError):
        return None
    blocks = state.get("blocks") if isinstance(state, dict) else None
    if not isinstance(blocks, list) or not all(_is_block(block) for block in blocks):
        return None
    return state


def _is_block(block) -> bool:
    if not isinstance(block, dict) or not isinstance(block.get("text"), str):
        return False
    ranges = [*(block.get("inlineStyleRanges") or ()), *(block.get("entityRanges") or ())]
    return isinstance(block.get("type"), str) and all(
        isinstance(row, dict)
        and isinstance(row.get("offset"), int)
        and isinstance(row.get("length"), int)
        for row in ranges
    )


def _cleaned_block(block: dict) -> dict:
    if block["type"] == _ATOMIC:
        return block
    before = block["text"]
    kind = block["type"]
    start = 0
    bullet = _BULLET.match(before.lstrip()) if kind == _PLAIN else None
    if bullet:
        start = len(before) - len(before.lstrip()) + bullet.end()
        kind = _LIST_ITEM
    moved = _Moved(before, start)
    return {
        **block,
        "type": kind,
        "text": moved.text,
        "inlineStyleRanges": moved.ranges(block.get("inlineStyleRanges") or ()),
        "entityRanges": moved.ranges(block.get("entityRanges") or ()),
    }


class _Moved:
    """The text of a block from `start` on, cleaned, and where its positions have gone."""

    def __init__(self, before: str, start: int):
        self._units = before.encode("utf-16-le", "surrogatepass")
        self._before, self._start = before, start
        self.text = self._cleaned(len(before)).rstrip()

    def ranges(self, rows) -> list[dict]:
        """`rows` over the cleaned text; what covers nothing any more is dropped."""
        found = []
        for row in rows:
            begin, end = self._at(row["offset"]), self._at(row["offset"] + row["length"])
            if end > begin:
                found.append({**row, "offset": begin, "length": end - begin})
        return found

    def _at(self, unit: int) -> int:
        prefix = self._units[: max(unit, 0) * 2].decode("utf-16-le", "surrogatepass")
        end = len(prefix)
        # A mark belongs to the letter before it.
        while end < len(self._before) and unicodedata.combining(self._before[end]):
            end += 1
        return min(_units_of(self._cleaned(end)), _units_of(self.text))

    def _cleaned(self, end: int) -> str:
        return cleaned_words(self._before[self._start : end]).lstrip()


def _units_of(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _with_clean_data(state: dict) -> dict:
    """The entities' own texts (addresses, descriptions) cleaned as any other text."""
    return {name: part if name == "blocks" else clean_values(part) for name, part in state.items()}
