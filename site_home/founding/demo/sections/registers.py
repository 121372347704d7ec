"""Quality system (S26), legal aid (S37), judicial support (S39), public information (S35)."""

from datetime import date

from site_home.founding.demo.files import ensure_document

from . import demo


@demo("S26")
def quality_system(section, agency):
    """A policy, a system procedure and two procedures of the one-stop desk."""
    section.declaration = "01/QĐ-DEMO"
    section.declared_on = date(2026, 1, 15)
    section.scope = "Toàn bộ thủ tục hành chính thuộc thẩm quyền giải quyết của Sở (demo)."
    section.body = [
        ("paragraph", "<p>Cơ quan áp dụng hệ thống quản lý chất lượng vào giải quyết hồ sơ.</p>")
    ]
    rows = (
        ("CS-01", "Chính sách chất lượng", "Chính sách chất lượng"),
        ("MT-2026", "Mục tiêu chất lượng năm 2026", "Mục tiêu chất lượng"),
        ("QT-01", "Quy trình kiểm soát tài liệu", "Quy trình hệ thống"),
        ("QT-HT-01", "Quy trình cấp bản sao trích lục hộ tịch", "Quy trình giải quyết thủ tục"),
    )
    section.rows = [
        {
            "code": code,
            "name": f"{name} (demo)",
            "kind": kind,
            "issue": 1,
            "issued_on": "2026-01-15",
            "unit": "Toàn Sở",
            "address": "",
        }
        for code, name, kind in rows
    ]
    document = ensure_document(agency, "Chính sách chất lượng", "Nội dung trình diễn.")
    section.files = [("file", {"document": document, "title": ""})]


@demo("S37")
def legal_aid(section, _agency):
    """Two organisations, three people."""
    section.body = [
        (
            "paragraph",
            "<p>Người thuộc diện được trợ giúp pháp lý không phải trả tiền, lợi ích vật chất hoặc "
            "lợi ích khác khi được trợ giúp (nội dung trình diễn).</p>",
        )
    ]
    section.organisations = [
        _organisation("Trung tâm Trợ giúp pháp lý nhà nước (demo)", 0, "01/GP-DEMO"),
        _organisation("Văn phòng luật sư Trình Diễn (demo)", 2, "02/HĐ-DEMO"),
    ]
    people = (
        ("Nguyễn Văn Mẫu (demo)", "Trợ giúp viên pháp lý", 0),
        ("Trần Thị Ví Dụ (demo)", "Trợ giúp viên pháp lý", 0),
        ("Lê Thị Trình Diễn (demo)", "Luật sư thực hiện trợ giúp pháp lý", 1),
    )
    section.rows = [
        {
            "name": name,
            "kind": kind,
            "card": f"DEMO-{number:02d}",
            "organisation": section.organisations[place]["name"],
            "area": "Toàn tỉnh",
            "phone": "0200 000 000 (demo)",
        }
        for number, (name, kind, place) in enumerate(people, start=1)
    ]


def _organisation(name: str, kind: int, licence: str) -> dict:
    kinds = (
        "Trung tâm trợ giúp pháp lý nhà nước",
        "Chi nhánh của trung tâm",
        "Tổ chức ký hợp đồng thực hiện",
    )
    return {
        "name": name,
        "kind": kinds[kind],
        "licence": licence,
        "address": "Số 01, đường Trình Diễn (demo)",
        "phone": "0200 000 000 (demo)",
        "email": "",
        "hours": "7:30–11:30, 13:30–17:00, thứ Hai đến thứ Sáu",
    }


@demo("S39")
def judicial_support(section, _agency):
    """Eight people and organisations of different callings and standings."""
    section.body = [
        ("paragraph", "<p>Danh sách trình diễn; các tên, số hiệu không có thật.</p>"),
    ]
    office = "Văn phòng công chứng Trình Diễn (demo)"
    rows = (
        (office, "Tổ chức", "Công chứng", "Đang hoạt động", "", "Phường Một (demo)"),
        ("Nguyễn Văn Mẫu (demo)", "Cá nhân", "Công chứng", "Đang hoạt động", office, "Phường Một (demo)"),
        ("Trần Thị Ví Dụ (demo)", "Cá nhân", "Luật sư", "Đang hoạt động", "Đoàn luật sư tỉnh", "Phường Hai (demo)"),
        ("Lê Văn Tạm Ngừng (demo)", "Cá nhân", "Luật sư", "Tạm ngừng", "Đoàn luật sư tỉnh", "Phường Hai (demo)"),
        ("Công ty đấu giá Trình Diễn (demo)", "Tổ chức", "Đấu giá tài sản", "Đang hoạt động", "", "Xã Ba (demo)"),
        ("Văn phòng thừa phát lại Mẫu (demo)", "Tổ chức", "Thừa phát lại", "Đã chấm dứt", "", "Phường Một (demo)"),
        ("Phạm Thị Giám Định (demo)", "Cá nhân", "Giám định tư pháp", "Đang hoạt động", "Trung tâm pháp y (demo)", "Phường Một (demo)"),
        ("Hoàng Văn Hòa Giải (demo)", "Cá nhân", "Hòa giải thương mại", "Đã thu hồi", "", "Xã Ba (demo)"),
    )  # fmt: skip
    section.rows = [
        {
            "name": name,
            "subject": subject,
            "field": field,
            "licence": f"{number:02d}/DEMO-ĐKHĐ",
            "status": status,
            "organisation": organisation,
            "address": "Số 01, đường Trình Diễn",
            "area": area,
            "phone": "0200 000 000 (demo)",
            "valid_from": "2024-03-01",
            "valid_to": "",
            "note": "",
        }
        for number, (name, subject, field, status, organisation, area) in enumerate(rows, start=1)
    ]


@demo("S35")
def public_information(section, _agency):
    """What is public elsewhere than on the site."""
    section.rows = [
        {
            "name": "Lịch tiếp công dân (demo)",
            "group": "Tương tác",
            "address": "Bảng niêm yết, tầng 1 trụ sở (demo)",
            "form": "Niêm yết tại trụ sở",
            "published_on": "2026-01-02",
            "updated_on": "",
            "duration": "Thường xuyên",
            "unit": "Văn phòng Sở",
        },
        {
            "name": "Dự thảo văn bản lấy ý kiến (demo)",
            "group": "Văn bản",
            "address": "Báo, đài của tỉnh",
            "form": "Phương tiện thông tin đại chúng",
            "published_on": "2026-02-10",
            "updated_on": "",
            "duration": "30 ngày",
            "unit": "Văn phòng Sở",
        },
    ]
