"""What was approved, kept for evidence: content, files, difference and rendered page."""

from .keeping import (
    between_hashes,
    change_of,
    changes_of,
    keep,
    of,
    public_content,
    since_public,
)

__all__ = [
    "between_hashes",
    "change_of",
    "changes_of",
    "keep",
    "of",
    "public_content",
    "since_public",
]
