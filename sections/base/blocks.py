"""Blocks of an article's body."""

from django.core.exceptions import ValidationError
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.fields import StreamField

from .at_hand import DocumentBlock, ImageBlock, TextBlock

_TEXT_FEATURES = ["bold", "italic", "ol", "ul", "link", "document-link", "superscript", "subscript"]


class HeadingBlock(blocks.StructBlock):
    """A heading inside the body; the page title is the only h1."""

    text = blocks.CharBlock(label="Tiêu đề", max_length=255)
    level = blocks.ChoiceBlock(
        label="Cấp", choices=[("2", "Mục lớn"), ("3", "Mục nhỏ")], default="2"
    )

    class Meta:
        label = "Tiêu đề mục"
        icon = "title"
        template = "blocks/heading.html"


class FigureBlock(blocks.StructBlock):
    """An image with its caption and the description that is read aloud."""

    image = ImageBlock(label="Hình ảnh")
    alt = blocks.CharBlock(
        label="Mô tả ảnh",
        max_length=255,
        help_text="Ảnh cho thấy gì, đọc cho người khiếm thị. Bắt buộc.",
    )
    caption = blocks.CharBlock(label="Chú thích", max_length=500, required=False)

    class Meta:
        label = "Hình ảnh"
        icon = "image"
        template = "blocks/image.html"


class GalleryBlock(blocks.ListBlock):
    """Several images shown together."""

    def __init__(self, **kwargs):
        super().__init__(FigureBlock(), **kwargs)

    class Meta:
        label = "Bộ ảnh"
        icon = "image"
        template = "blocks/gallery.html"


class MediaBlock(blocks.StructBlock):
    """Video or audio from a file, always with a transcript."""

    kind = blocks.ChoiceBlock(
        label="Loại", choices=[("video", "Video"), ("audio", "Âm thanh")], default="video"
    )
    title = blocks.CharBlock(label="Tên", max_length=255)
    file = DocumentBlock(label="Tệp", help_text="mp4, webm, ogg, mp3, m4a hoặc wav.")
    transcript = blocks.TextBlock(
        label="Lời thoại", help_text="Bắt buộc: cho người không nghe được hoặc không mở được tệp."
    )

    class Meta:
        label = "Video, âm thanh"
        icon = "media"
        template = "blocks/media.html"

    def clean(self, value):
        """Refuse a file that no browser plays."""
        cleaned = super().clean(value)
        if cleaned["file"].file_extension.lower() not in {
            "mp4", "webm", "ogg", "mp3", "m4a", "wav",
        }:  # fmt: skip
            raise blocks.StructBlockValidationError(
                {"file": ValidationError("Tệp này không phải video hay âm thanh phát được.")}
            )
        return cleaned


class FileBlock(blocks.StructBlock):
    """A document offered for download."""

    document = DocumentBlock(label="Tệp tài liệu")
    title = blocks.CharBlock(label="Tên hiển thị", max_length=255, required=False)

    class Meta:
        label = "Tệp tải về"
        icon = "doc-full"
        template = "blocks/document.html"


class QuotationBlock(blocks.StructBlock):
    """A quotation with its author and source (LA-5.4-2, DL-7.1.đ, QT-11.2, KT-5.4)."""

    text = blocks.TextBlock(label="Lời trích")
    author = blocks.CharBlock(label="Tác giả", max_length=255, required=False)
    source = blocks.CharBlock(
        label="Nguồn", max_length=255, help_text="Tên cơ quan, báo, văn bản được trích."
    )

    class Meta:
        label = "Trích dẫn"
        icon = "openquote"
        template = "blocks/quotation.html"


class TableBlock(TypedTableBlock):
    """A table whose columns have a type."""

    def __init__(self, **kwargs):
        columns = [
            ("text", blocks.CharBlock(label="Chữ", required=False)),
            ("number", blocks.FloatBlock(label="Số", required=False)),
            ("date", blocks.DateBlock(label="Ngày", required=False)),
        ]
        super().__init__(columns, **kwargs)

    class Meta:
        label = "Bảng"
        icon = "table"
        template = "blocks/table.html"


class BodyBlock(blocks.StreamBlock):
    """What the body of an article is made of."""

    paragraph = TextBlock(
        label="Đoạn văn", features=_TEXT_FEATURES, icon="pilcrow", template="blocks/paragraph.html"
    )
    heading = HeadingBlock()
    image = FigureBlock()
    gallery = GalleryBlock()
    media = MediaBlock()
    document = FileBlock()
    quotation = QuotationBlock()
    table = TableBlock()


class SectionStreamField(StreamField):
    """A StreamField whose block definitions stay out of migrations.

    A changed Vietnamese label would otherwise make a migration in every page type.
    """

    def deconstruct(self):
        """As Django's, without the block definitions."""
        name, path, _args, kwargs = super().deconstruct()
        kwargs.pop("block_lookup", None)
        return name, path, [[]], kwargs
