"""What the head of the board sees of the record: the list, one row, the story of one item."""

import json

from django.contrib import messages
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.functional import cached_property
from django.views import View
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import BaseListingView, WagtailAdminTemplateMixin

from . import export
from .filters import NOBODY, RecordFilter
from .lines import lines
from .queries import entries_for, may_read, story_of
from .recording import record

TITLE = "Nhật ký"
TOO_MANY = (
    "Có {count} dòng, mỗi tệp chứa nhiều nhất {limit} dòng. Hãy thu hẹp khoảng thời gian hoặc "
    "chọn thêm điều kiện rồi xuất lại."
)
NOTHING = "Không có dòng nào để xuất."

# The words for what `recording.record` keeps in `Entry.data`.
DATA_WORDS = {
    "decision": "Mã ý kiến trong quy trình",
    "run": "Lượt duyệt",
    "step": "Bước",
    "content_hash": "Dấu nội dung (SHA-256)",
    "revision": "Phiên bản",
    "username": "Tên đăng nhập đã gõ",
    "changes": "Thay đổi",
    "details": "Chi tiết của trình soạn thảo",
    "rows": "Số dòng",
    "asked": "Điều kiện lọc",
}
_PLACES = {name: place for place, name in enumerate(DATA_WORDS)}


class RecordAccessMixin:
    """Only for whom the rule book gives the right `audit`: others get a page that says so (403)."""

    def dispatch(self, request, *args, **kwargs):
        """Answer 403 itself: Wagtail would turn a refusal into a redirect."""
        if not may_read(request.user):
            return TemplateResponse(request, "audit/forbidden.html", status=403)
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def shows_agency(self) -> bool:
        """Whether rows of several agencies stand together."""
        return self.request.user.is_superuser

    def get_context_data(self, **kwargs):
        """With the switch of the agency column."""
        return super().get_context_data(**kwargs, shows_agency=self.shows_agency)


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


class _BelowListMixin(RecordAccessMixin, WagtailAdminTemplateMixin):
    """A page one step below the list."""

    header_icon = "history"

    def get_breadcrumbs_items(self):
        """Home, the record, this page."""
        return [
            *self.breadcrumbs_items,
            {"url": reverse_lazy("audit:list"), "label": TITLE},
            {"url": "", "label": self.get_page_title()},
        ]


class EntryView(_BelowListMixin, TemplateView):
    """Everything that one row says."""

    template_name = "audit/entry.html"
    page_title = "Chi tiết một việc"

    def get_context_data(self, pk: int, **kwargs):
        """The row, or 404 for a row of another agency."""
        entry = get_object_or_404(entries_for(self.request.user), pk=pk)
        (line,) = lines([entry])
        return super().get_context_data(**kwargs, line=line, details=_details(entry.data))


class StoryView(_BelowListMixin, BaseListingView):
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


def _details(data: dict) -> list[dict]:
    """The row's data with words; lists and mappings are laid out line by line."""
    return [
        {
            "label": DATA_WORDS.get(name, name),
            "value": data[name],
            "laid_out": json.dumps(data[name], ensure_ascii=False, indent=2)
            if isinstance(data[name], dict | list)
            else "",
        }
        for name in sorted(data, key=lambda name: (_PLACES.get(name, len(_PLACES)), name))
        if data[name] not in (None, "", [], {})
    ]
