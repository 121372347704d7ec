"""What quality checks found, told so that it can be mended."""

import pytest


def assert_nothing(wrong: dict[str, list[str]]) -> None:
    """Fail with each finding once and the pages that have it, unless there are none."""
    pages_with: dict[str, list[str]] = {}
    for page, found in wrong.items():
        for finding in found:
            pages_with.setdefault(finding, []).append(page)
    lines = [
        f"{finding}\n    {len(pages)} pages: {', '.join(pages[:6])}"
        for finding, pages in pages_with.items()
    ]
    if lines:
        pytest.fail("\n".join(lines), pytrace=False)
