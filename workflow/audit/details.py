"""What else a row keeps (`Entry.data`), with words for a person."""

import json

# The words for what `recording.record` keeps in `Entry.data`.
DATA_WORDS = {
    "decision": "Mã ý kiến trong quy trình",
    "run": "Lượt duyệt",
    "step": "Bước",
    "content_hash": "Dấu nội dung (SHA-256)",
    "revision": "Phiên bản",
    "username": "Tên đăng nhập đã gõ",
    "changes": "Thay đổi",
    "details": "Chi tiết của trình soạn thảo",
    "rows": "Số dòng",
    "period": "Kỳ",
    "from": "Từ ngày",
    "to": "Đến ngày",
    "counts": "Số việc cần chú ý",
    "last_entry": "Dòng cuối đã xem",
    "chain_seq": "Số trong chuỗi khi ký",
    "chain_hash": "Dấu của chuỗi khi ký (SHA-256)",
    "rights": "Quyền của nhóm từ đây",
    "attempts": "Số lần thử khi đang bị khóa",
    "task": "Mã việc nền",
    "attempt": "Lần chạy",
    "sha256": "Dấu của tệp (SHA-256)",
    "kind": "Hình thức",
    "giver": "Mã tài khoản người giao",
    "receiver": "Mã tài khoản người nhận",
    "steps": "Mã bước",
    "sections": "Mã chuyên mục",
    "reason": "Lý do",
    "day": "Ngày",
    "seq": "Số trong chuỗi",
    "hash": "Dấu của chuỗi (SHA-256)",
    "count": "Số dòng",
    "mailed_to": "Mã tài khoản đã gửi thư",
    "deadline": "Mã thời hạn",
    "clauses": "Căn cứ",
    "started": "Bắt đầu tính",
    "due": "Hạn",
    "started_before": "Bắt đầu tính trước đó",
    "due_before": "Hạn trước đó",
    "overdue_before": "Ghi nhận quá hạn trước đó",
    "since": "Tạm dừng từ",
    "until": "Tạm dừng đến",
    "done_on": "Ngày thực hiện",
    "met": "Hoàn thành",
    "number": "Số văn bản",
    "link": "Liên kết",
    "explanation": "Mã giải trình",
    "evidence": "Bằng chứng đã ghi",
    "page": "Mã trang",
    "asked": "Điều kiện lọc",
}
_PLACES = {name: place for place, name in enumerate(DATA_WORDS)}


def details_of(data: dict) -> list[dict]:
    """The row's data with words; lists and mappings are laid out line by line."""
    return [
        {
            "label": DATA_WORDS.get(name, name),
            "value": data[name],
            "laid_out": json.dumps(data[name], ensure_ascii=False, indent=2)
            if isinstance(data[name], dict | list)
            else "",
        }
        for name in sorted(data, key=lambda name: (_PLACES.get(name, len(_PLACES)), name))
        if data[name] not in (None, "", [], {})
    ]
