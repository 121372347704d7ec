"""How the agency grew (S02)."""

from . import demo


@demo("S02")
def history(section, agency):
    """Three periods, told without names of people."""
    section.body = [
        ("paragraph", f"<p>Nội dung trình diễn về quá trình hình thành của {agency.name}.</p>"),
        ("heading", {"text": "Những năm đầu", "level": "2"}),
        ("paragraph", "<p>Cơ quan được thành lập với vài phòng chuyên môn (demo).</p>"),
        ("heading", {"text": "Giai đoạn phát triển", "level": "2"}),
        ("paragraph", "<p>Bộ máy được kiện toàn, các đơn vị sự nghiệp ra đời (demo).</p>"),
        ("heading", {"text": "Từ năm 2025", "level": "2"}),
        ("paragraph", "<p>Cơ quan tổ chức lại theo địa giới hành chính mới (demo).</p>"),
    ]
