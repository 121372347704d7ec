"""The page listing: no buttons for acts that the board has to decide."""

import re

from wagtail.admin.widgets import ButtonWithDropdownFromHook

# Refused at the door (`sections.base.doorkeeper`) until the agency's shorter chains carry them out.
_REFUSED = re.compile(r"/pages/\d+/(move|copy|delete|unpublish)/|\?ordering=ord")


def hide_refused(buttons: list, page) -> None:
    """Take the refused acts out of the buttons of `page` when it is live or holds other pages."""
    if not (page.live or page.numchild):
        return
    for button in buttons:
        if isinstance(button, ButtonWithDropdownFromHook):
            button.dropdown_buttons = [
                row for row in button.dropdown_buttons if not _is_refused(row)
            ]
    buttons[:] = [button for button in buttons if not _is_refused(button)]


def _is_refused(button) -> bool:
    return bool(_REFUSED.search(getattr(button, "url", None) or ""))
