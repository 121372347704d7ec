"""What a visitor would see differently between two contents, in words that people read."""

from .change import FieldChange, Segment, as_rows, as_text, from_rows
from .comparison import difference

__all__ = ["FieldChange", "Segment", "as_rows", "as_text", "difference", "from_rows"]
