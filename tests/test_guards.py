"""The list of guards is true: each stands where the list says, once, and its tests exist."""

import pytest

from tests.guards import ROOT, guards


def test_names_are_told_apart():
    names = [guard.name for guard in guards()]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("guard", guards(), ids=lambda guard: guard.name)
def test_guard_stands_where_the_list_says(guard):
    assert guard.source().count(guard.find) == 1
    assert guard.source_without() != guard.source()
    # What is left is a program still: a test fails because the guard is gone, not the grammar.
    compile(guard.source_without(), guard.file, "exec")
    for test in guard.tests:
        file, _, name = test.partition("::")
        assert (ROOT / file).exists()
        if name:
            function = name.split("::")[-1].partition("[")[0]
            assert function in (ROOT / file).read_text(encoding="utf-8")
