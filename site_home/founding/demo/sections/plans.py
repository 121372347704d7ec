"""Plans (S27, S28, S46), projects (S29), science topics (S30)."""

from datetime import date, timedelta

from django.utils import timezone

from sections.land_use_plans import LandUseLevel, LandUsePlanPage
from sections.plans import PlanPage
from sections.projects import ProjectKind, ProjectPage, ProjectPhase
from sections.science_topics import ScienceTopicPage, TopicLevel, TopicState
from sections.shapes.plan import PlanProgress
from sections.work_programmes import WorkProgrammePage
from site_home.founding.demo.files import ensure_document

from . import demo
from .trade import ENVIRONMENT, JUSTICE, OFFICE, trade_of

_SECTOR = {
    JUSTICE: "ngành Tư pháp",
    OFFICE: "công tác tham mưu, tổng hợp",
    ENVIRONMENT: "ngành Tài nguyên và Môi trường",
}


def text(*paragraphs: str) -> list[tuple[str, str]]:
    """Paragraphs as a body."""
    return [("paragraph", f"<p>{paragraph}</p>") for paragraph in paragraphs]


def file_of(agency, title: str, *lines: str) -> list[tuple[str, dict]]:
    """One attached demonstration file."""
    return [("file", {"document": ensure_document(agency, title, *lines), "title": ""})]


@demo("S27")
def plans(_section, agency):
    """A strategy and a yearly plan."""
    sector = _SECTOR[trade_of(agency)]
    yield PlanPage(
        title=f"Chiến lược phát triển {sector} đến năm 2030 (demo)",
        slug="chien-luoc-den-2030",
        summary=f"Mục tiêu, nhiệm vụ và giải pháp phát triển {sector} trên địa bàn.",
        number="100/QĐ-DEMO",
        approved_by="Ủy ban nhân dân tỉnh (demo)",
        approved_on=date(2025, 3, 10),
        year_from=2025,
        year_to=2030,
        progress=PlanProgress.RUNNING,
        targets=[
            {
                "target": "Tỷ lệ hồ sơ giải quyết đúng hạn",
                "unit": "%",
                "planned": 100,
                "reached": 98.5,
                "due_on": "2030-12-31",
                "note": "",
            },
            {
                "target": "Tỷ lệ hồ sơ trực tuyến toàn trình",
                "unit": "%",
                "planned": 90,
                "reached": 76,
                "due_on": "2030-12-31",
                "note": "Số đến quý III (demo)",
            },
        ],
        body=text("Nội dung trình diễn của chiến lược: quan điểm, mục tiêu, nhiệm vụ, giải pháp."),
        files=file_of(agency, "Toàn văn chiến lược", "Quan điểm, mục tiêu, nhiệm vụ, giải pháp."),
    )
    yield PlanPage(
        title="Kế hoạch chuyển đổi số năm 2027 (demo)",
        slug="ke-hoach-chuyen-doi-so-2027",
        summary="Các việc phải làm về chuyển đổi số trong năm 2027.",
        number="15/KH-DEMO",
        approved_by=agency.name,
        approved_on=date(2026, 10, 30),
        year_from=2027,
        year_to=2027,
        body=text("Nội dung trình diễn của kế hoạch năm."),
    )


@demo("S28")
def work_programmes(_section, agency):
    """The programme of the year."""
    yield WorkProgrammePage(
        title="Chương trình công tác năm 2026 (demo)",
        slug="chuong-trinh-cong-tac-2026",
        summary="Nhiệm vụ trọng tâm của năm, đơn vị chủ trì và thời hạn.",
        number="01/CTr-DEMO",
        approved_by=agency.name,
        approved_on=date(2026, 1, 12),
        year_from=2026,
        year_to=2026,
        progress=PlanProgress.RUNNING,
        targets=[
            {
                "target": "Rà soát thủ tục hành chính",
                "unit": "thủ tục",
                "planned": 40,
                "reached": 36,
                "due_on": "2026-11-30",
                "note": "",
            }
        ],
        body=text("Nội dung trình diễn của chương trình công tác."),
    )


@demo("S46")
def land_use_plans(_section, agency):
    """A provincial plan and one of a former district, kept for looking up."""
    yield LandUsePlanPage(
        title="Quy hoạch sử dụng đất cấp tỉnh thời kỳ 2021–2030 (demo)",
        slug="quy-hoach-cap-tinh-2021-2030",
        summary="Chỉ tiêu các loại đất đến năm 2030 và bản đồ quy hoạch.",
        level=LandUseLevel.PROVINCE,
        place="Toàn tỉnh",
        area="967729.00",
        number="200/QĐ-DEMO",
        approved_by="Thủ tướng Chính phủ (demo)",
        approved_on=date(2023, 6, 1),
        year_from=2021,
        year_to=2030,
        progress=PlanProgress.RUNNING,
        body=text("Nội dung trình diễn của quy hoạch sử dụng đất."),
        files=file_of(agency, "Bản đồ quy hoạch sử dụng đất", "Tỷ lệ 1:100.000 (demo)."),
    )
    yield LandUsePlanPage(
        title="Kế hoạch sử dụng đất năm 2025 của một huyện cũ (demo)",
        slug="ke-hoach-huyen-cu-2025",
        summary="Giữ để tra cứu: cấp huyện kết thúc từ ngày 01/7/2025.",
        level=LandUseLevel.DISTRICT,
        place="Huyện Trình Diễn (demo)",
        area="84500.50",
        number="20/QĐ-DEMO",
        approved_by="Ủy ban nhân dân tỉnh (demo)",
        approved_on=date(2025, 1, 20),
        year_from=2025,
        year_to=2025,
        progress=PlanProgress.REPLACED,
        body=text("Nội dung trình diễn của kế hoạch sử dụng đất."),
    )


@demo("S29")
def projects(_section, agency):
    """A project under way and a tender that is open."""
    closes = timezone.now() + timedelta(days=12)
    yield ProjectPage(
        title="Nâng cấp hệ thống một cửa điện tử (demo)",
        slug="nang-cap-mot-cua-dien-tu",
        summary="Trang bị máy tính, quầy tiếp nhận và phần mềm cho bộ phận một cửa.",
        kind=ProjectKind.INVESTMENT,
        phase=ProjectPhase.RUNNING,
        code="DA-2026-01",
        investor=agency.name,
        budget="4850.000",
        funding="Ngân sách tỉnh",
        place="Trụ sở cơ quan",
        approval_number="12/QĐ-DEMO",
        approved_on=date(2026, 2, 10),
        starts_on=date(2026, 3, 1),
        ends_on=date(2027, 6, 30),
        milestones=[
            {"day": "2026-02-10", "event": "Phê duyệt dự án", "number": "12/QĐ-DEMO", "note": ""},
            {"day": "2026-03-25", "event": "Mở thầu gói thiết bị", "number": "", "note": ""},
            {
                "day": "2026-05-05",
                "event": "Ký hợp đồng",
                "number": "05/HĐ-DEMO",
                "note": "Giá trị hợp đồng 3.200 triệu đồng (demo).",
            },
        ],
        body=text("Nội dung trình diễn về mục tiêu, quy mô và tiến độ của dự án."),
        files=file_of(agency, "Quyết định phê duyệt dự án", "Điều 1. Phê duyệt dự án (demo)."),
    )
    yield ProjectPage(
        title="Mời thầu mua sắm thiết bị văn phòng (demo)",
        slug="moi-thau-thiet-bi-van-phong",
        summary="Gói thầu mua sắm máy in, máy quét năm 2026.",
        kind=ProjectKind.PROCUREMENT,
        phase=ProjectPhase.INVITING,
        code="GT-2026-07",
        investor=agency.name,
        budget="620.500",
        funding="Kinh phí chi thường xuyên",
        bids_close_at=closes,
        starts_on=timezone.localdate(),
        body=text("Hồ sơ mời thầu được phát hành trên Hệ thống mạng đấu thầu quốc gia (demo)."),
    )


@demo("S30")
def science_topics(_section, agency):
    """A topic that was accepted and one under way."""
    sector = _SECTOR[trade_of(agency)]
    yield ScienceTopicPage(
        title=f"Giải pháp nâng cao chất lượng {sector} ở cơ sở (demo)",
        slug="giai-phap-nang-cao-chat-luong",
        summary="Khảo sát thực trạng và đề xuất mô hình áp dụng ở cấp xã.",
        code="ĐT.2024.01",
        level=TopicLevel.PROVINCE,
        field="Quản lý nhà nước",
        leader="Chủ nhiệm đề tài (demo)",
        host=agency.name,
        year_from=2024,
        year_to=2025,
        budget="480.000",
        state=TopicState.ACCEPTED,
        accepted_on=date(2025, 12, 15),
        rating="Đạt",
        result="Bộ tài liệu hướng dẫn và mô hình thí điểm tại ba xã (demo).",
        body=text("Nội dung trình diễn của đề tài."),
    )
    yield ScienceTopicPage(
        title=f"Ứng dụng dữ liệu mở trong {sector} (demo)",
        slug="ung-dung-du-lieu-mo",
        summary="Nghiên cứu cách công bố và dùng lại dữ liệu của cơ quan.",
        code="ĐT.2026.03",
        level=TopicLevel.AGENCY,
        field="Chuyển đổi số",
        leader="Chủ nhiệm đề tài (demo)",
        host=agency.name,
        year_from=2026,
        year_to=2027,
        body=text("Nội dung trình diễn của đề tài đang thực hiện."),
    )
