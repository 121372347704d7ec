"""Answers and dialogue (S10, S19, S20, S21, S49), contact (S22, S51), English version (S50)."""

from datetime import timedelta

from django.utils import timezone

from sections.consultations import ConsultationPage
from sections.forum import ForumTopicPage
from sections.petition_responses import PetitionResponsePage
from sections.petitions import PetitionPage
from sections.questions import QuestionPage
from sections.shapes.case import CaseState

from . import demo
from .plans import file_of, text


def _day(days: int):
    return timezone.localdate() + timedelta(days=days)


@demo("S21")
def questions(_section, _agency):
    """A question with its answer and one that waits."""
    yield QuestionPage(
        title="Đăng ký khai sinh cho con ở nơi tạm trú có được không? (demo)",
        slug="dang-ky-khai-sinh-noi-tam-tru",
        summary="Được đăng ký tại Ủy ban nhân dân cấp xã nơi cư trú của cha hoặc mẹ.",
        asked="Tôi đang tạm trú, con tôi mới sinh. Tôi có thể đăng ký khai sinh ở đây không?",
        sender="Công dân một phường (demo)",
        field="Hộ tịch",
        received_on=_day(-12),
        due_on=_day(-2),
        answered_on=_day(-5),
        answered_by="Phòng chuyên môn (demo)",
        body=text(
            "Nơi cư trú gồm nơi thường trú hoặc nơi tạm trú; cha, mẹ chọn một nơi để đăng ký (demo)."
        ),
    )
    yield QuestionPage(
        title="Thời hạn giải quyết hồ sơ tính từ ngày nào? (demo)",
        slug="thoi-han-tinh-tu-ngay-nao",
        summary="Câu hỏi đang được xử lý.",
        asked="Thời hạn ghi trên phiếu hẹn tính từ ngày nộp hay ngày hồ sơ hợp lệ?",
        field="Thủ tục hành chính",
        received_on=_day(-3),
        due_on=_day(7),
        state=CaseState.PROCESSING,
    )


@demo("S20")
def petitions(_section, _agency):
    """A petition on a procedure."""
    yield PetitionPage(
        title="Kiến nghị bỏ yêu cầu nộp bản sao giấy tờ đã có trên dữ liệu (demo)",
        slug="kien-nghi-bo-ban-sao",
        summary="Đề nghị không yêu cầu người dân nộp lại giấy tờ đã số hóa.",
        regulation="Thành phần hồ sơ của một thủ tục (demo)",
        asked="Giấy tờ đã có trong cơ sở dữ liệu thì không nên yêu cầu nộp bản sao.",
        sender="Một doanh nghiệp (demo)",
        field="Thủ tục hành chính",
        received_on=_day(-20),
        due_on=_day(1),
        answered_on=_day(-4),
        answered_by="Văn phòng (demo)",
        body=text("Cơ quan tiếp thu và đã đề nghị sửa đổi thành phần hồ sơ (demo)."),
    )


@demo("S10")
def petition_responses(_section, _agency):
    """A reply to a petition."""
    yield PetitionResponsePage(
        title="Trả lời kiến nghị về giờ tiếp nhận hồ sơ (demo)",
        slug="tra-loi-gio-tiep-nhan-ho-so",
        summary="Bộ phận tiếp nhận làm việc cả sáng thứ Bảy từ tháng tới.",
        asked="Đề nghị nhận hồ sơ ngoài giờ hành chính.",
        sender="Cử tri một xã (demo)",
        field="Cải cách hành chính",
        received_on=_day(-25),
        answered_on=_day(-9),
        answered_by="Văn phòng (demo)",
        reply_number="88/DEMO-VP",
        body=text("Cơ quan bố trí tiếp nhận hồ sơ vào sáng thứ Bảy (demo)."),
    )


@demo("S19")
def consultations(_section, agency):
    """A draft that is open and one that is closed."""
    yield ConsultationPage(
        title="Dự thảo Quyết định quy định mức thu phí (demo)",
        slug="du-thao-quy-dinh-muc-thu-phi",
        summary="Lấy ý kiến về mức thu và đối tượng được miễn.",
        drafted_by=agency.name,
        opens_on=_day(-10),
        closes_on=_day(20),
        send_to=f"lienhe@{agency.book.slug}.demo.localhost",
        opinions=[
            {
                "day": _day(-4).isoformat(),
                "sender": "Hội luật gia (demo)",
                "place": "Điều 3",
                "opinion": "Đề nghị miễn phí cho hộ nghèo.",
                "reply": "",
            }
        ],
        body=text("Dự thảo gồm 6 điều (demo)."),
        files=file_of(agency, "Toàn văn dự thảo quyết định", "Điều 1. Phạm vi (demo)."),
    )
    yield ConsultationPage(
        title="Dự thảo Nghị quyết về chính sách hỗ trợ (demo)",
        slug="du-thao-nghi-quyet-ho-tro",
        summary="Đã kết thúc lấy ý kiến.",
        kind="resolution",
        drafted_by=agency.name,
        opens_on=_day(-90),
        closes_on=_day(-30),
        opinions=[
            {
                "day": _day(-60).isoformat(),
                "sender": "Một doanh nghiệp (demo)",
                "place": "Điều 2",
                "opinion": "Cần làm rõ điều kiện hưởng hỗ trợ.",
                "reply": "Đã bổ sung khoản 3 Điều 2.",
            }
        ],
        outcome="Tiếp thu một ý kiến, giải trình một ý kiến (demo).",
        body=text("Dự thảo gồm 5 điều (demo)."),
    )


@demo("S49")
def forum(_section, agency):
    """A topic with two posts."""
    yield ForumTopicPage(
        title="Góp ý cách phân loại rác tại nguồn (demo)",
        slug="gop-y-phan-loai-rac",
        summary="Trao đổi về cách làm phù hợp với từng địa bàn.",
        field="Đời sống",
        moderator=agency.name,
        posts=[
            {
                "day": _day(-6).isoformat(),
                "author": "Một người dân (demo)",
                "text": "Nên bắt đầu từ khu chung cư, nơi có chỗ đặt thùng riêng.",
            },
            {
                "day": _day(-5).isoformat(),
                "author": "Ban điều hành (demo)",
                "text": "Cơ quan ghi nhận và sẽ thí điểm trong quý tới.",
            },
        ],
        body=text("Theo anh, chị, nên bắt đầu phân loại rác từ đâu? (demo)"),
    )


@demo("S22")
def feedback(section, agency):
    """Where opinions on the site go."""
    section.body = text(
        f"{agency.name} mong nhận được nhận xét về nội dung và cách trình bày của Trang.",
        "Ý kiến được chuyển đến đơn vị phụ trách và trả lời người gửi (demo).",
    )


@demo("S51")
def submission_page(section, agency):
    """How to send an article."""
    section.body = text(
        "Tin, bài gửi bằng tệp văn bản kèm ảnh; ghi họ tên, bút danh, đơn vị, điện thoại (demo)."
    )
    section.files = file_of(agency, "Mẫu 1: Phiếu gửi tin, bài", "Họ và tên; đơn vị; nội dung.")


@demo("S50")
def english(section, _agency):
    """The organisation in English."""
    section.body = text(
        "The Department advises the provincial People's Committee on justice affairs (demo)."
    )
    section.units = [
        {
            "name": "Office",
            "vietnamese": "Văn phòng",
            "duties": "Administration, planning and finance",
            "phone": "0200 000 001 (demo)",
            "email": "office@demo.localhost.vn",
        },
        {
            "name": "Division of Civil Status",
            "vietnamese": "Phòng Hành chính tư pháp",
            "duties": "Civil status, nationality, authentication",
            "phone": "0200 000 002 (demo)",
            "email": "",
        },
    ]
    section.officials = [
        {
            "name": "Cán bộ liên hệ (demo)",
            "position": "Information officer",
            "field": "Requests for information",
            "phone": "0200 000 003 (demo)",
            "email": "",
        }
    ]
