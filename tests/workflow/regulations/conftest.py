"""A whole rule book in the fewest rows, and a way to load it with something changed."""

import pytest

from workflow.regulations.loader import RuleBookError, load_file

SETTINGS = {
    "start_day_counts": "false",
    "event_clock_from": '"end"',
    "first_week": '"days_1_7"',
    "day_limits_skip_days_off": "false",
    "everything_needs_approval": "true",
    "service_levels": '"Toàn trình; Một phần"',
    "break_glass_hours": "24",
    "escalate_after_hours": "8",
    "remind_before_hours": "2",
    "remind_before_percent": "10",
    "log_review_period": '"month"',
    "log_review_days": "5",
    "report_due_days": "10",
    "break_glass_role": '"head"',
}
CHAINS = ("unpublish", "move", "delete", "slug", "privacy", "file", "menu", "settings", "report")

MINIMAL = (
    """\
[agency]
code = "LA"
slug = "long-an"
region = "Long An"

[[name]]
label = "Sở cũ"
short_name = "Sở cũ"
parent = "Tỉnh cũ"
valid_to = 2025-06-30
clauses = ["LA-QD.0"]

[[name]]
label = "Sở mới"
short_name = "Sở mới"
parent = "Tỉnh mới"
valid_from = 2025-07-01
basis = "setting"

[[address]]
label = "Địa chỉ"
domain = "so.example"
clauses = ["LA-2.1-2"]

[regulation]
label = "Quy chế"
clauses = ["LA-QD.0"]

[look]
brand = "#8a1c1c"
brand_dark = "#5e1111"
accent = "#9a6a12"
tint = "#faf1ee"

[[office_hours]]
label = "Giờ hành chính"
weekdays = [0, 1, 2, 3, 4]
spans = [["07:00", "11:30"], ["13:30", "17:00"]]
basis = "setting"

[[unit]]
code = "van-phong"
label = "Văn phòng"
clauses = ["LA-QD.3"]

[[section]]
code = "S04"
slug = "tin-tuc"
order = 1
label = "Tin tức"
page_type = "sections.NewsIndexPage"
clauses = ["LA-4.2"]

[[section]]
code = "S31"
slug = "nghien-cuu"
order = 2
label = "Nghiên cứu"
page_type = "sections.ResearchArticleIndexPage"
clauses = ["LA-9.2.d"]

[[role]]
code = "member"
label = "Thành viên"
rights = ["write", "edit"]
clauses = ["LA-7.3-1"]

[[role]]
code = "head"
label = "Trưởng ban"
rights = ["audit"]
clauses = ["LA-7.3-1"]

[[role]]
code = "board"
label = "Ban Biên tập"
account = false
clauses = ["LA-7.3-1"]

[[step]]
code = "bien-tap"
label = "Biên tập"
kind = "edit"
roles = ["member"]
clauses = ["LA-8.3.c-4"]

[[step]]
code = "duyet"
label = "Duyệt"
kind = "decide"
roles = ["head"]
distinct_from = ["bien-tap"]
clauses = ["LA-8.3.a-2"]

[[refusal]]
code = "R10"
label = "Chống Nhà nước"
clauses = ["LA-6.1.a"]

[[deadline]]
code = "D01"
label = "Tin tức trong 8 giờ hành chính"
clock = "office_hours"
start = "happened"
measure = "supply"
limit = 8
sections = ["S04"]
kind = "event"
clauses = ["LA-9.2.a"]

[[deadline]]
code = "D03"
label = "Sự kiện quan trọng trong 12 giờ"
clock = "hours"
start = "happened"
measure = "supply"
limit = 12
sections = ["S04"]
kind = "important_event"
clauses = ["LA-9.2.c"]
"""
    + "".join(
        f'[[setting]]\ncode = "{code}"\nvalue = {value}\nlabel = "{code}"\nbasis = "setting"\n'
        for code, value in SETTINGS.items()
    )
    + "".join(
        f'[[chain]]\ncode = "{code}"\nlabel = "{code}"\nsteps = ["duyet"]\nbasis = "setting"\n'
        for code in CHAINS
    )
)


@pytest.fixture
def minimal():
    """The text of a whole rule book."""
    return MINIMAL


@pytest.fixture
def write_book(tmp_path):
    """Write a text as a rule book file; returns its path."""

    def write(text, name="thu.toml"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write


@pytest.fixture
def problems_of(write_book):
    """The defects found in the minimal rule book with `old` replaced by `new` once."""

    def find(old, new):
        assert old in MINIMAL
        with pytest.raises(RuleBookError) as caught:
            load_file(write_book(MINIMAL.replace(old, new, 1)))
        return caught.value.problems

    return find
