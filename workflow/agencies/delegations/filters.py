"""The filter above the list: state, kind, person."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import urlencode

from django import forms
from django.db.models import Q, QuerySet

from workflow.agencies.models import User

from .delegation import Delegation

STATES = {
    "": "tất cả",
    "in_force": "đang có hiệu lực",
    "coming": "sắp có hiệu lực",
    "ended": "đã kết thúc",
}


class DelegationFilter(forms.Form):
    """What to list; wrong values filter nothing."""

    state = forms.ChoiceField(label="Trạng thái", required=False, choices=list(STATES.items()))
    kind = forms.ChoiceField(
        label="Hình thức", required=False, choices=[("", "tất cả"), *Delegation.Kind.choices]
    )
    person = forms.ModelChoiceField(
        label="Người giao hoặc nhận",
        required=False,
        queryset=User.objects.none(),
        empty_label="tất cả",
    )

    def __init__(self, data, *, rows: QuerySet[Delegation], now: datetime):
        super().__init__(data, initial={"state": ""})
        self.rows = rows
        self.now = now
        people = User.objects.filter(
            Q(pk__in=rows.values("giver")) | Q(pk__in=rows.values("receiver"))
        )
        self.fields["person"].queryset = people.order_by("full_name", "pk")

    def qs(self) -> QuerySet[Delegation]:
        """The rows that fit."""
        self.is_valid()
        rows = self.rows
        state = self.cleaned_data.get("state")
        if state:
            # The names of the states are those of the query set's methods.
            rows = getattr(rows, state)(self.now)
        if self.cleaned_data.get("kind"):
            rows = rows.filter(kind=self.cleaned_data["kind"])
        person = self.cleaned_data.get("person")
        if person is not None:
            rows = rows.filter(Q(giver=person) | Q(receiver=person))
        return rows

    def query_words(self) -> str:
        """The filter as the start of a query string for the pager; "" when nothing is asked."""
        asked = {name: self.data[name] for name in self.fields if self.data.get(name)}
        return f"{urlencode(asked)}&" if asked else ""
