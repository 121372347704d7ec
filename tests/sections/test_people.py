"""People and units: who held office when, contact cards, no private contacts."""

from datetime import date

import pytest

from sections.base.vcards import Contact, card_of
from sections.leaders import Leader, LeadersPage
from sections.shapes.contacts import is_mobile, is_private_mail
from tests.factories import agency
from tests.sections.filled import put_public
from workflow.agencies.models import Agency


def section(code: str, number: str):
    """The agency's section as its own type."""
    home = agency(code).site.root_page
    return home.get_children().get(section_code=number).specific


def fill(page, **fields):
    """The section with `fields`, public."""
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision()
    put_public(page)
    return page


def get(client, code: str, address: str):
    return client.get(address, headers={"host": agency(code).site.hostname})


def contact(name, **filled):
    return {
        "name": name,
        "position": "",
        "unit": "",
        "phone": "",
        "mobile": "",
        "email": "",
        **filled,
    }


def test_a_card_has_the_vietnamese_name_in_its_parts_and_lines_of_75_bytes():
    card = card_of(
        Contact(
            name="Nguyễn Thị Hồng Ánh",
            organisation="Sở Tư pháp; tỉnh",
            unit="Phòng Phổ biến, giáo dục pháp luật và Theo dõi thi hành pháp luật",
            phone="0272 000 000",
            address="Số 01\nphường Một",
        )
    )
    lines = card.split("\r\n")
    assert all(len(line.encode()) <= 75 for line in lines)
    assert card.replace("\r\n ", "").split("\r\n") == [
        "BEGIN:VCARD",
        "VERSION:3.0",
        "FN:Nguyễn Thị Hồng Ánh",
        "N:Nguyễn;Ánh;Thị Hồng;;",
        "ORG:Sở Tư pháp\\; tỉnh;Phòng Phổ biến\\, giáo dục pháp luật và Theo dõi thi hành pháp luật",
        "TEL;TYPE=WORK,VOICE:0272 000 000",
        "ADR;TYPE=WORK:;;Số 01\\nphường Một;;;;",
        "END:VCARD",
        "",
    ]


@pytest.mark.parametrize(
    ("number", "mobile"),
    [
        ("0912 345 678", True),
        ("+84 912.345.678", True),
        ("0272 382 2222", False),
        ("024 3733 6213", False),
        ("0900 000 (demo)", False),
        ("1900 1234", False),
    ],
)
def test_mobile_numbers_are_recognised(number, mobile):
    assert is_mobile(number) is mobile


def test_mail_services_for_private_people_are_recognised():
    assert is_private_mail("a@Gmail.com")
    assert not is_private_mail("a@longan.gov.vn")


@pytest.mark.django_db
@pytest.mark.clause("LA-4.12", "LA-4.23")
@pytest.mark.parametrize("number", ["S23", "S24"])
def test_private_contacts_are_refused_and_an_official_mobile_is_not(number):
    page = section("LA", number)
    page.rows = [
        contact("An", phone="0912 345 678", email="an@gmail.com"),
        contact("Bình", phone="0272 382 2222", mobile="0912 345 678", email="b@longan.gov.vn"),
    ]
    assert [problem.message for problem in page.own_problems()] == [
        "Dòng 1: «0912 345 678» là số di động; chỉ ghi số di động do cơ quan cấp, ở cột "
        "«Di động công vụ».",
        "Dòng 1: «an@gmail.com» là hộp thư riêng; hãy ghi thư công vụ.",
    ]


@pytest.mark.django_db
@pytest.mark.clause("LA-4.12")
def test_a_person_a_unit_and_the_whole_directory_can_be_saved_as_cards(client):
    rows = [
        contact("Nguyễn Văn An", unit="Văn phòng", position="Chánh Văn phòng"),
        contact("Trần Bình", unit="Văn phòng"),
        contact("Lê Cúc", unit="Thanh tra", phone="0272 000 000"),
    ]
    fill(section("LA", "S23"), rows=rows)
    page = get(client, "LA", "/danh-ba/?unit=Văn+phòng")
    assert [person["card"] for person in page.context["people"]] == [
        "/danh-ba/danh-thiep/nguyen-van-an-van-phong/",
        "/danh-ba/danh-thiep/tran-binh-van-phong/",
    ]
    one = get(client, "LA", page.context["people"][0]["card"])
    assert one["Content-Type"] == "text/vcard; charset=utf-8"
    assert one["Content-Disposition"] == 'attachment; filename="nguyen-van-an-van-phong.vcf"'
    assert "TITLE:Chánh Văn phòng\r\n" in one.content.decode()
    assert Agency.objects.get(code="LA").name in one.content.decode().replace("\r\n ", "")
    assert get(client, "LA", page.context["cards"]).content.count(b"BEGIN:VCARD") == 2
    assert get(client, "LA", "/danh-ba/danh-thiep/").content.count(b"BEGIN:VCARD") == 3
    assert get(client, "LA", "/danh-ba/danh-thiep/khong-co/").status_code == 404


def term(name, title, start, end):
    return {"name": name, "title": title, "held_from": start, "held_to": end, "note": ""}


@pytest.fixture
def leaders(db):
    page = section("LA", "S03")
    page.leaders = [
        Leader(name="An (demo)", title="Giám đốc", held_from=date(2025, 7, 1), sort_order=0),
        Leader(
            name="Bình (demo)",
            title="Phó Giám đốc",
            held_from=date(2020, 1, 1),
            held_to=date(2025, 12, 31),
            sort_order=1,
        ),
        Leader(name="Cúc (demo)", title="Phó Giám đốc", sort_order=2),
    ]
    return fill(
        page,
        former=[
            term("Dung (demo)", "Giám đốc", "2019-01-01", "2025-06-30"),
            term("An (demo)", "Phó Giám đốc", "2018-01-01", "2025-06-30"),
        ],
    )


@pytest.mark.clause("LA-4.1-3")
def test_who_was_director_on_that_day_is_answered(client, leaders):
    answer = get(client, "LA", "/lanh-dao/?ngay=2025-06-30")
    assert [(row.name, row.title) for row in answer.context["holders"]] == [
        ("Bình (demo)", "Phó Giám đốc"),
        ("Dung (demo)", "Giám đốc"),
        ("An (demo)", "Phó Giám đốc"),
        ("Cúc (demo)", "Phó Giám đốc"),
    ]
    answer = get(client, "LA", "/lanh-dao/?ngay=2025-07-01")
    holders = [row.name for row in answer.context["holders"] if row.title == "Giám đốc"]
    assert holders == ["An (demo)"]


def test_who_left_office_moves_to_the_former_leaders_alone(client, leaders):
    answer = get(client, "LA", "/lanh-dao/")
    assert [leader.name for leader in answer.context["leaders"]] == ["An (demo)", "Cúc (demo)"]
    assert [row.name for row in answer.context["former"]] == [
        "Bình (demo)", "Dung (demo)", "An (demo)",
    ]  # fmt: skip
    on_the_last_day = Leader.objects.filter(page=leaders).in_office(date(2025, 12, 31))
    assert [leader.name for leader in on_the_last_day] == [
        "An (demo)", "Bình (demo)", "Cúc (demo)",
    ]  # fmt: skip
    assert get(client, "LA", "/lanh-dao/danh-thiep/cuc-demo/").status_code == 200
    assert get(client, "LA", "/lanh-dao/danh-thiep/binh-demo/").status_code == 404


@pytest.mark.parametrize("day", ["2025-02-30", "hôm qua", "01/07/2025"])
def test_what_is_no_day_is_said_and_today_is_shown(client, leaders, day):
    answer = get(client, "LA", f"/lanh-dao/?ngay={day}")
    assert not answer.context["is_asked"]
    assert "Ngày cần xem không hợp lệ" in answer.content.decode()


@pytest.mark.django_db
def test_a_term_that_ends_before_it_begins_and_private_contacts_are_refused():
    page = LeadersPage(former=[term("An", "Giám đốc", "2025-02-01", "2025-01-01")])
    page.leaders = [
        Leader(
            name="An",
            title="Giám đốc",
            held_from=date(2025, 2, 1),
            held_to=date(2025, 1, 1),
            phone="0912345678",
        )
    ]
    assert [(problem.field, problem.message[:30]) for problem in page.own_problems()] == [
        ("former", "Dòng 1: ngày kết thúc sớm hơn n"[:30]),
        ("leaders", "Dòng 1: «0912345678» là số di "[:30]),
        ("leaders", "Dòng 1: ngày thôi giữ chức sớm"[:30]),
    ]


@pytest.mark.django_db
@pytest.mark.clause("QT-5.1.đ-1")
def test_the_introduction_shows_and_offers_the_structure_of_the_asked_day(client):
    def unit(name, parent, start, end):
        return {
            "name": name, "short_name": "", "parent": parent, "kind": "Phòng, ban, văn phòng",
            "tasks": "", "phone": "", "email": "", "address": "",
            "valid_from": start, "valid_to": end,
        }  # fmt: skip

    rows = [
        unit("Văn phòng Sở", "", "", ""),
        unit("Phòng Cũ", "Văn phòng Sở", "", "2025-06-30"),
        unit("Phòng Mới", "Văn phòng Sở", "2025-07-01", ""),
    ]
    fill(section("QT", "S01"), units=rows)
    now = get(client, "QT", "/gioi-thieu/").content.decode()
    assert "Phòng Mới" in now
    assert "Phòng Cũ" not in now
    assert "/gioi-thieu/?ngay=2025-07-01#co-cau" in now
    then = get(client, "QT", "/gioi-thieu/?ngay=2025-06-30").content.decode()
    assert "Phòng Cũ" in then
    assert "Phòng Mới" not in then
    file = get(client, "QT", "/gioi-thieu/tai-ve/csv/?ngay=2025-06-30").content.decode()
    assert [line.split(",")[0] for line in file.splitlines()[1:]] == ["Văn phòng Sở", "Phòng Cũ"]
    assert len(get(client, "QT", "/gioi-thieu/tai-ve/csv/").content.decode().splitlines()) == 4
