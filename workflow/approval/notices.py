"""Tells people what happened to an item or a request: on the desk and by mail, in Vietnamese."""

from collections.abc import Iterable

from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.utils import get_admin_base_url

from workflow.agencies.delegations import queries as delegations
from workflow.agencies.models import User
from workflow.agencies.queries import holders
from workflow.regulations.book import StepScope

from .decision import Decision
from .differences import as_text
from .holding import delegates
from .notice import Notice
from .subject import agency_of, is_request, section_code_of


def step_passed(run, item, user) -> None:
    """The run moved on: tell those to whom the step that waits now is routed."""
    state = run.current_task_state if run.status == run.STATUS_IN_PROGRESS else None
    if state is None:
        return
    task = getattr(state.task, "boardtask", None) or state.task.specific
    waiting = [person for person in told(task, item) if person.pk != user.pk]
    _tell(
        waiting,
        f"«{item.title}» chờ bạn ở bước «{task.label}».",
        item,
        "waiting",
        {"step": task.label},
    )


def run_ended(run, item, decision: Decision) -> None:
    """Returned or refused: tell the author and who submitted, with the ground and the note."""
    if is_request(item):
        verb = "không được chấp nhận" if decision.ground else "được trả lại"
    else:
        verb = "bị từ chối đăng" if decision.ground else "được trả lại"
    _tell(
        _authors(run, item),
        f"«{item.title}» {verb} ở bước «{decision.step_name}».",
        item,
        "ended",
        {"decision": decision, "verb": verb},
    )


def published(run, page) -> None:
    """The item is public: tell the author and who submitted."""
    _tell(_authors(run, page), f"«{page.title}» đã hiển thị công khai.", page, "published", {})


def scheduled(run, page, at) -> None:
    """The item is approved and will be public at `at`."""
    words = f"{timezone.localtime(at):%H:%M %d/%m/%Y}"
    _tell(
        _authors(run, page),
        f"«{page.title}» đã được duyệt, sẽ hiển thị công khai lúc {words}.",
        page,
        "scheduled",
        {"at": words},
    )


def not_published(page, reason: str) -> None:
    """The appointed time came, but the content was not the approved one: tell the author."""
    people = [page.owner] if page.owner and page.owner.is_active else []
    _tell(people, f"«{page.title}»: {reason}", page, "not_published", {"reason": reason})


def change_scheduled(run, request) -> None:
    """The change is approved and will be made at its time."""
    words = f"{timezone.localtime(request.due_at):%H:%M %d/%m/%Y}"
    _tell(
        _authors(run, request),
        f"«{request.title}» đã được duyệt, sẽ thực hiện lúc {words}.",
        request,
        "change_scheduled",
        {"at": words},
    )


def change_closed(request) -> None:
    """The change was carried out, or could not be: tell who asked for it."""
    people = [request.owner] if request.owner and request.owner.is_active else []
    outcome = "không thực hiện được" if request.failure else "đã được thực hiện"
    _tell(people, f"«{request.title}» {outcome}.", request, "change_closed", {})


def approvals_voided(run, page, voided: list[Decision], user, changes: list) -> None:
    """Tell those whose approval no longer holds what changed since they approved."""
    people = User.objects.filter(pk__in={row.actor_id for row in voided}, is_active=True)
    _tell(
        [person for person in people if user is None or person.pk != user.pk],
        f"«{page.title}» được sửa sau khi bạn duyệt; ý kiến duyệt trước không còn hiệu lực.",
        page,
        "voided",
        {"editor": user, "changes": as_text(changes)},
    )


def told(task, item) -> list[User]:
    """To whom the step of this item is routed: who is assigned to the section and present, else
    everybody who holds the step by role, unit or delegation."""
    now = timezone.now()
    assigned = delegations.assigned_to(
        task.agency_id, step_code=task.step_code, section_code=section_code_of(item), now=now
    )
    if assigned:
        return assigned
    unit = item.unit if task.scope == StepScope.UNIT else None
    people = {person.pk: person for person in holders(task.agency, tuple(task.roles), unit)}
    people |= {person.pk: person for person in delegates(task, item, now)}
    return list(people.values())


def _authors(run, item) -> list[User]:
    ids = {run.requested_by_id, item.owner_id} - {None}
    return list(User.objects.filter(pk__in=ids, is_active=True))


def emergency(opened, page, people: list[User]) -> None:
    """Something became public before the board decided: tell who may decide now."""
    _tell(
        people,
        f"KHẨN CẤP: «{page.title}» đã đăng trước khi duyệt, chờ bạn duyệt lại hoặc thu hồi.",
        page,
        "emergency",
        {"emergency": opened},
    )


def emergency_settled(opened, page, decision: Decision) -> None:
    """The emergency has ended: tell who published and who wrote."""
    verb = "được duyệt lại" if decision.action == Decision.Action.CONFIRMED else "bị thu hồi"
    people = User.objects.filter(pk__in={opened.user_id, page.owner_id} - {None}, is_active=True)
    _tell(
        list(people),
        f"«{page.title}» (đăng khẩn cấp) đã {verb}.",
        page,
        "emergency_settled",
        {"decision": decision, "verb": verb},
    )


def tell(people: Iterable[User], text: str, item, template: str, context: dict) -> None:
    """Put `text` on the desk of each of `people` and send the mail `emails/approval/<template>`."""
    _tell(list(people), text, item, template, context)


def _tell(people: list[User], text: str, item, template: str, context: dict) -> None:
    path = reverse("desk:request" if is_request(item) else "desk:item", args=[item.pk])
    Notice.objects.bulk_create(Notice(user=person, text=text[:1000], url=path) for person in people)
    agency = agency_of(item)
    for person in people:
        if not person.email:
            continue
        body = render_to_string(
            f"emails/approval/{template}.txt",
            {
                **context,
                "person": person,
                "page": item,
                "agency": agency,
                "url": f"{get_admin_base_url()}{path}",
            },
        )
        # The outbox writes the mail in this transaction; the worker sends it after commit.
        EmailMessage(text, body, to=[person.email]).send()
