"""What is kept of the readers: sums for ever, and today's readers until the day is over."""

from django.db import models


class DailyVisits(models.Model):
    """The sums of one section of one agency on one local day; kept for ever (LA-4.22, BP-18.5).

    A view is a page shown, a visit begins with the first page after half an hour without one and
    counts for the section of that page. `section_code` is "" for the home page. The database
    refuses to delete a row or to lower its sums.
    """

    class Meta:
        verbose_name = "lượt truy cập trong ngày"
        verbose_name_plural = "lượt truy cập theo ngày"
        ordering = ["agency_code", "day", "section_code"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency_code", "day", "section_code"],
                include=["views", "visits"],
                name="visits_of_the_day",
            )
        ]

    agency_code = models.CharField("mã cơ quan", max_length=8)
    day = models.DateField("ngày")
    section_code = models.CharField("mã chuyên mục", max_length=8, blank=True)
    views = models.PositiveBigIntegerField("lượt xem trang")
    visits = models.PositiveBigIntegerField("lượt truy cập")

    def __str__(self):
        return f"{self.agency_code} {self.day} {self.section_code}"


class PageVisits(models.Model):
    """How often one page was shown on one local day, for the lists of what is read most.

    A plain id: nothing of the page tree waits for these rows when a page is moved or deleted.
    Forgotten after `folding.PAGE_DAYS` days; the sums of the sections stay.
    """

    class Meta:
        verbose_name = "lượt xem của trang"
        verbose_name_plural = "lượt xem của các trang"
        constraints = [
            models.UniqueConstraint(
                fields=["agency_code", "day", "page_id"], include=["views"], name="views_of_the_day"
            )
        ]

    agency_code = models.CharField("mã cơ quan", max_length=8)
    day = models.DateField("ngày")
    page_id = models.BigIntegerField("mã trang")
    views = models.PositiveBigIntegerField("lượt xem")

    def __str__(self):
        return f"{self.page_id} {self.day}"


class SeenVisitor(models.Model):
    """A reader of today under a mark that nobody can trace (`visitors.mark_of`).

    Tells a new visit from a further page, and who reads right now. Emptied when the day is over.
    """

    class Meta:
        verbose_name = "người đọc trong ngày"
        verbose_name_plural = "người đọc trong ngày"
        constraints = [
            models.UniqueConstraint(fields=["agency_code", "day", "mark"], name="seen_once")
        ]
        indexes = [models.Index(fields=["agency_code", "last_at"], name="seen_lately")]

    agency_code = models.CharField("mã cơ quan", max_length=8)
    day = models.DateField("ngày")
    mark = models.CharField("dấu", max_length=16)
    last_at = models.DateTimeField("trang gần nhất lúc")
    views = models.PositiveIntegerField("lượt xem")

    def __str__(self):
        return f"{self.agency_code} {self.last_at}"


class FoldedFile(models.Model):
    """How far a file of views has been counted; written together with the counts."""

    class Meta:
        verbose_name = "tệp lượt xem đã đếm"
        verbose_name_plural = "tệp lượt xem đã đếm"

    name = models.CharField("tên tệp", max_length=100, unique=True)
    offset = models.BigIntegerField("đã đếm tới byte", default=0)
    at = models.DateTimeField("lúc", auto_now=True)

    def __str__(self):
        return self.name
