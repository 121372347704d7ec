"""Who holds a step: the roles of the rule book, in the step's agency, with an account in service."""

import pytest

from tests import factories
from workflow.agencies.models import User
from workflow.approval.holding import may_hold
from workflow.approval.models import BoardTask

pytestmark = pytest.mark.django_db


def holders_of(task, page) -> set[str]:
    """Everybody of the installation, superusers included, who holds the step for this item."""
    people = User.objects.select_related("agency")
    return {person.username for person in people if may_hold(task, page, person)}


def steps_of(code: str) -> list[BoardTask]:
    return list(BoardTask.objects.filter(agency__code=code).select_related("agency"))


@pytest.mark.parametrize("code", factories.CODES)
def test_each_step_is_held_by_its_roles_in_its_own_agency(code):
    page = factories.make_news(code)
    held = {task.step_code: holders_of(task, page) for task in steps_of(code)}
    assert held == {
        task.step_code: {f"{code.lower()}-{role}" for role in task.roles} for task in steps_of(code)
    }


@pytest.mark.parametrize("code", factories.CODES)
def test_a_closed_account_holds_no_step(code):
    page = factories.make_news(code)
    User.objects.update(is_active=False)
    assert [holders_of(task, page) for task in steps_of(code)] == [set() for _ in steps_of(code)]


@pytest.mark.parametrize(("code", "other"), [("LA", "QT"), ("QT", "LA"), ("KT", "BP")])
def test_nobody_holds_a_step_for_an_item_of_another_agency(code, other):
    """A chain hung by hand above another agency's pages gives its people no power there."""
    page = factories.make_news(other, unit=None)
    assert [holders_of(task, page) for task in steps_of(code)] == [set() for _ in steps_of(code)]


@pytest.mark.parametrize("code", ["BP", "KT"])
def test_a_units_step_is_held_in_that_unit_alone(code):
    [task] = [row for row in steps_of(code) if row.scope == "unit"]
    unit = factories.agency(code).units.order_by("order").last()
    assert holders_of(task, factories.make_news(code, unit=unit)) == set()
    User.objects.update(unit=None)
    assert holders_of(task, factories.make_news(code, unit=None)) == set()
