"""The wall between agencies in the editing interface.

Wagtail checks permissions inside each view, and not in every view: choosers, the admin API, bulk
actions and reports show pages, files and people of the whole installation. Here every address is
looked at before its view runs: what it names must be the agency's own, and screens that are about
the whole installation are closed. Superusers keep the installation and pass.
"""

from collections.abc import Iterator

from django.http import JsonResponse
from django.urls import reverse
from django.views.defaults import page_not_found
from wagtail.admin.auth import permission_denied

from .reach import Kind, Reach
from .tags import own_tag_names

# Users, groups, sites, collections, redirects, workflow settings, reports, two unused admin APIs.
CLOSED_NAMESPACES = frozenset(
    {
        "wagtailusers_users",
        "wagtailusers_groups",
        "wagtailsites",
        "wagtailadmin_collections",
        "wagtailredirects",
        "wagtailadmin_workflows",
        "wagtailadmin_reports",
        "wagtailadmin_api:images",
        "wagtailadmin_api:documents",
    }
)
CLOSED_VIEWS = frozenset({"wagtailadmin_pages:type_use", "wagtailadmin_pages:type_use_results"})
TAG_VIEWS = frozenset({"wagtailadmin_tag_autocomplete", "wagtailadmin_tag_model_autocomplete"})

# What the words in addresses, queries and forms stand for.
KIND_OF_WORD = {
    "page_id": Kind.PAGE,
    "parent_page_id": Kind.PAGE,
    "page_to_move_id": Kind.PAGE,
    "destination_id": Kind.PAGE,
    "destination": Kind.PAGE,
    "new_parent_page": Kind.PAGE,
    "chooser": Kind.PAGE,
    "childOf": Kind.PAGE,
    "child_of": Kind.PAGE,
    "descendant_of": Kind.PAGE,
    "ancestor_of": Kind.PAGE,
    "image_id": Kind.IMAGE,
    "document_id": Kind.DOCUMENT,
    "doc_id": Kind.DOCUMENT,
    "workflow_state_id": Kind.RUN,
    "task_state_id": Kind.STEP,
}
# Where the bare words `pk` and `id` stand for a page or a file.
KIND_OF_NAMESPACE = {
    "wagtailadmin_pages": Kind.PAGE,
    "wagtailadmin_api:pages": Kind.PAGE,
    "wagtailimages_chooser": Kind.IMAGE,
    "wagtaildocs_chooser": Kind.DOCUMENT,
}
KIND_OF_VIEW = {"wagtailadmin_choose_page_chosen_multiple": Kind.PAGE}
KIND_OF_BULK_MODEL = {
    ("base", "basepage"): Kind.PAGE,
    ("media", "agencyimage"): Kind.IMAGE,
    ("media", "agencydocument"): Kind.DOCUMENT,
}
_BULK = "wagtail_bulk_action"
_BARE_WORDS = ("pk", "id")
_FORMS = frozenset({"application/x-www-form-urlencoded", "multipart/form-data"})


class AgencyWallMiddleware:
    """Stops a request at the wall, before its view runs."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view_func, view_args, view_kwargs):
        """Refuse closed screens; answer 404, as if it were not there, to what is foreign."""
        if not _is_before_the_wall(request):
            return None
        match = request.resolver_match
        if is_closed(match):
            return permission_denied(request)
        things = _named_things(request, match)
        proposes_tags = match.view_name in TAG_VIEWS
        reach = Reach.of(request.user) if things or proposes_tags else None
        if things and reach.names_foreign(things):
            return page_not_found(request, None, template_name="wagtailadmin/404.html")
        if proposes_tags:
            return JsonResponse(own_tag_names(reach, request.GET.get("term", "")), safe=False)
        return None


def _is_before_the_wall(request) -> bool:
    """Whether a person of an agency uses the editing interface."""
    # The address first: a public page must not ask who reads it, or no cache could keep it.
    if not request.path.startswith(reverse("wagtailadmin_home")):
        return False
    person = request.user
    return person.is_authenticated and not person.is_superuser


def is_closed(match) -> bool:
    """Whether the screen is about the whole installation."""
    if match.view_name == _BULK:
        # Files carry no keywords: Wagtail shows the most used ones to everybody.
        adds_tags = match.kwargs["action"] == "add_tags"
        return adds_tags or _bulk_model(match) not in KIND_OF_BULK_MODEL
    return match.namespace in CLOSED_NAMESPACES or match.view_name in CLOSED_VIEWS


def _named_things(request, match) -> dict[Kind, set[int]]:
    found: dict[Kind, set[int]] = {}
    for word, value in _words(request, match):
        kind = _bare_kind(match) if word in _BARE_WORDS else KIND_OF_WORD.get(word)
        number = _number(value)
        if kind is not None and number is not None:
            found.setdefault(kind, set()).add(number)
    return found


def _words(request, match) -> Iterator[tuple[str, object]]:
    yield from match.kwargs.items()
    sources = [request.GET]
    if request.method == "POST" and request.content_type in _FORMS:
        sources.append(request.POST)
    for source in sources:
        for word, values in source.lists():
            if word in KIND_OF_WORD or word in _BARE_WORDS:
                yield from ((word, value) for value in values)


def _bare_kind(match) -> Kind | None:
    if match.view_name == _BULK:
        return KIND_OF_BULK_MODEL.get(_bulk_model(match))
    return KIND_OF_VIEW.get(match.view_name) or KIND_OF_NAMESPACE.get(match.namespace)


def _bulk_model(match) -> tuple[str, str]:
    return match.kwargs["app_label"], match.kwargs["model_name"]


def _number(value) -> int | None:
    """`value` as the database would read it: also « 35», «3_5»."""
    try:
        return int(value)
    except (TypeError, ValueError):
        return None
