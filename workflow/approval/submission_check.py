"""May the item be submitted: is it complete, and is there somebody for every step."""

from sections.base import submission
from sections.base.door import Refused
from sections.base.submission import Problem
from workflow.agencies.queries import agency_of
from workflow.regulations.book import StepScope

from .holding import candidates, role_words, writers
from .steps import is_board_chain, specific_tasks
from .subject import is_request

NOT_READY = "Chưa gửi duyệt được «{title}»; bản nháp vẫn được giữ. {problems}"
NOT_FILED = "Chưa gửi được yêu cầu «{title}». {problems}"
NO_CHAIN = "Trang này chưa có quy trình duyệt của cơ quan."
NO_UNIT = "Hãy chọn đơn vị cung cấp: bước «{step}» do người đứng đầu đơn vị đó duyệt."
NOBODY = "Chưa có tài khoản nào giữ vai trò {roles} cho bước «{step}»; hãy báo quản trị cơ quan."
NOBODY_ELSE = (
    "Bước «{step}» cần {roles} khác với người viết, sửa hoặc gửi tin; hiện không có ai như vậy."
)
NOBODY_APART = "Các bước «{steps}» phải do những người khác nhau làm; hiện không đủ người."

# What `[[attribution]].requires` may name, and the words for it.
FIELD_WORDS = {
    "byline": "tác giả",
    "source_name": "nguồn",
    "source_url": "địa chỉ nguồn",
    "source_published_on": "ngày nguồn đăng",
    "source_date": "ngày nguồn đăng",
    "supplier_name": "họ tên người cung cấp",
    "supplier_email": "thư điện tử người cung cấp",
    "supplier_phone": "điện thoại hoặc địa chỉ liên hệ",
    "unit": "đơn vị cung cấp",
}
_FIELD_OF = {"source_date": "source_published_on"}


def check(item, user) -> None:
    """Raise `Refused` naming everything that stands in the way of submitting `item`.

    A page is checked whole; of a change request, whether somebody can take every step.
    """
    if is_request(item):
        found = staffing_problems(item, user, item.get_workflow())
        if found:
            words = " ".join(problem.message for problem in found)
            raise Refused(NOT_FILED.format(title=item.title, problems=words))
        return
    page = item
    found = submission.problems(page, user)
    if found:
        words = " ".join(problem.message for problem in found)
        raise Refused(NOT_READY.format(title=page.title, problems=words), page_id=page.pk)


def chain_problems(page, user, place) -> list[Problem]:
    """Steps nobody could take (registered with `submission.CHECKS`)."""
    return staffing_problems(page, user, place.get_workflow())


def staffing_problems(page, user, workflow) -> list[Problem]:
    """Steps of `workflow` that nobody could take of a page or change request."""
    if workflow is None:
        return [Problem("", NO_CHAIN)]
    written_by = writers(page)
    if user is not None and user.pk:
        written_by.add(user.pk)
    tasks = specific_tasks(workflow)
    if not is_board_chain(tasks):
        return [Problem("", NO_CHAIN)]
    found: list[Problem] = []
    choices: dict[str, set[int]] = {}
    for task in tasks:
        if task.scope == StepScope.UNIT and page.unit_id is None:
            found.append(Problem("unit", NO_UNIT.format(step=task.label)))
            continue
        people = candidates(task, page, written_by)
        choices[task.step_code] = {person.pk for person in people}
        if not people:
            anybody = candidates(task, page, set())
            words = NOBODY_ELSE if anybody else NOBODY
            found.append(Problem("", words.format(step=task.label, roles=role_words(task))))
    if not found and not _can_be_staffed(tasks, choices, {}):
        steps = "», «".join(task.label for task in tasks if task.distinct_from)
        found.append(Problem("", NOBODY_APART.format(steps=steps)))
    return found


def attribution_problems(page, user, place) -> list[Problem]:
    """Sources and supplier data the regulation demands (DL-7.1.đ, DL-10.1-2, KT-5.4, …)."""
    agency = agency_of(place)
    if agency is None:
        return []
    found = []
    for rule in agency.book.attributions:
        if not _applies(rule, page):
            continue
        for name in rule.requires:
            field = _FIELD_OF.get(name, name)
            if field in FIELD_WORDS and not getattr(page, field, None):
                found.append(
                    Problem(field, f"Quy chế yêu cầu ghi {FIELD_WORDS[field]}: {rule.label}")
                )
    return found


def _applies(rule, page) -> bool:
    """`applies_to`: "quoted" items name a source; "supplied" items come from a named supplier."""
    if rule.applies_to == "quoted":
        return bool(page.source_name or page.source_url or page.source_published_on)
    if rule.applies_to == "supplied":
        return page.is_item
    return False


def _can_be_staffed(tasks, choices, chosen: dict[str, int]) -> bool:
    """Whether every step finds a person so that steps kept apart have different ones."""
    if len(chosen) == len(tasks):
        return True
    task = tasks[len(chosen)]
    taken = {chosen[code] for code in task.distinct_from if code in chosen}
    return any(
        _can_be_staffed(tasks, choices, {**chosen, task.step_code: person})
        for person in choices[task.step_code] - taken
    )
