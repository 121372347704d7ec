"""A rule of the book in plain words: what, how long, from when."""

from workflow.duties.models import Duty
from workflow.regulations.book import Clock, Measure, StartEvent

LIMITS = {
    Clock.OFFICE_HOURS: "{} giờ hành chính",
    Clock.HOURS: "{} giờ, tính cả đêm và ngày nghỉ",
    Clock.WORKING_DAYS: "{} ngày làm việc",
    Clock.DAYS: "{} ngày, tính cả ngày nghỉ",
    Clock.PERIOD_END: "ngày thứ {} sau khi hết kỳ",
}
WITHOUT_LIMIT = {
    Clock.PERIOD_END: "đến hết hạn của kỳ",
    Clock.PROMPT: "kịp thời: quy chế không ấn định số, chỉ đo thời gian đã qua",
    Clock.PER_ITEM: "đến ngày mà chính nội dung ấn định",
    Clock.NONE: "không tính thời gian",
}
STARTS = {
    StartEvent.HAPPENED: "từ khi sự việc diễn ra",
    StartEvent.ENDED: "từ khi sự việc kết thúc",
    StartEvent.ISSUED: "từ ngày ban hành văn bản",
    StartEvent.APPROVED: "từ ngày được phê duyệt",
    StartEvent.DECIDED: "từ ngày có quyết định",
    StartEvent.RECEIVED: "từ khi nhận",
    StartEvent.CHANGED: "từ khi có thay đổi",
    StartEvent.ASKED: "từ khi được yêu cầu",
    StartEvent.PUBLISHED: "từ khi đăng lên trang",
    StartEvent.MONTH_END: "từ khi hết tháng",
    StartEvent.QUARTER_END: "từ khi hết quý",
    StartEvent.HALF_YEAR_END: "từ khi hết sáu tháng",
    StartEvent.YEAR_END: "từ khi hết năm",
    StartEvent.PERIOD: "",
    StartEvent.CONFERENCE: "từ khi diễn ra hội nghị",
    StartEvent.FINISHED: "từ ngày kết thúc",
    StartEvent.DETECTED: "từ khi phát hiện",
    StartEvent.NONE: "",
}
MEASURES = {
    Measure.SUPPLY: "gửi lên Ban Biên tập",
    Measure.PUBLICATION: "có trên trang công khai",
    Measure.ANSWER: "có câu trả lời",
    Measure.DELIVERY: "giao, báo cáo hoặc thực hiện xong",
}


STARTS_OF_UPKEEP = {
    Duty.Kind.SECTION: "từ lần đăng gần nhất, chưa có thì từ khi lập trang",
    Duty.Kind.REVIEW: "từ lần đăng hoặc rà soát gần nhất",
}
DONE = {
    Duty.Kind.SECTION: "có nội dung mới được đăng",
    Duty.Kind.REVIEW: "được rà soát, hoặc được sửa và đăng lại",
}
ON_DEMAND = "đến ngày mà Ban Biên tập ấn định"


def counted(duty: Duty) -> str:
    """How the duty is counted: «8 giờ hành chính, từ khi sự việc diễn ra»."""
    if duty.start_event == StartEvent.ASKED and duty.subject_kind == Duty.Kind.REVIEW:
        return ON_DEMAND
    limit = WITHOUT_LIMIT.get(duty.clock, "")
    if duty.limit is not None and duty.clock in LIMITS:
        limit = LIMITS[duty.clock].format(duty.limit)
    return ", ".join(filter(None, (limit, _start(duty))))


def asked(duty: Duty) -> str:
    """What must be there for the duty to be met."""
    if duty.subject_kind in DONE:
        return DONE[duty.subject_kind]
    times = f", {duty.needed} lần" if duty.needed > 1 else ""
    return f"{MEASURES[duty.measure]}{times}"


def _start(duty: Duty) -> str:
    return STARTS_OF_UPKEEP.get(duty.subject_kind) or STARTS[duty.start_event]
