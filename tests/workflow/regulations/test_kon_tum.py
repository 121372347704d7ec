"""What the regulation of Sở Tài nguyên và Môi trường Kon Tum says, as the rule book carries it."""

from datetime import date

import pytest

from workflow.regulations.book import Clock, Measure, StartEvent, StepKind, StepScope
from workflow.regulations.loader import load


@pytest.fixture(scope="module")
def book():
    return load("KT")


@pytest.mark.clause("KT-4.1-2", "KT-4.2", "KT-7.1-1", "KT-8.1-1", "KT-15.1", "KT-16.1-1")
def test_chain_is_unit_head_then_board_then_it_centre(book):
    assert [
        (step.code, step.kind, step.scope, step.roles, step.delegable_to, step.distinct_from)
        for step in book.steps
    ] == [
        ("don-vi-duyet", StepKind.DECIDE, StepScope.UNIT, ("unit_head",), (), ()),
        ("tong-hop", StepKind.EDIT, StepScope.BOARD, ("member", "operator"), (), ()),
        ("kiem-duyet", StepKind.DECIDE, StepScope.BOARD, ("head", "deputy", "member"), (), ()),
        ("dang-tai", StepKind.POST, StepScope.BOARD, ("operator",), (), ("kiem-duyet",)),
    ]


def test_every_other_change_is_decided_by_the_board(book):
    assert {chain.code: chain.steps for chain in book.chains} == dict.fromkeys(
        ("unpublish", "move", "delete", "slug", "privacy", "file", "menu", "settings", "report"),
        ("kiem-duyet",),
    )


@pytest.mark.clause(
    "KT-6.1.a", "KT-6.1.b", "KT-6.1.c", "KT-6.1.d", "KT-6.1.e", "KT-6.2", "KT-6.6", "KT-6.7"
)
def test_refusal_grounds(book):
    assert [(ground.code, ground.clauses) for ground in book.refusals] == [
        ("R01", ("KT-5.3",)),
        ("R10", ("KT-6.1.a",)),
        ("R11", ("KT-6.1.a",)),
        ("R02", ("KT-6.1.b",)),
        ("R12", ("KT-6.1.c",)),
        ("R14", ("KT-6.1.d",)),
        ("R16", ("KT-6.1.e",)),
        ("R13", ("KT-6.2",)),
        ("R17", ("KT-6.6",)),
        ("R18", ("KT-6.7",)),
        ("R06", ("KT-6.7",)),
        ("R08", ("KT-5.4",)),
    ]


@pytest.mark.clause("KT-11.2.a", "KT-11.2.b", "KT-11.2.c", "KT-11.2.d")
def test_deadlines(book):
    documents, reports = ("S09", "S15", "S16"), ("S32", "S33", "S44")
    assert [
        (row.code, row.kind, row.limit, row.clock, row.start, row.sections)
        for row in book.deadlines
    ] == [
        ("D28", "event", None, Clock.PROMPT, StartEvent.HAPPENED, ("S04",)),
        ("D29", "important_event", 3, Clock.DAYS, StartEvent.ENDED, ("S04",)),
        ("D27", "", 2, Clock.WORKING_DAYS, StartEvent.ISSUED, documents),
        ("D30", "", None, Clock.PERIOD_END, StartEvent.PERIOD, reports),
    ]
    assert {row.measure for row in book.deadlines} == {Measure.SUPPLY}


@pytest.mark.clause("KT-11.1")
def test_site_is_updated_each_working_day(book):
    assert [(row.code, row.at_least, row.per, row.sections) for row in book.frequencies] == [
        ("D26", 1, "working_day", ())
    ]


@pytest.mark.clause("KT-4.1-1", "KT-16.2-1")
def test_units_take_part_without_a_number(book):
    assert [(row.at_least, row.up_to, row.per, row.clauses) for row in book.quotas] == [
        (None, None, "", ("KT-4.1-1",)),
        (None, None, "", ("KT-16.2-1",)),
    ]


@pytest.mark.clause("KT-12.1", "KT-12.2")
def test_weekly_backup_with_its_minimum_contents(book):
    assert [(row.at_least, row.per, row.contents) for row in book.backups] == [
        (
            1,
            "week",
            (
                "Cấu hình hệ thống: người dùng, kênh thông tin",
                "Cơ sở dữ liệu nội dung",
                "Dữ liệu liên quan khác",
            ),
        )
    ]


@pytest.mark.clause("KT-13.2", "KT-16.2-2", "KT-19.1-2")
def test_half_yearly_and_yearly_reports(book):
    assert {row.code: row.per for row in book.reports} == {
        "yearly-upgrade-review": "year",
        "compliance-check": "continuous",
        "half-year": "half_year",
        "commendation": "as_needed",
        "emulation": "year",
    }


@pytest.mark.clause("KT-14.2.a", "KT-14.2.đ", "KT-14.2.f", "KT-14.3")
def test_seven_budget_lines_and_rates_that_the_director_approves(book):
    assert [row.clauses for row in book.royalties if row.kind == "line"] == [
        (f"KT-14.2.{point}",) for point in ("a", "b", "c", "d", "đ", "e", "f")
    ]
    assert [(row.clauses, row.decision) for row in book.royalties if row.kind == "rates"] == [
        (("KT-14.3",), "")
    ]


@pytest.mark.clause("KT-5.4", "KT-7.1-2", "KT-7.2")
def test_attributions(book):
    assert [(row.applies_to, row.requires, row.clauses) for row in book.attributions] == [
        ("quoted", ("byline", "source_name"), ("KT-5.4",)),
        ("supplied", ("unit",), ("KT-7.1-2",)),
        ("supplied", ("supplier_name",), ("KT-7.2",)),
    ]


@pytest.mark.clause("KT-8.1-2", "KT-8.1-3", "KT-9")
def test_formats_and_channels(book):
    values = {row.code: row.values for row in book.principles}
    assert values["file-formats"] == ("Microsoft Word", "OpenOffice Writer", "jpg", "gif", "bmp")
    assert values["intake-channels"] == ("Thư điện tử", "USB", "Đĩa CD", "Phần mềm eOffice")
    assert values["unicode"] == ("TCVN 6909:2001",)


@pytest.mark.clause("KT-3.1.a", "KT-3.1.d", "KT-3.2", "KT-3.8", "KT-3.11-5")
def test_sections_follow_the_regulation(book):
    in_order = sorted(book.sections, key=lambda row: row.order)
    assert " ".join(section.code for section in in_order) == (
        "S01 S02 S03 S25 S04 S15 S16 S06 S12 S46 S27 S24 S23 S29 S47 S49 S22 S09 S11 S44 S45 "
        "S05 S32 S33 S28 S08 S51 S52"
    )


@pytest.mark.clause("KT-15.1", "KT-15.3")
def test_rights_of_the_roles_with_an_account(book):
    assert {role.code: role.rights for role in book.roles if role.account} == {
        "head": ("edit", "audit"),
        "deputy": ("edit", "audit"),
        "member": ("write", "edit"),
        "unit_head": ("write",),
        "contributor": ("write",),
        "operator": ("write", "edit", "accounts", "official_file"),
    }


@pytest.mark.clause("KT-2.3")
def test_address_names_only_what_the_text_states(book):
    address = book.address_on(date(2011, 10, 4))
    assert (address.domain, address.https) == ("www.stnmt.kontum.gov.vn", False)
    assert (address.intake_mailbox, address.postal_address, address.phone) == ("", "", "")


@pytest.mark.clause("KT-QD.2")
def test_decision(book):
    regulation = book.regulation
    assert (regulation.number, regulation.issued_on) == ("99/QĐ-STNMT", date(2011, 10, 4))
    assert regulation.effective == "Từ ngày ký"


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2011, 10, 4), "Sở Tài nguyên và Môi trường tỉnh Kon Tum"),
        (date(2025, 2, 28), "Sở Tài nguyên và Môi trường tỉnh Kon Tum"),
        (date(2025, 3, 1), "Sở Nông nghiệp và Môi trường tỉnh Kon Tum"),
        (date(2025, 6, 30), "Sở Nông nghiệp và Môi trường tỉnh Kon Tum"),
        (date(2025, 7, 1), "Sở Nông nghiệp và Môi trường tỉnh Quảng Ngãi"),
    ],
)
def test_name_of_the_day(book, day, name):
    assert book.name_on(day).label == name
