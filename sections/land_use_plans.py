"""Land-use master plans and plans (S46)."""

from django.db import models
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from sections.base.exporting import Column

from .shapes.filters import ChoiceFilter, Filter
from .shapes.item import item_panels
from .shapes.plan import PlanListingPage, PlanRecord


class LandUseLevel(models.TextChoices):
    """Whose land is planned; the district level ended on 2025-07-01."""

    PROVINCE = "province", "Cấp tỉnh"
    DISTRICT = "district", "Cấp huyện (trước 01/7/2025)"
    COMMUNE = "commune", "Cấp xã"


class LandUsePlanIndexPage(PlanListingPage):
    """KT-3.5-2."""

    class Meta:
        verbose_name = "chuyên mục quy hoạch, kế hoạch sử dụng đất"
        verbose_name_plural = "chuyên mục quy hoạch, kế hoạch sử dụng đất"

    subpage_types = ["sections.LandUsePlanPage"]
    item_type = "sections.LandUsePlanPage"
    item_word = "quy hoạch, kế hoạch"
    template = "sections/land_use_plan_index_page.html"
    filters = (
        ChoiceFilter("cap", "Cấp", "level", LandUseLevel.choices),
        Filter("dia-ban", "Địa bàn", "place"),
        *PlanListingPage.filters,
    )
    columns = (
        *PlanListingPage.columns,
        Column("Cấp", lambda plan: plan.get_level_display()),
        Column("Địa bàn", lambda plan: plan.place),
        Column("Diện tích (ha)", lambda plan: plan.area),
    )


class LandUsePlanPage(PlanRecord):
    """KT-3.5-2."""

    class Meta:
        verbose_name = "quy hoạch, kế hoạch sử dụng đất"
        verbose_name_plural = "quy hoạch, kế hoạch sử dụng đất"

    parent_page_types = ["sections.LandUsePlanIndexPage"]
    facts_template = "sections/_land_use_plan_facts.html"
    template = "sections/land_use_plan_page.html"

    level = models.CharField(
        "cấp", max_length=16, choices=LandUseLevel.choices, default=LandUseLevel.PROVINCE
    )
    place = models.CharField("địa bàn", max_length=255, blank=True)
    area = models.DecimalField(
        "diện tích (ha)", max_digits=12, decimal_places=2, null=True, blank=True
    )

    content_panels = item_panels(
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("level"), FieldPanel("place")]),
                FieldPanel("area"),
            ],
            heading="Địa bàn",
        ),
        *PlanRecord.plan_panels,
    )
