"""Every kind of change there is; importing this module registers them, `connect` guards below."""

from .files import particulars as file_particulars
from .files import replacing
from .pages import delete, menu, move, privacy, reorder, slug, unpublish
from .site import addresses, particulars, redirects

KINDS = (
    unpublish.Unpublish,
    delete.Delete,
    move.Move,
    slug.Slug,
    privacy.Privacy,
    menu.Menu,
    reorder.Reorder,
    redirects.AddRedirect,
    redirects.RemoveRedirect,
    replacing.ReplaceImage,
    file_particulars.FocusImage,
    replacing.ReplaceDocument,
    file_particulars.RenameDocument,
    particulars.Particulars,
)


def connect() -> None:
    """Connect the guards of what only a change request may change; once, when apps are ready."""
    addresses.connect()
    particulars.connect()
    replacing.connect()
