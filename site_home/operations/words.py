"""What the worker's tasks do and why one failed, in Vietnamese, for who runs the installation."""

import re

TASKS = {
    "site_home.operations.tasks.heartbeat": "Báo nhịp sống của hàng đợi",
    "site_home.operations.tasks.send_mail": "Gửi thư chờ",
    "site_home.operations.tasks.index_saved": "Cập nhật chỉ mục tìm kiếm trong trang quản trị",
    "site_home.operations.tasks.clear_sessions": "Xóa phiên đăng nhập đã hết hạn",
    "site_home.operations.tasks.clear_sign_ins": "Xóa dữ liệu đăng nhập cũ",
    "site_home.visits.tasks.fold": "Tính lượt truy cập",
    "workflow.approval.tasks.run_schedule": "Đăng, gỡ tin theo hẹn giờ đã duyệt",
    "workflow.approval.tasks.settle_emergencies": "Xử lý tin đăng khẩn cấp chưa được duyệt lại",
    "workflow.approval.tasks.watch_public": "Đối chiếu nội dung công khai với bản đã duyệt",
    "workflow.approval.tasks.watch_pages": "Đối chiếu trang công khai của một cơ quan",
    "workflow.approval.tasks.watch_files": "Đối chiếu tệp công khai của một cơ quan",
    "workflow.approval.tasks.watch_stored_files": "Đối chiếu tệp đã lưu",
    "workflow.approval.snapshots.tasks.render_missing": "Lập bản chụp trang đã đăng",
    "workflow.duties.tasks.open_turns": "Lập việc phải làm của kỳ mới, việc phải rà soát",
    "workflow.duties.tasks.watch": "Kiểm tra thời hạn, báo cho người phụ trách",
    "workflow.duties.tasks.recount_troubled": "Tính lại thời hạn chưa tính được",
    "workflow.duties.tasks.recount_all": "Tính lại mọi thời hạn đang chạy",
    "workflow.reports.tasks.draft_due": "Lập báo cáo của kỳ đã hết",
    "workflow.duties.tasks.recount_open": "Tính lại thời hạn sau khi đổi lịch làm việc",
    "workflow.audit.tasks_review.remind": "Nhắc rà soát nhật ký",
    "workflow.audit.tasks_review.compare_rights": "Đối chiếu quyền của nhóm vai trò",
    "workflow.audit.tasks.anchor": "Ghi mốc của chuỗi nhật ký",
    "workflow.calendar.tasks.fill_ahead": "Lập lịch làm việc các năm tới",
    "workflow.desk.tasks.forget_first_saves": "Dọn khóa chống lưu trùng",
    "search.entry_tasks.rebuild": "Lập lại chỉ mục tìm kiếm của trang",
    "search.entry_tasks.refresh": "Cập nhật chỉ mục tìm kiếm của trang",
    "search.entry_tasks.refresh_below": "Cập nhật chỉ mục tìm kiếm của một nhánh trang",
    "sections.tasks.check_links": "Kiểm tra liên kết hỏng",
}


def task_words(func: str) -> str:
    """What the task `func` does; its path where nobody has said it."""
    return TASKS.get(func, func)


# The commonest errors of libraries; the library's own words stand behind in brackets.
_REASONS = tuple(
    (re.compile(pattern, re.IGNORECASE), words)
    for pattern, words in (
        (r"exceeded maximum timeout value", "Chạy quá thời gian cho phép nên bị dừng"),
        (r"function \S+ is not defined", "Phiên bản đang chạy không có hàm này"),
        (r"connection refused", "Máy chủ được gọi từ chối kết nối"),
        (r"timed out|timeout expired", "Máy chủ được gọi không trả lời kịp"),
        (
            r"name or service not known|name resolution|nodename nor servname",
            "Không tìm thấy máy chủ được gọi theo tên",
        ),
        (r"certificate verify failed", "Chứng thư bảo mật của máy chủ được gọi không hợp lệ"),
        (r"authentication failed|auth\w* credentials", "Sai tài khoản hoặc mật khẩu"),
        (r"no space left on device", "Hết chỗ trên ổ đĩa"),
        (r"permission denied", "Không có quyền đọc hoặc ghi"),
        (r"no such file or directory", "Thiếu tệp hoặc thư mục"),
        (r"deadlock detected|could not obtain lock|lock timeout", "Cơ sở dữ liệu đang bận"),
        (
            r"server closed the connection|connection already closed|terminating connection",
            "Mất kết nối với cơ sở dữ liệu",
        ),
        (r"matching query does not exist", "Đối tượng cần xử lý không còn nữa"),
    )
)


def reason_words(reason: str) -> str:
    """`reason` with Vietnamese words in front where the error is a known one."""
    for pattern, words in _REASONS:
        if pattern.search(reason):
            return f"{words} ({reason})"
    return reason
