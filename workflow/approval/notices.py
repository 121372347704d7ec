"""Tells people what happened to an item: in the editing interface and by mail, in Vietnamese."""

from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from wagtail.admin.utils import get_admin_base_url

from workflow.agencies.models import User
from workflow.agencies.queries import agency_of, holders
from workflow.regulations.book import StepScope

from .decision import Decision
from .holding import writers
from .notice import Notice


def step_passed(run, page, user) -> None:
    """The run moved on: tell those who hold the step that waits now."""
    state = run.current_task_state
    if run.status != run.STATUS_IN_PROGRESS or state is None:
        return
    task = state.task.specific
    waiting = [person for person in step_holders(task, page) if person.pk != user.pk]
    _tell(
        waiting,
        f"«{page.title}» chờ bạn ở bước «{task.label}».",
        page,
        "waiting",
        {"step": task.label},
    )


def run_ended(run, page, decision: Decision) -> None:
    """Returned or refused: tell the author and who submitted, with the ground and the note."""
    verb = "bị từ chối đăng" if decision.action == Decision.Action.REFUSED else "được trả lại"
    _tell(
        _authors(run, page),
        f"«{page.title}» {verb} ở bước «{decision.step_name}».",
        page,
        "ended",
        {"decision": decision, "verb": verb},
    )


def published(run, page) -> None:
    """The item is public: tell the author and who submitted."""
    _tell(_authors(run, page), f"«{page.title}» đã hiển thị công khai.", page, "published", {})


def approvals_voided(run, page, voided: list[Decision], user) -> None:
    """Tell those whose approval no longer holds that the content changed."""
    people = User.objects.filter(pk__in={row.actor_id for row in voided}, is_active=True)
    _tell(
        [person for person in people if user is None or person.pk != user.pk],
        f"«{page.title}» được sửa sau khi bạn duyệt; ý kiến duyệt trước không còn hiệu lực.",
        page,
        "voided",
        {"editor": user},
    )


def step_holders(task, page) -> list[User]:
    """Who holds the step for this item, by role and unit."""
    unit = page.unit if task.scope == StepScope.UNIT else None
    return list(holders(task.agency, tuple(task.roles), unit))


def _authors(run, page) -> list[User]:
    ids = {run.requested_by_id, page.owner_id} & writers(page, run) or {run.requested_by_id}
    return list(User.objects.filter(pk__in=ids, is_active=True))


def _tell(people: list[User], text: str, page, template: str, context: dict) -> None:
    path = reverse("desk:item", args=[page.pk])
    Notice.objects.bulk_create(Notice(user=person, text=text[:1000], url=path) for person in people)
    agency = agency_of(page)
    for person in people:
        if not person.email:
            continue
        body = render_to_string(
            f"emails/approval/{template}.txt",
            {
                **context,
                "person": person,
                "page": page,
                "agency": agency,
                "url": f"{get_admin_base_url()}{path}",
            },
        )
        # The outbox writes the mail in this transaction; the worker sends it after commit.
        EmailMessage(text, body, to=[person.email]).send()
