"""The contents of a long text and the anchors of its headings."""

from django.template.loader import render_to_string

from sections.base.blocks import BodyBlock
from site_home.outline import outline_of


def body(*headings):
    block = BodyBlock(required=False)
    rows = [
        {"type": "heading", "value": {"text": text, "level": level}} for text, level in headings
    ]
    return block.to_python(rows)


def test_contents_list_the_headings_of_a_long_text():
    text = body(("Mở đầu", "2"), ("Đối tượng", "3"), ("Kết quả", "2"))
    html = " ".join(render_to_string("components/body.html", {"body": text}).split())
    assert '<li><a href="#muc-mo-dau">Mở đầu</a></li>' in html
    assert '<li class="contents__minor"><a href="#muc-doi-tuong">Đối tượng</a></li>' in html
    assert '<h2 id="muc-ket-qua">Kết quả</h2>' in html


def test_short_text_has_anchors_but_no_contents():
    html = render_to_string("components/body.html", {"body": body(("Một", "2"), ("Hai", "2"))})
    assert ("Trong trang này" in html, 'id="muc-hai"' in html) == (False, True)


def test_equal_headings_get_different_anchors():
    parts = outline_of(body(("Kết quả", "2"), ("Kết quả", "2"), ("!", "2"))).parts
    assert [part.anchor for part in parts] == ["muc-ket-qua", "muc-ket-qua-2", "muc-muc"]


def test_no_contents_on_paper():
    text = body(("Một", "2"), ("Hai", "2"), ("Ba", "2"))
    html = render_to_string("components/body.html", {"body": text, "for_paper": True})
    assert "Trong trang này" not in html
