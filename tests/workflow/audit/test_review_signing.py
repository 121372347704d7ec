"""The head signs a period: once, after its end, for what was on the screen, with a note."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.urls import reverse

from sections.base.door import Refused
from tests.append_only import link_now
from tests.factories import agency, user
from workflow.agencies.models import Agency
from workflow.agencies.queries import holders
from workflow.audit.models import Entry, Link
from workflow.audit.recording import record
from workflow.audit.review import reminding, signing
from workflow.audit.review.periods import MONTH, period_of
from workflow.audit.review.standing import standings

pytestmark = pytest.mark.django_db

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
MORNING = datetime(2026, 3, 9, 9, tzinfo=HANOI)
MARCH = period_of(MONTH, MORNING.date())
APRIL = datetime(2026, 4, 2, 8, tzinfo=HANOI)
URL = "/admin/nhat-ky/ra-soat/LA/2026-03/"


def add(action: str = "page.edited", **values) -> Entry:
    return record(action, **{"agency_code": "LA", "at": MORNING, **values})


def sign(username: str = "la-head", *, note: str = "", seen: int = 1, now=APRIL) -> Entry:
    return signing.sign(agency("LA"), MARCH, user(username), note=note, seen=seen, now=now)


def signatures() -> int:
    return Entry.objects.filter(action="audit.signed_off").count()


def test_signature_is_a_row_that_says_what_was_seen():
    newest = add("approval.refused")
    link_now()
    link = Link.objects.filter(chain="LA").latest("seq")

    entry = sign(note="Đã xem, lý do đúng.")

    assert (entry.action, entry.agency_code, entry.actor_id, entry.subject_title, entry.note) == (
        "audit.signed_off", "LA", user("la-head").pk, "tháng 3 năm 2026", "Đã xem, lý do đúng.",
    )  # fmt: skip
    assert {name: entry.data[name] for name in ("period", "from", "to", "rows", "last_entry")} == {
        "period": "2026-03", "from": "2026-03-01", "to": "2026-03-31", "rows": 1,
        "last_entry": newest.pk,
    }  # fmt: skip
    assert entry.data["counts"]["refused"] == 1
    assert (entry.data["chain_seq"], entry.data["chain_hash"]) == (link.seq, link.hash)
    link_now()
    assert Link.objects.get(pk=entry.pk).seq == link.seq + 1


@pytest.mark.parametrize("username", ["la-deputy", "la-member", "bp-head", "quan-tri"])
def test_only_the_head_of_the_agency_signs(username):
    add()

    with pytest.raises(Refused, match="Chỉ Trưởng ban"):
        sign(username)
    assert signatures() == 0


def test_period_that_has_not_ended_is_not_signed():
    add()

    with pytest.raises(Refused, match="chưa kết thúc"):
        sign(now=datetime(2026, 3, 31, 23, 59, 59, tzinfo=HANOI))
    assert sign(now=datetime(2026, 4, 1, tzinfo=HANOI)).pk


def test_second_signature_is_refused_and_names_the_first():
    add()
    sign()

    with pytest.raises(Refused, match=r"đã được .+ ký lúc 08:00 02/04/2026"):
        sign()
    assert signatures() == 1


def test_nothing_is_signed_that_was_not_on_the_screen():
    add()
    add()

    with pytest.raises(Refused, match="từ 1 thành 2"):
        sign(seen=1)
    assert signatures() == 0


def test_what_deserves_attention_needs_a_note():
    add("approval.refused")

    with pytest.raises(Refused, match="1 việc cần chú ý"):
        sign(note="  ")
    assert sign(note="Đã xem").note == "Đã xem"


def test_empty_period_is_signed_as_empty():
    entry = sign(seen=0)

    assert (entry.data["rows"], entry.data["last_entry"], entry.note) == (0, 0, "")
    assert list(signing.added_later(entry, MARCH)) == []
    late = add()
    assert list(signing.added_later(entry, MARCH)) == [late]


def test_screen_signs_once_and_keeps_the_note_when_refused(signed_in):
    add("approval.refused")
    client = signed_in("la-head")

    first = client.post(URL, {"note": "Đã xem từng việc", "seen": "1"})
    second = client.post(URL, {"note": "Đã xem lại", "seen": "1"})

    assert (first.status_code, first.url, second.status_code) == (302, URL, 409)
    assert signatures() == 1
    html = client.get(URL).content.decode()
    assert "Đã xem từng việc" in html
    assert "<textarea" not in html


def test_refused_signature_keeps_what_was_written(signed_in):
    add("approval.refused")

    html = signed_in("la-head").post(URL, {"note": "Đã xem <b>", "seen": "7"}).content.decode()

    assert "Đã xem &lt;b&gt;</textarea>" in html
    assert "từ 7 thành 1" in html


def test_deputy_reads_and_finds_no_button(signed_in):
    add()

    html = signed_in("la-deputy").get(URL).content.decode()

    assert "Bạn xem được, không ký được." in html
    assert "<textarea" not in html


def test_rows_written_after_the_signature_are_named(signed_in):
    add()
    link_now()
    entry = sign()
    link_now()
    client = signed_in("la-head")
    assert list(signing.added_later(entry, MARCH)) == []
    assert "Ghi sau khi ký" not in client.get(URL).content.decode()

    late = add("page.deleted", subject_title="Xóa lùi ngày")

    assert list(signing.added_later(entry, MARCH)) == [late]
    html = client.get(URL).content.decode()
    assert "Ghi sau khi ký: 1 việc" in html
    assert "Xóa lùi ngày" in html


def test_row_with_an_older_id_that_was_committed_later_is_named_too():
    add()
    slow = add()
    entry = sign(seen=2)
    link_now()
    # As if `slow` had been committed after the head had read the end of the chain.
    entry.data["chain_seq"] = Link.objects.get(pk=slow.pk).seq - 1

    assert list(signing.added_later(entry, MARCH)) == [slow]


def states() -> dict[str, str]:
    return {row.period.code: row.state for row in standings(agency("LA"), APRIL)}


def test_periods_are_running_waiting_late_or_signed():
    add(at=datetime(2026, 1, 15, 9, tzinfo=HANOI))
    add()
    assert states() == {
        "2026-04": "running", "2026-03": "waiting", "2026-02": "late", "2026-01": "late",
    }  # fmt: skip
    sign()

    assert states()["2026-03"] == "signed"


@pytest.fixture
def only_long_an():
    """The agency's record begins in March; the others' records begin after these tests' day."""
    add()
    return [person.email for person in holders(agency("LA"), ("head",))]


def test_head_is_told_once_that_a_period_waits(only_long_an):
    assert reminding.remind(APRIL) == 1
    assert reminding.remind(APRIL) == 0

    (letter,) = mail.outbox
    assert letter.to == only_long_an
    assert letter.subject == "Nhật ký chờ rà soát và ký: tháng 3 năm 2026"
    assert "Hạn ký: 17:00 07/04/2026" in letter.body
    assert reverse("audit:review_period", args=["LA", "2026-03"]) in letter.body
    assert Entry.objects.filter(action="audit.review_reminded").count() == 1


def test_late_period_goes_to_head_deputies_and_officers_once(only_long_an):
    due = datetime(2026, 4, 7, 17, tzinfo=HANOI)
    reminding.remind(APRIL)
    mail.outbox.clear()
    assert reminding.remind(due) == 0
    assert reminding.remind(due.replace(second=1)) == 1
    assert reminding.remind(due.replace(second=2)) == 0

    told = holders(agency("LA"), ("head", "deputy", "operator"))
    assert sorted(letter.to[0] for letter in mail.outbox) == sorted(row.email for row in told)
    assert {letter.subject for letter in mail.outbox} == {
        "Quá hạn ký rà soát nhật ký: tháng 3 năm 2026"
    }
    (entry,) = Entry.objects.filter(action="audit.review_escalated")
    assert (entry.data["period"], entry.agency_code) == ("2026-03", "LA")


def test_signed_period_is_told_to_nobody(only_long_an):
    sign()

    assert reminding.remind(datetime(2026, 4, 30, 8, tzinfo=HANOI)) == 0
    assert mail.outbox == []


def test_agency_without_a_head_still_tells_the_others(only_long_an):
    Agency.objects.get(code="LA").users.filter(username="la-head").update(is_active=False)

    assert reminding.remind(APRIL) == 1
    assert Entry.objects.get(action="audit.review_reminded").note == "Đã báo: không ai"
    assert reminding.remind(datetime(2026, 4, 20, 8, tzinfo=HANOI)) == 1
    assert sorted(letter.to[0] for letter in mail.outbox) == sorted(
        row.email for row in holders(agency("LA"), ("deputy", "operator"))
    )
