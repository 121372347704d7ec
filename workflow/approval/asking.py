"""Asking for verification, answering, and giving an item to somebody, while it stays at its step.

BP-12.1-1, DL-14-2 (verify, supplement); LA-8.3.a-3, BP-11.1-2 (give to a member).
"""

from collections.abc import Iterable

from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone
from wagtail.models import TaskState, WorkflowState

from sections.base.door import Refused
from sections.base.text import clean_text
from workflow.agencies.delegations.queries import is_head
from workflow.agencies.models import User
from workflow.agencies.queries import role_title

from . import evidence, notices, subject
from .acts import ENDED, MAX_NOTE
from .decision import Decision
from .holding import actors_of_step, candidates, hold_verdict, verdict, writers

QUESTION_NEEDED = "Hãy ghi rõ cần xác minh, bổ sung điều gì: người cung cấp tin sẽ đọc dòng này."
ANSWER_NEEDED = "Hãy ghi nội dung trả lời."
NOBODY_TO_ASK = "«{title}» không còn người viết, người gửi hay thư điện tử người cung cấp để hỏi."
NOT_YOURS = "Chỉ người viết hoặc người gửi mới trả lời được đề nghị xác minh của «{title}»."
NOTHING_ASKED = "«{title}» không có đề nghị xác minh nào chờ trả lời."
MAY_NOT_ASSIGN = "Chỉ Trưởng Ban Biên tập hoặc người giữ bước «{step}» mới giao được «{title}»."
GIVEN_TO = "Giao cho {name} ({role})."


@transaction.atomic
def ask(task_state: TaskState, user: User, note: str) -> Decision:
    """Ask author, submitter and supplier to verify or supplement (BP-12.1-1, DL-14-2).

    By who may take the step; the item stays there and may be decided at any time. Raises `Refused`.
    """
    run, item, task = _open_step(task_state)
    found = verdict(task, item, run, user, timezone.now())
    if not found.allowed:
        raise Refused(found.reason)
    words = _words(note, QUESTION_NEEDED)
    people = [person for person in _authors(run, item) if person.pk != user.pk]
    supplier = _supplier_address(item, people)
    if not people and not supplier:
        raise Refused(NOBODY_TO_ASK.format(title=item.title))
    decision = evidence.add(
        Decision.Action.ASKED,
        item,
        user=user,
        task=task,
        task_state=run.current_task_state,
        delegation=found.delegation,
        content_hash=subject.hash_of(item),
        note=words,
    )
    context = {"decision": decision, "asker": user}
    notices.tell(people, f"«{item.title}»: đề nghị xác minh, bổ sung.", item, "asked", context)
    if supplier:
        _write_to_supplier(supplier, item, context)
    return decision


@transaction.atomic
def answer(run: WorkflowState, user: User, note: str) -> Decision:
    """Answer the open question of the run, as author or submitter; who asked is told."""
    run, item, task = _open_step(run.current_task_state)
    question = pending([run.pk]).get(run.pk)
    if question is None:
        raise Refused(NOTHING_ASKED.format(title=item.title))
    if not may_answer(run, item, user):
        raise Refused(NOT_YOURS.format(title=item.title))
    words = _words(note, ANSWER_NEEDED)
    decision = evidence.add(
        Decision.Action.VERIFIED,
        item,
        user=user,
        task=task,
        task_state=run.current_task_state,
        content_hash=subject.hash_of(item),
        note=words,
    )
    people = User.objects.filter(pk=question.actor_id, is_active=True)
    context = {"decision": decision, "question": question}
    notices.tell(people, f"«{item.title}»: đã trả lời xác minh.", item, "verified", context)
    return decision


@transaction.atomic
def assign(task_state: TaskState, user: User, assignee: User, note: str = "") -> Decision:
    """Give the item at its step to `assignee`, who may take it (LA-8.3.a-3, BP-11.1-2).

    By a head or who holds the step. The others who hold the step may still take it. Raises
    `Refused`.
    """
    run, item, task = _open_step(task_state)
    if not may_assign(task, item, user):
        raise Refused(MAY_NOT_ASSIGN.format(step=task.label, title=item.title))
    found = verdict(task, item, run, assignee, timezone.now())
    if not found.allowed:
        raise Refused(f"{assignee.get_full_name()}: {found.reason}")
    given = GIVEN_TO.format(name=assignee.get_full_name(), role=role_title(assignee))
    decision = evidence.add(
        Decision.Action.ASSIGNED,
        item,
        user=user,
        task=task,
        task_state=run.current_task_state,
        content_hash=subject.hash_of(item),
        assignee_id=assignee.pk,
        note=f"{given} {clean_text(note).strip()}".strip()[:MAX_NOTE],
    )
    if assignee.pk != user.pk:
        words = f"«{item.title}» được giao cho bạn ở bước «{task.label}»."
        notices.tell([assignee], words, item, "assigned", {"decision": decision})
    return decision


def pending(run_ids: Iterable[int]) -> dict[int, Decision]:
    """The question of each run that nobody has answered, while its step waits (one query)."""
    last = (
        Decision.objects.filter(
            run_id__in=list(run_ids),
            action__in=(Decision.Action.ASKED, Decision.Action.VERIFIED),
            task_state_id__in=TaskState.objects.filter(status=TaskState.STATUS_IN_PROGRESS).values(
                "pk"
            ),
        )
        .order_by("run_id", "-pk")
        .distinct("run_id")
    )
    return {row.run_id: row for row in last if row.action == Decision.Action.ASKED}


def asked_of(item) -> str:
    """From whom the answer is awaited: the supplier's name, else the author's."""
    owner = item.owner.get_full_name() if item.owner else ""
    return getattr(item, "supplier_name", "") or owner


def may_answer(run: WorkflowState, item, user: User) -> bool:
    """Whether `user` wrote or sent the item."""
    return user.is_active and user.pk in {run.requested_by_id, item.owner_id}


def may_assign(task, item, user: User) -> bool:
    """Whether `user` is a head of the agency or holds the step."""
    return is_head(user, task.agency) or hold_verdict(task, item, user, timezone.now()).allowed


def assignable(task, item, run: WorkflowState) -> list[User]:
    """Those who may take the step now: to whom it can be given, or who is left to decide."""
    apart = set().union(*(actors_of_step(run, code) for code in task.distinct_from))
    people = {person.pk: person for person in candidates(task, item, writers(item, run))}
    return [person for pk, person in people.items() if pk not in apart]


def _open_step(task_state: TaskState):
    """The run, locked, its item as the newest draft has it, and the step that waits."""
    rows = WorkflowState.objects.select_for_update(of=("self",), no_key=True)
    run = rows.get(pk=task_state.workflow_state_id)
    item = run.content_object
    if not subject.is_request(item):
        item = item.get_latest_revision_as_object()
    is_open = run.status == WorkflowState.STATUS_IN_PROGRESS
    if not is_open or run.current_task_state_id != task_state.pk:
        raise Refused(ENDED.format(title=item.title))
    return run, item, run.current_task_state.task.specific


def _words(note: str, missing: str) -> str:
    words = clean_text(note).strip()[:MAX_NOTE]
    if not words:
        raise Refused(missing)
    return words


def _authors(run: WorkflowState, item) -> list[User]:
    ids = {run.requested_by_id, item.owner_id} - {None}
    return list(User.objects.filter(pk__in=ids, is_active=True).order_by("pk"))


def _supplier_address(item, people: list[User]) -> str:
    """The supplier's mail address, unless it belongs to somebody who is told anyway."""
    address = getattr(item, "supplier_email", "")
    told = {person.email.casefold() for person in people}
    return address if address and address.casefold() not in told else ""


def _write_to_supplier(address: str, item, context: dict) -> None:
    body = render_to_string(
        "emails/approval/asked_supplier.txt",
        {**context, "page": item, "agency": subject.agency_of(item)},
    )
    reply_to = [context["asker"].email] if context["asker"].email else None
    title = f"Đề nghị xác minh, bổ sung: «{item.title}»"
    EmailMessage(title, body, to=[address], reply_to=reply_to).send()
