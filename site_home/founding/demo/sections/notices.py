"""Notices and invitations (S14)."""

from datetime import timedelta

from django.utils import timezone

from sections.notices import NoticeKind, NoticePage

from . import demo


@demo("S14")
def notices(_section, agency):
    """Two notices and an invitation."""
    today = timezone.localdate()
    yield NoticePage(
        title="Thông báo lịch tiếp công dân định kỳ quý I (demo)",
        slug="lich-tiep-cong-dan-quy-1",
        summary="Lãnh đạo cơ quan tiếp công dân vào ngày 15 hằng tháng tại trụ sở.",
        number="01/TB-DEMO",
        signed_on=today - timedelta(days=6),
        body=[
            (
                "paragraph",
                f"<p>{agency.name} thông báo lịch tiếp công dân định kỳ. Người đến làm việc mang "
                "theo giấy tờ tùy thân và đơn (nếu có).</p>",
            )
        ],
    )
    yield NoticePage(
        title="Thông báo tạm ngừng hệ thống để bảo trì (demo)",
        slug="tam-ngung-he-thong-bao-tri",
        summary="Trang tạm ngừng từ 22 giờ đến 24 giờ để bảo trì máy chủ.",
        number="02/TB-DEMO",
        signed_on=today - timedelta(days=3),
        body=[("paragraph", "<p>Trong thời gian bảo trì, xin liên hệ qua điện thoại trực.</p>")],
    )
    yield NoticePage(
        title="Giấy mời họp giao ban tháng (demo)",
        slug="giay-moi-hop-giao-ban",
        summary="Mời lãnh đạo các đơn vị dự họp giao ban tháng.",
        kind=NoticeKind.INVITATION,
        number="03/GM-DEMO",
        signed_on=today - timedelta(days=1),
        meets_at=timezone.now() + timedelta(days=4),
        place="Phòng họp tầng 2, trụ sở cơ quan (demo)",
        invited="Lãnh đạo cơ quan; trưởng các phòng, đơn vị trực thuộc.",
        body=[("paragraph", "<p>Tài liệu họp được gửi trước một ngày làm việc.</p>")],
    )
