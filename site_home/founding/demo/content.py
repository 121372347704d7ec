"""The texts of the demonstration, with the agency's name filled in."""

import tomllib
from functools import cache
from pathlib import Path

_PATH = Path(__file__).with_name("content.toml")


@cache
def texts() -> dict:
    """The content of `content.toml`."""
    return tomllib.loads(_PATH.read_text(encoding="utf-8"))


def fill(text: str, agency) -> str:
    """`text` with the agency's name and region."""
    return text.format(name=agency.name, region=agency.book.region)


def body_of(row: dict, agency) -> list[tuple[str, object]]:
    """The StreamField value of a demonstration text."""
    first, *rest = [fill(text, agency) for text in row["paragraphs"]]
    blocks: list[tuple[str, object]] = [("paragraph", f"<p>{first}</p>")]
    if row.get("heading"):
        blocks.append(("heading", {"text": row["heading"], "level": "2"}))
    blocks.extend(("paragraph", f"<p>{text}</p>") for text in rest)
    if row.get("quotation"):
        blocks.append(
            (
                "quotation",
                {"text": row["quotation"], "author": "", "source": row["quotation_source"]},
            )
        )
    return blocks
