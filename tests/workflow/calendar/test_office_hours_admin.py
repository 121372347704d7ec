"""Who keeps the office hours in the editing interface, and whose rows; where everybody reads them."""

from datetime import date, time

import pytest
from django.urls import reverse

from tests.factories import agency, user
from workflow.audit.models import Entry
from workflow.calendar.filling import fill_years
from workflow.calendar.models import CalendarYear, Holiday, OfficeHours

pytestmark = pytest.mark.django_db

LIST = "calendar_officehours_modeladmin_index"
ADD = "calendar_officehours_modeladmin_create"
EDIT = "calendar_officehours_modeladmin_edit"
DELETE = "calendar_officehours_modeladmin_delete"
FORM = {
    "weekdays": ["0", "1", "2", "3", "4"],
    "morning_opens": "06:30",
    "morning_closes": "11:00",
    "afternoon_opens": "13:00",
    "afternoon_closes": "16:30",
    "valid_from": "16/04/2026",
    "valid_to": "15/10/2026",
    "basis": "Quyết định 12/QĐ-STP",
}


def row(code: str, **fields) -> OfficeHours:
    values = {
        "agency": agency(code),
        "weekdays": [5],
        "morning_opens": time(7),
        "morning_closes": time(11),
        "valid_from": date(2026, 3, 1),
        "basis": f"Quyết định của {code}",
        **fields,
    }
    return OfficeHours.objects.create(**values)


@pytest.fixture
def officer(client):
    """Signed in as the officer of Long An who keeps accounts and the calendar."""
    client.force_login(user("la-operator"))
    return client


def test_an_officer_adds_hours_for_the_own_agency_only(officer):
    page = officer.get(reverse(ADD)).content.decode()
    assert 'name="agency"' not in page
    assert page.count('name="weekdays"') == 7
    officer.post(reverse(ADD), {**FORM, "agency": agency("BP").pk})
    added = OfficeHours.objects.get()
    assert (added.agency, added.weekdays, added.times) == (
        agency("LA"),
        [0, 1, 2, 3, 4],
        "06:30–11:00, 13:00–16:30",
    )
    (entry,) = Entry.objects.filter(action="calendar.created")
    assert (entry.agency_code, entry.actor_id) == ("LA", user("la-operator").pk)


def test_the_afternoon_may_be_empty_and_the_form_says_what_is_wrong(officer):
    morning = {**FORM, "afternoon_opens": "", "afternoon_closes": ""}
    for wrong, words in (
        ({"weekdays": []}, "Hãy chọn ít nhất một ngày trong tuần."),
        ({"morning_opens": "sáng"}, "Hãy viết giờ theo dạng giờ:phút"),
        ({"morning_opens": "11:30"}, "Buổi sáng phải bắt đầu trước khi kết thúc"),
        ({"valid_from": ""}, "bắt buộc"),
        ({"valid_to": "1/1/2026"}, "Ngày cuối áp dụng 01/01/2026 trước ngày đầu 16/04/2026."),
        ({"weekdays": ["9"]}, "không phải là ngày trong tuần"),
    ):
        answer = officer.post(reverse(ADD), {**morning, **wrong})
        assert words in answer.content.decode(), wrong
    assert not OfficeHours.objects.exists()
    officer.post(reverse(ADD), morning)
    assert OfficeHours.objects.get().times == "06:30–11:00"


def test_a_colliding_row_is_named(officer):
    row("LA", weekdays=[4, 5])
    html = officer.post(reverse(ADD), FORM).content.decode()
    assert html.count("Thứ Sáu đã có giờ làm việc trong thời gian này") == 1
    assert "«thứ Sáu, thứ Bảy, 07:00–11:00, từ 01/03/2026» (Quyết định của LA)" in html
    assert "Cơ quan đã có giờ làm việc khác" not in html
    assert OfficeHours.objects.count() == 1


def test_a_superuser_reads_of_a_collision_once_too(admin_client):
    row("BP", weekdays=[4])
    html = admin_client.post(reverse(ADD), {**FORM, "weekdays": []}).content.decode()
    assert "Hãy chọn ít nhất một ngày trong tuần." in html
    html = admin_client.post(reverse(ADD), {**FORM, "agency": agency("BP").pk}).content.decode()
    assert html.count("đã có giờ làm việc") == 1
    admin_client.post(reverse(ADD), {**FORM, "agency": agency("LA").pk})
    assert OfficeHours.objects.filter(agency__code="LA").count() == 1


def test_an_officer_sees_and_changes_own_rows_only(officer):
    own, other = row("LA"), row("BP")
    text = officer.get(reverse(LIST)).content.decode()
    assert "Quyết định của LA" in text
    assert "Thứ Bảy" in text
    assert "từ 01/03/2026" in text
    assert "Quyết định của BP" not in text
    for address in (EDIT, DELETE):
        url = reverse(address, args=[other.pk])
        assert officer.get(url).status_code in (302, 404)
        assert officer.post(url, FORM).status_code in (302, 404)
    officer.post(reverse(EDIT, args=[own.pk]), {**FORM, "weekdays": ["5"], "valid_to": ""})
    own.refresh_from_db()
    assert (own.basis, own.valid_to, own.agency) == ("Quyết định 12/QĐ-STP", None, agency("LA"))
    officer.post(reverse(DELETE, args=[own.pk]))
    assert list(OfficeHours.objects.all()) == [other]


def test_the_agency_of_a_row_stays(admin_client):
    own = row("LA")
    admin_client.post(
        reverse(EDIT, args=[own.pk]), {**FORM, "weekdays": ["5"], "agency": agency("BP").pk}
    )
    own.refresh_from_db()
    assert (own.agency, own.basis) == (agency("LA"), "Quyết định 12/QĐ-STP")


@pytest.mark.parametrize("name", ["la-contributor", "la-head", "la-member", "la-unit_head"])
def test_others_may_not(client, name):
    client.force_login(user(name))
    assert client.get(reverse(LIST)).status_code == 302
    assert client.post(reverse(ADD), FORM).status_code == 302
    assert not OfficeHours.objects.exists()


def year(client, number=2026, name="la-contributor") -> str:
    client.force_login(user(name))
    return client.get(reverse("calendar_year", args=[number])).content.decode()


def test_the_year_tells_from_when_on_whose_word_which_hours_hold(client):
    fill_years([2026])
    summer = row(
        "LA",
        weekdays=[0, 1, 2, 3],
        morning_opens=time(6, 30),
        valid_from=date(2026, 4, 16),
        valid_to=date(2026, 10, 15),
        basis="Quyết định mùa hè",
    )
    row("BP", basis="Quyết định nơi khác")
    html = year(client)
    stretches = [
        "Từ 01/01/2026 đến 15/04/2026",
        "Từ 16/04/2026 đến 15/10/2026",
        "Từ 16/10/2026 đến 31/12/2026",
    ]
    assert [html.count(words) for words in stretches] == [1, 1, 1]
    between = html.split(stretches[1])[1].split(stretches[2])[0]
    assert "<strong>Thứ Hai đến thứ Năm</strong>: 06:30–11:00." in between
    assert "Theo Quyết định mùa hè, áp dụng từ 16/04/2026 đến 15/10/2026." in between
    assert "<strong>Thứ Sáu</strong>: 07:00–11:30, 13:30–17:00." in between
    assert "Quyết định nơi khác" not in html
    edit = reverse(EDIT, args=[summer.pk])
    assert edit not in html
    assert reverse(LIST) not in html
    officer = year(client, name="la-operator")
    assert edit in officer
    assert f'href="{reverse(LIST)}"' in officer
    assert "Quyết định mùa hè" not in year(client, 2027)


def test_the_next_year_is_filled_by_one_button(admin_client):
    Holiday.objects.all().delete()
    CalendarYear.objects.all().delete()
    fill_years([2026])
    this_year, next_year = (reverse("calendar_year", args=[number]) for number in (2026, 2027))
    html = admin_client.get(this_year).content.decode()
    assert f'action="{next_year}?co-quan=' in html
    html = admin_client.post(next_year, follow=True).content.decode()
    assert "chưa đối chiếu thông báo" in html
    assert "Lập lịch năm 2027" not in admin_client.get(this_year).content.decode()


def test_computed_days_are_confirmed_by_the_document_that_announces_them(admin_client):
    Holiday.objects.all().delete()
    CalendarYear.objects.all().delete()
    fill_years([2027])
    url = reverse("calendar_year", args=[2027])
    Holiday.objects.filter(day=date(2027, 5, 3)).update(basis="Của tôi", is_computed=False)
    assert (
        "Hãy ghi số, ký hiệu"
        in admin_client.post(url, {"van-ban": " "}, follow=True).content.decode()
    )
    assert not CalendarYear.objects.get().is_announced
    html = admin_client.post(url, {"van-ban": "Thông báo 9/TB-BNV"}, follow=True).content.decode()
    assert "Đã xác nhận lịch năm 2027 theo «Thông báo 9/TB-BNV»" in html
    assert "Chưa có thông báo chính thức" not in html
    assert CalendarYear.objects.get().is_announced
    assert set(Holiday.objects.values_list("basis", "is_computed")) == {
        ("Của tôi", False),
        ("Thông báo 9/TB-BNV", False),
    }
    missing = reverse("calendar_year", args=[2031])
    html = admin_client.post(missing, {"van-ban": "x"}, follow=True).content.decode()
    assert "chưa được lập; hãy lập lịch trước" in html


def test_only_who_runs_the_installation_confirms(officer):
    fill_years([2027])
    url = reverse("calendar_year", args=[2027])
    assert officer.post(url, {"van-ban": "x"}).status_code in (302, 403)
    assert not CalendarYear.objects.get(year=2027).is_announced
