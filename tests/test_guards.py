"""The list of guards is true: each stands where the list says, once, and its tests exist."""

import pytest

from tests.remove_guards import ROOT, guards


def test_names_are_told_apart():
    names = [guard.name for guard in guards()]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("guard", guards(), ids=lambda guard: guard.name)
def test_guard_stands_where_the_list_says(guard):
    text = (ROOT / guard.file).read_text(encoding="utf-8")
    assert text.count(guard.find) == 1
    assert guard.replace not in {guard.find}
    for test in guard.tests:
        file, _, name = test.partition("::")
        assert (ROOT / file).exists()
        if name:
            assert name.split("::")[-1] in (ROOT / file).read_text(encoding="utf-8")
