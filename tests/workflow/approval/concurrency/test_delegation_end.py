"""A delegation is revoked while its receiver decides by it."""

from functools import partial

import pytest

from tests import factories
from tests.real_database import together
from tests.workflow.desk.people import entrust
from workflow.agencies.delegations import giving
from workflow.agencies.delegations.delegation import Delegation
from workflow.approval.decision import Decision

from .people import dawdling, fresh, sorted_out, taking, waiting_at
from .soundness import assert_sound

pytestmark = pytest.mark.usefixtures("real_database")


@pytest.mark.clause("LA-8.3.b-1")
@pytest.mark.parametrize("slow", [Decision, Delegation], ids=["decider", "giver"])
def test_revoking_and_deciding_at_once(slow):
    """Either the decision came first, by a power that still held, or it is refused."""
    for number in range(4):
        made = entrust("la-head", "la-deputy", decision_number=f"{number}/QĐ")
        page = waiting_at("LA", "duyet", title=f"Tin {number}")
        with dawdling(sender=slow):
            outcomes = together(
                taking(page, "la-deputy"),
                partial(giving.revoke, factories.user("la-head"), made, reason="Về sớm"),
            )
        _done, refusals = sorted_out(outcomes)
        made.refresh_from_db()
        decision = Decision.objects.filter(page_id=page.pk, action="approved").first()
        if refusals:
            assert decision is None
            assert "ủy quyền, phân công" in refusals[0].lower()
        else:
            assert decision.at < made.revoked_at
            assert decision.delegation_id == made.pk
        assert fresh(page).live is not bool(refusals)
    assert_sound()
