"""Procedures, online services, processes, forms: validity, links, search by code."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from sections.electronic_forms import FormPage
from sections.online_services import OnlineServicePage, ServiceLevel
from sections.procedures import DISTRICT_NEEDS_END, ProcedureLevel, ProcedurePage
from sections.shapes.validity import Validity
from tests.factories import agency
from tests.sections.filled import fill

DAY = timedelta(days=1)


def ask(path: str, code: str = "BP"):
    return Client(HTTP_HOST=agency(code).site.hostname).get(path)


def titles(answer) -> list[str]:
    return [item.title for item in answer.context["items"]]


@pytest.mark.parametrize(
    ("start", "end", "state"),
    [
        (None, None, Validity.IN_FORCE),
        (date(2026, 2, 2), None, Validity.IN_FORCE),
        (date(2026, 2, 3), None, Validity.COMING),
        (None, date(2026, 2, 2), Validity.ENDED),
        (date(2020, 1, 1), date(2026, 2, 3), Validity.IN_FORCE),
    ],
)
def test_what_is_in_force_on_a_day(start, end, state):
    page = ProcedurePage(effective_from=start, ended_from=end)
    assert page.validity_on(date(2026, 2, 2)) == state


def test_a_procedure_tells_what_an_applicant_must_find():
    fields = {problem.field for problem in ProcedurePage(title="Thủ tục").own_problems()}
    assert fields == {
        "code", "field", "time_limit", "fee", "steps", "documents", "legal_basis"
    }  # fmt: skip


@pytest.mark.clause("LA-4.4")
def test_a_procedure_of_the_districts_has_an_end():
    page = ProcedurePage(level=ProcedureLevel.DISTRICT)
    assert DISTRICT_NEEDS_END in [problem.message for problem in page.own_problems()]
    page.ended_from = date(2025, 7, 1)
    assert DISTRICT_NEEDS_END not in [problem.message for problem in page.own_problems()]


@pytest.mark.parametrize(
    ("level", "url", "end", "fields"),
    [
        (ServiceLevel.WHOLE, "", None, {"apply_url"}),
        (ServiceLevel.WHOLE, "https://dichvucong.gov.vn/", None, set()),
        (ServiceLevel.INFORMATION, "", None, set()),
        (ServiceLevel.LEVEL_4, "", date(2025, 7, 1), set()),
    ],
)
@pytest.mark.clause("BP-5.3.c", "DL-8.2-2")
def test_a_service_used_online_has_an_address(level, url, end, fields):
    page = OnlineServicePage(field="Luật sư", service_level=level, apply_url=url, ended_from=end)
    assert {problem.field for problem in page.own_problems()} == fields


@pytest.mark.django_db
class TestPublicPages:
    """Sections of one agency with their demonstration."""

    @pytest.fixture(autouse=True)
    def filled(self):
        pages = [page for code in ("S06", "S05", "S07", "S41") for page in fill(agency("BP"), code)]
        self.procedure, self.second, self.old = (p for p in pages if isinstance(p, ProcedurePage))
        self.service = next(page for page in pages if isinstance(page, OnlineServicePage))
        self.form = next(page for page in pages if isinstance(page, FormPage))

    @pytest.mark.clause("BP-5.3.a", "KT-3.4", "DL-8.2-1", "QT-5.1.b-1")
    def test_procedures_are_found_by_code_level_field_and_state(self):
        address = "/thu-tuc-hanh-chinh/"
        assert titles(ask(address))[-1] == self.old.title
        assert titles(ask(f"{address}?q=1.DEMO02")) == [self.second.title]
        assert titles(ask(f"{address}?cap=district")) == [self.old.title]
        assert titles(ask(f"{address}?tinh-trang=ended")) == [self.old.title]
        assert titles(ask(f"{address}?tinh-trang=coming")) == []
        assert titles(ask(f"{address}?linh-vuc={self.second.field}&tinh-trang=in_force")) == [
            self.second.title
        ]

    def test_an_end_in_the_future_is_still_in_force(self):
        page = ProcedurePage(ended_from=timezone.localdate() + DAY)
        assert page.validity == Validity.IN_FORCE

    def test_procedure_service_and_form_lead_to_each_other(self):
        answer = ask(f"/thu-tuc-hanh-chinh/{self.procedure.slug}/")
        assert list(answer.context["services"]) == [self.service]
        assert list(answer.context["forms"]) == [self.form]
        assert ask(f"/dich-vu-cong/{self.service.slug}/").context["procedure"] == self.procedure

    @pytest.mark.clause("LA-4.3", "BP-5.3.b")
    def test_a_service_is_two_clicks_from_the_home_page(self):
        assert 'href="/dich-vu-cong/"' in ask("/").content.decode()
        assert f'href="{self.service.apply_url}"' in ask("/dich-vu-cong/").content.decode()

    @pytest.mark.clause("BP-10.1")
    def test_a_form_is_downloaded_from_the_list(self):
        address = self.form.file.url
        assert f'href="{address}"' in ask("/bieu-mau/").content.decode()
        assert ask(address).status_code == 200

    def test_a_procedure_of_another_agency_is_refused(self):
        other = next(page for page in fill(agency("LA"), "S06") if page.is_item)
        self.service.procedure = other
        assert [problem.field for problem in self.service.procedure_problems()] == ["procedure"]
