"""Conferences, seminars and training (S18)."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from sections.conferences import ConferenceKind, ConferencePage
from site_home.founding.demo.files import ensure_document

from . import demo


@demo("S18")
def conferences(_section, agency):
    """A conference that is over, with its papers, and a training course to come."""
    today = timezone.localdate()
    morning = timezone.make_aware(datetime.combine(today - timedelta(days=20), time(7, 30)))
    yield ConferencePage(
        title="Hội nghị sơ kết công tác sáu tháng đầu năm (demo)",
        slug="hoi-nghi-so-ket-sau-thang",
        summary="Đánh giá kết quả sáu tháng đầu năm và bàn nhiệm vụ sáu tháng cuối năm.",
        kind=ConferenceKind.CONFERENCE,
        starts_at=morning,
        ends_at=morning + timedelta(hours=4),
        place="Hội trường cơ quan (demo)",
        host=agency.name,
        participants="Lãnh đạo cơ quan; trưởng các phòng, đơn vị trực thuộc.",
        programme=[
            {"start": "07:30", "content": "Đón tiếp đại biểu", "speaker": "Ban tổ chức"},
            {"start": "08:00", "content": "Báo cáo sơ kết", "speaker": "Văn phòng"},
            {"start": "09:00", "content": "Thảo luận", "speaker": "Chủ tọa"},
            {"start": "11:00", "content": "Kết luận hội nghị", "speaker": "Lãnh đạo cơ quan"},
        ],
        papers=[
            ("paper", _paper(agency, "Báo cáo sơ kết sáu tháng", "Văn phòng")),
            ("paper", _paper(agency, "Tham luận về cải cách hành chính", "Phòng chuyên môn")),
        ],
    )
    yield ConferencePage(
        title="Lớp tập huấn kỹ năng sử dụng dịch vụ công trực tuyến (demo)",
        slug="tap-huan-dich-vu-cong-truc-tuyen",
        summary="Dành cho công chức bộ phận một cửa.",
        kind=ConferenceKind.TRAINING,
        starts_at=morning + timedelta(days=32),
        ends_at=morning + timedelta(days=32, hours=9),
        place="Phòng họp trực tuyến (demo)",
        host=agency.name,
        participants="Công chức bộ phận một cửa cấp tỉnh, cấp xã.",
        body=[("paragraph", "<p>Học viên mang theo máy tính xách tay (nội dung trình diễn).</p>")],
    )


def _paper(agency, title: str, author: str) -> dict:
    document = ensure_document(agency, f"{title} (demo)", author)
    return {"title": title, "author": author, "document": document}
