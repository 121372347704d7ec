"""The form of a day off or a working day moved in."""

from django import forms
from wagtail.admin.forms import WagtailAdminModelForm

from sections.base.text import clean_text

ALREADY_THERE = "Ngày này đã có trong lịch; hãy sửa dòng đã có."


class HolidayForm(WagtailAdminModelForm):
    """Officers of an agency write rows of their own agency; superusers those of all."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        user = self.for_user
        if "agency" in self.fields and user is not None and not user.is_superuser:
            del self.fields["agency"]
        if "agency" in self.fields:
            self.fields["agency"].empty_label = "Mọi cơ quan"
        elif not self.instance.pk and user is not None:
            self.instance.agency_id = user.agency_id

    def clean(self):
        """Refuse a second row for the day; the agency may not be a field of this form."""
        values = super().clean()
        agency = values["agency"] if "agency" in self.fields else self.instance.agency
        same = self._meta.model.objects.filter(day=values.get("day"), agency=agency)
        if values.get("day") and same.exclude(pk=self.instance.pk).exists():
            self.add_error("day", forms.ValidationError(ALREADY_THERE, code="unique"))
        for name in ("name", "basis"):
            if values.get(name):
                values[name] = clean_text(values[name])
        return values

    def save(self, commit=True):
        """A row that a person has written is no longer computed: filling leaves it alone."""
        self.instance.is_computed = False
        return super().save(commit)
