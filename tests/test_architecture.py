"""Imports point one way: a room imports only the rooms above it in this list.

A room that needs to tell a lower one something uses a registry, a signal, a settings path or a
name; never a function-level import (only `AppConfig.ready()` may import late).
"""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]

# From the foundation down; see docs/decisions/0002-rooms.md.
ROOMS = (
    "sections.base",
    "sections.media",
    "workflow.regulations",
    "workflow.agencies",
    "workflow.calendar",
    "workflow.audit",
    "workflow.approval",
    "workflow.duties",
    "workflow.desk",
    "search",
    "site_home.visits",
    "site_home.delivery",
    "site_home.operations",
    "workflow.casework",
    "workflow.intake",
    "workflow.royalties",
    "workflow.reports",
    "legal_docs",
    "sections",
    "site_home",
)
TOP_LEVEL = ("sections", "workflow", "search", "legal_docs", "site_home")
# Settings read the environment and start the private database before any app exists.
SETTINGS = "site_home.settings"


def room_of(module: str) -> str | None:
    """The room a module belongs to (the longest name that fits); None for other packages."""
    fitting = [room for room in ROOMS if module == room or module.startswith(f"{room}.")]
    return max(fitting, key=len, default=None)


def modules() -> list[tuple[str, Path]]:
    """Every module of the project with its dotted name."""
    found = []
    for top in TOP_LEVEL:
        for path in sorted((ROOT / top).rglob("*.py")):
            name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
            found.append((name.removesuffix(".__init__"), path))
    return found


def imports_of(name: str, path: Path) -> list[tuple[str, int, bool]]:
    """(imported module, line, whether inside a function) for each import of a module."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    package = name if path.name == "__init__.py" else name.rpartition(".")[0]
    late = {
        id(node)
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for node in ast.walk(function)
    }
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found += [(alias.name, node.lineno, id(node) in late) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                parts = package.split(".")
                above = ".".join(parts[: len(parts) - node.level + 1])
                base = f"{above}.{base}" if base else above
            found += [
                (f"{base}.{alias.name}", node.lineno, id(node) in late) for alias in node.names
            ]
    return found


@pytest.mark.parametrize("top", TOP_LEVEL)
def test_every_module_belongs_to_a_room(top):
    outside = [name for name, _path in modules() if name.startswith(top) and room_of(name) is None]
    assert outside in ([], [top])


def test_no_arrow_points_down():
    wrong = []
    for name, path in modules():
        room = room_of(name)
        if room is None or name.startswith(SETTINGS) or "migrations" in path.parts:
            continue
        for imported, line, _late in imports_of(name, path):
            target = room_of(imported)
            if target is not None and ROOMS.index(target) > ROOMS.index(room):
                wrong.append(f"{path.relative_to(ROOT)}:{line} {room} imports {target}")
    assert wrong == []


def test_no_import_hides_in_a_function():
    hidden = [
        f"{path.relative_to(ROOT)}:{line} {imported}"
        for name, path in modules()
        if path.name != "apps.py" and "migrations" not in path.parts
        for imported, line, late in imports_of(name, path)
        if late
    ]
    assert hidden == []


def test_the_rule_book_and_the_text_functions_know_no_framework():
    pure = [
        (name, path)
        for name, path in modules()
        if name == "sections.base.text"
        or (
            name.startswith("workflow.regulations.")
            and "management" not in name
            and name.rpartition(".")[2] not in {"apps", "system_checks", "page_types"}
        )
    ]
    framework = [
        f"{path.relative_to(ROOT)}:{line}"
        for name, path in pure
        for imported, line, _late in imports_of(name, path)
        if imported.split(".")[0] in {"django", "wagtail"}
    ]
    assert len(pure) > 5
    assert framework == []


def test_every_app_names_its_label():
    configs = [path for _name, path in modules() if path.name == "apps.py"]
    silent = [path for path in configs if "label = " not in path.read_text(encoding="utf-8")]
    assert silent == []


def test_files_stay_small():
    limit = 400
    long = [
        f"{path.relative_to(ROOT)}: {lines}"
        for _name, path in modules()
        if "migrations" not in path.parts
        and (lines := len(path.read_text(encoding="utf-8").splitlines())) > limit
    ]
    assert long == []


def test_the_owners_top_level_is_there():
    expected = {
        "manage.py", "site_home", "sections", "workflow", "legal_docs", "search", "templates",
        "static", "requirements.txt", "tests",
    }  # fmt: skip
    present = {path.name for path in ROOT.iterdir()}
    assert expected - present == set()
