"""What readers find, in which order, and what they never find."""

import json
from datetime import UTC, datetime

import pytest
from wagtail.models import PageViewRestriction

from search import entries
from search.models import Entry
from sections.base import door
from tests import factories
from tests.search.reading import answer, found, live, published

pytestmark = pytest.mark.usefixtures("no_entries")


@pytest.mark.parametrize("query", ["hòa giải", "hoà giải", "hoa giai", "HOÀ GIẢI", "giải hoà"])
def test_accents_tone_placement_and_order_make_no_difference(query):
    live(title="Tổ hoà giải cơ sở")
    assert found(query) == ["Tổ hoà giải cơ sở"]


def test_d_and_its_stroke_are_one_and_words_are_whole():
    live(title="Đăng ký đường dây nóng")
    assert found("dang ky duong day") == ["Đăng ký đường dây nóng"]
    assert found("uong day") == []


def test_every_word_must_be_there_wherever_it_stands():
    live(title="Công chứng", summary="Thông báo mới.", body=[("paragraph", "<p>ở Bến Lức</p>")])
    assert found("công chứng bến lức") == ["Công chứng"]
    assert found("công chứng tân an") == []


def test_words_of_every_part_of_the_body_are_found():
    table = {
        "columns": [{"type": "text", "heading": "Đơn vị"}],
        "rows": [{"values": ["Phòng Thừa phát lại"]}],
        "caption": "Danh bạ hành nghề",
    }
    stream = [
        {"type": "paragraph", "value": "<p>chữ <b>đậm</b></p><p>đoạn nữa</p>"},
        {"type": "heading", "value": {"text": "Tiêu mục", "level": "2"}},
        {"type": "quotation", "value": {"text": "Lời trích", "author": "", "source": "Báo A"}},
        {"type": "table", "value": table},
    ]
    page = factories.make_news("LA", title="Bài")
    page.body = page._meta.get_field("body").to_python(json.dumps(stream))
    page.save_revision(user=page.owner)
    factories.submit(page)
    factories.walk(page)
    entries.refresh_page(page)
    for words in ("chữ đậm đoạn nữa", "tiêu mục", "lời trích báo", "thừa phát lại", "danh bạ"):
        assert found(words) == ["Bài"], words


def test_who_supplied_an_item_is_not_found():
    page = published(supplier_phone="0912345678", supplier_name="Người Cung Cấp Tin")
    assert found("0912345678") == []
    assert found("người cung cấp tin") == []
    assert page.title in found(page.byline)


def test_order_as_typed_then_accents_then_side_by_side_then_title_then_newest():
    body = [("paragraph", "<p>Bảo vệ môi trường.</p>")]
    live(title="Bao ve rung", summary="Bao ve.")
    live(title="Vệ sinh, bảo hiểm")
    live(title="Trong bài", body=body)
    live(title="Bảo vệ rừng", first_published_at=datetime(2020, 5, 5, tzinfo=UTC))
    live(title="Bảo vệ biển", first_published_at=datetime(2024, 5, 5, tzinfo=UTC))
    assert found("bảo vệ") == [
        "Bảo vệ biển",
        "Bảo vệ rừng",
        "Trong bài",
        "Vệ sinh, bảo hiểm",
        "Bao ve rung",
    ]


def test_section_of_that_name_comes_before_newer_titles():
    entries.rebuild(factories.agency("LA").site)
    index = factories.news_index("LA")
    live(title=f"Bàn về {index.title}")
    assert found(index.title)[0] == index.title


@pytest.mark.parametrize(
    "query",
    [
        "105/QĐ-STP",
        "105/qd-stp",
        "105 qd stp",
        "105/QĐ–STP",
        "số 105/QĐ-STP",
        "0105/QĐ-STP",
        "105/QD",
        "105",
    ],
)
@pytest.mark.clause("QT-5.1.a-3")
def test_number_finds_its_document_first(query):
    live(title="Tin mới nhắc Quyết định 105 của STP: 0105 QĐ STP, số 105 QD STP")
    live(title="Quyết định 105/QĐ-STP", first_published_at=datetime(2020, 1, 1, tzinfo=UTC))
    live(title="Quyết định 1051/QĐ-STP")
    titles = found(query)
    assert titles[0] == "Quyết định 105/QĐ-STP"
    assert "Quyết định 1051/QĐ-STP" not in titles


def test_number_and_words_together():
    live(title="Quyết định 12/2026/QĐ-UBND về lệ phí")
    live(title="Quyết định 12/2026/QĐ-HĐND về lệ phí")
    assert found("lệ phí 12/2026/qd-ubnd") == ["Quyết định 12/2026/QĐ-UBND về lệ phí"]


def test_filters_count_what_the_other_filter_leaves():
    entries.rebuild(factories.agency("LA").site)
    Entry.objects.filter(is_section=True).exclude(section_code="S04").delete()
    live(title="Hội nghị một", first_published_at=datetime(2025, 12, 31, 18, tzinfo=UTC))
    live(title="Hội nghị hai", first_published_at=datetime(2025, 6, 1, tzinfo=UTC))
    context = answer("hội nghị").context
    assert context["total"] == 2
    assert [(row.label, row.times) for row in context["facets"].years] == [("2026", 1), ("2025", 1)]
    (section,) = context["facets"].sections
    assert (section.value, section.label, section.times) == (
        "S04",
        factories.news_index("LA").title,
        2,
    )
    # 18:00 UTC is the next year in Việt Nam.
    assert found("hội nghị", nam="2026") == ["Hội nghị một"]
    assert found("hội nghị", nam="2025", muc="S04") == ["Hội nghị hai"]
    chosen = answer("hội nghị", nam="2025").context
    assert [row.times for row in chosen["facets"].sections] == [1]
    assert [row.times for row in chosen["facets"].years] == [1, 1]
    nothing = answer("hội nghị", nam="1999")
    assert nothing.context["total"] == 0
    assert "Tìm “hội nghị” trong mọi chuyên mục" in nothing.content.decode()


@pytest.mark.parametrize(
    "filters", [{"nam": "abcd"}, {"nam": "٢٠٢٦"}, {"muc": "' OR 1=1"}, {"trang": "99999999"}]
)
def test_strange_filters_do_no_harm(filters):
    live(title="Hội nghị")
    assert answer("hội nghị", **filters).status_code == 200


def test_agency_finds_its_own_pages_only():
    live("BP", title="Đăng ký của Bình Phước")
    assert found("đăng ký", "BP") == ["Đăng ký của Bình Phước"]
    assert found("đăng ký", "LA") == []


def test_what_closed_a_moment_ago_is_not_shown_though_its_entry_is_there():
    page = live("QT", title="Biên bản riêng")
    kept = Entry.objects.get(object_id=page.pk)
    with door.opened(door.key(page)):
        PageViewRestriction.objects.create(page=page, restriction_type="login")
    assert not Entry.objects.filter(object_id=page.pk).exists()
    kept.pk = None
    kept.save()
    assert found("biên bản riêng", "QT") == []
    assert b"Bi\xc3\xaan b\xe1\xba\xa3n ri\xc3\xaang</a>" not in answer("biên bản", "QT").content


def test_page_shows_marked_and_escaped_text_and_keeps_the_query():
    live(title="<b>Tin</b>", body=[("paragraph", "<p>&lt;script&gt;mã độc&lt;/script&gt;</p>")])
    html = answer('mã "độc"').content.decode()
    assert "&lt;script&gt;<mark>mã độc</mark>&lt;/script&gt;" in html
    assert "&lt;b&gt;Tin&lt;/b&gt;" in html
    assert html.count('value="mã &quot;độc&quot;"') == 2
    assert "<script>" not in html


@pytest.mark.parametrize("query", ["a" * 5000, "từ " * 900, "'", "\\", "a:* & !b | (", "%_%", "=a"])
def test_any_input_is_answered(query):
    reply = answer(query)
    assert reply.status_code == 200
    assert len(reply.context["query"]) <= 200


def test_empty_result_names_sections_with_a_like_name():
    entries.rebuild(factories.agency("LA").site)
    index = factories.news_index("LA")
    assert {"title": index.title, "url": f"/{index.slug}/"} in answer(
        f"{index.title} xyzt"
    ).context["sections_like"]


def test_pages_are_bounded_and_their_number_is_said(monkeypatch):
    monkeypatch.setattr("search.views.MAX_PAGES", 2)
    monkeypatch.setattr("search.views.PER_PAGE", 1)
    for number in range(3):
        live(title=f"Hội nghị {number}")
    reply = answer("hội nghị", trang="9")
    assert reply.context["total"] == 3
    assert reply.context["results"].number == 2
    assert "Chỉ hiện 2 kết quả sát nhất" in reply.content.decode()


def test_queries_are_six_whatever_is_found(django_assert_max_num_queries):
    live(title="Hội nghị đầu tiên")
    answer("hội nghị")
    with django_assert_max_num_queries(6) as with_one:
        assert answer("hội nghị").context["total"] == 1
    for number in range(20):
        live(title=f"Hội nghị {number}")
    answer("hội nghị")
    with django_assert_max_num_queries(6) as with_many:
        assert answer("hội nghị").context["total"] == 21
    assert len(with_one) == len(with_many)
    with django_assert_max_num_queries(6):
        assert answer("không có gì").context["total"] == 0
