"""The loader that leaves indentation out."""

from django.template import Engine

ENGINE_OPTIONS = {"loaders": ["site_home.lean_templates.Loader"]}


def rendered(folder, name, source):
    (folder / name).write_text(source, encoding="utf-8")
    return Engine(dirs=[folder], **ENGINE_OPTIONS).get_template(name).source


def test_html_comes_without_indentation_line_for_line(tmp_path):
    assert rendered(tmp_path, "a.html", "<ul>\n    <li>a  b</li>\n\t</ul>\n") == (
        "<ul>\n<li>a  b</li>\n</ul>\n"
    )


def test_spaces_that_are_content_stay(tmp_path):
    kept = "<pre>\n    mã\n</pre>"
    assert rendered(tmp_path, "b.html", kept) == kept
    assert rendered(tmp_path, "c.txt", "a\n  b") == "a\n  b"
