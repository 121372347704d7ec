"""Django's system check of the table of periodic tasks: each can be found, each has a time."""

from collections import Counter

from croniter import croniter
from django.core.checks import Error, register
from django.utils.module_loading import import_string

from . import schedules

NOT_FOUND = "Việc định kỳ «{name}»: không nạp được hàm «{func}» ({why})."
NOT_CALLABLE = "Việc định kỳ «{name}»: «{func}» không phải là hàm."
BAD_CRON = "Việc định kỳ «{name}»: lịch «{cron}» không hợp lệ."
DOUBLE = "Việc định kỳ «{name}» có nhiều dòng trong bảng."
HINT_FUNC = "Sửa đường dẫn trong site_home/operations/schedules.py, hoặc hàm mà nó gọi."
HINT_CRON = "Lịch gồm năm phần: phút, giờ, ngày, tháng, thứ; ví dụ «17 3 * * *»."
HINT_DOUBLE = "Mỗi tên chỉ một dòng trong site_home/operations/schedules.py."
_CRON_PARTS = 5


def connect() -> None:
    """Have `manage.py check`, and every start of the worker, ask."""
    register(check_schedules, "operations")


def check_schedules(app_configs=None, **kwargs) -> list[Error]:
    """What is wrong with the table, in words."""
    names = Counter(entry.name for entry in schedules.SCHEDULES)
    problems = [
        Error(DOUBLE.format(name=name), hint=HINT_DOUBLE, id="operations.E003")
        for name, count in names.items()
        if count > 1
    ]
    for entry in schedules.SCHEDULES:
        why_not = _why_not(entry)
        if why_not:
            problems.append(Error(why_not, hint=HINT_FUNC, id="operations.E001"))
        if not _is_cron(entry.cron):
            words = BAD_CRON.format(name=entry.name, cron=entry.cron)
            problems.append(Error(words, hint=HINT_CRON, id="operations.E002"))
    return problems


def _why_not(entry: schedules.Entry) -> str:
    try:
        found = import_string(entry.func)
    except Exception as error:  # noqa: BLE001 whatever a module raises, its task cannot run
        return NOT_FOUND.format(name=entry.name, func=entry.func, why=error)
    if not callable(found):
        return NOT_CALLABLE.format(name=entry.name, func=entry.func)
    return ""


def _is_cron(words: str) -> bool:
    # Six parts would name seconds, which the worker cannot keep.
    return len(words.split()) == _CRON_PARTS and croniter.is_valid(words)
