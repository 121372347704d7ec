"""What a board may put on its home page."""

from wagtail import blocks

from sections.base import at_hand
from workflow.regulations import loader

NEWS = "S04"
MAX_ITEMS = 10


def section_choices() -> list[tuple[str, str]]:
    """Code and title of every section that some regulation asks for, each once."""
    titles: dict[str, str] = {}
    for code in loader.CODES:
        for row in loader.load(code).sections:
            titles.setdefault(row.code, row.label)
    return sorted(titles.items())


def _count(default: int) -> blocks.IntegerBlock:
    return blocks.IntegerBlock(
        label="Số mục", min_value=1, max_value=MAX_ITEMS, default=default, required=True
    )


class NewsBlock(blocks.StructBlock):
    """The newest news, with pictures."""

    count = _count(6)

    class Meta:
        label = "Tin mới"
        icon = "doc-full"
        template = "site_home/mosaic/news.html"


class SectionBlock(blocks.StructBlock):
    """The newest items of one section."""

    section = blocks.ChoiceBlock(label="Chuyên mục", choices=section_choices)
    title = blocks.CharBlock(
        label="Tiêu đề", required=False, max_length=100, help_text="Để trống: tên chuyên mục."
    )
    count = _count(5)

    class Meta:
        label = "Mục mới của một chuyên mục"
        icon = "list-ul"
        template = "site_home/mosaic/section.html"


class ConsultationBlock(blocks.StructBlock):
    """Drafts that are open for comment (LA-4.11.b-1, DL-8.1.h-2)."""

    count = _count(4)

    class Meta:
        label = "Dự thảo đang lấy ý kiến"
        icon = "comment"
        template = "site_home/mosaic/consultations.html"


class MostReadBlock(blocks.StructBlock):
    """What was read most in the last thirty days."""

    count = _count(5)

    class Meta:
        label = "Đọc nhiều"
        icon = "view"
        template = "site_home/mosaic/most_read.html"


class BannerBlock(blocks.StructBlock):
    """A picture that leads somewhere."""

    image = at_hand.ImageBlock(label="Hình ảnh")
    alt = blocks.CharBlock(
        label="Nội dung chữ trên ảnh", max_length=255, help_text="Đọc cho người khiếm thị."
    )
    url = blocks.URLBlock(label="Địa chỉ", max_length=1000)

    class Meta:
        label = "Biểu ngữ"
        icon = "image"


class BannersBlock(blocks.ListBlock):
    """Banners one below the other."""

    def __init__(self, **kwargs):
        super().__init__(BannerBlock(), max_num=6, **kwargs)

    class Meta:
        label = "Biểu ngữ liên kết"
        icon = "image"
        template = "site_home/mosaic/banners.html"


class TextBlock(blocks.StructBlock):
    """A short text of the board's own."""

    title = blocks.CharBlock(label="Tiêu đề", max_length=100)
    text = at_hand.TextBlock(label="Nội dung", features=["bold", "italic", "ul", "link"])

    class Meta:
        label = "Đoạn giới thiệu"
        icon = "pilcrow"
        template = "site_home/mosaic/text.html"


def _static(name: str, label: str, icon: str) -> blocks.StaticBlock:
    return blocks.StaticBlock(label=label, icon=icon, template=f"site_home/mosaic/{name}.html")


class MainBlocks(blocks.StreamBlock):
    """The wide column."""

    news = NewsBlock()
    section = SectionBlock()
    consultations = ConsultationBlock()
    schedule = _static("schedule", "Lịch làm việc của lãnh đạo trong tuần", "date")
    banners = BannersBlock()
    text = TextBlock()
    directory = _static("directory", "Bảng các chuyên mục", "grip")


class SideBlocks(blocks.StreamBlock):
    """The narrow column."""

    section = SectionBlock()
    consultations = ConsultationBlock()
    schedule = _static("schedule", "Lịch làm việc của lãnh đạo trong tuần", "date")
    most_read = MostReadBlock()
    leaders = _static("leaders", "Lãnh đạo cơ quan", "group")
    regulation = _static("regulation", "Quy chế hoạt động", "doc-full-inverse")
    contact = _static("contact", "Liên hệ", "mail")
    links = _static("links", "Liên kết", "link")
    banners = BannersBlock()
    text = TextBlock()


# What stands on the home page until the board arranges it; sections the agency has not are skipped.
DEFAULT_MAIN = [
    ("news", {"count": 6}),
    ("section", {"section": "S12", "title": "", "count": 4}),
    ("section", {"section": "S27", "title": "", "count": 4}),
    ("directory", None),
]
DEFAULT_SIDE = [
    ("section", {"section": "S14", "title": "", "count": 5}),
    ("section", {"section": "S15", "title": "Văn bản mới", "count": 5}),
    ("consultations", {"count": 4}),
    ("schedule", None),
    ("most_read", {"count": 5}),
    ("regulation", None),
    ("leaders", None),
    ("contact", None),
    ("links", None),
]
