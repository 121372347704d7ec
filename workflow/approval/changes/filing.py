"""Asks for a change: the request is checked, stored and enters its chain in one transaction."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone
from wagtail.models import WorkflowState

from sections.base.door import Refused
from sections.base.text import clean_text
from workflow.agencies.models import Agency, User
from workflow.agencies.queries import roles_of
from workflow.approval import evidence
from workflow.approval.decision import Decision

from . import kinds
from .request import ChangeRequest

MAX_REASON = 4000

REASON_NEEDED = "Hãy ghi lý do: người duyệt và hồ sơ lưu cần biết vì sao phải thay đổi."
PAST = "Thời điểm thực hiện phải ở tương lai; để trống nếu thực hiện ngay khi duyệt xong."
AT_ONCE = "Thay đổi này không hẹn giờ: hãy để trống thời điểm thực hiện."
NO_ROLE = "Bạn chưa giữ vai trò nào ở cơ quan nên không gửi được yêu cầu."
OTHER_AGENCY = "Bạn chỉ yêu cầu được thay đổi ở cơ quan của mình."
NO_CHAIN = "Cơ quan chưa có chuỗi duyệt cho việc này; hãy báo quản trị cơ quan."
ALREADY_ASKED = "«{title}» đã có một yêu cầu như vậy đang chờ; không cần gửi lại."
NOT_YOURS = "Chỉ người yêu cầu mới rút lại được «{title}»."
NOT_WAITING = "«{title}» không còn chờ nên không rút lại được."


def file_request(
    user: User,
    agency: Agency,
    kind_code: str,
    target,
    *,
    reason: str,
    payload: dict | None = None,
    due_at: datetime | None = None,
) -> ChangeRequest:
    """Store the wish of `user` about `target` and start its chain.

    `Refused` says what stands in the way; then nothing is stored.
    """
    reason = clean_text(reason).strip()[:MAX_REASON]
    if user.agency_id != agency.pk or not user.is_active:
        raise Refused(OTHER_AGENCY)
    if not roles_of(user):
        raise Refused(NO_ROLE)
    if not reason:
        raise Refused(REASON_NEEDED)
    kind = kinds.kind_of(kind_code)
    if due_at is not None and not kind.may_wait:
        raise Refused(AT_ONCE)
    if due_at is not None and due_at <= timezone.now():
        raise Refused(PAST)
    request = draft_request(agency, kind, target, payload)
    request.owner, request.reason = user, reason
    request.due_at = due_at.replace(second=0, microsecond=0) if due_at else None
    kind, target = kinds.check(request)
    # Told while it can be: of a request that was not accepted nothing else says what it asked.
    shown = [[line.label, line.before, line.after] for line in kind.lines(request, target)]
    request.payload = {**request.payload, "shown": shown}
    workflow = request.get_workflow()
    if workflow is None:
        raise Refused(NO_CHAIN)
    try:
        with transaction.atomic():
            request.save()
            request.save_revision(user=user, clean=False)
            workflow.start(request, user)
    except IntegrityError as error:
        if "one_open_change" not in str(error):
            raise
        raise Refused(ALREADY_ASKED.format(title=request.target_title)) from error
    return request


def draft_request(agency: Agency, kind, target, payload: dict | None = None) -> ChangeRequest:
    """An unsaved request of `kind` about `target`: what `kinds.check` and the screens ask about."""
    return ChangeRequest(
        agency=agency,
        kind=kind.code,
        kind_label=kind.label,
        chain_code=kind.chain,
        target_type=kind.target_type,
        target_id=target.pk,
        target_title=kind.title_of(target)[:255],
        unit=getattr(target, "unit", None),
        section_code=getattr(target, "section_code", ""),
        payload=payload or {},
        live=False,
    )


@transaction.atomic
def withdraw(request: ChangeRequest, user: User) -> None:
    """Take the request back: before it is decided, or before its time has come."""
    request = ChangeRequest.objects.select_for_update(no_key=True).get(pk=request.pk)
    if user.pk != request.owner_id:
        raise Refused(NOT_YOURS.format(title=request.title))
    if request.closed_at is not None:
        raise Refused(NOT_WAITING.format(title=request.title))
    run = WorkflowState.objects.for_instance(request).active().first()
    if run is not None:
        run.cancel(user=user)
    else:
        evidence.add(Decision.Action.WITHDRAWN, request, user=user)
        close(request)


def close(request: ChangeRequest) -> None:
    """The request has ended without being carried out: a new one may be filed."""
    ChangeRequest.objects.filter(pk=request.pk, closed_at__isnull=True).update(
        closed_at=timezone.now()
    )
