"""The public templates keep the strict content policy and never show an empty list as nothing."""

import re
from pathlib import Path

import pytest
from django.template.loader import get_template

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
PUBLIC_FOLDERS = ["blocks", "components", "legal_docs", "search", "sections", "site_home"]
PUBLIC = sorted(
    path.relative_to(TEMPLATES)
    for pattern in ["*.html", *(f"{folder}/**/*.html" for folder in PUBLIC_FOLDERS)]
    for path in TEMPLATES.glob(pattern)
)
FORBIDDEN = {
    "inline style": r"\sstyle\s*=|<style\b",
    "inline script": r"<script\b(?![^>]*\ssrc=)",
    "inline handler": r"\son[a-z]+\s*=\s*[\"']",
    "javascript: address": r"javascript:",
    "data: address": r"[\"'(]data:",
    "something from outside": r"(?:src|srcset)\s*=\s*[\"']?(?:https?:)?//"
    r"|<link\b[^>]*rel=\"(?:stylesheet|preload|icon)\"[^>]*href=\"(?:https?:)?//",
}


def public_templates():
    return pytest.mark.parametrize("path", PUBLIC, ids=str)


@public_templates()
def test_public_template_has_nothing_the_content_policy_refuses(path):
    source = (TEMPLATES / path).read_text("utf-8")
    found = [name for name, pattern in FORBIDDEN.items() if re.search(pattern, source)]
    assert found == []


@public_templates()
def test_public_template_compiles(path):
    assert get_template(str(path)).template.name == str(path)


@public_templates()
def test_every_list_says_what_to_read_when_it_is_empty(path):
    open_loops = []
    without_empty = []
    for tag, line in _loop_tags((TEMPLATES / path).read_text("utf-8")):
        if tag == "for":
            open_loops.append({"line": line, "has_empty": False})
        elif tag == "empty":
            open_loops[-1]["has_empty"] = True
        else:
            loop = open_loops.pop()
            if not loop["has_empty"]:
                without_empty.append(loop["line"])
    assert (without_empty, open_loops) == ([], [])


def _loop_tags(source):
    for match in re.finditer(r"{%\s*(for|empty|endfor)\b", source):
        yield match[1], source.count("\n", 0, match.start()) + 1


def test_error_500_needs_neither_context_nor_template_engine():
    source = (TEMPLATES / "500.html").read_text("utf-8")
    assert re.findall(r"{[{%#]", source) == []
