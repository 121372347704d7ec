"""What a page shows beside its own row, read at once: pictures, files, pages that it links to.

Wagtail reads each kind of block by itself, each picture's sizes and each paragraph's links by
themselves; a long article would cost a query for every one of them. Here the page's StreamFields
are gone through twice: the blocks first say what they will need, then they find it at hand.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache

from django.apps import apps
from django.db.models import Model
from wagtail import blocks
from wagtail.documents import get_document_model
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.fields import StreamField
from wagtail.images import get_image_model
from wagtail.images.blocks import ImageChooserBlock
from wagtail.rich_text import RichText, expand_db_html

from .prepared import Prepared

_LINK = re.compile(r"<a\b[^>]*>")
_KIND = re.compile(r'\blinktype="(page|document)"')
_NUMBER = re.compile(r'\bid="(\d+)"')


class _Wanted:
    """Primary keys by kind, as the blocks name them."""

    def __init__(self):
        self.images: set[int] = set()
        self.documents: set[int] = set()
        self.pages: set[int] = set()

    def add_links(self, source: str) -> None:
        """Add what the links of a rich text lead to."""
        for tag in _LINK.findall(source):
            kind, number = _KIND.search(tag), _NUMBER.search(tag)
            if kind and number:
                (self.pages if kind[1] == "page" else self.documents).add(int(number[1]))


class _AtHand:
    """The objects by primary key."""

    def __init__(self, wanted: _Wanted, own: Model | None):
        images, documents = get_image_model(), get_document_model()
        # An address needs no page of the right type.
        pages = apps.get_model("base.BasePage")
        self.of = {
            images: _images(wanted.images, own),
            documents: documents.objects.in_bulk(wanted.documents) if wanted.documents else {},
            pages: pages.objects.in_bulk(wanted.pages) if wanted.pages else {},
        }


def _images(numbers: set[int], own: Model | None) -> dict[int, Model]:
    """The images with their sizes; `own`, which is at hand already, gets its sizes too."""
    asked = numbers | ({own.pk} if own else set())
    if not asked:
        return {}
    found, sizes_of = {}, defaultdict(list)
    # Every picture that was submitted has sizes: they bring it along.
    for size in _sizes(len(asked)).rows(*asked):
        found.setdefault(size.image_id, size.image)
        sizes_of[size.image_id].append(size)
    if without := numbers - found.keys():
        found |= get_image_model().objects.in_bulk(without)
    for image in [*found.values(), own] if own else found.values():
        # Where Wagtail looks first.
        image.prefetched_renditions = sizes_of[image.pk]
    return found


@lru_cache(64)
def _sizes(count: int) -> Prepared:
    """The sizes of `count` images, each with its image."""
    sizes = get_image_model().get_rendition_model().objects.select_related("image")
    return Prepared(lambda *images: sizes.filter(image__in=images), count)


_wanted: ContextVar[_Wanted | None] = ContextVar("wanted", default=None)
_at_hand: ContextVar[_AtHand | None] = ContextVar("at_hand", default=None)


def gather(page) -> None:
    """Read what the StreamFields of `page` show: pictures, files and pages in a query each.

    The page's own illustration gets its sizes with the other pictures. Pictures that have no
    sizes yet cost one query more.
    """
    fields = (field for field in page._meta.concrete_fields if isinstance(field, StreamField))
    streams = [stream for field in fields if (stream := getattr(page, field.name))]
    wanted = _Wanted()
    with _set(_wanted, wanted):
        for stream in streams:
            stream.stream_block.bulk_to_python([list(stream.raw_data)])
    own = page.illustration if page.illustration_id else None
    with _set(_at_hand, _AtHand(wanted, own)):
        for stream in streams:
            # Reading a block is what makes its value.
            list(stream)


@contextmanager
def _set(variable: ContextVar, value) -> Iterator[None]:
    token = variable.set(value)
    try:
        yield
    finally:
        variable.reset(token)


class _FoundAtHand:
    """A chooser that takes its objects from what was gathered."""

    # Which set of `_Wanted` the block adds to.
    kind = ""

    def bulk_to_python(self, values):
        """As Wagtail's, without a query where the objects are at hand."""
        values = list(values)
        if (wanted := _wanted.get()) is not None:
            getattr(wanted, self.kind).update(filter(None, values))
            return [None for _value in values]
        if (at_hand := _at_hand.get()) is not None:
            return [at_hand.of[self.model_class].get(value) for value in values]
        return super().bulk_to_python(values)


class ImageBlock(_FoundAtHand, ImageChooserBlock):
    """An image."""

    kind = "images"


class DocumentBlock(_FoundAtHand, DocumentChooserBlock):
    """A document."""

    kind = "documents"


class Text(RichText):
    """A rich text whose links may have been resolved already."""

    resolved: str | None = None

    def __html__(self):
        return super().__html__() if self.resolved is None else self.resolved


class TextBlock(blocks.RichTextBlock):
    """Rich text; its links are resolved with the other things of the page."""

    def to_python(self, value):
        """The text, its links resolved where what they lead to is at hand."""
        text = Text(value)
        if (wanted := _wanted.get()) is not None:
            wanted.add_links(text.source)
        elif _at_hand.get() is not None:
            text.resolved = expand_db_html(text.source)
        return text


def found_at_hand(model: type[Model], numbers: Iterable[int | None]) -> list[Model | None]:
    """The objects of `model`, None for each that is gone; a query where nothing was gathered."""
    numbers = list(numbers)
    if (at_hand := _at_hand.get()) is None:
        found = model._default_manager.in_bulk([number for number in numbers if number])
    else:
        found = at_hand.of[model]
    return [found.get(number) for number in numbers]
