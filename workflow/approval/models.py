"""Models of the app; each lives in its own file."""

from .board_task import BoardTask
from .decision import Decision
from .item_edit import ItemEdit
from .notice import Notice

__all__ = ["BoardTask", "Decision", "ItemEdit", "Notice"]
