"""One request of every kind, and everything the public sees of an agency, to be compared."""

from collections.abc import Callable
from dataclasses import dataclass

from django.core.files.base import ContentFile
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import PageViewRestriction, TaskState, WorkflowState

from sections.base import door
from sections.base.models import BasePage
from sections.introduction import IntroductionPage
from sections.media.models import AgencyDocument, AgencyImage
from sections.news import NewsIndexPage
from tests import factories
from workflow.agencies.models import Agency
from workflow.approval import acts
from workflow.approval.changes import filing
from workflow.approval.changes.request import ChangeRequest
from workflow.approval.changes.site.addresses import redirects_door
from workflow.approval.changes.site.particulars import PUBLIC_FIELDS
from workflow.approval.content import hash_of_page
from workflow.approval.publishing import publish_structure

CODE = "QT"
REASON = "Theo ý kiến của lãnh đạo."


@dataclass(frozen=True)
class Case:
    """A change to ask for: its target, what is asked, and which public things differ afterwards.

    `changes` names keys of `public_state`, made of the target's id and the payload.
    """

    kind: str
    target: Callable
    payload: Callable
    changes: Callable


def news():
    """A public item."""
    return factories.publish_news(CODE, title="Tin đã duyệt")


def structure(title: str = "Trang riêng", model=IntroductionPage):
    """A public structure page that is no section of the rule book."""
    page = model(title=title, live=False)
    factories.agency(CODE).site.root_page.specific.add_child(instance=page)
    publish_structure(page, clauses=(), regulation="thử")
    return model.objects.get(pk=page.pk)


def shown_image() -> AgencyImage:
    """A picture in a public item."""
    image = factories.make_image(CODE, title="Ảnh đang dùng")
    factories.publish_news(CODE, illustration=image, illustration_alt="Ảnh")
    return AgencyImage.objects.get(pk=image.pk)


def shown_document() -> AgencyDocument:
    """A file in a public item."""
    document = factories.make_document(CODE, title="Tệp đang dùng")
    factories.publish_news(CODE, body=[("document", {"document": document, "title": ""})])
    return AgencyDocument.objects.get(pk=document.pk)


def new_image(_target) -> dict:
    """Another picture, uploaded for a request."""
    picture = factories.picture_file("moi.png", size=(60, 50))
    image = factories.make_image(CODE, title="Ảnh mới", file=picture, width=60, height=50)
    return {"new": image.pk, "sha256": image.sha256}


def new_document(_target) -> dict:
    """Another file, uploaded for a request."""
    document = factories.make_document(CODE, file=ContentFile(b"khac", name="moi.txt"))
    return {"new": document.pk, "sha256": document.sha256}


def redirect() -> Redirect:
    """A redirect that an earlier decision made."""
    site = factories.agency(CODE).site
    with door.opened(door.key(redirects_door(site))):
        return Redirect.objects.create(site=site, old_path="/cu", redirect_page=site.root_page)


def other_section(_target) -> dict:
    """A second section for news."""
    return {"parent": structure("Tin khác", NewsIndexPage).pk}


def page_key(target, _payload) -> set:
    """The page alone."""
    return {("page", target.pk)}


CASES = [
    Case("unpublish", news, lambda page: {}, page_key),
    Case("delete", news, lambda page: {}, page_key),
    Case(
        "move",
        news,
        other_section,
        lambda page, asked: {("page", page.pk), ("redirect", "/tin-tuc/tin-da-duyet")},
    ),
    Case(
        "slug",
        news,
        lambda page: {"slug": "tin-moi"},
        lambda page, asked: {("page", page.pk), ("redirect", "/tin-tuc/tin-da-duyet")},
    ),
    Case(
        "privacy",
        news,
        lambda page: {"audience": "login"},
        lambda page, asked: {("restriction", page.pk)},
    ),
    Case("menu", structure, lambda page: {"show": False}, page_key),
    Case("reorder", structure, lambda page: {"after": 0}, lambda page, asked: {("order",)}),
    Case(
        "redirect_add",
        news,
        lambda page: {"path": "/dia-chi-cu"},
        lambda page, asked: {("redirect", "/dia-chi-cu")},
    ),
    Case("redirect_remove", redirect, lambda row: {}, lambda row, asked: {("redirect", "/cu")}),
    Case(
        "image_file",
        shown_image,
        new_image,
        lambda image, asked: {("image", image.pk), ("image", asked["new"]), ("users", image.title)},
    ),
    Case(
        "image_focus",
        shown_image,
        lambda image: {"area": [20, 15, 10, 10]},
        lambda image, asked: {("image", image.pk), ("users", image.title)},
    ),
    Case(
        "document_file",
        shown_document,
        new_document,
        lambda file, asked: {
            ("document", file.pk),
            ("document", asked["new"]),
            ("users", file.title),
        },
    ),
    Case(
        "document_title",
        shown_document,
        lambda file: {"title": "Tên mới"},
        lambda file, asked: {("document", file.pk), ("users", file.title)},
    ),
    Case(
        "settings",
        lambda: factories.agency(CODE),
        lambda agency: {"values": {"phone": "0233 000 000", "email": "moi@example.vn"}},
        lambda agency, asked: {("agency", "phone"), ("agency", "email")},
    ),
]
BY_KIND = {case.kind: case for case in CASES}


def file(case: Case, person: str = "qt-contributor", **fields) -> ChangeRequest:
    """The request of `case`, filed by `person`."""
    target = case.target()
    return filing.file_request(
        factories.user(person),
        factories.agency(CODE),
        case.kind,
        target,
        reason=REASON,
        payload=case.payload(target),
        **fields,
    )


def decide(request: ChangeRequest, person: str, action: str = acts.PASS, **words):
    """Take the step that is due as `person`."""
    return acts.take(step_of(request), factories.user(person), action, **words)


def step_of(request: ChangeRequest) -> TaskState:
    """The step that is due."""
    return WorkflowState.objects.for_instance(request).active().get().current_task_state


def public_state() -> dict:
    """Everything the public sees of the agency, by a key for each thing."""
    home = factories.agency(CODE).site.root_page
    pages = BasePage.objects.descendant_of(home).filter(live=True).order_by("path").specific()
    state = {("page", page.pk): _page(page) for page in pages}
    state["order",] = [page.pk for page in pages if page.depth == home.depth + 1]
    for row in PageViewRestriction.objects.all():
        state["restriction", row.page_id] = row.restriction_type
    for row in Redirect.objects.all():
        state["redirect", row.old_path] = (row.redirect_page_id, row.redirect_link)
    for name, model in (("image", AgencyImage), ("document", AgencyDocument)):
        for row in model.objects.all():
            shown = [getattr(row, field) for field in model.fixed_when_live]
            state[name, row.pk] = (row.file.name, row.sha256, *shown)
    for name in PUBLIC_FIELDS:
        state["agency", name] = getattr(Agency.objects.get(code=CODE), name)
    return state


def _page(page) -> tuple:
    return (page.url_path, page.title, page.show_in_menus, hash_of_page(page))


def differing(before: dict, after: dict) -> set:
    """The keys whose values differ, or that are on one side only."""
    return {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)}
