"""The form of the editing interface for images."""

from django.core.exceptions import ValidationError
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from .cleaning import check_whole


class WholeImageField(WagtailImageField):
    """Wagtail's field reads the size of a picture before anything checks that it is whole."""

    def to_python(self, data):
        """The upload; a damaged one raises `ValidationError` instead of an error page."""
        try:
            return super().to_python(data)
        except (OSError, SyntaxError, EOFError):
            data.seek(0)
            try:
                check_whole(data)
            except ValidationError as broken:
                # A field takes plain messages, the model names the field.
                raise ValidationError(broken.message_dict["file"]) from broken
            raise


class AgencyImageForm(BaseImageForm):
    """Base of every image form, with or without a file (`WAGTAILIMAGES_IMAGE_FORM_BASE`)."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        stock = self.fields.get("file")
        if stock is not None:
            self.fields["file"] = WholeImageField(
                label=stock.label,
                required=stock.required,
                widget=stock.widget,
                help_text=stock.help_text,
                max_length=stock.max_length,
            )
