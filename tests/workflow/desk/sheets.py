"""What the tests of the approval sheet need."""

import re
from datetime import UTC, datetime

from django.test import Client
from django.urls import reverse
from wagtail.models import WorkflowState

from tests.factories import make_news, submit, user
from tests.workflow.desk.pdf_text import pages_of
from workflow.agencies.models import User
from workflow.approval import acts
from workflow.approval.decision import Decision
from workflow.desk.sheet import pdf
from workflow.desk.sheet.paper import Printing, sheet_of

TITLE = "Hội nghị triển khai công tác tư pháp"
PRINTED = Printing(datetime(2026, 11, 22, 2, 5, tzinfo=UTC), "Nguyễn Văn Ấp (demo)", "Thư ký")


def signed_in(username: str) -> Client:
    client = Client()
    client.force_login(user(username))
    return client


def sheet_url(page_id: int, name: str = "sheet", run: int | None = None) -> str:
    return reverse(f"desk:{name}", args=[page_id]) + (f"?luot={run}" if run is not None else "")


def shown(username: str, page_id: int, run: int | None = None) -> str:
    response = signed_in(username).get(sheet_url(page_id, run=run))
    assert response.status_code == 200
    return response.content.decode()


def returned_item(code: str = "LA"):
    """An item that the first step sent back."""
    page = make_news(code, title=TITLE)
    submit(page)
    send_back(page)
    return page


def send_back(page) -> None:
    """Return the item at the step where it is."""
    state = WorkflowState.objects.for_instance(page).active().get().current_task_state
    step = state.task.specific
    holders = User.objects.filter(
        agency=step.agency, groups__role__role_code__in=step.roles
    ).exclude(pk=page.owner_id)
    acts.take(state, holders.first(), acts.RETURN, note="Ghi rõ nguồn.")


def decision(number: int, **values) -> Decision:
    """The evidence of an act, as the database would give it back; not saved."""
    fields = {
        "pk": number,
        "at": datetime(2026, 11, 22, 1, 30, tzinfo=UTC),
        "agency_code": "LA",
        "page_id": 1,
        "item_type": "sections.newspage",
        "item_title": TITLE,
        "run_id": 7,
        "step_name": "Lãnh đạo duyệt",
        "action": Decision.Action.APPROVED,
        "actor_name": "Trần Thị Ước (demo)",
        "actor_role": "Phó Trưởng Ban Biên tập",
        "content_hash": "0123456789abcdef" * 4,
        **values,
    }
    return Decision(**fields)


def pdf_pages(*decisions: Decision) -> list[str]:
    return pages_of(pdf.drawn(sheet_of(list(decisions), {}), PRINTED))


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)
