"""Plain functions that make what tests need, in the founded agencies."""

from datetime import timedelta
from io import BytesIO

from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image as Picture

from sections.media.models import AgencyDocument, AgencyImage
from sections.news import NewsIndexPage, NewsPage
from site_home.founding.demo import walk as demo_walk
from workflow.agencies.models import Agency, User
from workflow.approval import submissions
from workflow.approval.holding import verdict

CODES = ("LA", "BP", "DL", "QT", "KT")


def agency(code: str) -> Agency:
    """The founded agency `code`."""
    return Agency.objects.select_related("site", "collection").get(code=code)


def user(name: str) -> User:
    """The account `la-contributor`, `bp-head`, `quan-tri` …"""
    return User.objects.get(username=name)


def news_index(code: str) -> NewsIndexPage:
    """The agency's news section."""
    return NewsIndexPage.objects.child_of(agency(code).site.root_page).get()


def make_news(code: str, owner: User | None = None, **fields) -> NewsPage:
    """A draft item of the agency, written by its contributor, complete for submission."""
    owner = owner or user(f"{code.lower()}-contributor")
    values = {
        "title": "Hội nghị triển khai công tác tư pháp",
        "summary": "Tóm tắt của tin.",
        "body": [("paragraph", "<p>Nội dung của tin.</p>")],
        "unit": owner.unit,
        "supplier_name": owner.full_name,
        "supplier_email": owner.email,
        "supplier_phone": "0900000000",
        "byline": owner.full_name,
        "happened_at": timezone.now() - timedelta(hours=2),
        **fields,
    }
    page = NewsPage(owner=owner, live=False, **values)
    news_index(code).add_child(instance=page)
    page.save_revision(user=owner)
    return page


def submit(page, person: User | None = None) -> None:
    """Submit the item as its author, or as `person`."""
    submissions.submit(page, person or page.owner)


def take_step(page, *usernames: str) -> User:
    """Take the current step as somebody who may (one of `usernames` if given)."""
    return demo_walk.take_step(page, only=usernames)


def walk(page) -> list[User]:
    """Take every remaining step until the item is public; the people in order."""
    return demo_walk.walk(page)


def publish_news(code: str, **fields) -> NewsPage:
    """An item that went its agency's whole chain."""
    page = make_news(code, **fields)
    submit(page)
    walk(page)
    return page


def edit(page, person: User, **fields) -> NewsPage:
    """Save a new revision of the item with `fields` changed, as `person`."""
    draft = page.get_latest_revision_as_object()
    for name, value in fields.items():
        setattr(draft, name, value)
    draft.save_revision(user=person)
    return draft


def picture_file(name: str = "anh.png", size=(40, 30), image_format: str = "PNG") -> ContentFile:
    """A real image file of one colour."""
    output = BytesIO()
    Picture.new("RGB", size, (30, 90, 140)).save(output, image_format)
    return ContentFile(output.getvalue(), name=name)


def make_image(code: str, **fields) -> AgencyImage:
    """An image in the agency's collection."""
    values = {"title": "Ảnh", "file": picture_file(), "width": 40, "height": 30, **fields}
    return AgencyImage.objects.create(collection=agency(code).collection, **values)


def make_document(code: str, **fields) -> AgencyDocument:
    """A document in the agency's collection."""
    values = {"title": "Tệp", "file": ContentFile(b"noi dung", name="tep.txt"), **fields}
    return AgencyDocument.objects.create(collection=agency(code).collection, **values)


def verdict_of(run, name: str):
    """Whether the account `name` may take the current step of `run`."""
    page = run.content_object.get_latest_revision_as_object()
    return verdict(run.current_task_state.task.specific, page, run, user(name))
