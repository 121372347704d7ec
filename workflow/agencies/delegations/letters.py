"""Mails about delegations, assignments and absences; the outbox sends them after commit."""

from collections.abc import Iterable

from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from wagtail.admin.utils import get_admin_base_url

from workflow.agencies.models import User
from workflow.agencies.queries import holders

from .absence import Absence
from .delegation import Delegation
from .lines import sections_words, steps_words
from .queries import HEAD, giver_title
from .wording import period_words

GIVEN = "{kind} số {number}: {giver} giao cho {receiver}"
REVOKED = "Thu hồi {kind} số {number}"
SHORTENED = "Rút ngắn thời hạn {kind} số {number}"
ABSENT = "{person} báo vắng mặt"


def given(delegation: Delegation) -> None:
    """Tell giver and receiver what was entrusted."""
    _send_both(delegation, GIVEN, "given")


def revoked(delegation: Delegation) -> None:
    """Tell giver and receiver that it ended, by whom and why."""
    _send_both(delegation, REVOKED, "revoked")


def shortened(delegation: Delegation) -> None:
    """Tell giver and receiver the new end."""
    _send_both(delegation, SHORTENED, "shortened")


def absent(absence: Absence, actor: User) -> None:
    """Tell the heads, and the person if somebody else reported."""
    agency = absence.user.agency
    people = {person.pk: person for person in (*holders(agency, (HEAD,)), absence.user)}
    people.pop(actor.pk, None)
    _send(
        people.values(),
        ABSENT.format(person=absence.user),
        "absent",
        {
            "absence": absence,
            "actor": actor,
            "agency": agency,
            "period": period_words(absence.valid_from, absence.valid_to),
        },
        reverse("delegations:absences"),
    )


def _send_both(delegation: Delegation, subject: str, template: str) -> None:
    kind = delegation.get_kind_display()
    words = subject.format(
        kind=kind,
        number=delegation.decision_number,
        giver=delegation.giver,
        receiver=delegation.receiver,
    )
    context = {
        "delegation": delegation,
        "agency": delegation.agency,
        "kind": kind,
        "giver_title": giver_title(delegation),
        "steps": steps_words(delegation),
        "sections": sections_words(delegation),
        "period": period_words(delegation.valid_from, delegation.valid_to),
    }
    path = reverse("delegations:detail", args=[delegation.pk])
    people = (delegation.giver, delegation.receiver)
    _send(people, words[:1].upper() + words[1:], template, context, path)


def _send(people: Iterable[User], subject: str, template: str, context: dict, path: str) -> None:
    url = f"{get_admin_base_url()}{path}"
    for person in people:
        if not person.email or not person.is_active:
            continue
        body = render_to_string(
            f"emails/agencies/{template}.txt", {**context, "person": person, "url": url}
        )
        EmailMessage(" ".join(subject.split()), body, to=[person.email]).send()
