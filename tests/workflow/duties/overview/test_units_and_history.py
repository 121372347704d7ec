"""The units in a month, and twelve months of outcomes."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from sections.base.text import sort_key
from tests.factories import agency, make_news, publish_news, submit, user
from tests.workflow.calendar.year_2026 import at
from tests.workflow.duties.overview.rows import DAY, HOUR, NOW, duty, met
from workflow.agencies.models import Unit
from workflow.audit.review.periods import MONTH, parse, period_of
from workflow.duties.models import Duty
from workflow.duties.overview.history import months_of
from workflow.duties.overview.reach import of_unit
from workflow.duties.overview.units import standings_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("filled")]

NOVEMBER = parse("2026-11")


def standing(unit: Unit, month, now):
    rows = standings_of(unit.agency, month, now)
    return next(row for row in rows if row.unit == unit)


def test_items_count_for_their_unit_and_month():
    unit = user("la-contributor").unit
    published, waiting = publish_news("LA"), make_news("LA")
    submit(waiting)
    make_news("LA", title="Chưa gửi")
    now = timezone.now()
    month = period_of(MONTH, timezone.localdate())
    row = standing(unit, month, now)
    assert (row.supplied, row.published) == (2, 1)
    assert published.unit == unit
    earlier = period_of(MONTH, month.first.replace(day=1) - DAY)
    row = standing(unit, earlier, now)
    assert (row.supplied, row.published, row.figures.total) == (0, 0, 0)


def test_duties_of_the_unit_and_of_its_items_are_added_up():
    unit = user("la-contributor").unit
    other = Unit.objects.filter(agency=unit.agency).exclude(pk=unit.pk).first()
    page = make_news("LA", happened_at=NOW - 30 * DAY)
    Duty.objects.filter(page_id=page.pk).update(due_at=NOW - DAY, met_at=NOW - 2 * DAY)
    duty(due_at=NOW - DAY, unit_code=unit.code)
    met(at(9, 11), at(8, 11), unit_code=other.code)
    duty(due_at=at(5, 10), unit_code=unit.code)
    row = standing(unit, NOVEMBER, NOW)
    figures = row.figures
    assert (figures.in_time, figures.late, figures.carried, row.overdue) == (1, 1, 1, 2)
    assert standing(other, NOVEMBER, NOW).figures.in_time == 1


@pytest.mark.clause("BP-9.4")
@pytest.mark.parametrize(
    ("done", "due_at", "words"),
    [
        (1, at(30, 11, hour=17), "đạt"),
        (0, at(30, 11, hour=17), "chưa đạt"),
        (0, at(2, 11), "không đạt"),
    ],
)
def test_the_quota_of_the_month(done, due_at, words):
    unit = Unit.objects.filter(agency__code="BP").first()
    fields = {"subject_kind": Duty.Kind.UNIT, "deadline_code": "quota:items-per-unit"}
    duty("BP", due_at=due_at, unit_code=unit.code, done=done, clauses=["BP-9.4"], **fields)
    (quota,) = standing(unit, NOVEMBER, NOW).quotas
    assert quota.words == words
    assert standing(unit, parse("2026-10"), NOW).quotas == []


@pytest.mark.usefixtures("frozen")
def test_the_quota_leads_to_its_row(get):
    unit = Unit.objects.filter(agency__code="BP").first()
    fields = {"subject_kind": Duty.Kind.UNIT, "deadline_code": "quota:items-per-unit"}
    for month in (10, 11):
        due_at = at(30, month, hour=23, minute=59)
        duty("BP", due_at=due_at, unit_code=unit.code, clauses=["BP-9.4"], **fields)
    text = get("bp-head", reverse("duty_overview:units")).text_shown
    link = re.search(r'href="([^"]+)">0/1 chưa đạt</a>', text)[1].replace("&amp;", "&")
    assert get("bp-head", link).context["page_obj"].paginator.count == 1


@pytest.mark.usefixtures("frozen")
def test_units_stand_by_name_and_numbers_lead_to_their_rows(get):
    unit = user("la-contributor").unit
    for _number in range(2):
        duty(due_at=NOW - HOUR, unit_code=unit.code)
    answer = get("la-head", reverse("duty_overview:units"))
    names = [row.unit.name for row in answer.context["rows"]]
    known = Unit.objects.filter(agency__code="LA").values_list("name", flat=True)
    assert names == sorted(known, key=sort_key)
    address = f"{reverse('duty_overview:list')}?co-quan=LA&don-vi={unit.code}"
    for state, month in (("tre-han", "2026-11"), ("con-qua-han", "tat-ca")):
        link = f"{address}&thang={month}&trang-thai={state}"
        assert f'{link.replace("&", "&amp;")}">2</a>' in answer.text_shown
        assert get("la-head", link).context["page_obj"].paginator.count == 2
    own = get("la-contributor", reverse("duty_overview:units"))
    assert [row.unit for row in own.context["rows"]] == [unit]
    assert "trang-thai" not in own.text_shown


def test_the_page_of_a_unit_lists_what_was_counted(get):
    unit = user("la-contributor").unit
    page = publish_news("LA", title="Tin của đơn vị")
    refused = make_news("LA", title="Tin trả lại")
    submit(refused)
    address = reverse("duty_overview:unit", args=[unit.code])
    answer = get("la-head", address)
    assert set(answer.context["supplied"]) == {page.basepage_ptr, refused.basepage_ptr}
    assert [row.pk for row in answer.context["published"]] == [page.pk]
    assert "Tin của đơn vị" in answer.text_shown
    assert get("la-unit_head", address).status_code == 200
    assert get("la-contributor", address).status_code == 404
    assert get("bp-head", f"{address}?co-quan=LA").status_code == 404


def test_twelve_months_by_month_of_the_outcome():
    met(at(31, 12, 2025, hour=12), at(31, 12, 2025, hour=11))
    met(at(2, 1), at(1, 1))
    met(at(1, 12, 2025) - HOUR, at(1, 12, 2025) - 2 * HOUR)
    duty(due_at=at(30, 6, hour=23, minute=59))
    duty(due_at=NOW + HOUR)
    rows = months_of(Duty.objects.all(), NOVEMBER, NOW)
    assert [row.label for row in rows][::11] == ["12/2025", "11/2026"]
    assert {row.label: (row.in_time, row.late) for row in rows if row.in_time or row.late} == {
        "12/2025": (1, 0),
        "01/2026": (1, 0),
        "06/2026": (0, 1),
    }
    assert [rows[0].share, rows[6].share, rows[1 + 1].share] == ["100%", "0%", ""]


def test_months_of_a_unit():
    unit = Unit.objects.filter(agency__code="LA").first()
    met(NOW - DAY, NOW - 2 * DAY, unit_code=unit.code)
    met(NOW - DAY, NOW - 2 * DAY)
    assert months_of(Duty.objects.filter(of_unit(unit)), NOVEMBER, NOW)[-1].in_time == 1
    assert agency("LA").pk == unit.agency_id


@pytest.mark.usefixtures("frozen")
def test_the_charts_have_their_table_and_its_numbers_their_rows(get):
    met(at(9, 3), at(8, 3))
    met(at(9, 3), at(8, 3), deadline_code="D02", clauses=["LA-9.2.b"])
    address = reverse("duty_overview:history")
    text = get("la-head", address).text_shown
    assert text.count('<svg class="chart__drawing"') == 1
    assert "Mười hai tháng này không có việc nào trễ hạn." in text
    assert ">2</a>" in text
    one = get("la-head", f"{address}?dieu-khoan=LA-9.2.b").text_shown
    link = "co-quan=LA&amp;dieu-khoan=LA-9.2.b&amp;thang=2026-03&amp;trang-thai=dung-han"
    assert f'{link}">1</a>' in one
    listed = get("la-head", f"{reverse('duty_overview:list')}?{link.replace('&amp;', '&')}")
    assert listed.context["page_obj"].paginator.count == 1
