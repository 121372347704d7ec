"""Wagtail's accessibility checker (axe) in the preview: the text alone, in Vietnamese."""

from wagtail.admin.userbar import ContentCheckerItem


class BoardChecker(ContentCheckerItem):
    """Looks at the main part of the page, which is what an editor can mend."""

    axe_include = ["main"]
    axe_run_only = [
        "alt-text-quality",
        "empty-heading",
        "empty-table-header",
        "heading-order",
        "image-alt",
        "link-name",
        "p-as-heading",
        "table-duplicate-name",
    ]
    axe_messages = {
        "alt-text-quality": {
            "error_name": "Mô tả ảnh là tên tệp",
            "help_text": "Viết một câu nói ảnh cho thấy gì.",
        },
        "empty-heading": {
            "error_name": "Tiêu đề mục trống",
            "help_text": "Viết tiêu đề, hoặc bỏ khối.",
        },
        "empty-table-header": {
            "error_name": "Bảng có cột không tên",
            "help_text": "Ghi tên cho mọi cột của bảng.",
        },
        "heading-order": {
            "error_name": "Tiêu đề mục nhảy cấp",
            "help_text": "Mục nhỏ phải nằm trong một mục lớn.",
        },
        "image-alt": {
            "error_name": "Ảnh chưa có mô tả",
            "help_text": "Viết một câu nói ảnh cho thấy gì.",
        },
        "link-name": {
            "error_name": "Liên kết không có chữ",
            "help_text": "Viết chữ cho liên kết, hoặc bỏ liên kết.",
        },
        "p-as-heading": {
            "error_name": "Dòng chữ đậm dùng thay tiêu đề",
            "help_text": "Dùng khối «Tiêu đề mục».",
        },
        "table-duplicate-name": {
            "error_name": "Tên bảng lặp lại chú thích",
            "help_text": "Để một trong hai trống.",
        },
    }


def arrange(items: list) -> None:
    """Put the checker in the place of Wagtail's own."""
    items[:] = [
        BoardChecker(in_editor=item.in_editor) if isinstance(item, ContentCheckerItem) else item
        for item in items
    ]
