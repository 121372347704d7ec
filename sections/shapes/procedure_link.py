"""A record that belongs to an administrative procedure of the same site."""

from django.db import models
from wagtail.admin.panels import FieldPanel

from sections.base.readership import for_everyone
from sections.base.submission import Problem

# The path of a home page: two levels of four characters.
_HOME_PATH_LENGTH = 8


class ProcedureLinkMixin(models.Model):
    """The column `procedure`; a type gives it its `related_name` by the name of the section."""

    class Meta:
        abstract = True

    procedure = models.ForeignKey(
        "sections.ProcedurePage",
        verbose_name="thủ tục hành chính",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="%(class)ss",
        help_text="Thủ tục mà mục này phục vụ; người đọc mở được từ hai phía.",
    )

    procedure_panels = [FieldPanel("procedure")]

    def public_procedure(self):
        """The procedure if every reader may see it, else None (one query)."""
        if not self.procedure_id:
            return None
        model = self._meta.get_field("procedure").related_model
        return for_everyone(model.objects.filter(pk=self.procedure_id)).first()

    def procedure_problems(self) -> list[Problem]:
        """A procedure of another agency's site."""
        procedure = self.procedure
        own = self.path[:_HOME_PATH_LENGTH]
        if procedure and own and procedure.path[:_HOME_PATH_LENGTH] != own:
            return [Problem("procedure", "Hãy chọn thủ tục của chính cơ quan mình.")]
        return []
