"""Statistics and reports (S32, S33, S34, S36, S44), land prices (S45)."""

from datetime import date

from sections.epidemic_information import EpidemicInformationPage
from sections.financial_reports import FinancialReportPage
from sections.land_prices import LandPricePage
from sections.land_statistics import LandStatisticsPage
from sections.periodic_reports import PeriodicReportPage
from sections.shapes.figures import PeriodKind
from sections.statistics import StatisticsPage

from . import demo
from .plans import file_of, text
from .trade import ENVIRONMENT, trade_of

_JUSTICE_FIGURES = (
    ("Khai sinh", "việc", 8421, 8010, 8655),
    ("Kết hôn", "việc", 3120, 2987, 3301),
    ("Chứng thực", "việc", 152300, 149870, 147020),
    ("Trợ giúp pháp lý", "vụ", 412, 398, 377),
)
_ENVIRONMENT_FIGURES = (
    ("Giấy chứng nhận quyền sử dụng đất", "giấy", 15230, 14870, 13990),
    ("Giấy phép môi trường", "giấy", 64, 58, 51),
    ("Đợt quan trắc không khí", "đợt", 48, 48, 44),
)


@demo("S32")
def statistics(_section, agency):
    """A table of the quarter and one of the year."""
    is_environment = trade_of(agency) == ENVIRONMENT
    figures = _ENVIRONMENT_FIGURES if is_environment else _JUSTICE_FIGURES
    rows = [
        {
            "indicator": indicator,
            "unit": unit,
            "value": value,
            "previous": previous,
            "last_year": last_year,
            "note": "",
        }
        for indicator, unit, value, previous, last_year in figures
    ]
    yield StatisticsPage(
        title="Số liệu thống kê quý III năm 2026 (demo)",
        slug="thong-ke-quy-3-2026",
        summary="Số việc đã giải quyết trong quý, so với kỳ trước và cùng kỳ.",
        period_kind=PeriodKind.QUARTER,
        period_number=3,
        year=2026,
        decided_on=date(2026, 10, 12),
        decision_number="30/QĐ-DEMO",
        rows=rows,
        explanation="Số liệu trình diễn, không phản ánh thực tế.",
        body=text("Số liệu tổng hợp từ các đơn vị trực thuộc."),
    )
    yield StatisticsPage(
        title="Số liệu thống kê năm 2025 (demo)",
        slug="thong-ke-nam-2025",
        summary="Số liệu cả năm 2025.",
        period_kind=PeriodKind.YEAR,
        year=2025,
        decided_on=date(2026, 1, 20),
        decision_number="03/QĐ-DEMO",
        rows=[{**row, "value": row["value"] * 4} for row in rows],
        explanation="Số liệu trình diễn, không phản ánh thực tế.",
    )


@demo("S33")
def periodic_reports(_section, agency):
    """A monthly report and one of six months."""
    yield PeriodicReportPage(
        title="Báo cáo công tác tháng 10 năm 2026 (demo)",
        slug="bao-cao-thang-10-2026",
        summary="Kết quả tháng 10 và nhiệm vụ tháng 11.",
        period_kind=PeriodKind.MONTH,
        period_number=10,
        year=2026,
        decided_on=date(2026, 11, 4),
        rows=[
            {
                "indicator": "Hồ sơ đã giải quyết",
                "unit": "hồ sơ",
                "planned": 1200,
                "value": 1187,
                "note": "",
            },
            {
                "indicator": "Tin, bài đã đăng",
                "unit": "tin",
                "planned": 30,
                "value": 34,
                "note": "",
            },
        ],
        body=text("Nội dung trình diễn của báo cáo tháng."),
        files=file_of(agency, "Báo cáo tháng 10 năm 2026", "Kết quả thực hiện nhiệm vụ (demo)."),
    )
    yield PeriodicReportPage(
        title="Báo cáo sơ kết 6 tháng đầu năm 2026 (demo)",
        slug="bao-cao-6-thang-2026",
        summary="Kết quả sáu tháng và phương hướng sáu tháng cuối năm.",
        period_kind=PeriodKind.HALF_YEAR,
        year=2026,
        decided_on=date(2026, 7, 8),
        body=text("Nội dung trình diễn của báo cáo sơ kết."),
    )


@demo("S34")
def financial_reports(_section, agency):
    """The report of the last year."""
    yield FinancialReportPage(
        title="Báo cáo tài chính năm 2025 (demo)",
        slug="bao-cao-tai-chinh-2025",
        summary="Công khai quyết toán thu, chi năm 2025.",
        period_kind=PeriodKind.YEAR,
        year=2025,
        decided_on=date(2026, 5, 15),
        decision_number="44/QĐ-DEMO",
        rows=[
            {"indicator": "Tổng thu", "code": "I", "value": 12450.5, "previous": 11980, "note": ""},
            {
                "indicator": "Chi thường xuyên",
                "code": "II",
                "value": 10820,
                "previous": 10410,
                "note": "",
            },
            {"indicator": "Chi đầu tư", "code": "III", "value": 1200, "previous": 980, "note": ""},
        ],
        explanation="Số liệu trình diễn.",
        files=file_of(agency, "Báo cáo tài chính năm 2025", "Mẫu B01 (demo)."),
    )


@demo("S36")
def epidemic_information(_section, agency):
    """What is to be known about an outbreak."""
    yield EpidemicInformationPage(
        title="Tình hình dịch bệnh và biện pháp phòng, chống tuần 46 năm 2026 (demo)",
        slug="tinh-hinh-dich-tuan-46-2026",
        summary="Số ca theo địa bàn và biện pháp người dân cần thực hiện.",
        period_kind=PeriodKind.OTHER,
        year=2026,
        rows=[
            {
                "place": "Phường Trình Diễn 1",
                "disease": "Sốt xuất huyết",
                "value": 12,
                "total": 96,
                "measure": "Diệt lăng quăng, phun hóa chất.",
            },
            {
                "place": "Xã Trình Diễn 2",
                "disease": "Sốt xuất huyết",
                "value": 5,
                "total": 41,
                "measure": "Diệt lăng quăng.",
            },
        ],
        explanation="Số liệu trình diễn, không phản ánh thực tế.",
        body=text("Người dân đậy kín dụng cụ chứa nước, ngủ màn và đến cơ sở y tế khi sốt cao."),
    )


@demo("S44")
def land_statistics(_section, agency):
    """The yearly land statistics."""
    yield LandStatisticsPage(
        title="Thống kê diện tích đất đai năm 2025 (demo)",
        slug="thong-ke-dat-dai-2025",
        summary="Diện tích các nhóm đất theo kết quả thống kê năm 2025.",
        period_kind=PeriodKind.YEAR,
        year=2025,
        decided_on=date(2026, 4, 20),
        decision_number="61/QĐ-DEMO",
        rows=[
            {
                "land_type": "Đất nông nghiệp",
                "code": "NNP",
                "value": 860000.5,
                "share": 88.9,
                "change": -120.5,
                "note": "",
            },
            {
                "land_type": "Đất phi nông nghiệp",
                "code": "PNN",
                "value": 52300,
                "share": 5.4,
                "change": 130,
                "note": "",
            },
            {
                "land_type": "Đất chưa sử dụng",
                "code": "CSD",
                "value": 55400,
                "share": 5.7,
                "change": -9.5,
                "note": "",
            },
        ],
        explanation="Số liệu trình diễn, không phản ánh thực tế.",
    )


@demo("S45")
def land_prices(_section, agency):
    """A price table of two communes."""
    places = (
        ("Phường Trình Diễn 1", "Đường Trần Hưng Đạo", "Từ cầu đến chợ", 12000),
        ("Phường Trình Diễn 1", "Đường Lê Lợi", "Cả tuyến", 9500),
        ("Xã Trình Diễn 2", "Khu vực trung tâm xã", "", 2100),
        ("Xã Trình Diễn 2", "Khu vực còn lại", "", 650),
    )
    yield LandPricePage(
        title="Bảng giá đất áp dụng từ ngày 01/01/2026 (demo)",
        slug="bang-gia-dat-2026",
        summary="Giá đất theo vị trí, tra cứu theo xã, phường và tên đường.",
        period_kind=PeriodKind.YEAR,
        year=2026,
        effective_from=date(2026, 1, 1),
        decision_number="80/QĐ-DEMO",
        decided_on=date(2025, 12, 20),
        rows=[
            {
                "commune": commune,
                "place": place,
                "segment": segment,
                "land_type": land_type,
                "first": round(price * factor),
                "second": round(price * factor * 0.7),
                "third": round(price * factor * 0.5),
                "fourth": round(price * factor * 0.4),
            }
            for commune, place, segment, price in places
            for land_type, factor in (("Đất ở", 1), ("Đất thương mại, dịch vụ", 0.8))
        ],
        explanation="Giá trình diễn, không dùng để tính nghĩa vụ tài chính.",
    )
