"""`make clauses`: for every clause of the regulations the tests that prove it, and those without.

Asks pytest itself, so that marks on classes, modules and parameters count too.
"""

import contextlib
import io
import sys
from collections import defaultdict
from collections.abc import Mapping

import pytest

from workflow.regulations.clauses import Clause, all_clauses


class MarkCollector:
    """A pytest plugin that notes which tests carry which clause."""

    def __init__(self) -> None:
        self.tests: defaultdict[str, set[str]] = defaultdict(set)

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        for item in items:
            for mark in item.iter_markers("clause"):
                for clause_id in mark.args:
                    self.tests[clause_id].add(item.nodeid.split("[")[0])


def report(clauses: Mapping[str, Clause], tests: Mapping[str, set[str]]) -> list[str]:
    """Return the lines to print: proven clauses with their tests, then the others, then counts."""
    proven = [clause_id for clause_id in clauses if tests.get(clause_id)]
    lines = []
    for clause_id in proven:
        lines.append(clause_id)
        lines += [f"    {test}" for test in sorted(tests[clause_id])]
    lines += ["", "Chưa có kiểm thử:"]
    lines += [
        f"    {clause_id}  {clause.requirement}"
        for clause_id, clause in clauses.items()
        if not tests.get(clause_id)
    ]
    lines += ["", f"{len(proven)}/{len(clauses)} điều khoản có kiểm thử chứng minh."]
    return lines


def main() -> int:
    """Print the report; return 1 if the tests do not load or name a clause that is in no list."""
    collector = MarkCollector()
    options = ["--collect-only", "-p", "no:xdist", "-p", "no:cacheprovider"]
    listing = io.StringIO()
    with contextlib.redirect_stdout(listing):
        code = pytest.main(options, plugins=[collector])
    if code not in {pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED}:
        sys.stdout.write(listing.getvalue())
        return 1
    clauses = all_clauses()
    sys.stdout.write("\n".join(report(clauses, collector.tests)) + "\n")
    unknown = sorted(set(collector.tests) - set(clauses))
    for clause_id in unknown:
        tests = ", ".join(sorted(collector.tests[clause_id]))
        sys.stdout.write(f"Không có điều khoản {clause_id}, ghi ở {tests}\n")
    return 1 if unknown else 0


if __name__ == "__main__":
    sys.exit(main())
