"""Site search over titles and summaries; accents, tone placement and đ/d make no difference."""

from django.db.models import BooleanField, Case, Q, QuerySet, Value, When

from sections.base.models import BasePage
from sections.base.readership import for_everyone
from sections.base.text import clean_text, fold

MAX_WORDS = 12


def pages_matching(query: str, below: str) -> QuerySet[BasePage]:
    """Live pages whose path starts with `below` and that carry every word of `query`.

    Pages with the query exactly as typed come first, then those with its words side by side,
    then the newest. An empty query finds nothing.
    """
    folded = fold(query)
    words = folded.split()[:MAX_WORDS]
    pages = for_everyone(BasePage.objects.filter(path__startswith=below))
    if not words:
        return pages.none()
    for word in words:
        pages = pages.filter(folded__contains=f" {word} ")
    as_typed = clean_text(query).strip()
    return pages.annotate(
        exact=_claim(Q(title__icontains=as_typed) | Q(summary__icontains=as_typed)),
        phrase=_claim(Q(folded__contains=f" {' '.join(words)} ")),
    ).order_by("-exact", "-phrase", "-first_published_at", "-pk")


def _claim(condition: Q) -> Case:
    return Case(
        When(condition, then=Value(True)), default=Value(False), output_field=BooleanField()
    )
