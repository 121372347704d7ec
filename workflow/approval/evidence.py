"""Writes the evidence: a `Decision` for each act, and the same act into the record."""

from django.utils import timezone

from workflow.agencies.delegations.queries import words as delegation_words
from workflow.agencies.queries import role_title
from workflow.audit import origin
from workflow.audit.recording import record

from .decision import Decision
from .evidence_check import digest_of_decision
from .subject import agency_of, is_request, section_code_of


def add(
    action: Decision.Action,
    subject,
    *,
    user=None,
    task=None,
    task_state=None,
    delegation=None,
    run_id: int | None = None,
    request_id: int | None = None,
    revision_id: int | None = None,
    content_hash: str = "",
    ground=None,
    note: str = "",
    clauses: tuple[str, ...] = (),
    voids: tuple[int, ...] = (),
    assignee_id: int | None = None,
) -> Decision:
    """Add the evidence of one act on a page or a change request.

    `ground` is a `Refusal` of the rule book; `delegation` the authority of who acts on behalf of
    another; `request_id` names the change request that an act on a page carries out.
    """
    agency = agency_of(subject)
    now = timezone.now()
    ground_words = f"{ground.label} ({', '.join(ground.clauses)})" if ground else ""
    of_request = is_request(subject)
    decision = Decision.objects.create(
        at=now,
        agency_code=agency.code if agency else "",
        page_id=None if of_request else subject.pk,
        request_id=subject.pk if of_request else request_id,
        item_type=subject._meta.label_lower,
        item_title=subject.title[:255],
        run_id=run_id or (task_state.workflow_state_id if task_state else None),
        task_state_id=task_state.pk if task_state else None,
        step_code=task.step_code if task else "",
        step_name=task.label if task else "",
        action=action,
        actor_id=user.pk if user else None,
        actor_name=user.get_full_name() if user else "Hệ thống",
        actor_role=role_title(user)[:255] if user else "",
        on_behalf_of=delegation_words(delegation)[:500] if delegation else "",
        delegation_id=delegation.pk if delegation else None,
        assignee_id=assignee_id,
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
        subject=subject,
        section_code=section_code_of(subject),
        on_behalf_of=decision.on_behalf_of[:255],
        ground=ground_words,
        note=note,
        at=now,
        decision=decision.pk,
        decision_digest=digest_of_decision(decision),
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
