"""What the regulation of Sở Tư pháp Quảng Trị says, as the rule book carries it."""

from datetime import date

import pytest

from workflow.regulations.book import Clock, Measure, StartEvent, StepKind, StepScope
from workflow.regulations.loader import load


@pytest.fixture(scope="module")
def book():
    return load("QT")


@pytest.mark.clause("QT-6.1", "QT-6.4", "QT-7.3-2", "QT-10.1")
def test_chain_is_board_then_operating_unit(book):
    assert [
        (step.code, step.kind, step.scope, step.roles, step.delegable_to, step.distinct_from)
        for step in book.steps
    ] == [
        ("kiem-duyet", StepKind.DECIDE, StepScope.BOARD, ("head", "deputy", "member"), (), ()),
        ("dang-tai", StepKind.POST, StepScope.BOARD, ("operator",), (), ("kiem-duyet",)),
    ]


def test_every_other_change_is_decided_by_the_board(book):
    assert {chain.code: chain.steps for chain in book.chains} == dict.fromkeys(
        ("unpublish", "move", "delete", "slug", "privacy", "file", "menu", "settings", "report"),
        ("kiem-duyet",),
    )


@pytest.mark.clause(
    "QT-4.2.c-1",
    "QT-4.2.c-2",
    "QT-4.2.c-3",
    "QT-4.2.c-4",
    "QT-4.2.c-5",
    "QT-4.2.c-6",
    "QT-4.2.c-7",
)
def test_seven_refusal_grounds_in_the_order_of_the_text(book):
    assert [(ground.code, ground.clauses) for ground in book.refusals] == [
        ("R01", ("QT-4.2.c-1",)),
        ("R02", ("QT-4.2.c-2",)),
        ("R07", ("QT-4.2.c-3",)),
        ("R03", ("QT-4.2.c-4",)),
        ("R04", ("QT-4.2.c-5",)),
        ("R08", ("QT-4.2.c-6",)),
        ("R05", ("QT-4.2.c-7",)),
    ]


@pytest.mark.clause("QT-5.3", "QT-10.3")
def test_deadlines_are_prompt_without_a_number(book):
    assert [
        (row.code, row.limit, row.clock, row.start, row.measure, row.sections)
        for row in book.deadlines
    ] == [
        ("D25", None, Clock.PROMPT, StartEvent.CHANGED, Measure.PUBLICATION, ()),
        ("D32", None, Clock.PROMPT, StartEvent.DETECTED, Measure.DELIVERY, ()),
    ]
    assert (book.frequencies, book.quotas) == ((), ())


@pytest.mark.clause("QT-7.2-5")
def test_backup_is_periodic_without_a_number(book):
    assert [(row.at_least, row.per) for row in book.backups] == [(None, "")]


@pytest.mark.clause("QT-7.1-2", "QT-7.1-6", "QT-9.2")
def test_yearly_and_periodic_reports(book):
    assert {row.code: row.per for row in book.reports} == {
        "yearly-plan": "year",
        "operator-check": "continuous",
        "yearly-summary": "year",
        "budget-plan": "period",
        "quality-plan": "as_needed",
        "periodic-to-province": "period",
        "compliance-check": "as_needed",
    }


@pytest.mark.clause("QT-8", "QT-11.3")
def test_royalties(book):
    assert [(row.code, row.kind, row.decision) for row in book.royalties] == [
        ("rates-province", "rates", "35/QĐ-UBND ngày 17/12/2015"),
        ("rates-department", "rates", "04/QĐ-STP ngày 09/01/2024"),
        ("only-posted", "rule", ""),
    ]


@pytest.mark.clause("QT-4.2.b", "QT-11.2")
def test_attributions(book):
    assert [(row.applies_to, row.requires, row.clauses) for row in book.attributions] == [
        ("supplied", ("supplier_name",), ("QT-4.2.b",)),
        ("reused", (), ("QT-11.2",)),
    ]


@pytest.mark.clause("QT-5.1.a-2")
def test_seven_facts_stand_on_each_document(book):
    record = next(row for row in book.principles if row.code == "document-record")
    assert record.values == (
        "Hình thức văn bản",
        "Thẩm quyền ban hành",
        "Số ký hiệu",
        "Ngày ban hành",
        "Ngày hiệu lực",
        "Trích yếu",
        "Tệp tải về",
    )


@pytest.mark.clause("QT-5.1.a-1", "QT-5.1.đ-1", "QT-5.1.g", "QT-5.2")
def test_sections_follow_the_regulation(book):
    in_order = sorted(book.sections, key=lambda row: row.order)
    assert " ".join(section.code for section in in_order) == (
        "S15 S16 S17 S06 S05 S07 S12 S27 S28 S29 S01 S25 S24 S34 S32 S30 S36 S35 S53 S04 S52"
    )


@pytest.mark.clause("QT-6.1", "QT-7.2-2")
def test_rights_of_the_roles_with_an_account(book):
    assert {role.code: role.rights for role in book.roles if role.account} == {
        "head": ("edit", "audit"),
        "deputy": ("edit", "audit"),
        "member": ("write", "edit"),
        "operator": ("write", "edit", "accounts", "official_file"),
        "contributor": ("write",),
    }


@pytest.mark.clause("QT-2")
def test_address_names_only_what_the_text_states(book):
    address = book.address_on(date(2024, 12, 13))
    assert (address.domain, address.https) == ("sotp.quangtri.gov.vn", True)
    assert (address.intake_mailbox, address.postal_address, address.phone) == ("", "", "")


@pytest.mark.clause("QT-QD.2")
def test_decision_has_a_day_and_no_number(book):
    regulation = book.regulation
    assert (regulation.number, regulation.issued_on) == ("", date(2024, 12, 13))
    assert regulation.effective == "Từ ngày ký"


def test_name_of_the_merged_province_since_july_2025(book):
    assert book.name_on(date(2025, 6, 30)).valid_to == date(2025, 6, 30)
    assert book.name_on(date(2025, 7, 1)).valid_from == date(2025, 7, 1)
    assert book.name_on(date(2025, 7, 1)).label == "Sở Tư pháp tỉnh Quảng Trị"
