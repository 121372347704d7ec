"""Every act the record knows, in Vietnamese: for the list, its filter and the export.

A code is `room.act`. Acts on things (`page.created`, `image.deleted`) are made of a noun and a
verb; the others are listed whole.
"""

NOUNS = {
    "page": "trang",
    "image": "hình ảnh",
    "document": "tệp tài liệu",
    "account": "tài khoản",
    "role": "nhóm vai trò",
    "agency": "thông tin cơ quan",
    "calendar": "lịch làm việc",
    "chain": "quy trình duyệt",
    "data": "dữ liệu khác",
}

# What Wagtail logs → our verb and its words; `{}` is the noun.
VERBS = {
    "created": "tạo {}",
    "edited": "sửa {}",
    "deleted": "xóa {}",
    "renamed": "đổi tên {}",
    "copied": "sao chép {}",
    "moved": "di chuyển {}",
    "reordered": "sắp xếp lại {}",
    "reverted": "khôi phục bản cũ của {}",
    "locked": "khóa sửa {}",
    "unlocked": "mở khóa sửa {}",
    "published_on_schedule": "đăng {} theo hẹn giờ",
    "unpublished": "gỡ {}",
    "unpublished_on_schedule": "gỡ {} theo hẹn giờ",
    "scheduled": "hẹn giờ {}",
    "unscheduled": "bỏ hẹn giờ {}",
    "restricted": "đặt giới hạn xem {}",
    "restriction_changed": "đổi giới hạn xem {}",
    "restriction_lifted": "bỏ giới hạn xem {}",
    "comment_added": "góp ý vào {}",
    "comment_edited": "sửa góp ý ở {}",
    "comment_deleted": "xóa góp ý ở {}",
    "comment_resolved": "xong góp ý ở {}",
    "reply_added": "trả lời góp ý ở {}",
    "reply_edited": "sửa trả lời góp ý ở {}",
    "reply_deleted": "xóa trả lời góp ý ở {}",
}
_COMMON_VERBS = ("created", "edited", "deleted")

OF_WAGTAIL = {
    "wagtail.create": "created",
    "wagtail.edit": "edited",
    "wagtail.delete": "deleted",
    "wagtail.rename": "renamed",
    "wagtail.copy": "copied",
    "wagtail.copy_for_translation": "copied",
    "wagtail.create_alias": "copied",
    "wagtail.convert_alias": "copied",
    "wagtail.move": "moved",
    "wagtail.reorder": "reordered",
    "wagtail.revert": "reverted",
    "wagtail.lock": "locked",
    "wagtail.unlock": "unlocked",
    "wagtail.publish.scheduled": "published_on_schedule",
    "wagtail.unpublish": "unpublished",
    "wagtail.unpublish.scheduled": "unpublished_on_schedule",
    "wagtail.publish.schedule": "scheduled",
    "wagtail.schedule.cancel": "unscheduled",
    "wagtail.view_restriction.create": "restricted",
    "wagtail.view_restriction.edit": "restriction_changed",
    "wagtail.view_restriction.delete": "restriction_lifted",
    "wagtail.comments.create": "comment_added",
    "wagtail.comments.edit": "comment_edited",
    "wagtail.comments.delete": "comment_deleted",
    "wagtail.comments.resolve": "comment_resolved",
    "wagtail.comments.create_reply": "reply_added",
    "wagtail.comments.edit_reply": "reply_edited",
    "wagtail.comments.delete_reply": "reply_deleted",
    "wagtail.apitoken.create": "created",
    "wagtail.apitoken.revoke": "deleted",
}

# The chain records these itself, with step, ground and content hash (`approval.*`).
RECORDED_BY_THE_CHAIN = frozenset(
    {
        "wagtail.publish",
        "wagtail.moderation.approve",
        "wagtail.moderation.reject",
        "wagtail.workflow.start",
        "wagtail.workflow.approve",
        "wagtail.workflow.reject",
        "wagtail.workflow.resume",
        "wagtail.workflow.cancel",
    }
)

WHOLE = {
    "approval.submitted": "gửi duyệt",
    "approval.received": "tiếp nhận, phân loại",
    "approval.edited": "biên tập xong",
    "approval.approved": "duyệt",
    "approval.posted": "đăng tải",
    "approval.returned": "trả lại",
    "approval.refused": "từ chối đăng",
    "approval.withdrawn": "rút lại",
    "approval.voided": "hủy ý kiến duyệt do nội dung thay đổi",
    "approval.published": "hiển thị công khai",
    "approval.founded": "đăng theo quyết định thiết lập",
    "approval.assigned": "giao người xử lý",
    "approval.asked": "đề nghị xác minh",
    "approval.verified": "trả lời xác minh",
    "approval.scheduled": "đã duyệt, hẹn giờ",
    "approval.carried_out": "thực hiện thay đổi đã duyệt",
    "approval.not_carried_out": "không thực hiện được thay đổi đã duyệt",
    "approval.unpublished": "gỡ khỏi trang công khai",
    "approval.emergency": "đăng khẩn cấp",
    "approval.confirmed": "duyệt lại tin đăng khẩn cấp",
    "approval.retracted": "thu hồi tin đăng khẩn cấp",
    "approval.sheet_printed": "lập phiếu duyệt",
    "approval.attempt": "làm trái quy trình, bị chặn",
    "approval.alarm": "cảnh báo: nội dung công khai khác bản đã duyệt",
    "account.signed_in": "đăng nhập",
    "account.sign_in_failed": "đăng nhập không thành công",
    "account.locked_out": "tạm khóa đăng nhập do sai nhiều lần",
    "account.tried_while_locked": "thử đăng nhập khi đang bị khóa",
    "account.signed_out": "đăng xuất",
    "account.invited": "mời dùng tài khoản",
    "account.changed": "sửa thông tin tài khoản",
    "account.deactivated": "ngừng tài khoản",
    "account.reactivated": "mở lại tài khoản",
    "account.password_link_sent": "gửi liên kết đặt mật khẩu",
    "account.password_changed": "đổi mật khẩu",
    "account.role_given": "giao vai trò",
    "account.role_taken": "thôi vai trò",
    "account.powers_changed": "đổi quyền riêng của tài khoản",
    "account.opened": "xem dữ liệu cá nhân của tài khoản",
    "account.listed": "xem danh sách tài khoản",
    "role.renamed": "đổi tên nhóm vai trò",
    "role.assigned": "gắn nhóm với vai trò của quy chế",
    "role.released": "thôi gắn nhóm với vai trò của quy chế",
    "role.permissions_changed": "đổi quyền của nhóm vai trò",
    "calendar.filled": "lập lịch làm việc của năm",
    "document.downloaded": "tải tệp chưa công khai",
    "delegation.given": "ủy quyền, phân công",
    "delegation.revoked": "thôi ủy quyền, phân công",
    "delegation.shortened": "kết thúc sớm ủy quyền, phân công",
    "delegation.absence": "báo vắng mặt",
    "delegation.absence_ended": "trở lại trước khi hết thời gian vắng mặt",
    "duty.arisen": "phát sinh thời hạn",
    "duty.review_asked": "yêu cầu rà soát nội dung",
    "duty.recomputed": "tính lại thời hạn",
    "duty.resumed": "tiếp tục tính thời hạn",
    "duty.cancelled": "thôi tính thời hạn",
    "duty.overdue": "quá thời hạn",
    "report.drafted": "lập báo cáo định kỳ",
    "report.recounted": "tính lại số liệu báo cáo",
    "report.remarked": "ghi nhận xét vào báo cáo",
    "report.approved": "hoàn thành báo cáo định kỳ",
    "report.downloaded": "tải tệp báo cáo định kỳ",
    "duty.explained": "giải trình việc trễ hạn",
    "duty.explanation_accepted": "chấp nhận giải trình",
    "duty.explanation_declined": "không chấp nhận giải trình",
    "duty.stopped": "tạm dừng tính thời hạn",
    "duty.resumed_after_stop": "tính tiếp thời hạn sau khi tạm dừng",
    "duty.fulfilled": "ghi nhận việc đã thực hiện",
    "duty.fulfilment_taken_back": "hủy ghi nhận việc đã thực hiện",
    "task.failed": "việc nền không xong",
    "task.retried": "chạy lại việc nền không xong",
    "task.restarted": "khởi động lại hàng đợi",
    "audit.exported": "xuất nhật ký ra tệp",
    "audit.anchored": "ghi mốc của chuỗi nhật ký",
    "audit.signed_off": "ký rà soát nhật ký",
    "audit.review_reminded": "nhắc rà soát nhật ký",
    "audit.review_escalated": "báo quá hạn rà soát nhật ký",
}

ROOMS = {
    "approval": "Quy trình duyệt",
    "page": "Trang",
    "image": "Hình ảnh",
    "document": "Tệp tài liệu",
    "account": "Tài khoản, đăng nhập",
    "role": "Nhóm vai trò",
    "delegation": "Ủy quyền, phân công, vắng mặt",
    "agency": "Thông tin cơ quan",
    "calendar": "Lịch làm việc",
    "chain": "Cấu hình quy trình duyệt",
    "data": "Dữ liệu khác",
    "duty": "Thời hạn, nhắc việc",
    "report": "Báo cáo định kỳ",
    "task": "Việc nền",
    "audit": "Nhật ký",
}

# What must not be overlooked in a list carries a word, not only a colour.
MARKS = (
    ("approval.emergency", "Khẩn cấp"),
    ("approval.alarm", "Cảnh báo"),
    ("audit.alarm", "Cảnh báo"),
)


def mark_of(code: str) -> str:
    """The red word for an act; "" for most."""
    return next((word for beginning, word in MARKS if code.startswith(beginning)), "")


def label_of(code: str) -> str:
    """The Vietnamese words for an act; the code itself for an act that nobody named."""
    if code in WHOLE:
        return WHOLE[code]
    noun, _, verb = code.partition(".")
    if noun in NOUNS and verb in VERBS:
        return VERBS[verb].format(NOUNS[noun])
    return code


def choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """The acts by room for a select: a whole room is `room.*`, a single act its code."""
    return [
        (words, [(f"{room}.*", f"Mọi việc: {words.lower()}"), *_acts_of(room)])
        for room, words in ROOMS.items()
    ]


def _acts_of(room: str) -> list[tuple[str, str]]:
    verbs = (VERBS if room == "page" else _COMMON_VERBS) if room in NOUNS else ()
    made = [f"{room}.{verb}" for verb in verbs]
    whole = [code for code in WHOLE if code.startswith(f"{room}.")]
    return [(code, label_of(code)) for code in (*whole, *made)]
