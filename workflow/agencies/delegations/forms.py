"""The forms: entrust, revoke, shorten, report an absence."""

from __future__ import annotations

from datetime import datetime

from django import forms
from django.db.models import QuerySet

from workflow.agencies.models import Agency, User
from workflow.agencies.queries import holders, role_title, roles_of

from .absence import Absence
from .delegation import Delegation
from .eligibility import givable_steps, possible_receivers
from .queries import role_codes_of

MOMENT_FORMATS = ["%d/%m/%Y %H:%M", "%H:%M %d/%m/%Y", "%H:%M, %d/%m/%Y"]
EXAMPLE = "Ví dụ 27/11/2026 17:00."
WRONG_MOMENT = "Hãy viết ngày giờ theo dạng ngày/tháng/năm giờ:phút, ví dụ 27/11/2026 17:00."


class MomentField(forms.DateTimeField):
    """A moment typed as dd/mm/yyyy HH:MM."""

    def __init__(self, *, help_text: str, **kwargs):
        super().__init__(
            input_formats=MOMENT_FORMATS,
            widget=forms.DateTimeInput(
                format=MOMENT_FORMATS[0],
                attrs={"placeholder": "ngày/tháng/năm giờ:phút", "autocomplete": "off"},
            ),
            help_text=help_text,
            **kwargs,
        )
        self.error_messages["invalid"] = WRONG_MOMENT


class PersonField(forms.ModelChoiceField):
    """A person of the agency, shown with the roles."""

    def label_from_instance(self, obj: User) -> str:
        """«Nguyễn Văn B – Phó Trưởng Ban Biên tập»; `obj` comes from `_with_roles`."""
        obj._role_codes = frozenset(obj.role_codes)
        return f"{obj.get_full_name()} – {role_title(obj)}"


class GiveForm(forms.Form):
    """What is entrusted, to whom, for how long, by which written act."""

    receiver = PersonField(
        queryset=User.objects.none(),
        label="Người nhận",
        empty_label="(chọn người nhận)",
        help_text="Chỉ gồm người mà Quy chế cho nhận việc của bạn.",
        error_messages={
            "required": "Hãy chọn người nhận.",
            "invalid_choice": "Người này không nhận được việc của bạn theo Quy chế; hãy chọn lại.",
        },
    )
    steps = forms.MultipleChoiceField(
        label="Bước được giao",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Không chọn bước nào: giao mọi bước mà người nhận được phép nhận.",
        error_messages={"invalid_choice": "Bước «%(value)s» không thuộc các bước bạn giao được."},
    )
    sections = forms.MultipleChoiceField(
        label="Chuyên mục",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Không chọn chuyên mục nào: mọi chuyên mục.",
        error_messages={"invalid_choice": "Chuyên mục «%(value)s» không có trong Quy chế."},
    )
    valid_from = MomentField(
        label="Có hiệu lực từ",
        required=False,
        help_text="Để trống: có hiệu lực ngay khi lưu. " + EXAMPLE,
    )
    valid_to = MomentField(
        label="Đến",
        error_messages={"required": "Ủy quyền phải có thời điểm kết thúc."},
        help_text="Đúng giờ này hết hiệu lực, không cần ai thu hồi.",
    )
    decision_number = forms.CharField(
        label="Số văn bản",
        max_length=Delegation.decision_number.field.max_length,
        help_text="Ví dụ: 12/QĐ-BBT. Số này được ghi vào từng ý kiến duyệt.",
        error_messages={"required": "Hãy ghi số văn bản ủy quyền hoặc phân công."},
    )
    reason = forms.CharField(
        label="Lý do",
        max_length=Delegation.reason.field.max_length,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Ví dụ: Trưởng Ban đi công tác.",
        error_messages={"required": "Hãy ghi lý do."},
    )

    def __init__(self, *args, giver: User, kind: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.kind = kind
        agency = giver.agency
        steps = givable_steps(agency.book, roles_of(giver), kind)
        self.fields["receiver"].queryset = _with_roles(possible_receivers(agency, giver, kind))
        self.fields["steps"].choices = [(step.code, step.label) for step in steps]
        self.fields["sections"].choices = [
            (part.code, part.label) for part in agency.book.sections if part.on
        ]
        if kind == Delegation.Kind.ASSIGNMENT:
            self.fields["valid_to"].required = False
            self.fields["valid_to"].help_text = "Để trống: cho tới khi thu hồi."

    def values(self, now: datetime) -> dict:
        """What `giving.give` takes; an empty beginning is `now`."""
        return {**self.cleaned_data, "valid_from": self.cleaned_data["valid_from"] or now}


class RevokeForm(forms.Form):
    """Why it ends at once."""

    reason = forms.CharField(
        label="Lý do thu hồi",
        max_length=Delegation.revoke_reason.field.max_length,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Người nhận và nhật ký thấy dòng này.",
        error_messages={"required": "Hãy ghi lý do thu hồi."},
    )


class ShortenForm(forms.Form):
    """The earlier end."""

    valid_to = MomentField(
        label="Kết thúc mới",
        help_text=EXAMPLE,
        error_messages={"required": "Hãy ghi thời điểm kết thúc mới."},
    )


class AbsenceForm(forms.Form):
    """Who is away, and when; the head chooses the person, others report themselves."""

    person = PersonField(
        queryset=User.objects.none(),
        label="Người vắng mặt",
        empty_label=None,
        error_messages={
            "required": "Hãy chọn người vắng mặt.",
            "invalid_choice": "Người này không giữ bước nào ở cơ quan của bạn; hãy chọn lại.",
        },
    )
    valid_from = MomentField(
        label="Vắng mặt từ",
        required=False,
        help_text="Để trống: từ bây giờ. " + EXAMPLE,
    )
    valid_to = MomentField(
        label="Trở lại lúc",
        error_messages={"required": "Hãy ghi thời điểm trở lại."},
        help_text="Trong thời gian này, việc được phân công cho người vắng mặt chuyển cho mọi "
        "người cùng giữ bước.",
    )
    note = forms.CharField(
        label="Ghi chú",
        required=False,
        max_length=Absence.note.field.max_length,
        help_text="Không bắt buộc. Ví dụ: nghỉ phép, đi công tác. Đừng ghi thông tin sức khỏe.",
    )

    def __init__(self, *args, actor: User, for_others: bool, **kwargs):
        super().__init__(*args, **kwargs)
        if for_others:
            self.fields["person"].queryset = _with_roles(people_of_the_chain(actor.agency))
            self.fields["person"].initial = actor.pk
        else:
            del self.fields["person"]

    def values(self, now: datetime) -> dict:
        """The period and the note for `absences.report`; an empty beginning is `now`."""
        chosen = {name: self.cleaned_data[name] for name in ("valid_to", "note")}
        return {**chosen, "valid_from": self.cleaned_data["valid_from"] or now}


def people_of_the_chain(agency: Agency) -> QuerySet[User]:
    """Active people who hold or may receive a step of the agency."""
    steps = agency.book.steps
    roles = {role for step in steps for role in (*step.roles, *step.delegable_to)}
    return holders(agency, tuple(sorted(roles)))


def _with_roles(people: QuerySet[User]) -> QuerySet[User]:
    with_roles = people.select_related("agency").annotate(role_codes=role_codes_of("pk"))
    return with_roles.order_by("full_name", "pk")
