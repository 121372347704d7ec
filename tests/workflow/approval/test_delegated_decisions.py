"""Deciding on somebody's behalf: until when, within which scope, and where it is said."""

from datetime import datetime, time, timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone
from wagtail.models import WorkflowState

from sections.base.door import Refused
from tests import factories
from tests.workflow.desk.pdf_text import pages_of
from tests.workflow.desk.people import current_state, entrust, signed_in
from tests.workflow.desk.sheets import squeezed
from workflow.agencies.delegations import giving
from workflow.approval import acts, asking
from workflow.approval.changes import filing
from workflow.approval.decision import Decision
from workflow.audit.models import Entry

pytestmark = pytest.mark.django_db

WORDS = (
    "thay mặt Trưởng Ban Biên tập Trưởng Ban Biên tập (demo) theo Quyết định ủy quyền số 12/QĐ-BBT"
)

# Which step of the head's somebody else may take, and who.
DELEGABLE = [
    pytest.param("LA", "duyet", "la-deputy", marks=pytest.mark.clause("LA-8.3.b-1")),
    pytest.param("BP", "xac-thuc", "bp-member", marks=pytest.mark.clause("BP-15.3-1")),
    pytest.param("DL", "duyet", "dl-deputy", marks=pytest.mark.clause("DL-11.2-2")),
]


def waiting_at(code: str, step_code: str, **fields):
    """An item of the agency that waits at the step."""
    page = factories.make_news(code, **fields)
    factories.submit(page)
    while current_state(page).task.specific.step_code != step_code:
        factories.take_step(page)
    return page


def take(page, username: str, action: str = acts.PASS, **words) -> Decision:
    return acts.take(current_state(page), factories.user(username), action, **words)


def five_o_clock() -> datetime:
    """17:00 tomorrow, in local time."""
    tomorrow = timezone.localdate() + timedelta(days=1)
    return timezone.make_aware(datetime.combine(tomorrow, time(17)))


@pytest.fixture
def clock(monkeypatch):
    """Sets the clock to a moment."""
    return lambda moment: monkeypatch.setattr(timezone, "now", lambda: moment)


class TestTime:
    @pytest.mark.parametrize(("code", "step_code", "receiver"), DELEGABLE)
    def test_allowed_at_16_59_59_and_refused_at_17_00_00(self, code, step_code, receiver, clock):
        ends = five_o_clock()
        made = entrust(f"{code.lower()}-head", receiver, valid_to=ends)
        early, late = waiting_at(code, step_code), waiting_at(code, step_code, title="Tin hai")

        clock(ends - timedelta(seconds=1))
        decision = take(early, receiver)
        assert timezone.localtime(decision.at).strftime("%H:%M:%S") == "16:59:59"
        assert (decision.action, decision.delegation_id) == ("approved", made.pk)

        clock(ends)
        with pytest.raises(Refused, match="không có ủy quyền, phân công nào còn hiệu lực"):
            take(late, receiver)
        assert not Decision.objects.filter(page_id=late.pk, step_code=step_code).exists()

    def test_not_before_it_begins(self, clock):
        begins = five_o_clock()
        page = waiting_at("LA", "duyet")
        entrust("la-head", "la-deputy", valid_from=begins, valid_to=begins + timedelta(days=1))
        clock(begins - timedelta(seconds=1))
        with pytest.raises(Refused, match="ủy quyền, phân công"):
            take(page, "la-deputy")
        clock(begins)
        assert take(page, "la-deputy").on_behalf_of == WORDS

    def test_it_ends_between_the_question_and_the_decision(self, clock, monkeypatch):
        """The clock strikes after the right was looked up: asked again under the lock."""
        ends = five_o_clock()
        page = waiting_at("LA", "duyet")
        entrust("la-head", "la-deputy", valid_to=ends)
        moments = iter([ends - timedelta(microseconds=1)])
        monkeypatch.setattr(timezone, "now", lambda: next(moments, ends))
        with pytest.raises(Refused, match="vừa hết hiệu lực"):
            take(page, "la-deputy")
        assert not Decision.objects.filter(page_id=page.pk, action="approved").exists()

    @pytest.mark.clause("LA-8.3.b-1")
    def test_revoked_is_over_at_once(self):
        page = waiting_at("LA", "duyet")
        made = entrust("la-head", "la-deputy")
        giving.revoke(factories.user("la-head"), made, reason="Về sớm")
        with pytest.raises(Refused, match="ủy quyền, phân công"):
            take(page, "la-deputy")

    def test_it_ends_with_the_role_of_who_gave_it(self):
        page = waiting_at("LA", "duyet")
        entrust("la-head", "la-deputy")
        factories.user("la-head").groups.clear()
        with pytest.raises(Refused, match="ủy quyền, phân công"):
            take(page, "la-deputy")


class TestScope:
    @pytest.mark.parametrize(
        ("scope", "inside"),
        [
            ({"sections": ["S04"]}, True),
            ({"sections": ["S01", "S02"]}, False),
            ({"steps": ["duyet"]}, True),
            ({"steps": ["bien-tap"]}, False),
            ({"steps": ["duyet"], "sections": ["S01"]}, False),
        ],
    )
    def test_only_the_steps_and_sections_entrusted(self, scope, inside):
        page = waiting_at("LA", "duyet")
        entrust("la-head", "la-deputy", **scope)
        if inside:
            assert take(page, "la-deputy").on_behalf_of == WORDS
        else:
            with pytest.raises(Refused, match="ủy quyền, phân công"):
                take(page, "la-deputy")

    @pytest.mark.parametrize(("code", "step_code", "receiver"), DELEGABLE)
    def test_no_delegate_decides_what_the_delegate_wrote(self, code, step_code, receiver):
        page = waiting_at(code, step_code)
        entrust(f"{code.lower()}-head", receiver)
        factories.edit(page, factories.user(receiver), summary="Viết lại.")
        while current_state(page).task.specific.step_code != step_code:
            factories.take_step(page)
        with pytest.raises(Refused, match="nguyên tắc hai người"):
            take(page, receiver)

    def test_nor_what_the_delegate_submitted(self):
        page = factories.make_news("LA", owner=factories.user("la-deputy"))
        WorkflowState.objects.for_instance(page).delete()
        factories.agency("LA").workflow.start(page, factories.user("la-deputy"))
        factories.take_step(page, "la-member")
        entrust("la-head", "la-deputy")
        with pytest.raises(Refused, match="nguyên tắc hai người"):
            take(page, "la-deputy")

    def test_an_act_of_another_agency_gives_nothing(self):
        page = waiting_at("LA", "duyet")
        entrust("dl-head", "dl-deputy")
        with pytest.raises(Refused, match="tài khoản của bạn không có vai trò này"):
            take(page, "dl-deputy")


class TestSaidEverywhere:
    @pytest.fixture(params=[[case.values] for case in DELEGABLE], ids=str)
    def decided(self, request):
        """An item that the receiver passed on the head's behalf, and the decision."""
        code, step_code, receiver = request.param[0]
        page = waiting_at(code, step_code)
        entrust(f"{code.lower()}-head", receiver)
        return page, take(page, receiver)

    def test_the_decision_and_its_row_in_the_record(self, decided):
        decision = decided[1]
        receiver = factories.user(f"{decision.agency_code.lower()}-{self.receiver(decision)}")
        assert decision.on_behalf_of == WORDS
        assert decision.actor_id == receiver.pk
        assert decision.actor_name == receiver.full_name
        entry = Entry.objects.get(data__decision=decision.pk)
        assert (entry.on_behalf_of, entry.actor_id) == (WORDS, receiver.pk)

    def test_the_items_screen_in_stepper_and_history(self, decided):
        page, decision = decided
        told = shown(f"{decision.agency_code.lower()}-head", reverse("desk:item", args=[page.pk]))
        stepper, history = told.split("desk-steps", 1)[1].split("</ol>", 1)
        assert f"{decision.actor_name}, {WORDS}" in stepper
        assert f"), {WORDS}" in history

    def test_the_sheet_on_screen_and_as_a_file(self, decided):
        page, decision = decided
        head = f"{decision.agency_code.lower()}-head"
        capital = "T" + WORDS[1:]
        assert capital in shown(head, reverse("desk:sheet", args=[page.pk]))
        response = signed_in(head).get(reverse("desk:sheet_pdf", args=[page.pk]))
        file = b"".join(response.streaming_content) if response.streaming else response.content
        assert squeezed(capital) in squeezed("".join(pages_of(file)))

    def test_the_record_in_list_story_and_entry(self, decided):
        page, decision = decided
        head = f"{decision.agency_code.lower()}-head"
        entry = Entry.objects.get(data__decision=decision.pk)
        for url in (
            reverse("audit:list"),
            reverse("audit:story", args=[page.pk]),
            reverse("audit:entry", args=[entry.pk]),
        ):
            told = shown(head, url)
            assert WORDS in told
            assert "thay mặt thay mặt" not in told.lower()

    def receiver(self, decision) -> str:
        return "member" if decision.agency_code == "BP" else "deputy"

    @pytest.mark.parametrize(("code", "step_code", "receiver"), DELEGABLE)
    def test_before_the_decision_the_screen_says_in_whose_place(self, code, step_code, receiver):
        page = waiting_at(code, step_code)
        url = reverse("desk:item", args=[page.pk])
        assert WORDS not in shown(receiver, url)
        entrust(f"{code.lower()}-head", receiver)
        assert f"Bạn quyết định {WORDS}." in shown(receiver, url)
        assert f"Bạn làm {WORDS}." in shown(receiver, reverse("desk:index"))

    def test_the_sentence_that_confirms(self):
        page = waiting_at("LA", "duyet")
        entrust("la-head", "la-deputy")
        url = reverse("desk:take", args=[page.pk, current_state(page).pk])
        response = signed_in("la-deputy").post(url, {"action": "pass"}, follow=True)
        assert f"Ghi nhận {WORDS}." in response.content.decode()

    @pytest.mark.parametrize(
        ("action", "words"),
        [
            (acts.RETURN, {"note": "Thiếu ảnh."}),
            (acts.REFUSE, {"note": "Có số liệu mật.", "ground_code": "R02"}),
        ],
    )
    def test_the_mail_about_an_item_sent_back_and_the_authors_screens(self, action, words):
        page = waiting_at("LA", "duyet")
        entrust("la-head", "la-deputy")
        mail.outbox.clear()
        take(page, "la-deputy", action, **words)
        [letter] = [letter for letter in mail.outbox if letter.to == [page.owner.email]]
        assert WORDS in letter.body
        assert WORDS in shown("la-contributor", reverse("desk:item", args=[page.pk]))
        assert WORDS in shown("la-contributor", reverse("desk:index"))

    def test_the_mails_that_ask_for_verification(self):
        page = waiting_at("LA", "duyet", supplier_email="nguoi-cung-cap@example.vn")
        entrust("la-head", "la-deputy")
        mail.outbox.clear()
        asking.ask(current_state(page), factories.user("la-deputy"), "Xác minh số liệu.")
        asked = [letter.body for letter in mail.outbox]
        assert len(asked) == 2
        assert all(WORDS in body for body in asked)

    def test_a_request_its_screen_and_its_sheet(self):
        page = factories.publish_news("LA")
        entrust("la-head", "la-deputy")
        request = filing.file_request(
            factories.user("la-contributor"),
            factories.agency("LA"),
            "unpublish",
            page,
            reason="Thông tin đã cũ.",
        )
        url = reverse("desk:request", args=[request.pk])
        assert f"Bạn quyết định {WORDS}." in shown("la-deputy", url)
        assert take(request, "la-deputy").on_behalf_of == WORDS
        assert WORDS in shown("la-contributor", url)
        sheet = shown("la-head", reverse("desk:request_sheet", args=[request.pk]))
        assert "T" + WORDS[1:] in sheet


def shown(username: str, url: str) -> str:
    response = signed_in(username).get(url)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())
