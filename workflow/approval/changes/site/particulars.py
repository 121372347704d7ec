"""Changes what every page of an agency's site tells about the agency; guarded below every door."""

from django.core.exceptions import ValidationError
from django.db.models.signals import pre_save

from sections.base import door
from sections.base.door_names import Named, named
from sections.media.models import AgencyImage
from workflow.agencies.models import Agency
from workflow.approval.changes.kinds import ChangeKind, Line, register

EMBLEM = "emblem"
PUBLIC_TEXTS = ("person_responsible", "postal_address", "phone", "fax", "email")
PUBLIC_FIELDS = (EMBLEM, *PUBLIC_TEXTS)
EMBLEM_SIZE = "max-160x160|format-webp"

THROUGH_THE_BOARD = (
    "Không thể đổi trực tiếp thông tin chung của {agency}: mọi trang công khai đều hiển thị thông "
    "tin này. Hãy gửi yêu cầu thay đổi ở «Bàn làm việc»."
)
NOT_YOURS = "Bạn chỉ yêu cầu được thay đổi thông tin của cơ quan mình."
NOTHING = "Chưa có thông tin nào được đổi; hãy sửa ít nhất một ô."
WRONG = "{label}: {problem}"
NO_PICTURE = "Ảnh biểu trưng gửi kèm không còn đúng như khi gửi; hãy gửi yêu cầu mới."
EMPTY = "Để trống"


def connect() -> None:
    """Guard the agencies; called once when the apps are ready."""
    pre_save.connect(refuse_change, sender=Agency, dispatch_uid="approval.agency")


def settings_door(agency) -> Named:
    """The door of the agency's public particulars."""
    return named("agency", agency.code)


def refuse_change(sender, instance, raw=False, update_fields=None, **kwargs) -> None:
    """Raise `door.Refused` for a public particular changed outside the agency's door."""
    names = set(PUBLIC_FIELDS) & set(update_fields or PUBLIC_FIELDS)
    if raw or not instance.pk or not names or door.is_open(settings_door(instance)):
        return
    stored = Agency.objects.filter(pk=instance.pk).first()
    if stored is not None and any(_value(stored, name) != _value(instance, name) for name in names):
        raise door.Refused(THROUGH_THE_BOARD.format(agency=instance.name))


@register
class Particulars(ChangeKind):
    """«Sửa thông tin chung»: payload `values` by field; an emblem is an image's id, with `sha256`."""

    code = "settings"
    chain = "settings"
    label = "Sửa thông tin chung của Trang"
    advice = (
        "Biểu trưng, người chịu trách nhiệm, địa chỉ, điện thoại, fax, thư điện tử ở mọi trang."
    )
    target_type = Agency._meta.label_lower

    def find(self, target_id: int):
        """The agency, or None."""
        return Agency.objects.select_related("emblem", "site").filter(pk=target_id).first()

    def lock(self, target_id: int) -> None:
        """The agency's row."""
        Agency.objects.select_for_update(no_key=True).filter(pk=target_id).first()

    def title_of(self, target) -> str:
        """The agency's name of today."""
        return target.name

    def obstacle(self, agency, target) -> str:
        """One's own agency."""
        return "" if target.pk == agency.pk else NOT_YOURS

    def problem(self, request, target) -> str:
        """Known fields, valid, at least one of them changed."""
        found = super().problem(request, target)
        if found:
            return found
        values = request.payload.get("values", {})
        changed = [name for name in values if name in PUBLIC_FIELDS]
        if len(changed) != len(values) or not any(
            values[name] != _value(target, name) for name in changed
        ):
            return NOTHING
        wanted = values.get(EMBLEM)
        if wanted is not None and not self._is_picture(request, target, wanted):
            return NO_PICTURE
        return next(filter(None, (_invalid(name, values[name]) for name in changed)), "")

    def before(self, request, target) -> dict:
        """Every public particular."""
        return {name: _value(target, name) for name in PUBLIC_FIELDS}

    def lines(self, request, target) -> list[Line]:
        """The particulars that change."""
        values = request.payload.get("values", {})
        return [
            self._line(target, name, values[name])
            for name in PUBLIC_FIELDS
            if name in values and values[name] != _value(target, name)
        ]

    def carry_out(self, request, target, user) -> list:
        """Save through the door; the emblem's public size is made ready."""
        values = request.payload["values"]
        for name, value in values.items():
            setattr(target, target._meta.get_field(name).attname, value)
        with door.opened(door.key(settings_door(target))):
            target.save(update_fields=list(values))
        if values.get(EMBLEM):
            AgencyImage.objects.get(pk=values[EMBLEM]).get_rendition(EMBLEM_SIZE)
        return []

    def _is_picture(self, request, target, wanted) -> bool:
        rows = AgencyImage.objects.filter(pk=wanted, collection_id=target.collection_id)
        return rows.filter(sha256=request.payload.get("sha256")).exists()

    def _line(self, target, name: str, after) -> Line:
        label = str(target._meta.get_field(name).verbose_name).capitalize()
        if name != EMBLEM:
            return Line(label, _value(target, name) or EMPTY, after or EMPTY)
        picture = AgencyImage.objects.filter(pk=after).first() if after else None
        return Line(
            label,
            target.emblem.title if target.emblem else "Biểu trưng chung",
            picture.title if picture else "Biểu trưng chung",
            before_url=_picture_url(target.emblem),
            after_url=_picture_url(picture),
        )


def _value(agency, name: str):
    return agency._meta.get_field(name).value_from_object(agency)


def _picture_url(picture) -> str:
    return picture.get_rendition(EMBLEM_SIZE).url if picture else ""


def _invalid(name: str, value) -> str:
    if name == EMBLEM:
        return ""
    field = Agency._meta.get_field(name)
    try:
        field.clean(value, None)
    except ValidationError as error:
        label = str(field.verbose_name).capitalize()
        return WRONG.format(label=label, problem=" ".join(error.messages))
    return ""
