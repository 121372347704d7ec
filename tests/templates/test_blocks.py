"""The blocks of an article's body as the reader gets them."""

import re
from datetime import date
from types import SimpleNamespace

from django.template.loader import render_to_string

from sections.base.blocks import HeadingBlock, QuotationBlock, TableBlock


def words(html: str) -> str:
    return " ".join(html.split())


def test_heading_keeps_the_level_that_the_editor_chose():
    block = HeadingBlock()
    large = block.render(block.to_python({"text": "Kết quả", "level": "2"}))
    small = block.render(block.to_python({"text": "Kết quả", "level": "3"}))
    assert (words(large), words(small)) == ("<h2>Kết quả</h2>", "<h3>Kết quả</h3>")


def test_heading_shows_markup_as_text():
    block = HeadingBlock()
    html = block.render(block.to_python({"text": "<b>đậm</b>", "level": "2"}))
    assert words(html) == "<h2>&lt;b&gt;đậm&lt;/b&gt;</h2>"


def test_quotation_names_author_and_source():
    block = QuotationBlock()
    value = block.to_python({"text": "Dễ hiểu.", "author": "Giám đốc Sở", "source": "Báo cáo"})
    html = words(block.render(value))
    assert "<blockquote><p>Dễ hiểu.</p></blockquote>" in html
    assert "<figcaption>Giám đốc Sở, <cite>Báo cáo</cite></figcaption>" in html


def test_quotation_without_author_names_the_source_alone():
    block = QuotationBlock()
    html = words(block.render(block.to_python({"text": "Dễ hiểu.", "source": "Báo cáo"})))
    assert "<figcaption><cite>Báo cáo</cite></figcaption>" in html


def table(rows):
    block = TableBlock()
    value = block.to_python(
        {
            "columns": [
                {"type": "text", "heading": "Nội dung"},
                {"type": "number", "heading": "Số vụ"},
                {"type": "date", "heading": "Ngày"},
            ],
            "rows": [{"values": row} for row in rows],
            "caption": "Hòa giải",
        }
    )
    return words(block.render(value))


def test_table_writes_numbers_and_dates_as_vietnamese_people_do():
    html = table([["Hòa giải thành", 1254.5, date(2026, 2, 5)], ["Không thành", 24, None]])
    assert re.findall(r'--numeric">([^<]+)</td>', html) == ["1.254,5", "24"]
    assert '<td class="govuk-table__cell">05/02/2026</td>' in html


def test_table_without_rows_says_so():
    assert '<td class="govuk-table__cell" colspan="3">Bảng chưa có dòng nào.</td>' in table([])


def test_media_offers_the_transcript_and_the_file():
    file = SimpleNamespace(
        url="/tep/1/hop.mp3", file_extension="mp3", get_file_size=2 * 1024 * 1024
    )
    value = {"kind": "audio", "title": "Phát thanh", "file": file, "transcript": "Lời bình."}
    html = words(render_to_string("blocks/media.html", {"value": value}))
    assert '<audio controls preload="none" src="/tep/1/hop.mp3" aria-label="Phát thanh">' in html
    assert "<p>Lời bình.</p>" in html
    assert '<a href="/tep/1/hop.mp3" download>tải về MP3, 2,0 MB</a>' in html


def test_document_shows_its_own_title_unless_another_is_given():
    file = SimpleNamespace(
        url="/tep/1/bc.pdf", title="bc.pdf", file_extension="pdf", get_file_size=1024
    )
    own = render_to_string("blocks/document.html", {"value": {"document": file, "title": ""}})
    given = render_to_string(
        "blocks/document.html", {"value": {"document": file, "title": "Báo cáo"}}
    )
    assert ('<a href="/tep/1/bc.pdf">bc.pdf</a>' in own, "bc.pdf</a>" in given) == (True, False)
    assert '<a href="/tep/1/bc.pdf">Báo cáo</a>' in given


def test_gallery_without_pictures_says_so():
    html = words(render_to_string("blocks/gallery.html", {"value": []}))
    assert html == '<ul class="gallery"> <li class="empty">Bộ ảnh chưa có ảnh nào.</li> </ul>'
