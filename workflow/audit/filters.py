"""The filter over the record: person, act, section, period, words of the title."""

from datetime import date, datetime, time, timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils import timezone
from wagtail.admin.widgets import AdminDateInput

from sections.base.text import clean_text, fold
from workflow.agencies.models import Agency, User
from workflow.calendar.queries import calendar_of

from . import actions
from .review import attention

NOBODY = "none"
EARLIEST, LATEST = date(2000, 1, 1), date(2100, 12, 31)

NOT_IN_LIST = "Giá trị này không có trong danh sách."
BAD_DATE = "Hãy ghi ngày theo dạng ngày/tháng/năm, ví dụ 05/02/2026."
BAD_YEAR = "Năm phải từ 2000 đến 2100."
WRONG_ORDER = "«Từ ngày» phải trước hoặc trùng «Đến ngày»."
NO_WORDS = "Hãy gõ ít nhất một chữ hoặc một số."
TOO_LONG = "Nội dung tìm dài quá 200 ký tự."


def _choice(label: str) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, required=False, error_messages={"invalid_choice": NOT_IN_LIST}
    )


def _day(label: str) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=False,
        widget=AdminDateInput(attrs={"placeholder": "ngày/tháng/năm"}),
        error_messages={"invalid": BAD_DATE},
    )


class RecordFilter(forms.Form):
    """What a reader of the record asks for; the choices are those of the reader's agency."""

    person = _choice("Người thực hiện")
    action = _choice("Việc")
    attention = _choice("Cần chú ý")
    section = _choice("Chuyên mục")
    since = _day("Từ ngày")
    until = _day("Đến ngày")
    q = forms.CharField(
        label="Tên đối tượng",
        required=False,
        max_length=200,
        error_messages={"max_length": TOO_LONG},
    )
    agency = _choice("Cơ quan")

    def __init__(self, data, user: User):
        super().__init__(data, label_suffix="")
        self.own_code = user.agency.code if user.agency_id else ""
        agencies = list(Agency.objects.all()) if user.is_superuser else [user.agency]
        if user.is_superuser:
            self.fields["agency"].choices = [
                ("", "Tất cả"),
                (NOBODY, "Chung của hệ thống"),
                *((agency.code, f"{agency.code} – {agency.short_name}") for agency in agencies),
            ]
        else:
            del self.fields["agency"]
        self.fields["person"].choices = _people(user)
        self.fields["action"].choices = [("", "Tất cả"), *actions.choices()]
        self.fields["attention"].choices = [
            ("", "Tất cả"),
            *((group.code, group.label) for group in attention.BY_CODE.values()),
        ]
        self.fields["section"].choices = _sections(agencies)

    def clean_since(self):
        """A day of our time."""
        return _checked_year(self.cleaned_data["since"])

    def clean_until(self):
        """A day of our time."""
        return _checked_year(self.cleaned_data["until"])

    def clean_q(self):
        """Words that can be found."""
        words = clean_text(self.cleaned_data["q"]).strip()
        if words and not fold(words):
            raise ValidationError(NO_WORDS)
        return words

    def clean(self):
        """The period begins before it ends."""
        since, until = self.cleaned_data.get("since"), self.cleaned_data.get("until")
        if since and until and since > until:
            self.add_error("since", WRONG_ORDER)
        return self.cleaned_data

    def apply(self, rows: QuerySet) -> QuerySet:
        """The rows asked for; none while the question has errors."""
        if not self.is_valid():
            return rows.none()
        asked = self.cleaned_data
        rows = _of_person(rows, asked["person"])
        rows = _of_action(rows, asked["action"])
        if asked["attention"] == attention.NIGHT:
            rows = rows.filter(attention.out_of_hours(self._days_off()))
        elif asked["attention"]:
            rows = rows.filter(attention.BY_CODE[asked["attention"]].condition)
        if asked["section"]:
            rows = rows.filter(section_code=asked["section"])
        if asked["since"]:
            rows = rows.filter(at__gte=_start_of(asked["since"]))
        if asked["until"]:
            rows = rows.filter(at__lt=_start_of(asked["until"] + timedelta(days=1)))
        if asked["q"]:
            rows = rows.filter(folded__contains=fold(asked["q"]))
        if asked.get("agency"):
            rows = rows.filter(agency_code="" if asked["agency"] == NOBODY else asked["agency"])
        return rows

    def _days_off(self) -> list[date]:
        """Days off of the agency in the period asked for; none for rows of several agencies."""
        code = self.cleaned_data.get("agency", self.own_code)
        if code in ("", NOBODY):
            return []
        first = self.cleaned_data["since"] or EARLIEST
        last = self.cleaned_data["until"] or LATEST
        return attention.days_off_between(calendar_of(code), first, last)

    def words(self) -> list[str]:
        """What was asked, as `label: value`, for the record of an export."""
        found = []
        for name, value in self.cleaned_data.items():
            if not value:
                continue
            field = self.fields[name]
            shown = _words_of(field, value) if isinstance(field, forms.ChoiceField) else value
            found.append(
                f"{field.label}: {shown:%d/%m/%Y}"
                if isinstance(shown, date)
                else f"{field.label}: {shown}"
            )
        return found


def _people(user: User) -> list[tuple[str, str]]:
    people = User.objects.select_related("agency").order_by("agency__code", "full_name", "pk")
    if not user.is_superuser:
        people = people.filter(Q(agency=user.agency_id) | Q(is_superuser=True))
    return [
        ("", "Tất cả"),
        (NOBODY, "Hệ thống và người chưa đăng nhập"),
        *((str(person.pk), _name_of(person, user)) for person in people),
    ]


def _name_of(person: User, reader: User) -> str:
    if reader.is_superuser and person.agency_id:
        return f"{person.agency.code} – {person.get_full_name()}"
    return person.get_full_name()


def _sections(agencies: list[Agency]) -> list[tuple[str, str]]:
    titles: dict[str, str] = {}
    for agency in agencies:
        for section in agency.book.sections:
            titles.setdefault(section.code, section.label)
    return [("", "Tất cả"), *titles.items()]


def _words_of(field: forms.ChoiceField, value: str) -> str:
    for code, words in field.choices:
        options = words if isinstance(words, list) else [(code, words)]
        for option, label in options:
            if option == value:
                return str(label)
    return value


def _checked_year(day: date | None) -> date | None:
    if day is not None and not EARLIEST <= day <= LATEST:
        raise ValidationError(BAD_YEAR)
    return day


def _start_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _of_person(rows: QuerySet, person: str) -> QuerySet:
    if not person:
        return rows
    return rows.filter(actor_id=None if person == NOBODY else int(person))


def _of_action(rows: QuerySet, action: str) -> QuerySet:
    if not action:
        return rows
    if action.endswith(".*"):
        return rows.filter(action__startswith=action.removesuffix("*"))
    return rows.filter(action=action)
