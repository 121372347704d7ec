"""The form of a row of office hours."""

from django import forms
from wagtail.admin.forms import WagtailAdminModelForm

from sections.base.text import clean_text

from .week import WEEKDAYS

NO_WEEKDAY = "Hãy chọn ít nhất một ngày trong tuần."
UNKNOWN_WEEKDAY = "«%(value)s» không phải là ngày trong tuần."
TIMES = ("morning_opens", "morning_closes", "afternoon_opens", "afternoon_closes")
NO_TIME = "Hãy viết giờ theo dạng giờ:phút, ví dụ 07:30."
NO_DAY = "Hãy viết ngày theo dạng ngày/tháng/năm, ví dụ 01/04/2026."


class OfficeHoursForm(WagtailAdminModelForm):
    """Officers write rows of their own agency; superusers choose whose row a new one is."""

    weekdays = forms.TypedMultipleChoiceField(
        label="Ngày trong tuần",
        choices=[(number, name[0].upper() + name[1:]) for number, name in WEEKDAYS],
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": NO_WEEKDAY, "invalid_choice": UNKNOWN_WEEKDAY},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        user = self.for_user
        if "agency" in self.fields and user is not None and not user.is_superuser:
            del self.fields["agency"]
        if "agency" in self.fields:
            # The duties of the former agency would keep the hours that left it.
            self.fields["agency"].disabled = self.instance.pk is not None
        elif not self.instance.pk and user is not None:
            self.instance.agency_id = user.agency_id
        for names, words in ((TIMES, NO_TIME), (("valid_from", "valid_to"), NO_DAY)):
            for name in names:
                self.fields[name].error_messages["invalid"] = words

    def clean(self):
        """Keep the deciding document in one normal form."""
        values = super().clean()
        if values.get("basis"):
            values["basis"] = clean_text(values["basis"]).strip()
        return values
