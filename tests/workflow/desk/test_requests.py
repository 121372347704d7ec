"""The screens of change requests: asking, one request, the lists, the sheet."""

import pytest
from django.urls import reverse
from django.utils import timezone

from tests import factories
from tests.editor import client_of
from tests.workflow.approval.changes.cases import (
    BY_KIND,
    CASES,
    CODE,
    REASON,
    decide,
    differing,
    file,
    news,
    public_state,
    redirect,
    shown_document,
    shown_image,
    step_of,
    structure,
)
from workflow.approval.changes.kinds import kind_of
from workflow.approval.models import ChangeRequest
from workflow.desk.requests.forms import FORMS
from workflow.desk.requests.targets import WORD_OF_TYPE

pytestmark = pytest.mark.django_db

TYPED = {
    "slug": {"slug": "tin-moi"},
    "privacy": {"audience": "login"},
    "menu": {"show": "0"},
    "reorder": {"after": "0"},
    "redirect_add": {"path": "dia-chi-cu/"},
    "image_focus": {"part": "0-0"},
    "document_title": {"title": "Tên mới"},
    "settings": {"phone": "0233 111 222"},
}


def test_every_kind_has_a_form():
    assert set(FORMS) == set(BY_KIND)


def typed(kind: str, target) -> dict:
    """What somebody fills in."""
    fields = dict(TYPED.get(kind, {}))
    if kind == "move":
        fields = {"parent": str(BY_KIND["move"].payload(target)["parent"])}
    elif kind == "image_file":
        fields = {"file": factories.picture_file("moi.png", size=(60, 50))}
    elif kind == "document_file":
        fields = {"file": factories.ContentFile(b"moi", name="moi.txt")}
    return {"reason": REASON, **fields}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.kind)
def test_asking_by_the_form_and_deciding_on_the_screen(case):
    """What the form says is what is done; what the screens show has no English in it."""
    target = case.target()
    word = WORD_OF_TYPE[kind_of(case.kind).target_type]
    url = reverse("desk:request_new", args=[word, target.pk, case.kind])
    asking = client_of("qt-contributor")
    fields = typed(case.kind, target)
    shown = asking.get(url)
    assert shown.status_code == 200
    assert [stage.label for stage in shown.context["stages"]] == [
        "Gửi yêu cầu",
        factories.agency(CODE).book.steps[0].label,
        "Thực hiện",
    ]
    answer = asking.post(url, fields)
    request = ChangeRequest.objects.get()
    screen = reverse("desk:request", args=[request.pk])
    assert (answer.status_code, answer["Location"]) == (302, screen)
    before = public_state()
    head = client_of("qt-head")
    seen = head.get(screen)
    assert REASON in seen.content.decode()
    state = step_of(request)
    take = reverse("desk:request_take", args=[request.pk, state.pk])
    form = {"action": "pass", "seen_hash": seen.context["screen"].seen_hash}
    assert head.post(take, form)["Location"] == screen
    request.refresh_from_db()
    assert request.live
    assert differing(before, public_state()) != set()
    done = head.get(screen).content.decode()
    assert "Đã thực hiện" in done


def test_what_was_typed_is_kept():
    page = news()
    url = reverse("desk:request_new", args=["trang", page.pk, "slug"])
    answer = client_of("qt-contributor").post(
        url, {"reason": "", "slug": "tin-khác", "due_at": "mai"}
    )
    text = answer.content.decode()
    assert answer.status_code == 409
    assert ("tin-khác" in text, "mai" in text, "Hãy ghi lý do" in text) == (True, True, True)
    assert not ChangeRequest.objects.exists()


def test_a_refusal_of_the_domain_stands_in_the_form():
    page = news()
    url = reverse("desk:request_new", args=["trang", page.pk, "slug"])
    answer = client_of("qt-contributor").post(url, {"reason": REASON, "slug": "Tin Mới"})
    assert (answer.status_code, "Có thể dùng «tin-moi»" in answer.content.decode()) == (409, True)


def test_an_upload_that_is_refused_leaves_no_file(settings, tmp_path):
    image = shown_image()
    url = reverse("desk:request_new", args=["anh", image.pk, "image_file"])
    same = factories.ContentFile(image.file.open().read(), name="giong.png")
    files = image.file.storage
    before = set(files.listdir("original_images")[1])
    answer = client_of("qt-contributor").post(url, {"reason": REASON, "file": same})
    assert (answer.status_code, "giống hệt" in answer.content.decode()) == (409, True)
    assert set(files.listdir("original_images")[1]) == before


def test_kinds_are_offered_with_what_stands_in_their_way():
    page = news()
    answer = client_of("qt-contributor").get(reverse("desk:request_kinds", args=["trang", page.pk]))
    text = answer.content.decode()
    offered = {row.kind.code: row.obstacle for row in answer.context["offers"]}
    assert set(offered) == {"unpublish", "delete", "move", "slug", "privacy", "redirect_add"}
    assert "không có chuyên mục nào khác" in offered["move"].lower() or offered["move"]
    assert "Chưa yêu cầu được" in text


@pytest.mark.parametrize(
    ("make", "word"),
    [
        (news, "trang"),
        (structure, "trang"),
        (shown_image, "anh"),
        (shown_document, "tai-lieu"),
        (redirect, "chuyen-huong"),
        (lambda: factories.agency(CODE), "co-quan"),
    ],
)
@pytest.mark.parametrize("person", ["la-head", "quan-tri"])
def test_strangers_find_nothing_to_ask_about(make, word, person):
    target = make()
    client = client_of(person)
    assert client.get(reverse("desk:request_kinds", args=[word, target.pk])).status_code == 404


def test_strangers_find_no_request():
    request = file(BY_KIND["unpublish"])
    state = step_of(request)
    client = client_of("la-head")
    for name, args in (
        ("request", [request.pk]),
        ("request_sheet", [request.pk]),
        ("request_sheet_pdf", [request.pk]),
    ):
        assert client.get(reverse(f"desk:{name}", args=args)).status_code == 404
    for name, args in (
        ("request_take", [request.pk, state.pk]),
        ("request_withdraw", [request.pk]),
    ):
        answer = client.post(reverse(f"desk:{name}", args=args), {"action": "pass"})
        assert answer.status_code == 404
    assert request.title not in client.get(reverse("desk:requests")).content.decode()
    assert step_of(request).pk == state.pk


def test_a_step_of_another_request_is_not_taken_here():
    first, second = file(BY_KIND["unpublish"]), file(BY_KIND["menu"])
    url = reverse("desk:request_take", args=[first.pk, step_of(second).pk])
    assert client_of("qt-head").post(url, {"action": "pass"}).status_code == 404
    assert step_of(second).status == "in_progress"


def test_who_asked_withdraws_on_the_screen():
    request = file(BY_KIND["unpublish"])
    url = reverse("desk:request_withdraw", args=[request.pk])
    refused = client_of("qt-head").post(url)
    assert (refused.status_code, "Chỉ người yêu cầu" in refused.content.decode()) == (409, True)
    client_of("qt-contributor").post(url)
    request.refresh_from_db()
    assert (request.live, request.closed_at is None) == (False, False)


def test_a_note_that_was_typed_is_kept_after_a_refusal():
    request = file(BY_KIND["unpublish"])
    url = reverse("desk:request_take", args=[request.pk, step_of(request).pk])
    form = {"action": "pass", "note": "Ý kiến dài.", "seen_hash": "0" * 64}
    answer = client_of("qt-head").post(url, form)
    text = answer.content.decode()
    assert (answer.status_code, "Ý kiến dài." in text, "vừa được sửa" in text) == (409, True, True)


def test_a_note_is_kept_where_no_form_is_left_for_it():
    request = file(BY_KIND["unpublish"])
    url = reverse("desk:request_take", args=[request.pk, step_of(request).pk])
    client_of("qt-contributor").post(reverse("desk:request_withdraw", args=[request.pk]))
    answer = client_of("qt-head").post(url, {"action": "return", "note": "Thiếu văn bản."})
    text = answer.content.decode()
    assert "không còn chờ xử lý" in text
    assert "Thiếu văn bản." in text


def test_the_lists():
    waiting, done = file(BY_KIND["menu"]), file(BY_KIND["unpublish"])
    planned = file(BY_KIND["privacy"], due_at=timezone.now() + timezone.timedelta(days=1))
    ended = file(BY_KIND["slug"], "qt-member")
    decide(done, "qt-head")
    decide(planned, "qt-head")
    decide(ended, "qt-head", "return", note="Chưa cần.")
    client = client_of("qt-contributor")
    found = {
        state: [line.request.pk for line in client.get(url(state)).context["lines"]]
        for state in ("dang-cho", "hen-gio", "da-thuc-hien", "khong-thuc-hien", "")
    }
    assert found == {
        "dang-cho": [waiting.pk],
        "hen-gio": [planned.pk],
        "da-thuc-hien": [done.pk],
        "khong-thuc-hien": [ended.pk],
        "": [ended.pk, planned.pk, done.pk, waiting.pk],
    }
    mine = client.get(f"{url('')}&cua-toi=1").context["lines"]
    assert [line.request.pk for line in mine] == [planned.pk, done.pk, waiting.pk]


def url(state: str) -> str:
    """The list of one state."""
    return f"{reverse('desk:requests')}?trang-thai={state}"


def test_the_redirects_are_listed_with_the_way_out():
    row = redirect()
    text = client_of("qt-head").get(reverse("desk:redirects")).content.decode()
    ask = reverse("desk:request_new", args=["chuyen-huong", row.pk, "redirect_remove"])
    assert ("/cu" in text, ask in text) == (True, True)
    assert "/cu" not in client_of("la-head").get(reverse("desk:redirects")).content.decode()


def test_the_sheet_of_a_request():
    request = file(BY_KIND["unpublish"])
    decide(request, "qt-head")
    client = client_of("qt-member")
    text = client.get(reverse("desk:request_sheet", args=[request.pk])).content.decode()
    assert "PHIẾU DUYỆT YÊU CẦU THAY ĐỔI" in text
    assert factories.user("qt-head").full_name in text
    answer = client.get(reverse("desk:request_sheet_pdf", args=[request.pk]))
    assert (answer["Content-Type"], answer.content[:5]) == ("application/pdf", b"%PDF-")


def test_the_item_leads_to_the_request():
    page = news()
    text = client_of("qt-contributor").get(reverse("desk:item", args=[page.pk])).content.decode()
    assert reverse("desk:request_kinds", args=["trang", page.pk]) in text
    draft = factories.make_news(CODE)
    text = client_of("qt-contributor").get(reverse("desk:item", args=[draft.pk])).content.decode()
    assert reverse("desk:request_kinds", args=["trang", draft.pk]) not in text


def test_what_was_asked_stays_to_be_read_after_a_return():
    request = file(BY_KIND["slug"])
    decide(request, "qt-head", "return", note="Chưa cần.")
    client = client_of("qt-contributor")
    answer = client.get(reverse("desk:request", args=[request.pk]))
    lines = answer.context["screen"].lines
    assert [line.label for line in lines] == ["Địa chỉ"]
    assert lines[0].after.endswith("/tin-moi/")
    assert "Chưa cần." in answer.content.decode()
