"""What the regulation of Sở Tư pháp Long An says, as the rule book carries it."""

from datetime import date

import pytest

from workflow.regulations.book import Clock, Measure, StartEvent, StepKind, StepScope
from workflow.regulations.loader import load


@pytest.fixture(scope="module")
def book():
    return load("LA")


@pytest.mark.clause("LA-8.3.c-4", "LA-8.3.a-2", "LA-8.3.b-2")
def test_chain_is_member_then_head(book):
    assert [
        (step.code, step.kind, step.scope, step.roles, step.delegable_to, step.distinct_from)
        for step in book.steps
    ] == [
        ("bien-tap", StepKind.EDIT, StepScope.BOARD, ("member",), (), ()),
        ("duyet", StepKind.DECIDE, StepScope.BOARD, ("head",), ("deputy",), ()),
    ]


@pytest.mark.clause("LA-9.2.a", "LA-9.2.b", "LA-9.2.c", "LA-9.2.d", "LA-9.2.đ", "LA-4.11.b-2")
def test_deadlines(book):
    assert [
        (row.code, row.kind, row.limit, row.clock, row.start, row.sections, row.clauses)
        for row in book.deadlines
    ] == [
        ("D01", "event", 8, Clock.OFFICE_HOURS, StartEvent.HAPPENED, ("S04",), ("LA-9.2.a",)),
        ("D02", "", 2, Clock.WORKING_DAYS, StartEvent.ISSUED, ("S15", "S09"), ("LA-9.2.b",)),
        (
            "D03",
            "important_event",
            12,
            Clock.HOURS,
            StartEvent.ENDED,
            ("S04", "S18"),
            ("LA-9.2.c",),
        ),
        ("D04", "", None, Clock.NONE, StartEvent.NONE, ("S31", "S21"), ("LA-9.2.d",)),
        ("D05", "", None, Clock.PROMPT, StartEvent.CHANGED, (), ("LA-9.2.đ",)),
        ("D31", "", None, Clock.PER_ITEM, StartEvent.PUBLISHED, ("S19",), ("LA-4.11.b-2",)),
    ]
    assert {row.measure for row in book.deadlines if row.code != "D31"} == {Measure.SUPPLY}


@pytest.mark.clause(
    "LA-6.1.a", "LA-6.1.b", "LA-6.1.c", "LA-6.1.d", "LA-6.1.đ", "LA-6.1.e", "LA-8.2-1"
)
def test_refusal_grounds(book):
    assert [(ground.code, ground.clauses[0]) for ground in book.refusals] == [
        ("R10", "LA-6.1.a"),
        ("R11", "LA-6.1.b"),
        ("R02", "LA-6.1.c"),
        ("R12", "LA-6.1.d"),
        ("R13", "LA-6.1.đ"),
        ("R14", "LA-6.1.đ"),
        ("R15", "LA-6.1.e"),
        ("R04", "LA-6.1.e"),
        ("R01", "LA-5.1"),
        ("R18", "LA-5.1"),
        ("R08", "LA-5.4-2"),
        ("R07", "LA-9.1-1"),
    ]


def test_sections_follow_article_4(book):
    in_order = sorted(book.sections, key=lambda row: row.order)
    assert " ".join(section.code for section in in_order) == (
        "S01 S02 S03 S04 S05 S06 S08 S09 S11 S12 S13 S14 S15 S18 S20 S19 S23 S26 S27 S29 S30 S32 "
        "S33 S37 S38 S39 S47 S48 S24 S25 S21 S53 S10 S31 S51 S52"
    )


@pytest.mark.clause("LA-10.3-1", "LA-10.3-2")
def test_backup_says_what_and_on_what_without_a_number(book):
    (backup,) = book.backups
    assert (backup.at_least, backup.per, len(backup.contents), backup.media) == (
        None,
        "",
        5,
        ("Ổ đĩa cứng", "Đĩa quang"),
    )


@pytest.mark.clause("LA-11.2.a", "LA-11.2.b", "LA-11.2.c", "LA-11.2.d")
def test_budget_lines(book):
    assert [row.code for row in book.royalties if row.kind == "line"] == [
        "infrastructure",
        "operation",
        "fees",
        "other",
    ]


@pytest.mark.clause("LA-5.3-1", "LA-5.4-2")
def test_attribution(book):
    assert [(row.applies_to, row.requires) for row in book.attributions] == [
        ("supplied", ("supplier_name",)),
        ("quoted", ("source_name",)),
        ("reused", ()),
    ]


@pytest.mark.clause("LA-QD.0", "LA-QD.2")
def test_decision(book):
    regulation = book.regulation
    assert (regulation.number, regulation.issued_on, regulation.replaces) == (
        "105/QĐ-STP",
        date(2021, 10, 18),
        "138/QĐ-STP ngày 17/9/2012",
    )


@pytest.mark.clause("LA-2.1-2", "LA-9.1-2")
def test_name_changes_with_the_province_and_the_address_stays(book):
    days = (date(2025, 6, 30), date(2025, 7, 1))
    assert [(book.name_on(day).label, book.address_on(day).domain) for day in days] == [
        ("Sở Tư pháp tỉnh Long An", "stp.longan.gov.vn"),
        ("Sở Tư pháp tỉnh Tây Ninh", "stp.longan.gov.vn"),
    ]
    assert book.address_on(days[1]).intake_mailbox == "phongpbgdpl@longan.gov.vn"


def test_rights_of_roles_with_an_account(book):
    assert {role.code: role.rights for role in book.roles if role.account} == {
        "head": ("edit", "audit"),
        "deputy": ("edit", "audit"),
        "member": ("write", "edit"),
        "unit_head": ("write",),
        "contributor": ("write",),
        "operator": ("accounts", "official_file"),
    }
