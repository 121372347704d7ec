"""The screens of the review: the periods of an agency, one period with its signature."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.views.generic import TemplateView

from sections.base.door import Refused
from workflow.agencies.models import Agency
from workflow.audit.access import TITLE, BelowListMixin
from workflow.audit.filters import NOBODY
from workflow.audit.lines import lines
from workflow.calendar.queries import calendar_of

from . import attention, signing
from .figures import Figures, figures_of, rows_of
from .periods import Period, parse
from .standing import standing_of, standings

REVIEW_TITLE = "Rà soát nhật ký"
SIGNED = "Đã ký rà soát nhật ký {period}."
PER_PAGE = 24
SHOWN_ROWS = 20


class ReviewView(BelowListMixin, TemplateView):
    """The periods of the own agency, each with who signed it and when; superusers choose."""

    template_name = "audit/review/index.html"
    page_title = REVIEW_TITLE

    def get_context_data(self, **kwargs):
        """One page of periods."""
        agencies = _agencies_for(self.request.user)
        asked = self.request.GET.get("agency", "")
        agency = next((row for row in agencies if row.code == asked), next(iter(agencies), None))
        if agency is None:
            raise Http404
        rows = standings(agency, timezone.now())
        page = Paginator(rows, PER_PAGE).get_page(self.request.GET.get("p"))
        return super().get_context_data(
            **kwargs,
            agency=agency,
            agencies=agencies,
            page_obj=page,
            to_sign=sum(row.is_to_sign for row in rows),
            index_url=self.request.path,
        )


class PeriodView(BelowListMixin, TemplateView):
    """What happened in a period, first what deserves attention; below it the signature."""

    template_name = "audit/review/period.html"

    @cached_property
    def agency(self) -> Agency:
        """The agency in the address; 404 for another one than the reader's."""
        code = self.kwargs["agency_code"]
        found = next((row for row in _agencies_for(self.request.user) if row.code == code), None)
        if found is None:
            raise Http404
        return found

    @cached_property
    def period(self) -> Period:
        """The period in the address; 404 for what names none or has not begun."""
        period = parse(self.kwargs["period_code"])
        if period is None or period.starts_at > timezone.now():
            raise Http404
        return period

    def get_page_title(self):
        """«Nhật ký tháng 7 năm 2026»."""
        return f"{TITLE} {self.period.label}"

    def get_breadcrumbs_items(self):
        """Home, the record, the review, this period."""
        *above, here = super().get_breadcrumbs_items()
        return [*above, {"url": reverse_lazy("audit:review"), "label": REVIEW_TITLE}, here]

    def get_context_data(self, **kwargs):
        """The numbers, the grave rows, the standing and what came after the signature."""
        now, period, agency = timezone.now(), self.period, self.agency
        calendar = calendar_of(agency.code)
        standing = standing_of(agency, period, now, calendar, signing.signatures(agency.code))
        figures = figures_of(agency.code, period, calendar)
        grave = rows_of(agency.code, period).filter(attention.any_of(attention.GRAVE))
        grave_count = sum(count for group, count in figures.attention if group.is_grave)
        later = signing.added_later(standing.signature, period) if standing.signature else None
        return super().get_context_data(
            **{"note": "", **kwargs},
            agency=agency,
            standing=standing,
            figures=figures,
            groups=[row for row in self._groups(figures) if row["count"]],
            quiet=[group.label for group, count in figures.attention if not count],
            acts=self._tallies(figures.acts, "action"),
            people=self._tallies(figures.people, "person"),
            grave=lines(list(grave[:SHOWN_ROWS])) if grave_count else [],
            grave_count=grave_count,
            later=lines(list(later[:SHOWN_ROWS])) if later is not None else [],
            later_count=later.count() if later is not None else 0,
            may_sign=signing.may_sign(self.request.user, agency),
            list_url=self._list_url(),
        )

    def post(self, request, **kwargs):
        """Sign; a refusal says why and keeps what was written."""
        note, seen = request.POST.get("note", ""), request.POST.get("seen", "")
        try:
            signing.sign(
                self.agency,
                self.period,
                request.user,
                note=note,
                seen=int(seen) if seen.isdecimal() else -1,
                now=timezone.now(),
            )
        except Refused as refusal:
            messages.error(request, str(refusal))
            context = self.get_context_data(note=note[: signing.MAX_NOTE], **kwargs)
            return self.render_to_response(context, status=409)
        messages.success(request, SIGNED.format(period=self.period.label))
        return redirect(request.path)

    def _groups(self, figures: Figures) -> list[dict]:
        return [
            {
                "label": group.label,
                "count": count,
                "is_grave": group.is_grave,
                "url": self._list_url(attention=group.code),
            }
            for group, count in figures.attention
        ]

    def _tallies(self, rows, asked: str) -> list[dict]:
        return [
            {
                "label": row.label,
                "count": row.count,
                "url": self._list_url(**{asked: row.key or NOBODY}),
            }
            for row in rows
        ]

    def _list_url(self, **asked: str) -> str:
        """The record under a filter that leaves the rows of this period."""
        if self.shows_agency:
            asked["agency"] = self.agency.code
        asked["since"] = f"{self.period.first:%d/%m/%Y}"
        asked["until"] = f"{self.period.last:%d/%m/%Y}"
        return f"{reverse('audit:list')}?{urlencode(asked)}"


def _agencies_for(reader) -> list[Agency]:
    """The agency whose record the reader reads; all for superusers."""
    return list(Agency.objects.order_by("code")) if reader.is_superuser else [reader.agency]
