"""The tables inside procedures and work processes."""

from sections.base.tables import Column

STEPS = (
    Column("content", "Nội dung bước", "long", required=True),
    Column("actor", "Người, đơn vị thực hiện"),
    Column("duration", "Thời gian", help="Ví dụ: 01 ngày làm việc"),
)
DOCUMENTS = (
    Column("name", "Tên giấy tờ", "long", required=True),
    Column("originals", "Bản chính", "number"),
    Column("copies", "Bản sao", "number"),
    Column("form", "Mẫu", help="Số của mẫu đơn, tờ khai nếu có"),
    Column("note", "Ghi chú"),
)
METHODS = (
    Column(
        "method",
        "Hình thức",
        "choice",
        required=True,
        choices=("Trực tiếp", "Trực tuyến", "Dịch vụ bưu chính"),
    ),
    Column("time_limit", "Thời hạn giải quyết"),
    Column("fee", "Phí, lệ phí"),
    Column("note", "Ghi chú", "long"),
)
LEGAL_BASIS = (
    Column("number", "Số, ký hiệu", required=True),
    Column("title", "Trích yếu", "long", required=True),
    Column("issued_on", "Ngày ban hành", "date"),
    Column("issuer", "Cơ quan ban hành"),
    Column("url", "Địa chỉ văn bản", "url"),
)
PROCESS_STEPS = (
    Column("content", "Nội dung công việc", "long", required=True),
    Column("unit", "Đơn vị, người thực hiện", required=True),
    Column("duration", "Thời gian", help="Ví dụ: 0,5 ngày"),
    Column("outcome", "Kết quả, biểu mẫu"),
)
