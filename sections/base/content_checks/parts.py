"""The content of a page in the order of reading: headings, rich texts, pictures, tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bs4 import BeautifulSoup, Tag
from django.utils.functional import cached_property
from django.utils.text import capfirst
from wagtail.blocks import RichTextBlock, StreamBlock
from wagtail.blocks.list_block import ListValue
from wagtail.blocks.stream_block import StreamValue
from wagtail.blocks.struct_block import StructValue
from wagtail.contrib.typed_table_block.blocks import TypedTable
from wagtail.fields import RichTextField, StreamField

from sections.base.blocks import HeadingBlock
from sections.base.text import clean_text


@dataclass(frozen=True)
class Part:
    """A piece of content; `field` is the form's field, `where` says in words where it stands."""

    field: str
    where: str


@dataclass(frozen=True)
class Heading(Part):
    """A heading inside the text; the title of the page is level 1."""

    text: str
    level: int


@dataclass(frozen=True)
class Picture(Part):
    """A picture and the description that is read aloud."""

    alt: str


@dataclass(frozen=True)
class Table(Part):
    """The names of a table's columns."""

    columns: tuple[str, ...]


@dataclass(frozen=True)
class RichText(Part):
    """Formatted text, as stored."""

    html: str

    @cached_property
    def soup(self) -> BeautifulSoup:
        """The text's elements."""
        return BeautifulSoup(self.html, "html.parser")

    @property
    def paragraphs(self) -> list[Tag]:
        """Paragraphs and points of lists that hold text."""
        return [tag for tag in self.soup.find_all(["p", "li"]) if words_of(tag)]


def words_of(tag: Tag) -> str:
    """The words of an element, each separated by one space."""
    return " ".join(clean_text(tag.get_text()).split())


def parts_of(page) -> Iterator[Part]:
    """Every part of `page` as it stands in memory, field by field; no query beside its blocks'."""
    fields = {field.name: field for field in page._meta.concrete_fields}
    for name, field in fields.items():
        if isinstance(field, StreamField):
            label = str(capfirst(field.verbose_name))
            yield from _of_stream(name, label, getattr(page, name))
        elif isinstance(field, RichTextField):
            yield RichText(name, str(capfirst(field.verbose_name)), getattr(page, name) or "")
        elif name.endswith("_alt") and getattr(page, f"{name.removesuffix('_alt')}_id", None):
            picture = fields[name.removesuffix("_alt")]
            yield Picture(name, str(capfirst(picture.verbose_name)), getattr(page, name) or "")


def _of_stream(field: str, label: str, value: StreamValue) -> Iterator[Part]:
    for number, child in enumerate(value or (), start=1):
        where = f"{label}, khối {number} ({child.block.label})"
        yield from _of_block(field, where, child.block, child.value)


def _of_block(field: str, where: str, block, value) -> Iterator[Part]:
    if isinstance(block, RichTextBlock):
        yield RichText(field, where, getattr(value, "source", None) or "")
    elif isinstance(block, HeadingBlock):
        level = str(value.get("level") or "2")
        yield Heading(field, where, clean_text(value.get("text") or ""), int(level))
    elif isinstance(value, TypedTable):
        yield Table(field, where, tuple(column["heading"] or "" for column in value.columns))
    elif isinstance(block, StreamBlock):
        yield from _of_stream(field, where, value)
    elif isinstance(value, ListValue):
        for number, child in enumerate(value.bound_blocks, start=1):
            yield from _of_block(field, f"{where}, mục {number}", child.block, child.value)
    elif isinstance(value, StructValue):
        if "alt" in block.child_blocks:
            yield Picture(field, where, value.get("alt") or "")
        for name, child in block.child_blocks.items():
            yield from _of_block(field, where, child, value.get(name))
