"""The content checks in the editor: a side panel that follows what is being written."""

import json

from django.http import JsonResponse
from django.template.loader import render_to_string
from wagtail.admin.ui.components import MediaContainer
from wagtail.admin.ui.side_panels import BaseSidePanel
from wagtail.admin.views.pages.preview import PreviewOnCreateView, PreviewOnEditView

from sections.base.content_checks.findings import findings_of


class FindingsPanel(BaseSidePanel):
    """«Soát nội dung»: what an editor should look at again, with a count on the button."""

    class SidePanelToggle(BaseSidePanel.SidePanelToggle):
        aria_label = "Mở, đóng phần soát nội dung"
        icon_name = "tasks"
        counter_classname = "w-bg-critical-200"

        def get_context_data(self, parent_context):
            """The number of findings."""
            return {
                **super().get_context_data(parent_context),
                "count": len(self.panel.findings),
            }

    name = "findings"
    title = "Soát nội dung"
    template_name = "desk/checks/panel.html"
    order = 340

    def __init__(self, object, request):
        super().__init__(object, request)
        self.findings = findings_of(object) if object.pk else []

    def get_context_data(self, parent_context):
        """The findings of the saved draft."""
        return {**super().get_context_data(parent_context), "findings": self.findings}


class WithFindingsPanel:
    """An editor with the panel."""

    def get_side_panels(self):
        """As Wagtail's, and the findings; answers to saves without leaving the page stay short."""
        panels = super().get_side_panels()
        if getattr(self, "expects_json_response", False):
            return panels
        if getattr(self, "hydrate_create_view", False):
            return panels
        panel = FindingsPanel(self.page, self.request)
        return MediaContainer(sorted([*panels, panel], key=lambda row: row.order))


class _WithFindings:
    first_form = None

    def get_form(self, query_dict):
        """As Wagtail's; the first is that of what was sent."""
        form = super().get_form(query_dict)
        self.first_form = self.first_form or form
        return form

    def post(self, request, *args, **kwargs):
        """As Wagtail's, with the findings of what was sent, as HTML (`findings`) and `count`."""
        answer = json.loads(super().post(request, *args, **kwargs).content)
        found = findings_of(self.first_form.instance)
        html = render_to_string("desk/checks/_findings.html", {"findings": found})
        return JsonResponse({**answer, "findings": html, "count": len(found)})


class BoardPreviewOnEdit(_WithFindings, PreviewOnEditView):
    """Takes what stands in the editor of a page."""


class BoardPreviewOnCreate(_WithFindings, PreviewOnCreateView):
    """Takes what stands in the editor of a page that is not saved yet."""
