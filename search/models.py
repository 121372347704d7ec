"""What readers can find: one narrow row for each public page or record."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q


class Entry(models.Model):
    """A page that everyone may read, or a record that a room made public (`sources`).

    Made anew from its source at any time; the row itself decides nothing: before it is shown,
    the source is asked once more whether everyone may read it.
    """

    class Meta:
        verbose_name = "mục tìm kiếm"
        verbose_name_plural = "mục tìm kiếm"
        constraints = [
            models.UniqueConstraint(fields=["source", "object_id"], name="search_entry_of_object")
        ]
        indexes = [
            GinIndex(fields=["vector"], name="search_entry_vector"),
            GinIndex(
                fields=["folded_title"], opclasses=["gin_trgm_ops"], name="search_entry_trigrams"
            ),
            models.Index(
                fields=["site", "folded_title"],
                opclasses=["int4_ops", "text_pattern_ops"],
                name="search_entry_title",
            ),
            models.Index(
                fields=["site", "number"],
                opclasses=["int4_ops", "varchar_pattern_ops"],
                condition=~Q(number=""),
                name="search_entry_number",
            ),
            models.Index(
                fields=["site", "section_code", "year", "-published"], name="search_entry_facets"
            ),
            models.Index(
                fields=["site", "section_code"],
                condition=Q(is_section=True),
                name="search_entry_sections",
            ),
        ]

    # Rows are written by the thousand and refer to nothing an editor may want to delete.
    wagtail_reference_index_ignore = True

    source = models.CharField("nguồn", max_length=40)
    object_id = models.BigIntegerField("mã trong nguồn")
    site = models.ForeignKey(
        "wagtailcore.Site", verbose_name="trang", on_delete=models.CASCADE, related_name="+"
    )
    kind = models.CharField("loại", max_length=100)
    section_code = models.CharField("mã chuyên mục", max_length=8)
    is_section = models.BooleanField("là trang của chuyên mục")
    # The local year of `published`.
    year = models.SmallIntegerField("năm", null=True)
    published = models.DateTimeField("thời điểm", null=True)
    title = models.CharField("tiêu đề", max_length=255)
    folded_title = models.TextField("tiêu đề không dấu")
    number = models.CharField("số, ký hiệu không dấu", max_length=100)
    number_shown = models.CharField("số, ký hiệu", max_length=100)
    text = models.TextField("nội dung")
    vector = SearchVectorField("véc-tơ từ")

    def __str__(self):
        return self.title
