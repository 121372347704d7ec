"""Forms of the accounts screens; what was typed stays, and only the own agency can be chosen."""

import re

from django import forms
from django.core.exceptions import ValidationError
from wagtail.admin.forms import WagtailAdminModelForm

from sections.base.forms import VietnameseSlugInput
from workflow.agencies.models import Agency, RoleGroup, Unit, User

from .invitation import propose_username

_USERNAME = re.compile(r"[a-z0-9]+(?:[_-][a-z0-9]+)*")


class RolesField(forms.ModelMultipleChoiceField):
    """Roles of one agency, by their title in the rule book."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: RoleGroup) -> str:
        """The role's title."""
        return obj.title


class AccountForm(WagtailAdminModelForm):
    """What an officer may change of an account of `agency`."""

    class Meta:
        model = User
        fields = ("full_name", "email", "position", "phone", "unit")
        labels = {"email": "Thư điện tử"}
        help_texts = {
            "full_name": "Viết đủ họ và tên, có dấu.",
            "email": "Liên kết đặt mật khẩu và thông báo duyệt tin được gửi tới địa chỉ này.",
            "unit": "Người đứng đầu đơn vị duyệt tin của đơn vị mình.",
        }

    roles = RolesField(
        queryset=RoleGroup.objects.none(),
        label="Vai trò",
        help_text="Mỗi vai trò có quyền và việc như Quy chế hoạt động của cơ quan đã giao.",
        error_messages={
            "required": "Hãy chọn ít nhất một vai trò.",
            "invalid_choice": "Vai trò «%(value)s» không thuộc cơ quan này.",
            "invalid_pk_value": "Vai trò «%(pk)s» không thuộc cơ quan này.",
        },
    )

    def __init__(self, *args, agency: Agency, officer: User, **kwargs):
        super().__init__(*args, **kwargs)
        self.agency = agency
        self.fields["full_name"].required = True
        self.fields["email"].required = True
        self.fields["unit"].queryset = Unit.objects.filter(agency=agency)
        self.fields["unit"].empty_label = "(không thuộc đơn vị nào)"
        order = {role.code: place for place, role in enumerate(agency.book.roles)}
        groups = RoleGroup.objects.filter(agency=agency).select_related("agency", "group")
        roles = self.fields["roles"]
        roles.queryset = groups
        roles.choices = [
            (row.pk, row.title)
            for row in sorted(groups, key=lambda row: order.get(row.role_code, len(order)))
        ]
        if self.instance.pk:
            self.initial["roles"] = groups.filter(group__user=self.instance)
        if self.instance.pk == officer.pk:
            for name in ("roles", "unit"):
                self.fields[name].disabled = True
                self.fields[name].help_text = "Bạn không thể tự đổi vai trò hoặc đơn vị của mình."

    def clean_email(self):
        """One account per address in an agency: mails about one must not reach another."""
        email = self.cleaned_data["email"]
        other = (
            User.objects.filter(agency=self.agency, email__iexact=email)
            .exclude(pk=self.instance.pk)
            .first()
        )
        if other is not None:
            raise ValidationError(
                f"Địa chỉ này đã dùng cho tài khoản {other.get_full_name()} ({other.username})."
            )
        return email


class InviteForm(AccountForm):
    """A new account: the same, and the username."""

    username = forms.CharField(
        label="Tên đăng nhập",
        max_length=150,
        required=False,
        widget=VietnameseSlugInput,
        help_text=(
            "Chữ thường không dấu, chữ số, gạch nối. "
            "Để trống: đặt theo họ tên, ví dụ nguyen-van-anh."
        ),
    )

    class Meta(AccountForm.Meta):
        # The username is proposed while the name is typed, as a page's slug is.
        widgets = {
            "full_name": forms.TextInput(
                attrs={
                    "data-controller": "w-sync",
                    "data-action": "focus->w-sync#check blur->w-sync#apply keyup->w-sync#apply",
                    "data-w-sync-target-value": "#id_username",
                }
            )
        }

    field_order = ("full_name", "username", "email", "position", "phone", "unit", "roles")

    def clean_username(self):
        """A free, plain username; proposed from the name when left empty."""
        username = self.cleaned_data["username"].lower()
        if not username:
            return propose_username(self.cleaned_data.get("full_name", ""))
        if not _USERNAME.fullmatch(username):
            raise ValidationError(
                "Tên đăng nhập chỉ gồm chữ thường không dấu, chữ số và gạch nối ở giữa."
            )
        if User.objects.filter(username__iexact=username).exists():
            raise ValidationError(
                f"Tên đăng nhập này đã có người dùng. Có thể dùng: {propose_username(username)}"
            )
        return username


class DeactivateForm(forms.Form):
    """Who takes over, and why."""

    successor = forms.ModelChoiceField(
        queryset=User.objects.none(),
        label="Người tiếp nhận bản nháp",
        empty_label="(chọn người tiếp nhận)",
        error_messages={
            "required": "Hãy chọn người tiếp nhận các bản nháp.",
            "invalid_choice": "Người này không nhận được bản nháp: phải cùng cơ quan, đang hoạt "
            "động và có quyền viết.",
        },
    )
    reason = forms.CharField(
        label="Lý do",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Ví dụ: chuyển công tác, nghỉ hưu. Được ghi vào nhật ký.",
    )

    def __init__(self, *args, successors, has_drafts: bool, **kwargs):
        super().__init__(*args, **kwargs)
        if has_drafts:
            self.fields["successor"].queryset = successors
        else:
            del self.fields["successor"]
