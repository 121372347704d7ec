"""What changed is told in words, and nothing that the approved hash covers is left out."""

import copy
import json
from datetime import UTC, date, datetime

import pytest
from django.db import models
from django.template.loader import render_to_string
from modelcluster.models import get_all_child_relations
from wagtail.fields import StreamField
from wagtail.models import get_page_models

from sections.base.blocks import BodyBlock
from sections.base.tables import TableField
from sections.leaders import LeadersPage
from sections.news import NewsPage, NewsTag
from tests import factories
from workflow.agencies.models import Unit
from workflow.approval.content import hash_of_page
from workflow.approval.differences import as_rows, as_text, difference, from_rows

SENTENCE = "Sở Tư pháp tổ chức hội nghị triển khai công tác năm 2027."
LONG = " ".join(f"chữ{number}" for number in range(60))


def body(*blocks: tuple[str, str, object]) -> dict:
    """A content with only a body of (id, type, value)."""
    rows = [{"id": key, "type": kind, "value": value} for key, kind, value in blocks]
    return {"body": json.dumps(rows)}


def told(before: dict | None, after: dict, model=NewsPage, **files) -> list[tuple]:
    """The changes as (label, kind, segments)."""
    return [
        (change.label, change.kind, [tuple(segment) for segment in change.segments])
        for change in difference(before, after, model, **files)
    ]


def paragraphs(old: str, new: str) -> list[tuple]:
    """The segments between two versions of one paragraph."""
    found = told(body(("a", "paragraph", old)), body(("a", "paragraph", new)))
    assert [row[:2] for row in found] == [("Nội dung / khối 1, Đoạn văn", "changed")]
    return found[0][2]


def test_words_are_compared_not_letters():
    before, after = {"title": SENTENCE}, {"title": SENTENCE.replace("triển khai", "tổng kết")}
    assert told(before, after) == [
        (
            "Tiêu đề",
            "changed",
            [
                ("same", "Sở Tư pháp tổ chức hội nghị"),
                ("removed", "triển khai"),
                ("added", "tổng kết"),
                ("same", "công tác năm 2027."),
            ],
        )
    ]


def test_composed_and_decomposed_letters_are_the_same_word():
    assert told({"title": "Hòa giải"}, {"title": "Ho\u0300a gia\u0309i"})[0][1] == "hidden"


def test_long_unchanged_stretches_are_cut():
    segments = told({"summary": f"Đầu. {LONG}"}, {"summary": f"Mở đầu. {LONG} Hết."})[0][2]
    assert segments == [
        ("removed", "Đầu."),
        ("added", "Mở đầu."),
        ("same", " ".join([*LONG.split()[:12], "«…»", *LONG.split()[-12:]])),
        ("added", "Hết."),
    ]


def test_rich_text_shows_lines_links_looks_and_addresses():
    segments = paragraphs(
        '<p>Xem <a href="https://a.vn">tại đây</a>.</p><ul><li>Một</li><li>Hai</li></ul>',
        '<p>Xem <a href="https://b.vn">tại đây</a>.</p>'
        "<ul><li>Một</li><li>Rưỡi</li><li><b>Hai</b></li></ul>",
    )
    assert segments == [
        ("same", "Xem tại đây"),
        ("removed", "(https://a.vn)"),
        ("added", "(https://b.vn)"),
        ("same", ".\n• Một\n•"),
        ("removed", "Hai"),
        ("added", "Rưỡi\n• Hai [in đậm]"),
    ]


def test_a_new_number_of_an_untouched_list_item_is_no_change():
    segments = paragraphs(
        "<ol><li>Một điều</li><li>Hai điều</li></ol>",
        "<ol><li>Mới tinh</li><li>Một điều</li><li>Hai điều</li></ol>",
    )
    assert [mark for mark, _text in segments if mark != "same"] == ["added"]


def test_a_split_paragraph_names_the_break():
    segments = paragraphs("<p>Một hai.</p>", "<p>Một</p><p>hai.</p>")
    assert segments == [("same", "Một"), ("added", "[sang đoạn mới]"), ("same", "hai.")]


@pytest.mark.django_db
def test_pages_documents_and_images_in_rich_text_go_by_title():
    page, document = factories.news_index("LA"), factories.make_document("LA", title="Kế hoạch")
    image = factories.make_image("LA", title="Hội trường")
    segments = paragraphs(
        "<p>Xem đây.</p>",
        f'<p><a linktype="page" id="{page.pk}">Xem</a> <a linktype="document" id="{document.pk}">'
        f'đây.</a></p><embed embedtype="image" id="{image.pk}" alt="Bàn" format="left"/>',
    )
    assert segments == [
        ("same", "Xem"),
        ("added", f"(trang «{page.title}», số {page.pk})"),
        ("same", "đây."),
        (
            "added",
            f"(tệp «Kế hoạch», số {document.pk})\nảnh «Hội trường», số {image.pk} Bàn [bên trái]",
        ),
    ]


def test_blocks_added_removed_moved_and_changed_are_told_apart():
    one = ("a", "heading", {"text": "Mở đầu", "level": "2"})
    two = ("b", "paragraph", f"<p>{SENTENCE}</p>")
    stays = ("e", "paragraph", "<p>Đứng yên.</p>")
    three = ("c", "quotation", {"text": "Lời trích", "author": "", "source": "Báo"})
    new = ("d", "paragraph", "<p>Hoàn toàn khác.</p>")
    three_later = ("c", "quotation", {"text": "Lời trích", "author": "Ai đó", "source": "Báo"})
    found = told(body(one, two, stays, three), body(three_later, two, stays, new))
    assert found == [
        (
            "Nội dung / khối 1, Tiêu đề mục",
            "removed",
            [("removed", "Tiêu đề: Mở đầu\nCấp: Mục lớn")],
        ),
        (
            "Nội dung / khối 1, Trích dẫn",
            "moved",
            [
                ("same", "Lời trích: Lời trích\nTác giả: Ai đó\nNguồn: Báo"),
                ("removed", "vị trí 4"),
                ("added", "vị trí 1"),
            ],
        ),
        ("Nội dung / khối 1, Trích dẫn / Tác giả", "added", [("added", "Ai đó")]),
        ("Nội dung / khối 4, Đoạn văn", "added", [("added", "Hoàn toàn khác.")]),
    ]


def test_a_rewritten_block_without_its_id_is_still_the_same_block():
    old = body(("a", "paragraph", f"<p>{SENTENCE}</p>"), ("b", "paragraph", "<p>Khác.</p>"))
    new = body(("x", "paragraph", "<p>Khác.</p>"), ("y", "paragraph", f"<p>{SENTENCE} Hết.</p>"))
    kinds = {(label, kind) for label, kind, _segments in told(old, new)}
    assert ("Nội dung / khối 2, Đoạn văn", "changed") in kinds
    assert {kind for _label, kind in kinds} == {"changed", "moved"}


def test_new_ids_of_blocks_are_said_to_be_invisible():
    old, new = body(("a", "paragraph", "<p>Một.</p>")), body(("b", "paragraph", "<p>Một.</p>"))
    assert [row[:2] for row in told(old, new)] == [("Nội dung", "hidden")]


def test_inside_a_gallery_the_picture_and_its_part_are_named():
    def gallery(*captions):
        rows = [
            {
                "type": "item",
                "id": str(number),
                "value": {"image": None, "alt": f"Ảnh {number}", "caption": words},
            }
            for number, words in enumerate(captions)
        ]
        return body(("g", "gallery", rows))

    found = told(gallery("Toàn cảnh", "Bàn"), gallery("Toàn cảnh", "Bàn chủ tọa", "Mới"))
    assert found == [
        (
            "Nội dung / khối 1, Bộ ảnh / Hình ảnh 2 / Chú thích",
            "changed",
            [("same", "Bàn"), ("added", "chủ tọa")],
        ),
        (
            "Nội dung / khối 1, Bộ ảnh / Hình ảnh 3",
            "added",
            [("added", "Mô tả ảnh: Ảnh 2\nChú thích: Mới")],
        ),
    ]


def test_a_table_is_read_row_by_row():
    def table(number):
        return body(
            (
                "t",
                "table",
                {
                    "caption": "Số liệu",
                    "columns": [
                        {"type": "text", "heading": "Đơn vị"},
                        {"type": "number", "heading": "Số"},
                        {"type": "date", "heading": "Ngày"},
                    ],
                    "rows": [{"values": ["Phòng A", number, "2026-11-20"]}],
                },
            )
        )

    assert told(table(5), table(6))[0][2] == [
        ("same", "Số liệu\nĐơn vị | Số | Ngày\nPhòng A |"),
        ("removed", "5"),
        ("added", "6"),
        ("same", "| 20/11/2026"),
    ]


def test_a_block_whose_definition_is_gone_is_shown_raw():
    found = told(body(), body(("a", "old_kind", {"chữ": "còn đây"})))
    assert found == [
        ("Nội dung / khối 1, old_kind", "added", [("added", '{"chữ": "còn đây"}')]),
    ]


@pytest.mark.django_db
def test_dates_choices_names_and_yes_or_no():
    first, second = Unit.objects.filter(agency__code="LA")[:2]
    before = {
        "happened_at": "2026-11-22T01:00:00Z",
        "source_published_on": "2026-11-20",
        "unit": first.pk,
        "deadline_kind": "event",
        "show_in_menus": False,
    }
    after = {
        "happened_at": "2026-11-22T09:30:00+07:00",
        "source_published_on": None,
        "unit": second.pk,
        "deadline_kind": "domestic",
        "show_in_menus": True,
    }
    assert told(before, after) == [
        ("Hiển thị trong trình đơn", "changed", [("removed", "không"), ("added", "có")]),
        ("Đơn vị cung cấp", "changed", [("removed", str(first)), ("added", str(second))]),
        ("Ngày nguồn đăng", "removed", [("removed", "20/11/2026")]),
        (
            "Thời điểm diễn ra",
            "changed",
            [("removed", "22/11/2026 08:00"), ("added", "22/11/2026 09:30")],
        ),
        (
            "Loại thời hạn",
            "changed",
            [("removed", "Tin hoạt động, sự kiện"), ("added", "Tin trong nước")],
        ),
    ]


def test_the_same_moment_in_another_zone_is_no_change():
    before = {"happened_at": "2026-11-22T01:00:00Z"}
    assert told(before, {"happened_at": datetime(2026, 11, 22, 1, tzinfo=UTC)}) == []
    assert told(before, {"happened_at": "2026-11-22T08:00:00+07:00"}) == []


@pytest.mark.django_db
def test_keywords_by_name():
    kept, gone, new = (NewsTag.objects.create(name=name) for name in ("đất đai", "hộ tịch", "hòa"))
    before = {"tagged_items": [{"pk": 1, "tag": kept.pk}, {"pk": 2, "tag": gone.pk}]}
    after = {"tagged_items": [{"pk": None, "tag": kept.pk}, {"pk": None, "tag": new.pk}]}
    assert told(before, after) == [
        (
            "Từ khóa",
            "changed",
            [("same", "đất đai"), ("removed", "hộ tịch"), ("added", "hòa")],
        )
    ]


def test_rows_of_a_page_added_removed_moved_and_changed():
    def leader(pk, place, name, title):
        return {"pk": pk, "sort_order": place, "name": name, "title": title, "portrait": None}

    before = {"leaders": [leader(1, 0, "An", "Giám đốc"), leader(2, 1, "Bình", "Phó Giám đốc")]}
    after = {
        "leaders": [
            leader(2, 0, "Bình", "Giám đốc"),
            leader(None, 1, "Cúc", "Phó Giám đốc"),
        ]
    }
    assert told(before, after, LeadersPage) == [
        ("Lãnh đạo / An", "removed", [("removed", "Họ và tên: An\nChức vụ: Giám đốc")]),
        (
            "Lãnh đạo / Bình / Chức vụ",
            "changed",
            [("removed", "Phó"), ("same", "Giám đốc")],
        ),
        ("Lãnh đạo / Cúc", "added", [("added", "Họ và tên: Cúc\nChức vụ: Phó Giám đốc")]),
    ]
    swapped = {"leaders": [leader(1, 1, "An", "Giám đốc"), leader(2, 0, "Bình", "Phó Giám đốc")]}
    assert told(before, swapped, LeadersPage) == [
        ("Lãnh đạo / An", "moved", [("removed", "vị trí 1"), ("added", "vị trí 2")])
    ]


def test_a_replaced_file_under_the_same_record_is_told():
    row = {"model": "media.agencyimage", "id": 5, "title": "Ảnh", "name": "a.png"}
    old = [{**row, "sha256": "a" * 64, "shown": {"focal_point_x": None}}]
    new = [{**row, "sha256": "b" * 64, "shown": {"focal_point_x": 7}, "name": "b.png"}]
    content = {"illustration": 5}
    assert told(content, content, files_before=old, files_after=new) == [
        (
            "Ảnh «Ảnh», số 5",
            "file",
            [
                ("removed", "a.png (dấu SHA-256 aaaaaaaaaaaa…)"),
                ("added", "b.png (dấu SHA-256 bbbbbbbbbbbb…)"),
            ],
        ),
        ("Ảnh «Ảnh», số 5 / Tâm ảnh, từ mép trái (điểm ảnh)", "added", [("added", "7")]),
    ]
    assert told(content, content, files_before=old, files_after=old) == []


@pytest.mark.django_db
def test_titles_that_the_files_give_are_not_asked_for(django_assert_num_queries):
    row = {"model": "media.agencyimage", "id": 5, "title": "Cổng", "name": "a.png", "sha256": "a"}
    with django_assert_num_queries(0):
        found = told({}, {"illustration": 5}, files_before=[], files_after=[{**row, "shown": {}}])
    assert found == [("Ảnh minh họa", "added", [("added", "ảnh «Cổng», số 5")])]


@pytest.mark.django_db
def test_a_record_that_is_gone_keeps_its_number():
    assert told({}, {"illustration": 999_999})[0][2] == [
        ("added", "ảnh «không còn», số 999999"),
    ]


VALUES = {
    models.BooleanField: (False, True),
    models.DateTimeField: (
        datetime(2026, 1, 5, 1, tzinfo=UTC),
        datetime(2026, 1, 5, 2, tzinfo=UTC),
    ),
    models.DateField: (date(2026, 1, 5), date(2026, 5, 1)),
}


def two_values(field) -> tuple:
    """Two different values for the column."""
    if field.is_relation:
        return None, 987_654
    if isinstance(field, StreamField):
        return "[]", [("paragraph", "<p>Chữ.</p>")]
    if isinstance(field, TableField):
        return [], [{field.columns[0].name: "chữ"}]
    known = (pair for kind, pair in VALUES.items() if isinstance(field, kind))
    return next(known, ("một", "hai"))


@pytest.mark.django_db
@pytest.mark.parametrize("model", get_page_models(), ids=lambda model: model.__name__)
def test_whatever_the_hash_covers_is_shown(model):
    """For every column and row of every page type: other hash, then a change to read."""
    page = model.objects.first() or factories.make_news("LA")
    covered = 0
    for field in page._meta.concrete_fields:
        if field.primary_key or field.name in {"path", "depth", "numchild", "content_type"}:
            continue
        first, second = copy.copy(page), copy.copy(page)
        for state, value in zip((first, second), two_values(field), strict=True):
            state._state = copy.deepcopy(page._state)
            setattr(state, field.attname, value)
        if hash_of_page(first) == hash_of_page(second):
            continue
        covered += 1
        found = difference(first.serializable_data(), second.serializable_data(), model)
        assert [change.kind for change in found] in (["changed"], ["added"]), field.name
    assert covered >= 20


@pytest.mark.django_db
@pytest.mark.parametrize("model", get_page_models(), ids=lambda model: model.__name__)
def test_every_column_of_every_row_is_shown(model):
    for relation in get_all_child_relations(model):
        name = relation.get_accessor_name()
        if name == "wagtail_admin_comments":
            continue
        for field in relation.related_model._meta.concrete_fields:
            if field.primary_key or field is relation.field or field.name == "sort_order":
                continue
            before, after = (
                {name: [{"pk": 1, "sort_order": 0, "tag": 1, field.name: value}]}
                for value in two_values(field)
            )
            shown = [kind for _label, kind, _segments in told(before, after, model)]
            assert shown in (["changed"], ["added"]), field.name


BLOCKS = {
    "paragraph": "<p>Chữ.</p>",
    "heading": {"text": "Chữ", "level": "3"},
    "image": {"image": 4, "alt": "Mô tả", "caption": "Chú thích"},
    "gallery": [{"type": "item", "id": "a", "value": {"image": 4, "alt": "Mô tả", "caption": "C"}}],
    "media": {"kind": "audio", "title": "Tên", "file": 4, "transcript": "Lời"},
    "document": {"document": 4, "title": "Tên"},
    "quotation": {"text": "Lời", "author": "Ai", "source": "Báo"},
    "table": {
        "columns": [{"type": "text", "heading": "Cột"}],
        "rows": [{"values": ["ô"]}],
        "caption": "Bảng",
    },
}


CHOSEN = (("image",), ("file",), ("document",))


def leaves(value, path=()):
    """The path of each plain value inside."""
    if isinstance(value, dict):
        return [leaf for key, part in value.items() for leaf in leaves(part, (*path, key))]
    if isinstance(value, list):
        return [leaf for at, part in enumerate(value) for leaf in leaves(part, (*path, at))]
    return [] if path and path[-1] in {"id", "type"} else [path]


def with_leaf(value, path, leaf):
    """A copy of `value` with another plain value at `path`."""
    if not path:
        return leaf
    changed = copy.deepcopy(value)
    changed[path[0]] = with_leaf(value[path[0]], path[1:], leaf)
    return changed


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "path"),
    [(kind, path) for kind, value in BLOCKS.items() for path in leaves(value)],
)
def test_every_part_of_every_block_is_shown(kind, path):
    old = BLOCKS[kind]
    other = with_leaf(old, path, 5 if path[-1:] in CHOSEN else "khác")
    changes = difference(body(("a", kind, old)), body(("a", kind, other)), NewsPage)
    assert [change.kind for change in changes] == ["changed"]


def test_every_kind_of_block_is_tried():
    assert set(BLOCKS) == set(BodyBlock().child_blocks)


def test_plain_text_for_mails():
    before = {"title": SENTENCE, **body(("a", "paragraph", "<ul><li>Một</li></ul>"))}
    after = {
        "title": SENTENCE.replace("năm 2027.", "năm 2028."),
        **body(("a", "paragraph", "<ul><li>Một</li><li>Hai</li></ul>")),
    }
    assert as_text(difference(before, after, NewsPage)) == (
        "Tiêu đề (đã sửa):\n"
        "    Sở Tư pháp tổ chức hội nghị triển khai công tác năm [bỏ: 2027.] [thêm: 2028.]\n"
        "\n"
        "Nội dung / khối 1, Đoạn văn (đã sửa):\n"
        "    • Một\n"
        "    [thêm: • Hai]"
    )


def test_rows_come_back_as_they_were():
    changes = difference({"title": "Một"}, {"title": "Hai"}, NewsPage)
    assert from_rows(json.loads(json.dumps(as_rows(changes)))) == changes


def test_the_screen_marks_with_words_and_escapes():
    changes = difference({"title": "Một <b>"}, {"title": "Một <i>"}, NewsPage)
    html = render_to_string("approval/_difference.html", {"changes": changes})
    assert '<del><span class="difference__sign">bỏ</span> &lt;b&gt;</del>' in html
    assert '<ins><span class="difference__sign">thêm</span> &lt;i&gt;</ins>' in html
    lists = ("<ul><li>Một</li></ul>", "<ul><li>Một</li><li>Hai</li></ul>")
    longer = difference(*(body(("a", "paragraph", html)) for html in lists), NewsPage)
    html = render_to_string("approval/_difference.html", {"changes": longer})
    assert '<br><ins><span class="difference__sign">thêm</span> • Hai</ins>' in html
    nothing = render_to_string("approval/_difference.html", {"changes": []})
    assert "không có thay đổi" in nothing.lower()
