"""Which block or row of the old content became which of the new one."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import cached_property

from .words import Word, bag_of, likeness

# Without a common id, two of a kind that share this much are one that was rewritten.
_ALIKE = 0.5


@dataclass
class Item:
    """One block or row.

    `key` is its id ("" if unknown), `kind` its type, `content` its value to compare by, `value`
    what the database holds, `read` the way to its text. `may_return` says whether it may come
    back rewritten under another id, as a block does that was cut and pasted.
    """

    key: str
    kind: str
    content: Hashable
    position: int
    value: object
    read: Callable[[object], list[Word]]
    may_return: bool = True

    @cached_property
    def words(self) -> list[Word]:
        """The whole text, read only when it is needed."""
        return self.read(self.value)

    @cached_property
    def bag(self) -> Counter:
        """Its words, to find one that is alike."""
        return bag_of(self.words)


@dataclass(frozen=True, slots=True)
class Pair:
    """The same thing before and after; one of the two is None if it was added or removed."""

    before: Item | None
    after: Item | None
    moved: bool = False


def paired(before: list[Item], after: list[Item]) -> list[Pair]:
    """Every item of both sides once, in the order of the new content.

    By id and kind, then by equal value, then by likeness. What was removed stands where it was.
    """
    partner: dict[int, Item] = {}
    _match_by(before, after, partner, lambda item: (item.kind, item.key) if item.key else None)
    _match_by(before, after, partner, lambda item: (item.kind, item.content))
    _match_alike(before, after, partner)
    moved = _moved([partner[item.position].position for item in before if item.position in partner])
    was = {new.position: old for old in before if (new := partner.get(old.position))}
    pairs = [Pair(was.get(item.position), item, item.position in moved) for item in after]
    return _with_removed(pairs, before, partner)


def _match_by(before, after, partner: dict[int, Item], key_of) -> None:
    taken = {item.position for item in partner.values()}
    free = defaultdict(list)
    for item in reversed(after):
        if item.position not in taken and key_of(item) is not None:
            free[key_of(item)].append(item)
    for item in before:
        key = key_of(item)
        if item.position not in partner and key is not None and free[key]:
            partner[item.position] = free[key].pop()


def _match_alike(before, after, partner: dict[int, Item]) -> None:
    taken = {item.position for item in partner.values()}
    free = [item for item in after if item.position not in taken]
    for item in before:
        if item.position in partner or not item.may_return:
            continue
        same_kind = [other for other in free if other.kind == item.kind]
        best = max(same_kind, key=lambda other: likeness(item.bag, other.bag), default=None)
        if best is not None and likeness(item.bag, best.bag) >= _ALIKE:
            partner[item.position] = best
            free.remove(best)


def _moved(positions: list[int]) -> set[int]:
    """The new positions outside the longest stretch that kept its order."""
    ends: list[int] = []
    lengths = []
    for position in positions:
        at = bisect_left(ends, position)
        ends[at : at + 1] = [position]
        lengths.append(at + 1)
    wanted = len(ends)
    moved = set()
    for position, length in zip(reversed(positions), reversed(lengths), strict=True):
        if length == wanted:
            wanted -= 1
        else:
            moved.add(position)
    return moved


def _with_removed(pairs: list[Pair], before: list[Item], partner: dict[int, Item]) -> list[Pair]:
    """`pairs` with each removed item after the one that stood before it."""
    for item in reversed(before):
        if item.position in partner:
            continue
        above = [old for old in before[: item.position] if old.position in partner]
        at = partner[above[-1].position].position if above else -1
        places = (n for n, pair in enumerate(pairs) if pair.after and pair.after.position == at)
        pairs.insert(next(places, -1) + 1, Pair(item, None))
    return pairs
