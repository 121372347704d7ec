"""Writes the evidence: a `Decision` for each act, and the same act into the record."""

from django.utils import timezone

from workflow.agencies.queries import agency_of, role_title
from workflow.audit import origin
from workflow.audit.recording import record

from .decision import Decision


def add(
    action: Decision.Action,
    page,
    *,
    user=None,
    task=None,
    task_state=None,
    run_id: int | None = None,
    revision_id: int | None = None,
    content_hash: str = "",
    ground=None,
    note: str = "",
    clauses: tuple[str, ...] = (),
    voids: tuple[int, ...] = (),
) -> Decision:
    """Add the evidence of one act on `page`; `ground` is a `Refusal` of the rule book."""
    agency = agency_of(page)
    now = timezone.now()
    ground_words = f"{ground.label} ({', '.join(ground.clauses)})" if ground else ""
    decision = Decision.objects.create(
        at=now,
        agency_code=agency.code if agency else "",
        page_id=page.pk,
        item_type=page._meta.label_lower,
        item_title=page.title[:255],
        run_id=run_id or (task_state.workflow_state_id if task_state else None),
        task_state_id=task_state.pk if task_state else None,
        step_code=task.step_code if task else "",
        step_name=task.label if task else "",
        action=action,
        actor_id=user.pk if user else None,
        actor_name=user.get_full_name() if user else "Hệ thống",
        actor_role=role_title(user)[:255] if user else "",
        ground_code=ground.code if ground else "",
        ground=ground_words[:500],
        note=note,
        clauses=list(clauses) or (list(task.clauses) if task else []),
        revision_id=revision_id or (task_state.revision_id if task_state else None),
        content_hash=content_hash,
        voids=list(voids),
        address=origin.address.get(),
    )
    record(
        f"approval.{action}",
        actor=user,
        agency_code=decision.agency_code,
        subject=page,
        section_code=getattr(page, "section_code", "") or "",
        ground=ground_words,
        note=note,
        at=now,
        decision=decision.pk,
        run=decision.run_id,
        step=decision.step_name,
        content_hash=content_hash,
    )
    return decision


def valid_decisions(run_id: int) -> list[Decision]:
    """The acts of the run that have not been voided since, in order."""
    rows = list(Decision.objects.filter(run_id=run_id))
    void = {pk for row in rows if row.action == Decision.Action.VOIDED for pk in row.voids}
    return [row for row in rows if row.pk not in void and row.action != Decision.Action.VOIDED]
