"""What the table editor asks of the server: reading a file, an empty form of the table."""

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.http import Http404, HttpResponse, JsonResponse
from django.views.decorators.http import require_GET, require_POST

from .field import TableField
from .reading import Unreadable, read_table
from .writing import empty_form


@require_POST
def read(request) -> JsonResponse:
    """The rows and mistakes of the uploaded file `tep` for the table `bang`; nothing is stored."""
    field = _field(request.POST.get("bang", ""))
    upload = request.FILES.get("tep")
    if upload is None:
        return JsonResponse({"error": "Hãy chọn một tệp."})
    try:
        rows, mistakes = read_table(upload.name, upload.read(), field.columns, key=field.key)
    except Unreadable as error:
        return JsonResponse({"error": str(error)})
    wrong = [{"row": row.row, "column": row.column, "message": row.message} for row in mistakes]
    return JsonResponse({"rows": rows, "mistakes": wrong})


@require_GET
def form(request) -> HttpResponse:
    """A workbook with the headings of the table `bang` and what each column takes."""
    field = _field(request.GET.get("bang", ""))
    return empty_form(str(field.verbose_name), field.columns)


def _field(name: str) -> TableField:
    """The table field `app.Model.field`; 404 for anything else."""
    try:
        app, model, field_name = name.split(".")
        field = apps.get_model(app, model)._meta.get_field(field_name)
    except (ValueError, LookupError, FieldDoesNotExist):
        raise Http404 from None
    if not isinstance(field, TableField):
        raise Http404
    return field
