"""What the head of the board sees of the record: the list, one row, the story of one item."""

from django.contrib import messages
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views import View
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import BaseListingView

from . import export
from .access import TITLE, BelowListMixin, RecordAccessMixin
from .details import details_of
from .filters import NOBODY, RecordFilter
from .lines import lines
from .models import Link
from .queries import entries_for, story_of
from .recording import record

TOO_MANY = (
    "Có {count} dòng, mỗi tệp chứa nhiều nhất {limit} dòng. Hãy thu hẹp khoảng thời gian hoặc "
    "chọn thêm điều kiện rồi xuất lại."
)
NOTHING = "Không có dòng nào để xuất."


class RecordListView(RecordAccessMixin, BaseListingView):
    """The rows, newest first, under a filter."""

    template_name = "audit/list.html"
    results_template_name = "audit/_results.html"
    page_title = TITLE
    header_icon = "history"
    index_url_name = "audit:list"
    paginate_by = 50

    @cached_property
    def filter(self) -> RecordFilter:
        """What the reader asks for."""
        return RecordFilter(self.request.GET, self.request.user)

    def get_queryset(self):
        """The rows asked for."""
        return self.filter.apply(entries_for(self.request.user))

    def get_context_data(self, **kwargs):
        """The page's rows in words, the filter, the address of the export."""
        context = super().get_context_data(**kwargs)
        asked = self.request.GET.copy()
        asked.pop(self.page_kwarg, None)
        context.update(
            lines=lines(list(context["object_list"])),
            filter=self.filter,
            is_asking=any(asked.values()),
            export_url=f"{reverse('audit:export')}?{asked.urlencode()}",
        )
        context["media"] += self.filter.media
        return context


class EntryView(BelowListMixin, TemplateView):
    """Everything that one row says."""

    template_name = "audit/entry.html"
    page_title = "Chi tiết một việc"

    def get_context_data(self, pk: int, **kwargs):
        """The row, or 404 for a row of another agency."""
        entry = get_object_or_404(entries_for(self.request.user), pk=pk)
        (line,) = lines([entry])
        return super().get_context_data(
            **kwargs,
            line=line,
            details=details_of(entry.data),
            link=Link.objects.filter(pk=entry.pk).first(),
        )


class StoryView(BelowListMixin, BaseListingView):
    """Every row about one page, from the first to the last."""

    template_name = "audit/story.html"
    page_title = "Diễn biến của tin"
    paginate_by = 100

    def get_queryset(self):
        """The page's rows, or 404 when the reader may see none."""
        rows = story_of(self.request.user, self.kwargs["page_id"])
        if not rows.exists():
            raise Http404
        return rows

    def get_context_data(self, **kwargs):
        """The rows in words, under the title that the page had last."""
        context = super().get_context_data(**kwargs)
        told = lines(list(context["object_list"]))
        return {**context, "lines": told, "newest": told[-1]}


class ExportView(RecordAccessMixin, View):
    """The rows of the filter as an xlsx file; taking them away is itself an act."""

    http_method_names = ["post"]

    def post(self, request):
        """Send the file, or say why there is none and go back to the list."""
        asked = RecordFilter(request.GET, request.user)
        rows = asked.apply(entries_for(request.user))
        count = rows.count()
        back = redirect(f"{reverse('audit:list')}?{request.GET.urlencode()}")
        if not asked.is_valid():
            return back
        if not 0 < count <= export.MAX_ROWS:
            words = TOO_MANY if count else NOTHING
            messages.error(
                request, words.format(count=_number(count), limit=_number(export.MAX_ROWS))
            )
            return back
        output = export.write(rows.iterator(chunk_size=2000))
        code = _agency_code(request.user, asked)
        record(
            "audit.exported",
            actor=request.user,
            agency_code=code,
            note="; ".join([f"{_number(count)} dòng", *asked.words()]),
            rows=count,
            asked=asked.words(),
        )
        name = f"nhat-ky-{code.lower() or 'tat-ca'}-{timezone.localdate():%Y-%m-%d}.xlsx"
        return FileResponse(
            output, as_attachment=True, filename=name, content_type=export.CONTENT_TYPE
        )


def _agency_code(user, asked: RecordFilter) -> str:
    if not user.is_superuser:
        return user.agency.code
    code = asked.cleaned_data["agency"]
    return "" if code == NOBODY else code


def _number(count: int) -> str:
    """«50.000», as Vietnamese people write it."""
    return f"{count:,}".replace(",", ".")
