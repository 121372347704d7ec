"""What a founding did, in sentences for the operator."""

from dataclasses import dataclass, field


@dataclass(slots=True)
class Report:
    """Collects what was created, changed, or must be decided by people."""

    created: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Whether everything already was as the rule book says."""
        return not (self.created or self.changed)
