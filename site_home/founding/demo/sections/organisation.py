"""Introduction with its structure (S01) and leaders (S03)."""

from datetime import date

from sections.leaders import Leader
from site_home.founding.demo.content import body_of, fill, texts

from . import demo

_LEADERSHIP, _OFFICE, _CENTRE = "Lãnh đạo", "Phòng, ban, văn phòng", "Đơn vị sự nghiệp"
_JUSTICE = (
    ("Thanh tra Sở", _OFFICE, "Thanh tra, tiếp công dân, giải quyết khiếu nại, tố cáo."),
    ("Phòng Hành chính tư pháp", _OFFICE, "Hộ tịch, quốc tịch, chứng thực, lý lịch tư pháp."),
    ("Phòng Công chứng số 1", _CENTRE, "Công chứng hợp đồng, giao dịch; chứng thực bản sao."),
    ("Trung tâm Dịch vụ đấu giá tài sản", _CENTRE, "Đấu giá tài sản theo quy định của pháp luật."),
)
_MORE_UNITS = {
    "LA": _JUSTICE,
    "BP": _JUSTICE,
    "QT": _JUSTICE,
    "DL": (
        ("Phòng Tổng hợp", _OFFICE, "Chương trình công tác, báo cáo, phục vụ chỉ đạo, điều hành."),
        ("Phòng Nội chính", _OFFICE, "Tham mưu về nội chính, cải cách hành chính, tiếp công dân."),
        ("Phòng Kinh tế", _OFFICE, "Tham mưu về kinh tế, đầu tư, ngân sách."),
        ("Nhà khách tỉnh", _CENTRE, "Phục vụ hội nghị và khách của tỉnh."),
    ),
    "KT": (
        ("Thanh tra Sở", _OFFICE, "Thanh tra về đất đai, khoáng sản, môi trường."),
        ("Phòng Quản lý đất đai", _OFFICE, "Quy hoạch, giao đất, cho thuê đất, giá đất."),
        ("Chi cục Bảo vệ môi trường", "Chi cục, cơ quan trực thuộc", "Quản lý môi trường."),
        ("Văn phòng Đăng ký đất đai", _CENTRE, "Đăng ký, cấp giấy chứng nhận, hồ sơ địa chính."),
    ),
}


@demo("S01")
def introduction(section, agency):
    """Functions and tasks, and a structure with a unit that was renamed in 2025."""
    row = texts()["introduction"]
    section.body = body_of(row, agency)
    section.summary = fill(row["summary"], agency)
    top = "Ban Lãnh đạo"
    units = [
        _unit(top, _LEADERSHIP, "", "Lãnh đạo, điều hành mọi mặt công tác của cơ quan (demo)."),
        *(
            _unit(unit.name, _kind_of(unit.name), top, "Tham mưu và thực hiện nhiệm vụ được giao.")
            for unit in agency.units.order_by("order")
        ),
    ]
    known = {unit["name"] for unit in units}
    units += [
        _unit(name, kind, top, tasks)
        for name, kind, tasks in _MORE_UNITS[agency.code]
        if name not in known
    ]
    units.append(
        {
            **_unit("Bộ phận Một cửa (demo)", _OFFICE, units[1]["name"], "Nhận và trả hồ sơ."),
            "valid_from": "2025-07-01",
        }
    )
    units.append(
        {
            **_unit("Tổ Tiếp nhận hồ sơ (demo)", _OFFICE, units[1]["name"], "Nhận hồ sơ."),
            "valid_from": "2018-01-01",
            "valid_to": "2025-06-30",
        }
    )
    section.units = units


@demo("S03")
def leaders(section, _agency):
    """The leaders in office and those of an earlier time; nobody real."""
    section.leaders = [
        Leader(sort_order=order, held_from=date(2025, 7, 1), **row)
        for order, row in enumerate(texts()["leader"])
    ]
    section.former = [
        _term("Trần Thị Trình Diễn (demo)", "Giám đốc", "2020-03-01", "2025-06-30"),
        _term("Lê Văn Mẫu (demo)", "Giám đốc", "2015-01-01", "2020-02-29"),
        _term("Phạm Thị Ví Dụ (demo)", "Phó Giám đốc", "2016-05-01", "2023-12-31"),
    ]


def _kind_of(name: str) -> str:
    return _CENTRE if name.startswith("Trung tâm") else _OFFICE


def _unit(name: str, kind: str, parent: str, tasks: str) -> dict:
    return {
        "name": name,
        "short_name": "",
        "parent": parent,
        "kind": kind,
        "tasks": tasks,
        "phone": "0200 000 000 (demo)",
        "email": "",
        "address": "",
        "valid_from": "",
        "valid_to": "",
    }


def _term(name: str, title: str, held_from: str, held_to: str) -> dict:
    return {
        "name": name,
        "title": title,
        "held_from": held_from,
        "held_to": held_to,
        "note": "Nội dung trình diễn",
    }
