"""About what a person may ask for a change: by the words in the address."""

from dataclasses import dataclass

from django.http import Http404
from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect

from sections.base.models import BasePage
from sections.media.models import AgencyDocument, AgencyImage
from workflow.agencies.models import Agency, User
from workflow.agencies.queries import roles_of
from workflow.approval.changes import kinds
from workflow.approval.changes.kinds import ChangeKind

TYPE_OF_WORD = {
    "trang": BasePage._meta.label_lower,
    "anh": AgencyImage._meta.label_lower,
    "tai-lieu": AgencyDocument._meta.label_lower,
    "co-quan": Agency._meta.label_lower,
    "chuyen-huong": Redirect._meta.label_lower,
}
WORD_OF_TYPE = {model: word for word, model in TYPE_OF_WORD.items()}
NOT_FOUND = "Không có mục này ở cơ quan của bạn."


@dataclass(frozen=True, slots=True)
class Offer:
    """A kind of change as it is offered; `obstacle` says why it cannot be asked for now."""

    kind: ChangeKind
    url: str
    obstacle: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What a change is asked about, by whom, with the kinds that fit it."""

    word: str
    agency: Agency
    target: object
    kinds: list[ChangeKind]

    @property
    def title(self) -> str:
        """The name of the target."""
        return self.kinds[0].title_of(self.target)

    def kind(self, code: str) -> ChangeKind:
        """The kind `code`; Http404 when it is not for such a target."""
        found = next((kind for kind in self.kinds if kind.code == code), None)
        if found is None:
            raise Http404(NOT_FOUND)
        return found

    def offers(self) -> list[Offer]:
        """Every kind that fits, those that can be asked for first."""
        rows = [
            Offer(
                kind,
                reverse("desk:request_new", args=[self.word, self.target.pk, kind.code]),
                kind.obstacle(self.agency, self.target),
            )
            for kind in self.kinds
        ]
        return sorted(rows, key=lambda row: bool(row.obstacle))

    @property
    def back_url(self) -> str:
        """Where the person looks at the target."""
        return url_of_target(TYPE_OF_WORD[self.word], self.target.pk)


def asked_about(user: User, word: str, target_id: int) -> Asked:
    """The target in the address; Http404 for what is not the agency's own, or without a role.

    Superusers ask for nothing: they belong to no agency.
    """
    if user.agency_id is None or not roles_of(user):
        raise Http404(NOT_FOUND)
    agency = user.agency
    fitting = kinds.kinds_for(TYPE_OF_WORD.get(word, ""))
    target = fitting[0].find(target_id) if fitting else None
    if target is None or not is_own(agency, target):
        raise Http404(NOT_FOUND)
    fitting = [kind for kind in fitting if kind.fits(target)]
    if not fitting:
        raise Http404(NOT_FOUND)
    return Asked(word, agency, target, fitting)


def is_own(agency: Agency, target) -> bool:
    """Whether `target` belongs to the agency: others learn nothing of it."""
    if isinstance(target, BasePage):
        return target.path.startswith(agency.site.root_page.path)
    if isinstance(target, AgencyImage | AgencyDocument):
        return target.collection_id == agency.collection_id
    if isinstance(target, Redirect):
        return target.site_id == agency.site_id
    return target.pk == agency.pk


def url_of_target(target_type: str, target_id: int) -> str:
    """Where the editing interface shows the target of a request."""
    names = {"trang": "desk:item", "anh": "wagtailimages:edit", "tai-lieu": "wagtaildocs:edit"}
    name = names.get(WORD_OF_TYPE.get(target_type, ""))
    return reverse(name, args=[target_id]) if name else reverse("desk:requests")
