"""Models of the app; each lives in its own file."""

from .board_task import BoardTask
from .changes.request import ChangeChain, ChangeRequest
from .decision import Decision
from .emergencies.emergency import Emergency
from .item_edit import ItemEdit
from .notice import Notice
from .snapshots.models import Change, Rendering, Snapshot

__all__ = [
    "BoardTask",
    "Change",
    "ChangeChain",
    "ChangeRequest",
    "Decision",
    "Emergency",
    "ItemEdit",
    "Notice",
    "Rendering",
    "Snapshot",
]
