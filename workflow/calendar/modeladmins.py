"""The working calendar in the editing interface."""

from django.contrib.admin import SimpleListFilter
from django.db.models import Q
from django.db.models.functions import ExtractYear
from django.utils.formats import date_format
from wagtail.admin.panels import FieldPanel
from wagtail_modeladmin.helpers import PermissionHelper
from wagtail_modeladmin.options import ModelAdmin

from workflow.agencies.queries import has_right

from .colliding_views import CalendarCreateView, CalendarEditView
from .models import Holiday


class CalendarPermissionHelper(PermissionHelper):
    """Who holds the right `accounts` keeps the rows of the own agency; superusers keep all.

    Everybody who may list sees the shared rows too: they bind the own agency.
    """

    def user_can_list(self, user):
        return user.is_superuser or (user.agency_id is not None and has_right(user, "accounts"))

    def user_has_any_permissions(self, user):
        return self.user_can_list(user)

    def user_can_create(self, user):
        return self.user_can_list(user)

    def user_can_edit_obj(self, user, obj):
        own = obj.agency_id is not None and obj.agency_id == user.agency_id
        return user.is_superuser or (own and self.user_can_list(user))

    def user_can_delete_obj(self, user, obj):
        return self.user_can_edit_obj(user, obj)


class YearFilter(SimpleListFilter):
    """One year at a time."""

    title = "năm"
    parameter_name = "nam"

    def lookups(self, request, model_admin):
        years = Holiday.objects.annotate(year=ExtractYear("day")).order_by("-year")
        return [(year, str(year)) for year in years.values_list("year", flat=True).distinct()]

    def queryset(self, request, queryset):
        value = self.value() or ""
        return queryset.filter(day__year=int(value)) if value.isdecimal() else queryset


class HolidayAdmin(ModelAdmin):
    """Days off and working days moved in."""

    model = Holiday
    menu_label = "Lịch làm việc"
    menu_icon = "calendar-alt"
    menu_order = 700
    add_to_settings_menu = True
    permission_helper_class = CalendarPermissionHelper
    create_view_class = CalendarCreateView
    edit_view_class = CalendarEditView
    list_display = ("written_day", "what", "name", "whose", "basis")
    list_filter = (YearFilter, "is_working_day")
    search_fields = ("name", "basis")
    ordering = ("-day",)
    panels = [
        FieldPanel("day"),
        FieldPanel("is_working_day"),
        FieldPanel("name"),
        FieldPanel("basis"),
        FieldPanel("agency", permission="superuser"),
    ]

    def get_queryset(self, request):
        """Shared rows and those of the own agency."""
        rows = super().get_queryset(request).select_related("agency")
        if request.user.is_superuser:
            return rows
        return rows.filter(Q(agency=None) | Q(agency=request.user.agency_id))

    def written_day(self, holiday):
        """The day with its weekday: 22/08/2026, thứ Bảy."""
        return date_format(holiday.day, "d/m/Y, l").lower()

    written_day.short_description = "ngày"
    written_day.admin_order_field = "day"

    def what(self, holiday):
        """Whether the day is off or worked."""
        return "làm bù" if holiday.is_working_day else "nghỉ"

    what.short_description = "nghỉ hay làm"
    what.admin_order_field = "is_working_day"

    def whose(self, holiday):
        """Whom the row binds."""
        return holiday.agency.short_name if holiday.agency_id else "Mọi cơ quan"

    whose.short_description = "áp dụng cho"
