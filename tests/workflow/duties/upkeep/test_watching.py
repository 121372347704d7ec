"""Sections that go stale and pages due for review: owed in time, settled by what happens."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from sections.base import door
from sections.base.door import Refused
from sections.base.models import BasePage
from sections.introduction import IntroductionPage
from sections.news import NewsPage
from tests.factories import agency, edit, publish_news, submit, user, walk
from tests.workflow.calendar.year_2026 import at
from workflow.agencies.models import Agency, User
from workflow.calendar.clock import end_of_day, local, local_day
from workflow.duties import tasks
from workflow.duties.fulfilling import fulfil, take_back
from workflow.duties.models import Duty
from workflow.duties.reminding import watch
from workflow.duties.upkeep.asking import ask
from workflow.duties.upkeep.watching import follow, open_due
from workflow.regulations.loader import CODES, load

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("filled")]

MONDAY = at(1, 3, 2027, hour=10)
LONG_AGO = timedelta(days=1000)
DAY = timedelta(days=1)


@pytest.fixture
def clock(monkeypatch):
    """Sets the time of the whole application in days from a Monday; the agencies stand for long."""
    Agency.objects.update(founded_at=MONDAY - LONG_AGO)

    def set_to(days: int):
        moment = MONDAY + days * DAY
        monkeypatch.setattr(timezone, "now", lambda: moment)
        return moment

    set_to(0)
    return set_to


def of_code(code: str, deadline: str):
    return Duty.objects.filter(agency_code=code, deadline_code=deadline)


def introduction(code: str) -> IntroductionPage:
    """The page about the agency, published on the first day."""
    page = IntroductionPage.objects.descendant_of(agency(code).site.root_page).get()
    with door.opened(door.key(page)):
        page.last_published_at = MONDAY
        page.save()
    return page


def test_every_regulation_says_what_is_to_be_kept_up_to_date():
    for code in CODES:
        book = load(code)
        rows = {row.of: row for row in book.upkeeps}
        assert rows.keys() == {"section", "page"}
        known = {section.code for section in book.sections if section.on}
        assert all(set(row.sections) <= known for row in book.upkeeps)


def test_a_section_is_owed_when_people_are_to_be_reminded(clock):
    page = publish_news("LA")
    published = page.first_published_at
    rows = of_code("LA", "upkeep:news")
    # 15 days, of which people are reminded one ahead: on the second Monday; told on Friday.
    open_due(clock(10))
    assert not rows.exists()
    open_due(clock(14))
    duty = rows.get()
    assert (duty.subject_kind, duty.subject_title) == ("section", "Chuyên mục Tin tức – Sự kiện")
    assert duty.subject_key == f"S04@{local(published):%Y-%m-%dT%H:%M:%S}"
    assert duty.due_at == end_of_day(local_day(published) + 15 * DAY)
    assert open_due(timezone.now()) == 0


def test_a_section_is_met_by_what_is_published_in_it_and_owed_again_later(clock):
    publish_news("LA")
    open_due(clock(14))
    duty = of_code("LA", "upkeep:news").get()
    clock(15)
    publish_news("BP")
    follow(clock(15))
    duty.refresh_from_db()
    assert duty.is_open
    page = publish_news("LA", title="Tin mới")
    assert follow(clock(15)) == 1
    duty.refresh_from_db()
    assert (duty.met_at, duty.overdue_at) == (page.first_published_at, None)
    assert duty.evidence["page"] == page.pk
    open_due(clock(17))
    assert of_code("LA", "upkeep:news").count() == 1
    open_due(clock(29))
    assert of_code("LA", "upkeep:news").count() == 2


def test_a_stale_section_is_late_until_something_is_published(clock):
    publish_news("LA")
    open_due(clock(14))
    watch(clock(40))
    duty = of_code("LA", "upkeep:news").get()
    assert (duty.overdue_at, duty.is_open) == (timezone.now(), True)
    publish_news("LA", title="Tin muộn")
    follow(timezone.now())
    duty.refresh_from_db()
    assert duty.met_at > duty.due_at
    assert duty.overdue_at is not None


def test_a_section_without_any_item_counts_from_the_founding(clock, monkeypatch):
    moment = clock(0)
    Agency.objects.filter(code="QT").update(founded_at=moment - 100 * DAY)
    open_due(moment)
    duty = of_code("QT", "upkeep:lists").filter(subject_key__startswith="S12@").get()
    assert duty.started_at == moment - 100 * DAY
    assert duty.is_late(moment)


def test_nothing_is_asked_of_the_time_before_the_founding(clock):
    moment = clock(0)
    Agency.objects.update(founded_at=moment - DAY)
    assert open_due(moment) == 0


@pytest.mark.clause("BP-13.3")
def test_a_page_is_due_for_review_a_year_after_its_publication(clock):
    page = introduction("BP")
    rows = of_code("BP", "upkeep:review").filter(page_id=page.pk)
    open_due(clock(310))
    assert not rows.exists()
    open_due(clock(329))
    duty = rows.get()
    assert duty.due_at == end_of_day(local_day(page.last_published_at) + 365 * DAY)
    assert (duty.subject_kind, duty.clauses) == ("review", ["BP-13.3"])
    # Lists hold no text of their own; news is no matter of review.
    kinds = {type(row.specific) for row in duty_pages("BP")}
    assert NewsPage not in kinds
    assert all(kind.is_item or not kind.clean_subpage_models() for kind in kinds)
    mail.outbox.clear()
    # The first working day after Tết.
    for days in range(330, 345):
        watch(clock(days))
    assert any(page.title in message.body for message in mail.outbox)


def duty_pages(code: str):
    return BasePage.objects.filter(pk__in=of_code(code, "upkeep:review").values("page_id"))


@pytest.mark.clause("BP-13.3")
def test_a_review_is_recorded_and_the_next_counts_from_it(clock):
    page = introduction("BP")
    open_due(clock(340))
    duty = of_code("BP", "upkeep:review").get(page_id=page.pk)
    moment = clock(350)
    fulfil(duty, user("bp-secretary"), moment, done_on=local_day(moment), note="Vẫn đúng.")
    duty.refresh_from_db()
    assert (duty.met_at, duty.overdue_at) == (moment, None)
    rows = of_code("BP", "upkeep:review").filter(page_id=page.pk)
    open_due(clock(350 + 310))
    assert rows.count() == 1
    open_due(clock(350 + 330))
    assert rows.latest("pk").started_at == moment


@pytest.mark.clause("BP-13.3")
def test_the_author_may_record_the_own_review_but_not_away_a_breach(clock):
    page = introduction("BP")
    author = user("bp-contributor")
    with door.opened(door.key(page)):
        page.owner = author
        page.save()
    open_due(clock(340))
    duty = of_code("BP", "upkeep:review").get(page_id=page.pk)
    late = clock(380)
    watch(late)
    with pytest.raises(Refused, match="không tự ghi lùi ngày"):
        fulfil(duty, author, late, done_on=local_day(late) - 30 * DAY, note="Vẫn đúng.")
    started_on = local_day(duty.started_at)
    with pytest.raises(Refused, match="sớm quá"):
        fulfil(duty, user("bp-head"), late, done_on=started_on, note="Vẫn đúng.")
    fulfil(duty, author, late, done_on=local_day(late), note="Vẫn đúng.")
    duty.refresh_from_db()
    assert (duty.met_at, duty.overdue_at is not None) == (late, True)


@pytest.mark.clause("BP-13.3")
def test_what_the_board_asked_for_settles_the_yearly_review_too(clock):
    page = introduction("BP")
    moment = clock(340)
    open_due(moment)
    duty = of_code("BP", "upkeep:review").get(page_id=page.pk)
    asked = ask(page, user("bp-head"), local_day(moment) + 5 * DAY, "Đổi trụ sở", moment)
    fulfil(asked, user("bp-secretary"), moment, done_on=local_day(moment), note="Vẫn đúng.")
    follow(moment)
    duty.refresh_from_db()
    assert duty.met_at == moment


def test_what_arises_on_days_off_is_told_on_the_working_day_before(clock):
    clock(5)
    publish_news("LA")
    # The duty would arise on Saturday, and be late on Monday.
    open_due(clock(17))
    assert not of_code("LA", "upkeep:news").exists()
    open_due(clock(18))
    duty = of_code("LA", "upkeep:news").get()
    assert local_day(duty.due_at) == local_day(MONDAY + 20 * DAY)


def test_a_record_that_is_taken_back_leaves_the_review_owed(clock):
    page = introduction("BP")
    open_due(clock(340))
    duty = of_code("BP", "upkeep:review").get(page_id=page.pk)
    moment = clock(341)
    fulfil(duty, user("bp-secretary"), moment, done_on=local_day(moment), note="Vẫn đúng.")
    take_back(duty, user("bp-head"), "Nhầm trang", moment)
    open_due(clock(345))
    assert of_code("BP", "upkeep:review").get(page_id=page.pk).is_open


@pytest.mark.clause("BP-13.3")
def test_a_page_published_anew_was_reviewed(clock):
    page = introduction("BP")
    open_due(clock(340))
    duty = of_code("BP", "upkeep:review").get(page_id=page.pk)
    clock(341)
    edit(page, user("bp-member"), summary="Mới.", unit=user("bp-contributor").unit)
    submit(page, user("bp-member"))
    follow(timezone.now())
    assert not of_code("BP", "upkeep:review").exclude(met_at=None).exists()
    walk(page)
    follow(timezone.now())
    duty.refresh_from_db()
    page.refresh_from_db()
    assert (duty.met_at, duty.evidence["page"]) == (page.last_published_at, page.pk)


def test_what_the_rule_book_no_longer_asks_for_is_no_longer_owed(clock, monkeypatch):
    introduction("LA")
    moment = clock(340)
    open_due(moment)
    assert of_code("LA", "upkeep:review").filter(cancelled_at=None).exists()
    rows = tuple(row for row in load("LA").upkeeps if row.of != "page")
    with monkeypatch.context() as patched:
        patched.setattr(
            "workflow.regulations.book.RuleBook.upkeeps", property(lambda _: rows), raising=False
        )
        open_due(moment)
    assert not of_code("LA", "upkeep:review").filter(cancelled_at=None).exists()
    open_due(moment)
    assert of_code("LA", "upkeep:review").filter(cancelled_at=None).exists()


def told_until(days: int, clock, duty: Duty) -> list[tuple[str, str]]:
    """Who gets which mail about `duty`, the only one, in a run each hour until day `days`."""
    Duty.objects.exclude(pk=duty.pk).delete()
    mail.outbox.clear()
    moment = timezone.now()
    last = clock(days)
    while moment < last:
        watch(moment)
        watch(moment)
        moment += timedelta(hours=1)
    names = dict(User.objects.values_list("email", "username"))
    return [(names[row.to[0]], row.subject.partition(":")[0]) for row in mail.outbox]


def test_the_board_hears_of_a_stale_section_before_and_after_then_deputy_and_head(clock):
    publish_news("LA")
    open_due(clock(14))
    duty = of_code("LA", "upkeep:news").get()
    assert told_until(40, clock, duty) == [
        ("la-member", "Sắp đến hạn"),
        ("la-member", "Quá hạn"),
        ("la-deputy", "Báo cáo lên"),
        ("la-head", "Báo cáo lên"),
    ]


@pytest.mark.clause("BP-13.3")
def test_author_and_unit_hear_of_a_review_before_and_after_then_deputy_and_head(clock):
    page = introduction("BP")
    author = user("bp-contributor")
    with door.opened(door.key(page)):
        page.owner, page.unit = author, author.unit
        page.save()
    open_due(clock(345))
    duty = of_code("BP", "upkeep:review").get(page_id=page.pk)
    assert told_until(390, clock, duty) == [
        ("bp-unit_head", "Sắp đến hạn"),
        ("bp-contributor", "Sắp đến hạn"),
        ("bp-unit_head", "Quá hạn"),
        ("bp-contributor", "Quá hạn"),
        ("bp-deputy", "Báo cáo lên"),
        ("bp-head", "Báo cáo lên"),
    ]


def test_the_worker_does_both(clock):
    publish_news("KT")
    clock(14)
    tasks.open_turns()
    duty = of_code("KT", "upkeep:news").get()
    publish_news("KT", title="Tin mới")
    tasks.watch()
    duty.refresh_from_db()
    assert duty.met_at is not None
