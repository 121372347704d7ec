"""Procedures (S06), online services (S05), work processes (S07), forms (S41)."""

from datetime import date

from sections.electronic_forms import FormPage
from sections.online_services import OnlineServicePage, ServiceLevel
from sections.procedures import ProcedureLevel, ProcedurePage
from sections.work_processes import WorkProcessPage
from site_home.founding.demo.files import ensure_document

from . import demo
from .trade import ENVIRONMENT, JUSTICE, OFFICE, trade_of

PORTAL = "https://dichvucong.gov.vn/"
COUNTER = "Trung tâm Phục vụ hành chính công hoặc nộp trực tuyến (demo)"
END_OF_DISTRICTS = date(2025, 7, 1)
ONE_STOP = {
    "number": "61/2018/NĐ-CP",
    "title": "Nghị định về thực hiện cơ chế một cửa, một cửa liên thông trong giải quyết thủ tục "
    "hành chính",
    "issued_on": "2018-04-23",
    "issuer": "Chính phủ",
    "url": "",
}
# Title, slug, field, time, fee, result, the law.
_PROCEDURES = {
    JUSTICE: (
        (
            "Đăng ký hoạt động của văn phòng luật sư (demo)",
            "dang-ky-hoat-dong-van-phong-luat-su",
            "Luật sư",
            "10 ngày làm việc",
            "Theo quy định của Bộ Tài chính",
            "Giấy đăng ký hoạt động",
            ("65/2006/QH11", "Luật Luật sư", "2006-06-29"),
        ),
        (
            "Cấp Phiếu lý lịch tư pháp số 1 (demo)",
            "cap-phieu-ly-lich-tu-phap",
            "Lý lịch tư pháp",
            "10 ngày",
            "Theo quy định của Bộ Tài chính",
            "Phiếu lý lịch tư pháp",
            ("28/2009/QH12", "Luật Lý lịch tư pháp", "2009-06-17"),
        ),
    ),
    OFFICE: (
        (
            "Tiếp nhận phản ánh, kiến nghị về quy định hành chính (demo)",
            "tiep-nhan-phan-anh-kien-nghi",
            "Kiểm soát thủ tục hành chính",
            "15 ngày làm việc",
            "Không",
            "Văn bản trả lời",
            ("20/2008/NĐ-CP", "Nghị định về tiếp nhận, xử lý phản ánh, kiến nghị", "2008-02-14"),
        ),
        (
            "Cho phép tổ chức hội nghị, hội thảo quốc tế (demo)",
            "cho-phep-to-chuc-hoi-nghi-quoc-te",
            "Đối ngoại",
            "20 ngày làm việc",
            "Không",
            "Văn bản cho phép",
            ("06/2020/QĐ-TTg", "Quyết định về tổ chức, quản lý hội nghị quốc tế", "2020-02-21"),
        ),
    ),
    ENVIRONMENT: (
        (
            "Đăng ký, cấp giấy chứng nhận quyền sử dụng đất lần đầu (demo)",
            "cap-giay-chung-nhan-lan-dau",
            "Đất đai",
            "20 ngày làm việc",
            "Theo nghị quyết của Hội đồng nhân dân tỉnh",
            "Giấy chứng nhận",
            ("31/2024/QH15", "Luật Đất đai", "2024-01-18"),
        ),
        (
            "Cấp giấy phép môi trường (demo)",
            "cap-giay-phep-moi-truong",
            "Môi trường",
            "30 ngày",
            "Theo nghị quyết của Hội đồng nhân dân tỉnh",
            "Giấy phép môi trường",
            ("72/2020/QH14", "Luật Bảo vệ môi trường", "2020-11-17"),
        ),
    ),
}


@demo("S06")
def procedures(_section, agency):
    """Two procedures in force and one of the districts, kept for reference."""
    for number, row in enumerate(_PROCEDURES[trade_of(agency)], start=1):
        yield _procedure(agency, number, row)
    row = ("Xác nhận hồ sơ tại cấp huyện (demo)", "xac-nhan-ho-so-cap-huyen")
    yield _procedure(
        agency,
        3,
        (*row, *_PROCEDURES[trade_of(agency)][0][2:]),
        level=ProcedureLevel.DISTRICT,
        effective_from=date(2021, 3, 1),
        ended_from=END_OF_DISTRICTS,
    )


def _procedure(agency, number: int, row: tuple, **fields) -> ProcedurePage:
    title, slug, field, time_limit, fee, result, law = row
    return ProcedurePage(
        title=title,
        slug=slug,
        summary=f"Thủ tục thuộc lĩnh vực {field.lower()} do {agency.short_name} giải quyết.",
        **{
            "code": f"1.DEMO{number:02d}",
            "field": field,
            "applicants": "Cá nhân, tổ chức",
            "place": COUNTER,
            "decided_by": agency.name,
            "time_limit": time_limit,
            "fee": fee,
            "result": result,
            "conditions": "Hồ sơ đầy đủ, thông tin kê khai đúng sự thật.",
            "announced_by": f"{10 + number}/QĐ-DEMO",
            "effective_from": date(2026, 1, 1),
            "portal_url": PORTAL,
            "steps": [
                _step("Chuẩn bị hồ sơ theo thành phần dưới đây.", "Người nộp", ""),
                _step("Nộp hồ sơ trực tuyến, trực tiếp hoặc qua bưu chính.", "Người nộp", ""),
                _step("Kiểm tra hồ sơ, cấp giấy tiếp nhận và hẹn trả.", "Bộ phận một cửa", "Ngay"),
                _step("Thẩm định và trình ký kết quả.", "Phòng chuyên môn", time_limit),
                _step("Nhận kết quả tại nơi nộp hoặc trên Cổng Dịch vụ công.", "Người nộp", ""),
            ],
            "documents": [
                _paper("Đơn đề nghị theo mẫu", 1, 0, "Mẫu số 01"),
                _paper("Giấy tờ chứng minh tư cách người nộp", "", 1, ""),
                _paper("Tài liệu chuyên ngành kèm theo", 1, 1, ""),
            ],
            "methods": [
                {"method": method, "time_limit": time_limit, "fee": fee, "note": ""}
                for method in ("Trực tuyến", "Trực tiếp", "Dịch vụ bưu chính")
            ],
            "legal_basis": [
                {
                    "number": law[0],
                    "title": law[1],
                    "issued_on": law[2],
                    "issuer": "Quốc hội" if "QH" in law[0] else "Chính phủ",
                    "url": "",
                },
                ONE_STOP,
            ],
            **fields,
        },
    )


def _step(content: str, actor: str, duration: str) -> dict:
    return {"content": content, "actor": actor, "duration": duration}


def _paper(name: str, originals, copies, form: str) -> dict:
    return {"name": name, "originals": originals, "copies": copies, "form": form, "note": ""}


@demo("S05", after="S06")
def online_services(_section, agency):
    """A service that is wholly online, one partly, one of the old levels that has ended."""
    first, second = _PROCEDURES[trade_of(agency)]
    yield _service(agency, 1, first, service_level=ServiceLevel.WHOLE)
    yield _service(agency, 2, second, service_level=ServiceLevel.PART)
    old = ("Tra cứu tình trạng hồ sơ cấp huyện (demo)", "tra-cuu-ho-so-cap-huyen", *first[2:])
    yield _service(
        agency,
        3,
        old,
        service_level=ServiceLevel.LEVEL_3,
        effective_from=date(2021, 3, 1),
        ended_from=END_OF_DISTRICTS,
    )


def _service(agency, number: int, row: tuple, **fields) -> OnlineServicePage:
    title, slug, field = row[:3]
    return OnlineServicePage(
        title=title,
        slug=slug,
        summary="Nộp hồ sơ, nộp phí và nhận kết quả trên Cổng Dịch vụ công quốc gia.",
        **{
            "code": f"1.DEMO{number:02d}",
            "field": field,
            "apply_url": PORTAL,
            "follow_url": PORTAL,
            "effective_from": date(2026, 1, 1),
            "procedure": _procedure_there(agency, slug),
            **fields,
        },
    )


def _procedure_there(agency, slug: str) -> ProcedurePage | None:
    pages = ProcedurePage.objects.descendant_of(agency.site.root_page)
    return pages.filter(slug=slug).first()


@demo("S07", after="S06")
def work_processes(_section, agency):
    """Two processes, the first of a procedure."""
    title, slug, field, time_limit, *_rest = _PROCEDURES[trade_of(agency)][0]
    yield WorkProcessPage(
        title=f"Quy trình: {title}",
        slug=f"quy-trinh-{slug}",
        summary="Trình tự xử lý trong cơ quan, từ khi nhận đến khi trả kết quả.",
        code="QT-DEMO-01",
        field=field,
        purpose="Thống nhất cách giải quyết và thời gian của từng bước.",
        total_time=time_limit,
        announced_by="21/QĐ-DEMO",
        effective_from=date(2026, 1, 1),
        procedure=_procedure_there(agency, slug),
        steps=[
            _task("Tiếp nhận, chuyển hồ sơ", "Bộ phận một cửa", "0,5 ngày", "Giấy tiếp nhận"),
            _task("Phân công xử lý", "Trưởng phòng chuyên môn", "0,5 ngày", ""),
            _task("Thẩm định, dự thảo kết quả", "Chuyên viên", "6 ngày", "Dự thảo, tờ trình"),
            _task("Ký duyệt", "Lãnh đạo cơ quan", "2 ngày", "Kết quả đã ký"),
            _task("Đóng dấu, trả kết quả", "Văn thư, bộ phận một cửa", "1 ngày", "Sổ trả kết quả"),
        ],
    )
    yield WorkProcessPage(
        title="Quy trình xử lý văn bản đến (demo)",
        slug="quy-trinh-xu-ly-van-ban-den",
        summary="Từ khi văn thư nhận văn bản đến khi có kết quả xử lý.",
        code="QT-DEMO-02",
        field="Văn thư",
        total_time="02 ngày làm việc",
        announced_by="22/QĐ-DEMO",
        effective_from=date(2026, 1, 1),
        steps=[
            _task("Tiếp nhận, đăng ký", "Văn thư", "Trong ngày", "Sổ văn bản đến"),
            _task("Cho ý kiến chỉ đạo", "Lãnh đạo cơ quan", "0,5 ngày", ""),
            _task("Xử lý, báo cáo kết quả", "Phòng được giao", "1 ngày", "Báo cáo"),
        ],
    )


def _task(content: str, unit: str, duration: str, outcome: str) -> dict:
    return {"content": content, "unit": unit, "duration": duration, "outcome": outcome}


@demo("S41", after="S06")
def forms(_section, agency):
    """The form of each procedure, the first with a filled example."""
    for number, row in enumerate(_PROCEDURES[trade_of(agency)], start=1):
        title, slug, field = row[:3]
        name = f"Đơn đề nghị: {title}"
        yield FormPage(
            title=name,
            slug=f"don-de-nghi-{slug}",
            summary="Tải về, điền và nộp cùng hồ sơ.",
            number=f"{number:02d}/ĐĐN-DEMO",
            field=field,
            announced_by=f"{10 + number}/QĐ-DEMO",
            effective_from=date(2026, 1, 1),
            procedure=_procedure_there(agency, slug),
            file=ensure_document(agency, f"Mẫu {number:02d} (demo)", "Họ và tên: ........"),
            example=ensure_document(agency, "Bản điền mẫu (demo)", "Họ và tên: NGƯỜI NỘP MẪU")
            if number == 1
            else None,
        )
