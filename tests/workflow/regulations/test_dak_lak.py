"""What the regulation of Văn phòng UBND tỉnh Đắk Lắk says, as the rule book carries it."""

from datetime import date

import pytest

from workflow.regulations.book import Clock, Measure, StartEvent, StepKind, StepScope
from workflow.regulations.loader import load


@pytest.fixture(scope="module")
def book():
    return load("DL")


@pytest.mark.clause("DL-11.1", "DL-11.2-1", "DL-11.2-2", "DL-12.1")
def test_chain_is_secretary_then_head_or_assigned_deputy(book):
    assert [
        (step.code, step.kind, step.scope, step.roles, step.delegable_to, step.distinct_from)
        for step in book.steps
    ] == [
        ("bien-tap", StepKind.EDIT, StepScope.BOARD, ("secretary",), (), ()),
        ("duyet", StepKind.DECIDE, StepScope.BOARD, ("head",), ("deputy",), ()),
    ]


def test_every_other_change_is_decided_by_the_head(book):
    assert {chain.code: chain.steps for chain in book.chains} == dict.fromkeys(
        ("unpublish", "move", "delete", "slug", "privacy", "file", "menu", "settings", "report"),
        ("duyet",),
    )


@pytest.mark.clause("DL-12.2-1", "DL-12.2-2", "DL-12.2-3", "DL-12.2-4", "DL-12.2-5", "DL-7.1.đ")
def test_refusal_grounds(book):
    assert [(ground.code, ground.clauses) for ground in book.refusals] == [
        ("R02", ("DL-12.2-1",)),
        ("R01", ("DL-12.2-2",)),
        ("R04", ("DL-12.2-3",)),
        ("R05", ("DL-12.2-4",)),
        ("R06", ("DL-12.2-5",)),
        ("R08", ("DL-7.1.đ",)),
        ("R18", ("DL-7.1.c",)),
    ]


@pytest.mark.clause("DL-10.3.a-1", "DL-10.3.a-2", "DL-10.3.b", "DL-13.1-1", "DL-8.1.h-2")
def test_deadlines(book):
    assert [
        (row.code, row.kind, row.limit, row.clock, row.start, row.measure, row.sections)
        for row in book.deadlines
    ] == [
        ("D20", "domestic", 12, Clock.OFFICE_HOURS, StartEvent.HAPPENED, Measure.SUPPLY, ("S04",)),
        ("D21", "foreign", 24, Clock.HOURS, StartEvent.HAPPENED, Measure.SUPPLY, ("S04",)),
        (
            "D22",
            "from_document",
            3,
            Clock.WORKING_DAYS,
            StartEvent.ISSUED,
            Measure.SUPPLY,
            ("S04",),
        ),
        ("D23", "", 12, Clock.HOURS, StartEvent.ENDED, Measure.PUBLICATION, ("S04",)),
        ("D31", "", None, Clock.PER_ITEM, StartEvent.PUBLISHED, Measure.PUBLICATION, ("S19",)),
    ]


@pytest.mark.clause("DL-13.1-2")
def test_documents_are_updated_daily(book):
    assert [(row.code, row.at_least, row.per, row.sections) for row in book.frequencies] == [
        ("D24", 1, "day", ("S09", "S15", "S16"))
    ]


@pytest.mark.clause("DL-4.1-2", "DL-4.1-4")
def test_two_backups_a_week_and_a_contingency_plan(book):
    assert [(row.code, row.at_least, row.per) for row in book.backups] == [
        ("data", 2, "week"),
        ("contingency", None, ""),
    ]


@pytest.mark.clause("DL-15-2")
def test_citation_sentence(book):
    sentences = [row.sentence for row in book.attributions if row.clauses == ("DL-15-2",)]
    assert sentences == ["Trang Thông tin điện tử Văn phòng UBND tỉnh Đắk Lắk"]


@pytest.mark.clause("DL-7.1.đ", "DL-7.2-1", "DL-7.2-2", "DL-10.1-2")
def test_fields_that_quoted_and_supplied_items_carry(book):
    assert {row.code: (row.applies_to, row.requires) for row in book.attributions} == {
        "author-and-source": ("quoted", ("byline", "source_name")),
        "original-date": ("quoted", ("source_name", "source_date")),
        "supplier-answers": ("supplied", ("supplier_name",)),
        "sender-data": ("supplied", ("unit", "supplier_name", "supplier_email", "supplier_phone")),
        "cite-this-site": ("reused", ()),
    }


@pytest.mark.clause("DL-17", "DL-16.4")
def test_royalty_rates_stand_under_two_decisions(book):
    assert [row.decision for row in book.royalties if row.kind == "rates"] == [
        "16/2014/QĐ-UBND ngày 11/6/2014",
        "40/2021/QĐ-UBND ngày 24/11/2021",
    ]
    assert [row.clauses for row in book.royalties if row.kind == "line"] == [
        ("DL-16.1",),
        ("DL-16.2",),
        ("DL-16.3",),
        ("DL-16.4",),
    ]


@pytest.mark.clause("DL-8.1.a-1", "DL-8.1.b", "DL-8.1.l", "DL-8.3")
def test_sections_follow_the_regulation(book):
    in_order = sorted(book.sections, key=lambda row: row.order)
    assert " ".join(section.code for section in in_order) == (
        "S01 S02 S04 S09 S10 S08 S12 S27 S15 S16 S29 S20 S19 S40 S41 S21 S42 S43 S30 S31 "
        "S23 S24 S25 S53 S06 S05 S47 S22 S51 S52"
    )


def test_rights_of_the_roles_with_an_account(book):
    assert {role.code: role.rights for role in book.roles if role.account} == {
        "head": ("edit", "audit"),
        "deputy": ("edit", "audit"),
        "secretary": ("write", "edit"),
        "member": ("write", "edit"),
        "unit_head": ("write",),
        "contributor": ("write",),
        "operator": ("accounts", "official_file"),
    }


@pytest.mark.clause("DL-2.2.d", "DL-10.1-1")
def test_address_of_the_regulation(book):
    address = book.address_on(date(2022, 5, 4))
    assert (address.domain, address.https) == ("www.vpubnd.daklak.gov.vn", True)
    assert address.intake_mailbox == "banbientap@vpubnd.daklak.gov.vn"
    assert (address.phone, address.fax) == ("080.50584", "080.50554")


@pytest.mark.clause("DL-QD.3")
def test_decision_replaces_its_predecessor_and_has_no_number(book):
    regulation = book.regulation
    assert (regulation.number, regulation.issued_on) == ("", None)
    assert regulation.issued_on_text == "tháng 4 năm 2022"
    assert regulation.replaces == "103/QĐ-VPUBND ngày 30/12/2016"


def test_name_of_the_merged_province_since_july_2025(book):
    before, after = book.name_on(date(2025, 6, 30)), book.name_on(date(2025, 7, 1))
    assert before.valid_to == date(2025, 6, 30)
    assert after.valid_from == date(2025, 7, 1)
    assert after.short_name == "Văn phòng UBND tỉnh Đắk Lắk"
