"""The list of guards: where each stands, what takes its place, which tests must notice."""

import ast
import tomllib
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LIST = ROOT / "tests" / "guards.toml"


@dataclass(frozen=True, slots=True)
class Guard:
    """A guard: `find` stands once in `file`; without the guard `replace` stands there.

    `tests` are node ids of pytest, the narrowest that must notice.
    """

    name: str
    file: str
    find: str
    replace: str
    tests: tuple[str, ...]

    @property
    def is_migration(self) -> bool:
        """Whether the guard is put into the database when that is made."""
        return "/migrations/" in self.file

    def source(self) -> str:
        """The text of the file with the guard in its place."""
        return (ROOT / self.file).read_text(encoding="utf-8")

    def source_without(self) -> str:
        """The text of the file without the guard."""
        return self.source().replace(self.find, self.replace, 1)

    def function(self) -> str:
        """The qualified name of the function that the guard is in; "" for none."""
        source = self.source()
        pairs = zip(self.find, self.replace, strict=False)
        same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
        line = source.count("\n", 0, source.index(self.find) + same) + 1
        return ".".join(_names_at(ast.parse(source), line))

    def is_noticed_by(self, node_id: str) -> bool:
        """Whether the test is one of those that must notice."""
        return any(
            node_id == test or (node_id.startswith(test) and node_id[len(test)] in "[:/")
            for test in self.tests
        )


def guards() -> list[Guard]:
    """The guards of the list, in its order."""
    rows = tomllib.loads(LIST.read_text(encoding="utf-8"))["guard"]
    return [
        Guard(row["name"], row["file"], row["find"], row["replace"], tuple(row["tests"]))
        for row in rows
    ]


def _names_at(node: ast.AST, line: int) -> list[str]:
    """The names of the classes and of the function around the line; [] outside functions."""
    for inner in ast.iter_child_nodes(node):
        if not getattr(inner, "lineno", line + 1) <= line <= getattr(inner, "end_lineno", 0):
            continue
        if isinstance(inner, ast.FunctionDef):
            return [inner.name]
        if isinstance(inner, ast.ClassDef):
            names = _names_at(inner, line)
            return [inner.name, *names] if names else []
    return []
