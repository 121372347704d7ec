"""An item's duties follow its drafts, its submission and its publishing."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import Revision

from sections.base.models import BasePage
from tests.factories import agency, edit, make_news, submit, take_step, user, walk
from tests.workflow.calendar.year_2026 import at
from workflow.agencies.models import Agency
from workflow.approval import acts
from workflow.audit.models import Entry
from workflow.calendar.filling import fill_years
from workflow.calendar.models import CalendarYear
from workflow.duties import receivers
from workflow.duties.counting import recount_troubled
from workflow.duties.models import Duty
from workflow.duties.queries import duties_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("filled")]

FRIDAY = at(20, 11, hour=15)


def due_times(page) -> dict:
    return {duty.deadline_code: duty.due_at for duty in duties_of(page)}


def records(page) -> list[tuple]:
    rows = Entry.objects.filter(action__startswith="duty.", subject_id=str(page.pk)).order_by("pk")
    return [(row.action, row.data["deadline"], row.actor_name) for row in rows]


@pytest.mark.clause("LA-9.2.a", "BP-9.3.a", "DL-10.3.a-1", "DL-13.1-1", "KT-11.2.b", "QT-5.3")
@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("LA", {"D01": at(23, 11, hour=15)}),
        ("BP", {"D06": at(25, 11, hour=9)}),
        ("DL", {"D20": at(25, 11, hour=9), "D23": at(21, 11, hour=3)}),
        ("QT", {"D25": None}),
        ("KT", {"D28": None}),
    ],
)
def test_a_draft_has_the_duties_of_its_agency(code, expected):
    page = make_news(code, happened_at=FRIDAY)
    assert due_times(page) == expected
    assert {(duty.agency_code, duty.subject_title, duty.is_open) for duty in duties_of(page)} == {
        (code, page.title, True)
    }


@pytest.mark.clause("LA-9.2.c")
def test_the_clock_runs_from_the_end_of_the_event():
    page = make_news(
        "LA",
        happened_at=at(20, 11, hour=8),
        happened_until=at(20, 11, hour=17),
        deadline_kind="important_event",
    )
    assert due_times(page) == {"D03": at(21, 11, hour=5)}


def test_without_an_event_time_nothing_runs():
    page = make_news("LA", happened_at=None)
    assert duties_of(page) == []
    edit(page, page.owner, happened_at=FRIDAY)
    assert due_times(page) == {"D01": at(23, 11, hour=15)}
    assert records(page) == []


def test_a_correction_of_the_event_time_is_computed_and_recorded():
    page = make_news("LA", happened_at=FRIDAY)
    edit(page, page.owner, happened_at=at(20, 11, hour=16), title="Tên mới")
    assert due_times(page) == {"D01": at(23, 11, hour=16)}
    assert duties_of(page)[0].subject_title == "Tên mới"
    entry = Entry.objects.get(action="duty.recomputed")
    assert (entry.agency_code, entry.actor_id, entry.subject_title) == (
        "LA",
        page.owner_id,
        "Tên mới",
    )
    assert entry.data == {
        "deadline": "D01",
        "clauses": ["LA-9.2.a"],
        "started": "2026-11-20T09:00:00+00:00",
        "due": "2026-11-23T16:00:00+07:00",
        "started_before": "2026-11-20T08:00:00+00:00",
        "due_before": "2026-11-23T08:00:00+00:00",
        "overdue_before": "",
    }


def test_a_corrected_time_takes_back_the_mark_of_being_late():
    page = make_news("LA", happened_at=FRIDAY)
    Duty.objects.update(overdue_at=timezone.now(), stage=Duty.Stage.HEAD, next_at=None)
    edit(page, page.owner, happened_at=timezone.now() + timedelta(days=1))
    duty = duties_of(page)[0]
    assert (duty.overdue_at, duty.stage) == (None, Duty.Stage.NONE)
    assert duty.next_at < timezone.now()
    assert Entry.objects.get(action="duty.recomputed").data["overdue_before"] != ""


def test_another_kind_ends_one_duty_and_starts_the_other():
    page = make_news("LA", happened_at=FRIDAY)
    edit(page, page.owner, deadline_kind="important_event")
    assert due_times(page) == {"D03": at(21, 11, hour=3)}
    edit(page, page.owner, deadline_kind="event")
    assert due_times(page) == {"D01": at(23, 11, hour=15)}
    name = page.owner.get_full_name()
    assert records(page) == [
        ("duty.cancelled", "D01", name),
        ("duty.cancelled", "D03", name),
        ("duty.resumed", "D01", name),
    ]


def test_saving_again_without_a_correction_changes_and_records_nothing():
    page = make_news("DL", happened_at=FRIDAY)
    before = list(Duty.objects.order_by("pk").values())
    edit(page, page.owner, summary="Tóm tắt khác.")
    assert list(Duty.objects.order_by("pk").values()) == before
    assert records(page) == []


def test_saving_costs_two_queries_and_four_the_first_time(django_assert_num_queries):
    page = make_news("DL", happened_at=FRIDAY)

    def loaded() -> Revision:
        rows = Revision.objects.select_related("user", "content_type")
        revision = rows.get(pk=page.latest_revision_id)
        assert revision.content_object == page
        return revision

    again = loaded()
    with django_assert_num_queries(2):
        receivers.on_revision_saved(Revision, again)
    Duty.objects.all().delete()
    first = loaded()
    with django_assert_num_queries(4):
        receivers.on_revision_saved(Revision, first)
    assert Duty.objects.count() == 2


@pytest.mark.clause("DL-10.3.a-1", "DL-13.1-1")
def test_supplying_and_being_on_the_site_are_measured_apart():
    page = make_news("DL", happened_at=timezone.now() - timedelta(hours=1))
    submit(page)
    supply, publication = duties_of(page)
    assert (supply.deadline_code, publication.deadline_code) == ("D20", "D23")
    assert supply.met_at - page_of(page).supplied_at < timedelta(seconds=5)
    assert publication.met_at is None
    walk(page)
    supply_then, publication = duties_of(page)
    assert supply_then.met_at == supply.met_at
    assert publication.met_at - page_of(page).first_published_at < timedelta(seconds=5)
    assert [duty.overdue_at for duty in duties_of(page)] == [None, None]


def page_of(page) -> BasePage:
    return BasePage.objects.get(pk=page.pk)


def test_what_is_met_late_is_marked_and_needs_no_mail():
    page = make_news("DL", happened_at=at(2, 11, hour=8))
    submit(page)
    supply, publication = duties_of(page)
    assert supply.overdue_at == supply.met_at
    assert (supply.stage, publication.overdue_at) == (Duty.Stage.NONE, None)


def test_the_first_submission_counts():
    page = make_news("LA", happened_at=timezone.now())
    submit(page)
    first = duties_of(page)[0].met_at
    person = take_step_back(page)
    submit(page)
    assert person.agency == agency("LA")
    assert duties_of(page)[0].met_at == first


def take_step_back(page):
    """The first step is returned to the author."""
    state = page_of(page).specific.current_workflow_task_state
    person = user("la-member")
    acts.take(state, person, acts.RETURN, note="Bổ sung ảnh.")
    return person


@pytest.mark.clause("DL-13.1-1")
def test_a_refused_item_owes_nothing_until_it_is_sent_again():
    page = make_news("DL", happened_at=FRIDAY)
    submit(page)
    take_step(page)
    state = page_of(page).specific.current_workflow_task_state
    ground = agency("DL").book.refusals[0].code
    acts.take(state, user("dl-head"), acts.REFUSE, ground_code=ground, note="Ngoài phạm vi.")
    assert [duty.deadline_code for duty in duties_of(page)] == ["D20"]
    submit(page)
    assert [(duty.deadline_code, duty.is_open) for duty in duties_of(page)] == [
        ("D20", False),
        ("D23", True),
    ]
    assert records(page)[-1][:2] == ("duty.resumed", "D23")


def test_a_draft_of_a_public_item_changes_its_clock_only_when_approved():
    page = make_news("LA", happened_at=FRIDAY)
    submit(page)
    walk(page)
    before = duties_of(page)[0]
    edit(page_of(page).specific, page.owner, happened_at=at(20, 11, hour=16))
    assert due_times(page) == {"D01": before.due_at, "D05": None}
    submit(page_of(page).specific, page.owner)
    walk(page_of(page).specific)
    after = duties_of(page)[0]
    assert (after.due_at, after.met_at) == (at(23, 11, hour=16), before.met_at)
    assert [row[:2] for row in records(page)] == [("duty.recomputed", "D01")]


def test_a_deleted_draft_owes_nothing():
    page = make_news("LA", happened_at=FRIDAY)
    page_id = page.pk
    page.delete()
    assert Duty.objects.get(page_id=page_id).cancelled_at is not None


def test_a_year_without_a_calendar_loses_no_draft_and_is_counted_later():
    page = make_news("LA", happened_at=at(20, 11, 2031, 15))
    duty = duties_of(page)[0]
    assert (duty.due_at, duty.trouble) == (
        None,
        "Lịch làm việc năm 2031 chưa được lập nên chưa tính được thời hạn; "
        "hãy bổ sung ngày nghỉ, ngày làm bù của năm đó.",
    )
    assert recount_troubled(timezone.now()) == 0
    fill_years([2031])
    assert recount_troubled(timezone.now()) == 1
    assert due_times(page) == {"D01": at(21, 11, 2031, 15)}
    CalendarYear.objects.filter(year=2031).delete()


def test_a_time_beyond_all_calendars_is_told_in_words():
    page = make_news("LA", happened_at=at(31, 12, 9999, 20), deadline_kind="important_event")
    assert duties_of(page)[0].trouble.startswith("Thời điểm quá xa")


def test_a_due_time_on_the_last_day_of_all_loses_no_draft():
    page = make_news("LA", happened_at=FRIDAY, deadline_kind="important_event")
    Duty.objects.update(overdue_at=timezone.now(), stage=Duty.Stage.DUE)
    edit(page, page.owner, happened_at=at(31, 12, 9999, 11))
    assert due_times(page) == {"D03": at(31, 12, 9999, 23)}
    assert duties_of(page)[0].stage == Duty.Stage.NONE


def test_structure_pages_have_no_duties():
    home = agency("LA").site.root_page.specific
    home.save_revision()
    assert Duty.objects.filter(page_id=home.pk).count() == 0


@pytest.mark.parametrize(
    "content",
    [
        {"happened_at": "2026-11-20"},
        {"happened_at": "0001-01-01T00:00:00Z"},
        {"title": None},
    ],
)
def test_no_draft_is_lost_over_a_strange_value(content):
    page = make_news("LA", happened_at=FRIDAY)
    revision = page.get_latest_revision()
    revision.content |= content
    revision.save()
    assert (
        Revision.objects.get(pk=revision.pk).content[next(iter(content))]
        == content[next(iter(content))]
    )


def test_what_was_due_before_the_agency_was_founded_here_is_not_owed():
    Agency.objects.filter(code="LA").update(founded_at=at(24, 11))
    assert due_times(make_news("LA", happened_at=FRIDAY)) == {}
    later = make_news("LA", title="Tin sau", happened_at=at(23, 11, hour=16))
    assert due_times(later) == {"D01": at(25, 11, hour=16)}
