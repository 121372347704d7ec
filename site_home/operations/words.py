"""What the worker's tasks do, in Vietnamese, for who looks after the installation."""

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
    "workflow.duties.tasks.open_turns": "Lập việc phải làm của ngày, tuần, tháng mới",
    "workflow.duties.tasks.follow_record": "Đối chiếu việc phải làm với nhật ký",
    "workflow.duties.tasks.watch": "Kiểm tra thời hạn, báo cho người phụ trách",
    "workflow.duties.tasks.recount_troubled": "Tính lại thời hạn chưa tính được",
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
