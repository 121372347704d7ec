"""Every door of the editing interface through which one agency might reach another."""

from collections.abc import Iterator
from dataclasses import dataclass
from types import SimpleNamespace

from django.db.models import F, Value
from django.db.models.functions import Concat
from django.urls import reverse
from django.utils import timezone

from tests.factories import (
    agency,
    make_document,
    make_image,
    make_news,
    news_index,
    publish_news,
    submit,
    user,
)
from workflow.agencies.models import User
from workflow.reports import drafting, editing
from workflow.reports.models import PeriodReport
from workflow.reports.periods import MONTH, period_of

MARK = "BP-MẬT"
# Words that only Bình Phước's things contain; a page that shows one of them leaks.
SECRETS = (MARK, "bp-mat", "bp-unit_head", "bp-contributor")


@dataclass(frozen=True)
class Door:
    """An address and what it is called."""

    name: str
    url: str


def binh_phuoc() -> SimpleNamespace:
    """Bình Phước with a waiting item, a public one, an image, a document; all names marked."""
    User.objects.filter(agency__code="BP").update(
        full_name=Concat(Value(f"{MARK} "), F("full_name"))
    )
    waiting = make_news("BP", title=f"Tin chờ {MARK}", slug="tin-bp-mat")
    waiting.tags.add(f"từ khóa {MARK}")
    waiting.save_revision(user=waiting.owner)
    submit(waiting)
    run = waiting.current_workflow_state
    return SimpleNamespace(
        agency=agency("BP"),
        home=agency("BP").site.root_page,
        index=news_index("BP"),
        waiting=waiting,
        live=publish_news("BP", title=f"Tin đã đăng {MARK}", slug="tin-dang-bp-mat"),
        image=make_image("BP", title=f"Ảnh {MARK}"),
        document=make_document("BP", title=f"Tệp {MARK}"),
        run=run,
        step=run.current_task_state,
        revision=waiting.latest_revision_id,
        person=user("bp-contributor"),
        report=_report(),
    )


def _report() -> PeriodReport:
    """A report with remarks, which has counted the items above."""
    now = timezone.now()
    period = period_of(MONTH, timezone.localdate(now))
    report = drafting.draw_up(agency("BP"), "commendation", period, user("bp-head"), now)
    return editing.remark(report.pk, user("bp-head"), f"Nhận xét {MARK}")


def doors(bp: SimpleNamespace, own_page, own_index) -> Iterator[Door]:
    """Every address that names something of Bình Phước, or lists things of many agencies."""
    yield from _page_doors(bp, own_page, own_index)
    yield from _list_doors(bp, own_index)
    yield from _file_doors(bp)
    yield from _api_doors(bp)
    yield from _bulk_doors(bp)
    yield from _closed_doors(bp)
    yield from _board_doors(bp)


def _door(name: str, *args, query: str = "") -> Door:
    return Door(f"{name} {args} {query}", reverse(name, args=args) + query)


def _page_doors(bp, own_page, own_index) -> Iterator[Door]:
    names = (
        "usage", "edit", "view_draft", "preview_on_edit", "delete", "unpublish", "copy", "move",
        "set_privacy", "revisions_index", "workflow_history", "history", "history_results",
        "confirm_workflow_cancellation", "add_subpage", "convert_alias",
    )  # fmt: skip
    for page in (bp.waiting, bp.live, bp.home):
        for name in names:
            yield _door(f"wagtailadmin_pages:{name}", page.pk)
        yield _door("wagtailadmin_pages:move_confirm", page.pk, own_index.pk)
        yield _door("wagtailadmin_pages:move_confirm", own_page.pk, page.pk)
        yield _door("wagtailadmin_pages:move", own_page.pk, query=f"?destination={page.pk}")
    for name in ("add", "preview_on_add"):
        yield _door(f"wagtailadmin_pages:{name}", "sections", "newspage", bp.index.pk)
    for name in ("revisions_view", "revisions_revert"):
        yield _door(f"wagtailadmin_pages:{name}", bp.waiting.pk, bp.revision)
        yield _door(f"wagtailadmin_pages:{name}", own_page.pk, bp.revision)
    for page in (bp.waiting, own_page):
        yield _door("wagtailadmin_pages:revisions_compare", page.pk, bp.revision, "latest")
        yield _door("wagtailadmin_pages:workflow_history_detail", page.pk, bp.run.pk)
        for name in ("workflow_action", "collect_workflow_action_data"):
            yield _door(f"wagtailadmin_pages:{name}", page.pk, "approve", bp.step.pk)
    yield _door("wagtailadmin_pages:workflow_preview", bp.waiting.pk, bp.step.task_id)


def _list_doors(bp, own_index) -> Iterator[Door]:
    yield _door("wagtailadmin_home")
    yield _door("wagtailadmin_explore_root")
    for page_id in (1, own_index.pk, bp.home.pk, bp.index.pk, bp.waiting.pk, bp.live.pk):
        yield _door("wagtailadmin_explore", page_id)
        yield _door("wagtailadmin_explore_results", page_id, query="?q=BP&search_all=1")
        yield _door("wagtailadmin_choose_page_child", page_id)
    for name in ("wagtailadmin_pages:search", "wagtailadmin_pages:search_results"):
        yield _door(name, query="?q=BP")
        yield _door(name)
    for name in ("type_use", "type_use_results", "choose_parent"):
        yield _door(f"wagtailadmin_pages:{name}", "sections", "newspage")
    yield _door("wagtailadmin_choose_page")
    yield _door("wagtailadmin_choose_page", query="?page_type=sections.newspage")
    yield _door("wagtailadmin_choose_page_search", query="?q=BP")
    yield _door("wagtailadmin_choose_page_search", query="?q=")
    for page_id in (str(bp.waiting.pk), f"%20{bp.waiting.pk}", f"{bp.waiting.pk}&id=1"):
        yield _door("wagtailadmin_choose_page_chosen_multiple", query=f"?id={page_id}")
    yield _door("wagtailadmin_tag_autocomplete", query="?term=từ")
    yield _door("wagtailadmin_tag_model_autocomplete", "sections", "newstag", query="?term=từ")


def _file_doors(bp) -> Iterator[Door]:
    collection = f"?collection_id={bp.agency.collection_id}"
    for name in ("edit", "delete", "document_usage", "edit_multiple"):
        yield _door(f"wagtaildocs:{name}", bp.document.pk)
    for name in (
        "edit", "delete", "url_generator", "url_generator_output", "image_usage", "edit_multiple",
    ):  # fmt: skip
        yield _door(f"wagtailimages:{name}", bp.image.pk)
    yield _door("wagtailimages:preview", bp.image.pk, "max-40x40")
    yield _door("wagtailimages_chooser:select_format", bp.image.pk)
    for app, thing in (("wagtaildocs", bp.document), ("wagtailimages", bp.image)):
        for query in ("", "?q=BP", collection):
            yield _door(f"{app}:index", query=query)
            yield _door(f"{app}:index_results", query=query)
            yield _door(f"{app}_chooser:choose", query=query)
            yield _door(f"{app}_chooser:choose_results", query=query)
        yield _door(f"{app}:add")
        yield _door(f"{app}_chooser:chosen", thing.pk)
        yield _door(f"{app}_chooser:chosen_multiple", query=f"?id={thing.pk}")


def _api_doors(bp) -> Iterator[Door]:
    for kind, thing in (("pages", bp.waiting), ("images", bp.image), ("documents", bp.document)):
        yield _door(f"wagtailadmin_api:{kind}:listing")
        yield _door(f"wagtailadmin_api:{kind}:listing", query="?search=BP")
        yield _door(f"wagtailadmin_api:{kind}:detail", thing.pk)
        yield _door(f"wagtailadmin_api:{kind}:find", query=f"?id={thing.pk}")
    for query in (
        f"?child_of={bp.index.pk}",
        f"?descendant_of={bp.home.pk}&fields=*",
        f"?ancestor_of={bp.waiting.pk}",
        "?for_explorer=1&child_of=1",
        f"?for_explorer=1&child_of={bp.index.pk}",
        "?fields=*&limit=100",
    ):
        yield _door("wagtailadmin_api:pages:listing", query=query)
    yield _door("wagtailadmin_api:pages:detail", bp.live.pk, query="?fields=*")


def _bulk_doors(bp) -> Iterator[Door]:
    acts = {
        ("base", "basepage", bp.waiting.pk): ("delete", "move", "publish", "unpublish"),
        ("media", "agencyimage", bp.image.pk): ("delete", "add_tags", "add_to_collection"),
        ("media", "agencydocument", bp.document.pk): ("delete", "add_tags", "add_to_collection"),
        ("agencies", "user", bp.person.pk): ("delete", "assign_role", "set_active_state"),
    }
    for (app, model, pk), names in acts.items():
        for name in names:
            yield _door("wagtail_bulk_action", app, model, name, query=f"?id={pk}")
    yield _door(
        "wagtail_bulk_action", "base", "basepage", "delete", query=f"?id=all&childOf={bp.index.pk}"
    )


def _closed_doors(bp) -> Iterator[Door]:
    for name in closed_names():
        yield _door(name)
    for name in ("edit", "delete", "history", "usage"):
        yield _door(f"wagtailusers_users:{name}", bp.person.pk)
        yield _door(f"wagtailusers_groups:{name}", bp.person.groups.first().pk)
        yield _door(f"wagtailsites:{name}", bp.agency.site_id)
    for name in ("edit", "usage", "disable"):
        yield _door(f"wagtailadmin_workflows:{name}", bp.agency.workflow_id)
    for name in ("edit_task", "disable_task", "task_chosen"):
        yield _door(f"wagtailadmin_workflows:{name}", bp.step.task_id)
    yield _door("wagtailadmin_collections:edit", bp.agency.collection_id)
    yield _door("wagtailadmin_collections:delete", bp.agency.collection_id)


def closed_names() -> list[str]:
    """Screens without arguments that are about the whole installation."""
    reports = (
        "locked_pages", "workflow", "workflow_tasks", "site_history", "aging_pages",
        "page_types_usage",
    )  # fmt: skip
    return [
        *(f"wagtailadmin_reports:{name}{end}" for name in reports for end in ("", "_results")),
        *(f"wagtailusers_users:{name}" for name in ("index", "index_results", "add")),
        *(f"wagtailusers_groups:{name}" for name in ("index", "index_results", "add")),
        *(f"wagtailsites:{name}" for name in ("index", "index_results", "add")),
        *(f"wagtailadmin_collections:{name}" for name in ("index", "add")),
        *(
            f"wagtailadmin_workflows:{name}"
            for name in (
                "index", "index_results", "add", "select_task_type", "task_index",
                "task_index_results", "task_chooser", "task_chooser_results",
            )
        ),
    ]  # fmt: skip


def _board_doors(bp) -> Iterator[Door]:
    for name in ("desk:item", "desk:preview", "desk:text", "audit:story"):
        yield _door(name, bp.waiting.pk)
        yield _door(name, bp.live.pk)
    yield _door("desk:index")
    yield _door("desk:notices")
    yield _door("audit:list")
    yield _door("audit:export")
    yield _door("reports:index")
    yield _door("reports:index", query="?co-quan=BP")
    yield _door("reports:report", bp.report.pk)
    yield _door("reports:rows", bp.report.pk, query="?so=published")
    for kind in ("docx", "xlsx"):
        yield _door("reports:file", bp.report.pk, kind)
    yield _door("accounts:list")
    yield _door("accounts:list_results", query="?q=bp")
    yield _door("accounts:edit", bp.person.pk)
    yield _door("accounts:deactivate", bp.person.pk)
