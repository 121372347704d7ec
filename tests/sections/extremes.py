"""Items at their fullest and at their barest, for counting what a page costs."""

import json

from django.db import models

from sections.base.models import BasePage
from sections.media.models import AgencyDocument
from tests import factories
from tests.sections.filled import put_public


class Contents:
    """What an agency's items can carry: pictures and files, each of its own."""

    def __init__(self, code: str):
        self.code = code
        self.pictures = [factories.make_image(code) for _number in range(4)]
        self.files = [factories.make_document(code) for _number in range(6)]
        self.unit = factories.agency(code).units.first()

    def make_full(self, page: BasePage) -> None:
        """Give the public item everything that its type can carry, through an opened door."""
        item = page.get_latest_revision_as_object()
        item.illustration, item.illustration_alt = self.pictures[0], "Toàn cảnh"
        item.unit, item.source_name, item.byline = self.unit, "Báo điện tử", "Ban Biên tập"
        item.body = self._body(page)
        fields = {field.name: field for field in item._meta.get_fields()}
        if "files" in fields:
            item.files = _stream(
                *(("file", {"document": file.pk, "title": ""}) for file in self.files[:3])
            )
        if "tags" in fields:
            item.tags.add("tư pháp", "hộ tịch", "công chứng")
        for field in fields.values():
            if isinstance(field, models.ForeignKey) and field.related_model is AgencyDocument:
                setattr(item, field.name, self.files[4])
        item.save_revision()
        put_public(item)

    def _body(self, linked: BasePage) -> str:
        figures = [
            {"image": picture.pk, "alt": "Quang cảnh", "caption": "Ảnh"}
            for picture in self.pictures[1:]
        ]
        medium = {"kind": "audio", "title": "Băng", "file": self.files[3].pk, "transcript": "Lời"}
        above = linked.get_parent()
        return _stream(
            ("heading", {"text": "Phần một", "level": "2"}),
            ("paragraph", f'<p><a linktype="page" id="{linked.pk}">Xem mục</a></p>'),
            ("paragraph", f'<p><a linktype="document" id="{self.files[5].pk}">Xem tệp</a></p>'),
            ("paragraph", f'<p><a linktype="page" id="{above.pk}">Xem chuyên mục</a></p>'),
            ("image", figures[0]),
            ("gallery", figures[1:]),
            ("media", medium),
            *(("document", {"document": file.pk, "title": "Tệp"}) for file in self.files[:3]),
            ("quotation", {"text": "Lời", "author": "Ai", "source": "Đâu"}),
        )


def make_bare(page: BasePage) -> None:
    """Leave the public item its title and its own facts, through an opened door."""
    item = page.get_latest_revision_as_object()
    item.illustration, item.unit, item.body = None, None, []
    item.summary = item.byline = item.source_name = ""
    if hasattr(item, "files"):
        item.files = []
    item.save_revision()
    put_public(item)


def _stream(*blocks: tuple[str, object]) -> str:
    return json.dumps([{"type": kind, "value": value} for kind, value in blocks])
