"""Documents (S09, S15, S16)."""

from datetime import date

from django.utils import timezone

from sections.administrative_documents import AdministrativeDocumentPage
from sections.directives import DirectivePage
from sections.legal_documents import LegalDocumentPage

from . import demo
from .plans import file_of, text
from .trade import ENVIRONMENT, JUSTICE, OFFICE, trade_of

_FIELDS = {JUSTICE: "Tư pháp", OFFICE: "Hành chính", ENVIRONMENT: "Tài nguyên và môi trường"}


@demo("S15")
def legal_documents(_section, agency):
    """A decision in force, one that ended, and a resolution that comes into force later."""
    field = _FIELDS[trade_of(agency)]
    province = f"Ủy ban nhân dân tỉnh {agency.book.region}"
    yield LegalDocumentPage(
        title=f"Quy định phân cấp quản lý nhà nước trong lĩnh vực {field.lower()} (demo)",
        slug="quy-dinh-phan-cap-quan-ly",
        summary="Phân cấp việc quản lý giữa các cơ quan và cấp xã.",
        kind="decision",
        number="33/2026/QĐ-UBND",
        issuing_authority=province,
        issued_on=date(2026, 6, 15),
        effective_from=date(2026, 7, 1),
        signer="Họ tên người ký (demo)",
        signer_title="Chủ tịch",
        field=field,
        body=text("Nội dung trình diễn: phạm vi, đối tượng, nội dung phân cấp."),
        files=file_of(agency, "Quyết định 33/2026/QĐ-UBND", "Điều 1. Phạm vi điều chỉnh (demo)."),
    )
    yield LegalDocumentPage(
        title=f"Quy định cũ về quản lý {field.lower()} (demo)",
        slug="quy-dinh-cu",
        summary="Đã được thay thế, giữ để tra cứu.",
        kind="decision",
        number="12/2018/QĐ-UBND",
        issuing_authority=province,
        issued_on=date(2018, 3, 20),
        effective_from=date(2018, 4, 1),
        ended_from=date(2026, 7, 1),
        field=field,
        body=text("Nội dung trình diễn của văn bản đã hết hiệu lực."),
    )
    yield LegalDocumentPage(
        title="Nghị quyết về mức hỗ trợ cho người dân (demo)",
        slug="nghi-quyet-muc-ho-tro",
        summary="Mức hỗ trợ và nguồn kinh phí thực hiện.",
        kind="resolution",
        number="05/2026/NQ-HĐND",
        issuing_authority=f"Hội đồng nhân dân tỉnh {agency.book.region}",
        issued_on=date(2026, 11, 10),
        effective_from=date(timezone.localdate().year + 1, 1, 1),
        field="Tài chính",
        body=text("Nội dung trình diễn của nghị quyết."),
    )


@demo("S16")
def administrative_documents(_section, agency):
    """A letter and a plan."""
    yield AdministrativeDocumentPage(
        title="Hướng dẫn thực hiện chế độ báo cáo (demo)",
        slug="huong-dan-che-do-bao-cao",
        summary="Thời hạn, biểu mẫu và nơi nhận báo cáo.",
        kind="letter",
        number="450/DEMO-VP",
        issuing_authority=agency.name,
        issued_on=date(2026, 9, 18),
        field="Công tác văn phòng",
        body=text("Nội dung trình diễn của công văn."),
        files=file_of(agency, "Công văn 450/DEMO-VP", "Kính gửi các đơn vị (demo)."),
    )
    yield AdministrativeDocumentPage(
        title="Kế hoạch kiểm tra công vụ năm 2026 (demo)",
        slug="ke-hoach-kiem-tra-cong-vu",
        summary="Đối tượng, nội dung và thời gian kiểm tra.",
        kind="plan",
        number="22/KH-DEMO",
        issuing_authority=agency.name,
        issued_on=date(2026, 2, 3),
        field="Tổ chức cán bộ",
        body=text("Nội dung trình diễn của kế hoạch."),
    )


@demo("S09")
def directives(_section, agency):
    """A directive with a term."""
    yield DirectivePage(
        title="Tăng cường kỷ luật trong giải quyết hồ sơ (demo)",
        slug="tang-cuong-ky-luat-giai-quyet-ho-so",
        summary="Các đơn vị xử lý dứt điểm hồ sơ quá hạn.",
        kind="directive",
        number="02/CT-DEMO",
        issuing_authority=agency.name,
        issued_on=date(2026, 10, 5),
        field="Cải cách hành chính",
        addressees="Các phòng, đơn vị trực thuộc",
        due_on=date(2026, 12, 31),
        body=text("Nội dung trình diễn của chỉ thị."),
    )
