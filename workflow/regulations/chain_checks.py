"""Checks of the approval chain of one rule book: who holds a step, in which order, to what end."""

from __future__ import annotations

from workflow.regulations.book import StepKind, StepScope
from workflow.regulations.problems import Problems, suggestion
from workflow.regulations.rows import named, whole
from workflow.regulations.shape import Placed, Tables
from workflow.regulations.vocabulary import CHAINS


def check_chain(tables: Tables, problems: Problems) -> None:
    """Add every defect of `[[step]]` and `[[chain]]` to `problems`."""
    _check_steps(tables, problems)
    _check_order(tables, problems)
    _check_chains(tables, problems)


def _check_steps(tables: Tables, problems: Problems) -> None:
    roles = named(tables, "role")
    silent = {item.row.code for item in whole(tables, "role") if not item.row.account}
    for item in whole(tables, "step"):
        if not item.row.roles:
            problems.add(item.place, "khóa «roles» cần ít nhất một vai trò.")
        for key in ("roles", "delegable_to"):
            for role in getattr(item.row, key):
                if role not in roles:
                    problems.add(
                        item.place,
                        f"khóa «{key}»: chưa có vai trò «{role}» trong bảng [[role]]"
                        f"{suggestion(role, roles)}",
                    )
                elif role in silent:
                    problems.add(
                        item.place,
                        f"khóa «{key}»: vai trò «{role}» không có tài khoản nên không giữ bước.",
                    )
        if item.row.hours is not None and item.row.hours < 1:
            problems.add(item.place, "khóa «hours» phải từ 1 trở lên.")


def _check_order(tables: Tables, problems: Problems) -> None:
    known, earlier = named(tables, "step"), set()
    items = whole(tables, "step")
    for item in items:
        for code in item.row.distinct_from:
            if code not in known:
                problems.add(item.place, f"khóa «distinct_from»: không có bước «{code}».")
            elif code not in earlier:
                problems.add(
                    item.place, f"khóa «distinct_from»: bước «{code}» không đứng trước bước này."
                )
        earlier.add(item.row.code)
    for item in items[:-1]:
        if item.row.kind == StepKind.POST:
            problems.add(item.place, "bước đăng tải (post) phải là bước cuối cùng.")
    if len(items) == len(tables["step"]) > 0 and not _decides(items):
        problems.add(
            "bảng [[step]]",
            "cần ít nhất một bước duyệt của Ban Biên tập"
            ' (kind = "decide", scope = "board"), nếu không thì không tin, bài nào được đăng.',
        )


def _decides(items: list[Placed]) -> bool:
    return any(
        item.row.kind == StepKind.DECIDE and item.row.scope == StepScope.BOARD for item in items
    )


def _check_chains(tables: Tables, problems: Problems) -> None:
    present = named(tables, "chain")
    for code in [code for code in CHAINS if code not in present]:
        problems.add("bảng [[chain]]", f"thiếu chuỗi duyệt «{code}».")
    known = [item.raw.get("code") for item in tables["step"]]
    steps = whole(tables, "step")
    for item in whole(tables, "chain"):
        unknown = [code for code in item.row.steps if code not in known]
        for code in unknown:
            problems.add(item.place, f"khóa «steps»: không có bước «{code}» trong bảng [[step]].")
        if unknown:
            continue
        places = [known.index(code) for code in item.row.steps]
        if places != sorted(set(places)):
            problems.add(item.place, "khóa «steps» phải theo thứ tự của bảng [[step]].")
        held = [step for step in steps if step.row.code in item.row.steps]
        if len(steps) == len(tables["step"]) and not _decides(held):
            problems.add(item.place, "khóa «steps» cần ít nhất một bước duyệt của Ban Biên tập.")
