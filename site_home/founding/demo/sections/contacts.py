"""Directory (S23) and officials to reach (S24): desks and demonstration names only."""

from . import demo

_DUTIES = {
    "DL": (
        "Chương trình công tác, thông cáo báo chí",
        "Kiểm soát thủ tục hành chính, tiếp nhận phản ánh, kiến nghị",
        "Vận hành trang thông tin điện tử, hỗ trợ kỹ thuật",
    ),
    "KT": (
        "Đất đai, giá đất, bồi thường khi Nhà nước thu hồi đất",
        "Cấp phép khoáng sản, tài nguyên nước",
        "Đánh giá tác động môi trường, phản ánh về môi trường",
    ),
}
_JUSTICE = (
    "Hộ tịch, quốc tịch, chứng thực, lý lịch tư pháp",
    "Luật sư, công chứng, đấu giá tài sản, thừa phát lại",
    "Phổ biến, giáo dục pháp luật; hòa giải ở cơ sở",
)
_NAMES = ("Nguyễn Văn Mẫu (demo)", "Trần Thị Ví Dụ (demo)", "Lê Thị Trình Diễn (demo)")
_DESKS = ("Trực ban", "Văn thư", "Bộ phận Một cửa")


@demo("S23")
def directory(section, agency):
    """Desks and people of two units."""
    units = [unit.name for unit in agency.units.order_by("order")][:3]
    mail = f"demo.{agency.book.slug}.vn"
    section.rows = [
        *(
            _row(
                f"{desk} (demo)",
                unit=units[0],
                phone=f"0200 000 {100 + number} (demo)",
                email=f"dau-moi-{number + 1}@{mail}",
                address="Tầng 1, trụ sở (demo)",
            )
            for number, desk in enumerate(_DESKS)
        ),
        *(
            _row(
                name,
                position="Trưởng phòng" if number == 0 else "Chuyên viên",
                unit=units[number % len(units)],
                phone=f"0200 000 {200 + number} (demo)",
                extension=str(11 + number),
                email=f"demo-{number + 1}@{mail}",
                address=f"Phòng 20{number + 1} (demo)",
            )
            for number, name in enumerate(_NAMES)
        ),
    ]


@demo("S24")
def officials(section, agency):
    """Whom to ask about what."""
    units = [unit.name for unit in agency.units.order_by("order")]
    duties = _DUTIES.get(agency.code, _JUSTICE)
    section.rows = [
        {
            "name": name,
            "position": "Trưởng phòng" if number == 0 else "Phó Trưởng phòng",
            "unit": units[number % len(units)],
            "duties": duties[number],
            "phone": f"0200 000 {300 + number} (demo)",
            "mobile": "",
            "email": f"can-bo-{number + 1}@demo.{agency.book.slug}.vn",
        }
        for number, name in enumerate(_NAMES)
    ]


def _row(name: str, **filled) -> dict:
    names = ("position", "unit", "phone", "extension", "mobile", "email", "address")
    return {"name": name, **{key: filled.get(key, "") for key in names}}
