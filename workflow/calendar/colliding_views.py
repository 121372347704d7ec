"""Two people who save rows of the calendar at the same moment: the second reads what is wrong."""

from django.db import IntegrityError, transaction
from wagtail_modeladmin.views import CreateView, EditView


class _ToldOfCollisions:
    """The form is checked before it is saved; what was saved in between is found by the database.

    Then the form is checked anew and shown with what was typed. What the form cannot explain goes
    on as the error it is.
    """

    def form_valid(self, form):
        try:
            with transaction.atomic():
                return super().form_valid(form)
        except IntegrityError:
            form.full_clean()
            if form.is_valid():
                raise
            return self.form_invalid(form)


class CalendarCreateView(_ToldOfCollisions, CreateView):
    """Adds a row."""


class CalendarEditView(_ToldOfCollisions, EditView):
    """Changes a row."""
