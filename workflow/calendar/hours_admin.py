"""The dated office hours in the editing interface."""

from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail_modeladmin.options import ModelAdmin

from .colliding_views import CalendarCreateView, CalendarEditView
from .modeladmins import CalendarPermissionHelper
from .office_hours import OfficeHours
from .week import weekdays_in_words


class OfficeHoursAdmin(ModelAdmin):
    """Summer and winter hours, duties on Saturdays; without a row the rule book's hours hold."""

    model = OfficeHours
    menu_label = "Giờ làm việc"
    menu_icon = "history"
    menu_order = 701
    add_to_settings_menu = True
    permission_helper_class = CalendarPermissionHelper
    create_view_class = CalendarCreateView
    edit_view_class = CalendarEditView
    list_display = ("written_weekdays", "written_times", "written_days", "whose", "basis")
    search_fields = ("basis",)
    ordering = ("agency", "-valid_from", "weekdays")
    panels = [
        FieldPanel("agency", permission="superuser"),
        FieldPanel("weekdays"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("morning_opens"), FieldPanel("morning_closes")]),
                FieldRowPanel([FieldPanel("afternoon_opens"), FieldPanel("afternoon_closes")]),
            ],
            heading="Giờ làm việc",
            help_text="Viết giờ:phút, ví dụ 07:30. Không làm việc buổi chiều: để trống hai ô buổi "
            "chiều. Chỉ làm việc buổi chiều: ghi giờ vào hai ô buổi sáng.",
        ),
        FieldRowPanel([FieldPanel("valid_from"), FieldPanel("valid_to")]),
        FieldPanel("basis"),
    ]

    def get_queryset(self, request):
        """The rows of the own agency."""
        rows = super().get_queryset(request).select_related("agency")
        if request.user.is_superuser:
            return rows
        return rows.filter(agency=request.user.agency_id)

    def written_weekdays(self, row):
        """Thứ Hai đến thứ Sáu."""
        words = weekdays_in_words(row.weekdays)
        return words[0].upper() + words[1:]

    written_weekdays.short_description = "ngày trong tuần"

    def written_times(self, row):
        """07:00–11:30, 13:30–17:00."""
        return row.times

    written_times.short_description = "giờ"

    def written_days(self, row):
        """From which day, and until which."""
        return row.days

    written_days.short_description = "áp dụng"
    written_days.admin_order_field = "valid_from"

    def whose(self, row):
        """Whom the row binds."""
        return row.agency.short_name

    whose.short_description = "cơ quan"
    whose.admin_order_field = "agency"
