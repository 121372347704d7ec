"""Tasks that only tests give to the worker."""


def remember(label: str, pk: int, word: str) -> list:
    """What it was given."""
    return [label, pk, word]
