"""Commendations (S11), inspections (S38), recruitment (S42), working discipline (S43)."""

from datetime import timedelta

from django.utils import timezone

from sections.commendations import CommendationKind, CommendationPage
from sections.inspections import InspectionKind, InspectionPage
from sections.recruitment import RecruitmentKind, RecruitmentPage
from sections.working_discipline import DisciplineKind, WorkingDisciplinePage
from site_home.founding.demo.files import ensure_document

from . import demo

_FIELD = {"KT": "Bảo vệ môi trường"}


def _body(text: str) -> list:
    return [("paragraph", f"<p>{text} Nội dung trình diễn, không có giá trị pháp lý.</p>")]


@demo("S11")
def commendations(_section, agency):
    """A commendation and a sanction; nobody real."""
    today = timezone.localdate()
    field = _FIELD.get(agency.code, "Bổ trợ tư pháp")
    yield CommendationPage(
        title="Tặng Giấy khen cho Công ty Trình Diễn (demo)",
        slug="tang-giay-khen-cong-ty-trinh-dien",
        summary=f"Có thành tích xuất sắc trong lĩnh vực {field.lower()}.",
        subject="Công ty TNHH Trình Diễn (demo)",
        form="Giấy khen",
        amount=2_000_000,
        field=field,
        number="11/QĐ-DEMO",
        decided_on=today - timedelta(days=20),
        decided_by="Giám đốc Sở (demo)",
        reason=f"Chấp hành tốt pháp luật về {field.lower()} năm 2025.",
        body=_body("Quyết định khen thưởng kèm theo danh sách."),
    )
    yield CommendationPage(
        title="Xử phạt Công ty Ví Dụ vì nộp báo cáo chậm (demo)",
        slug="xu-phat-cong-ty-vi-du",
        summary="Phạt tiền vì không nộp báo cáo định kỳ đúng hạn.",
        kind=CommendationKind.SANCTION,
        subject="Công ty Cổ phần Ví Dụ (demo)",
        form="Phạt tiền",
        amount=15_000_000,
        field=field,
        number="12/QĐ-XPHC-DEMO",
        decided_on=today - timedelta(days=9),
        decided_by="Chánh Thanh tra Sở (demo)",
        reason="Không nộp báo cáo định kỳ trong hai quý liên tiếp.",
        body=_body("Thời hạn thi hành: 10 ngày kể từ ngày nhận quyết định."),
    )


@demo("S38")
def inspections(_section, agency):
    """A plan, a conclusion with its file, a settled complaint."""
    today = timezone.localdate()
    document = ensure_document(agency, "Kết luận thanh tra", "Nội dung trình diễn.")
    yield InspectionPage(
        title="Kế hoạch thanh tra năm 2026 (demo)",
        slug="ke-hoach-thanh-tra-2026",
        summary="Ba cuộc thanh tra chuyên ngành về công chứng, luật sư, đấu giá tài sản.",
        kind=InspectionKind.PLAN,
        number="21/KH-DEMO",
        signed_on=today - timedelta(days=60),
        starts_on=today - timedelta(days=50),
        ends_on=today + timedelta(days=250),
        body=_body("Kế hoạch được gửi đến các đơn vị thuộc đối tượng thanh tra."),
    )
    yield InspectionPage(
        title="Kết luận thanh tra tổ chức hành nghề công chứng (demo)",
        slug="ket-luan-thanh-tra-cong-chung",
        summary="Kết luận về việc chấp hành pháp luật tại hai tổ chức hành nghề công chứng.",
        kind=InspectionKind.CONCLUSION,
        number="22/KL-DEMO",
        signed_on=today - timedelta(days=12),
        subject="Hai tổ chức hành nghề công chứng (demo)",
        starts_on=today - timedelta(days=40),
        ends_on=today - timedelta(days=25),
        result="Chấn chỉnh việc lưu trữ hồ sơ; kiến nghị hoàn thiện sổ sách trong 30 ngày.",
        follow_up="Một tổ chức đã khắc phục xong.",
        body=_body("Toàn văn kết luận trong tệp đính kèm."),
        files=[("file", {"document": document, "title": "Toàn văn kết luận (demo)"})],
    )
    yield InspectionPage(
        title="Kết quả giải quyết khiếu nại lần đầu (demo)",
        slug="ket-qua-giai-quyet-khieu-nai",
        summary="Giữ nguyên quyết định hành chính bị khiếu nại.",
        kind=InspectionKind.COMPLAINT,
        number="23/QĐ-DEMO",
        signed_on=today - timedelta(days=5),
        result="Không chấp nhận nội dung khiếu nại; hướng dẫn quyền khiếu nại lần hai.",
        body=_body("Quyết định được công khai theo quy định của Luật Khiếu nại."),
    )


@demo("S42")
def recruitment(_section, _agency):
    """One open, one closed, one result."""
    today = timezone.localdate()
    yield RecruitmentPage(
        title="Tuyển dụng 03 viên chức công nghệ thông tin (demo)",
        slug="tuyen-dung-vien-chuc-cong-nghe-thong-tin",
        summary="Nhận hồ sơ trong 30 ngày tại bộ phận tổ chức.",
        places=3,
        requirements="Tốt nghiệp đại học ngành công nghệ thông tin; có chứng chỉ ngoại ngữ bậc 3.",
        opens_on=today - timedelta(days=5),
        closes_on=today + timedelta(days=25),
        held_on=today + timedelta(days=45),
        apply_at="Phòng Hành chính - Tổ chức, trụ sở Văn phòng (demo)",
        body=_body("Mẫu phiếu đăng ký dự tuyển phát tại nơi nhận hồ sơ."),
    )
    yield RecruitmentPage(
        title="Lớp bồi dưỡng kỹ năng soạn thảo văn bản (demo)",
        slug="boi-duong-soan-thao-van-ban",
        summary="Dành cho công chức các phòng; học trong ba ngày.",
        kind=RecruitmentKind.TRAINING,
        places=40,
        opens_on=today - timedelta(days=40),
        closes_on=today - timedelta(days=10),
        held_on=today - timedelta(days=3),
        apply_at="Trung tâm Công nghệ và Cổng thông tin điện tử tỉnh (demo)",
        body=_body("Học viên được cấp giấy chứng nhận."),
    )
    yield RecruitmentPage(
        title="Kết quả kỳ tuyển dụng viên chức đợt trước (demo)",
        slug="ket-qua-tuyen-dung-dot-truoc",
        summary="Danh sách trúng tuyển gồm hai người (demo).",
        kind=RecruitmentKind.RESULT,
        body=_body("Thời hạn phúc khảo: 15 ngày kể từ ngày công bố."),
    )


@demo("S43")
def working_discipline(_section, _agency):
    """A rule of the house and what a check found."""
    today = timezone.localdate()
    yield WorkingDisciplinePage(
        title="Nội quy giờ làm việc và tiếp công dân (demo)",
        slug="noi-quy-gio-lam-viec",
        summary="Giờ làm việc, tác phong và cách xưng hô khi tiếp công dân.",
        kind=DisciplineKind.RULE,
        number="31/QĐ-DEMO",
        issued_on=today - timedelta(days=30),
        applies_to="Toàn thể cán bộ, công chức, viên chức, người lao động",
        body=_body("Nội quy được niêm yết tại sảnh trụ sở."),
    )
    yield WorkingDisciplinePage(
        title="Kết quả kiểm tra công vụ quý I (demo)",
        slug="ket-qua-kiem-tra-cong-vu-quy-1",
        summary="Kiểm tra đột xuất bốn đơn vị; không có trường hợp vi phạm giờ giấc.",
        kind=DisciplineKind.INSPECTION,
        issued_on=today - timedelta(days=7),
        applies_to="Bốn đơn vị được kiểm tra (demo)",
        body=_body("Đoàn kiểm tra kiến nghị rút ngắn thời gian họp giao ban."),
    )
