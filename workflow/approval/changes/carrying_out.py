"""Does what an approved change request asks for: at once, or at the time it names."""

from django.db import transaction
from django.utils import timezone

from sections.base.door import Refused
from workflow.approval import evidence, notices, subject
from workflow.approval.decision import Decision

from . import kinds
from .request import ChangeRequest

CHANGED_SINCE = (
    "«{title}» đã thay đổi sau khi yêu cầu được duyệt nên không thực hiện; hãy gửi yêu cầu mới."
)

CHANGE = "{line.label}: {line.before} → {line.after}"


def run_passed(request: ChangeRequest, run, user, content_hash: str) -> None:
    """The last step was taken: carry out, or keep for the time asked for."""
    now = timezone.now()
    request.approved_at = now
    if request.due_at and request.due_at > now:
        request.save(update_fields=["approved_at"])
        evidence.add(
            Decision.Action.SCHEDULED,
            request,
            user=user,
            run_id=run.pk,
            content_hash=content_hash,
        )
        notices.change_scheduled(run, request)
        return
    _carry_out(request, run.pk, user)
    notices.change_closed(request)


@transaction.atomic
def carry_out_due(request_id: int, now) -> bool:
    """Carry out an approved request whose time has come; whether it was done.

    What stands in the way by now ends the request with its reason, told to who asked.
    """
    rows = ChangeRequest.objects.select_for_update(no_key=True)
    request = rows.filter(
        pk=request_id, approved_at__isnull=False, closed_at__isnull=True, due_at__lte=now
    ).first()
    if request is None:
        return False
    kinds.kind_of(request.kind).lock(request.target_id)
    approval = (
        Decision.objects.filter(request_id=request.pk, action=Decision.Action.SCHEDULED)
        .order_by("-pk")
        .first()
    )
    try:
        with transaction.atomic():
            if approval is None or subject.hash_of(request) != approval.content_hash:
                raise Refused(CHANGED_SINCE.format(title=request.target_title))
            _carry_out(request, approval.run_id, None)
    except Refused as refusal:
        _fail(request, approval.run_id if approval else None, str(refusal))
        return False
    notices.change_closed(request)
    return True


def _carry_out(request: ChangeRequest, run_id: int, user) -> None:
    kind, target = kinds.check(request)
    # Told before it happens: afterwards the target says only what it has become.
    told = "\n".join(CHANGE.format(line=line) for line in kind.lines(request, target))
    pages = kind.carry_out(request, target, user)
    request.live, request.closed_at = True, timezone.now()
    if request.approved_at is None:
        request.approved_at = request.closed_at
    request.save(update_fields=["live", "approved_at", "closed_at"])
    evidence.add(Decision.Action.CARRIED_OUT, request, user=user, run_id=run_id, note=told)
    for page in pages:
        evidence.add(
            Decision.Action.CARRIED_OUT if page.live else Decision.Action.UNPUBLISHED,
            page,
            user=user,
            request_id=request.pk,
            content_hash=subject.hash_of(page),
            note=request.title,
        )


def _fail(request: ChangeRequest, run_id: int | None, reason: str) -> None:
    request.failure, request.closed_at = reason, timezone.now()
    request.save(update_fields=["failure", "closed_at"])
    evidence.add(Decision.Action.NOT_CARRIED_OUT, request, run_id=run_id, note=reason)
    notices.change_closed(request)
