"""Articles: dissemination (S12), research (S31), guidance (S40), other topics (S53)."""

from sections.dissemination import DisseminationPage
from sections.guidance import GuidancePage
from sections.other_topics import OtherTopicPage
from sections.research_articles import ResearchArticlePage
from site_home.founding.demo.files import ensure_document
from site_home.founding.demo.pictures import ensure_picture

from . import demo
from .trade import ENVIRONMENT, JUSTICE, OFFICE, trade_of

_SUBJECTS = {
    JUSTICE: ("Hộ tịch", "Hòa giải ở cơ sở", "Chứng thực"),
    OFFICE: ("Kiểm soát thủ tục hành chính", "Chuyển đổi số", "Tiếp công dân"),
    ENVIRONMENT: ("Đất đai", "Bảo vệ môi trường", "Tài nguyên nước"),
}


def _body(*paragraphs: str) -> list:
    return [("paragraph", "".join(f"<p>{text}</p>" for text in paragraphs))]


@demo("S12")
def dissemination(_section, agency):
    """Three articles with subjects, the first with a picture and a leaflet."""
    first, second, third = _SUBJECTS[trade_of(agency)]
    alt = "Tranh vẽ cảnh đồi núi buổi sáng"
    yield DisseminationPage(
        title=f"Những điểm cần biết về {first.lower()} (demo)",
        slug="nhung-diem-can-biet",
        summary=f"Tóm lược quyền, nghĩa vụ và việc cần làm của người dân về {first.lower()}.",
        category=first,
        keywords=f"{first}, hướng dẫn, người dân",
        illustration=ensure_picture(agency, "pho-bien", alt),
        illustration_alt=alt,
        body=[
            *_body("Bài trình diễn. Nội dung thật do phòng chuyên môn biên soạn, có nêu văn bản."),
            ("heading", {"text": "Ai cần quan tâm", "level": "2"}),
            *_body("Cá nhân, tổ chức sinh sống, hoạt động trên địa bàn tỉnh."),
            ("heading", {"text": "Cần làm gì", "level": "2"}),
            *_body("Chuẩn bị giấy tờ, tra cứu thủ tục trên trang này, nộp hồ sơ trực tuyến."),
        ],
        files=[
            (
                "file",
                {
                    "document": ensure_document(agency, "Tờ gấp tuyên truyền (demo)", first),
                    "title": "Tờ gấp tuyên truyền",
                },
            )
        ],
    )
    yield DisseminationPage(
        title=f"Hỏi nhanh, đáp gọn: {second.lower()} (demo)",
        slug="hoi-nhanh-dap-gon",
        summary="Năm câu hỏi thường gặp và câu trả lời ngắn.",
        category=second,
        keywords=f"{second}, hỏi đáp",
        body=_body("Câu hỏi và câu trả lời trình diễn."),
    )
    yield DisseminationPage(
        title=f"Quy định mới về {third.lower()} có hiệu lực trong năm (demo)",
        slug="quy-dinh-moi-trong-nam",
        summary="Điểm mới và thời điểm áp dụng.",
        category=third,
        keywords=f"{third}, quy định mới",
        body=_body("Nội dung trình diễn về điểm mới của quy định."),
    )


@demo("S31")
def research(_section, agency):
    """Two longer articles with headings."""
    subjects = _SUBJECTS[trade_of(agency)]
    for number, subject in enumerate(subjects[:2], start=1):
        yield ResearchArticlePage(
            title=f"Trao đổi về thực tiễn công tác {subject.lower()} (demo)",
            slug=f"trao-doi-thuc-tien-{number}",
            summary="Một số vướng mắc từ thực tiễn và kiến nghị.",
            category=subject,
            keywords=f"{subject}, trao đổi",
            body=[
                ("heading", {"text": "Đặt vấn đề", "level": "2"}),
                *_body("Đoạn trình diễn nêu vấn đề."),
                ("heading", {"text": "Thực tiễn và vướng mắc", "level": "2"}),
                *_body("Đoạn trình diễn về thực tiễn."),
                ("heading", {"text": "Kiến nghị", "level": "2"}),
                *_body("Đoạn trình diễn về kiến nghị."),
            ],
        )


@demo("S40")
def guidance(_section, agency):
    """Two pieces of guidance, the first with its paper."""
    subjects = _SUBJECTS[trade_of(agency)]
    paper = ensure_document(agency, "Tài liệu hướng dẫn nghiệp vụ (demo)", subjects[0])
    for number, subject in enumerate(subjects[:2], start=1):
        yield GuidancePage(
            title=f"Hướng dẫn nghiệp vụ {subject.lower()} (demo)",
            slug=f"huong-dan-nghiep-vu-{number}",
            summary="Cách làm thống nhất cho công chức được giao việc.",
            category=subject,
            body=_body("Nội dung hướng dẫn trình diễn, theo từng bước."),
            files=[("file", {"document": paper, "title": ""})] if number == 1 else [],
        )


@demo("S53")
def other_topics(_section, agency):
    """Two topics."""
    for number, topic in enumerate(("Phong trào thi đua", "Chuyển đổi số"), start=1):
        yield OtherTopicPage(
            title=f"{topic} tại {agency.short_name} (demo)",
            slug=f"chuyen-muc-{number}",
            summary=f"Tin trong chuyên mục {topic.lower()}.",
            category=topic,
            body=_body("Nội dung trình diễn do lãnh đạo cơ quan đồng ý cho đăng."),
        )
