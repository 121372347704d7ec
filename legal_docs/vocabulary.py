"""Kinds of documents and what their numbers look like (Law 64/2025, Decree 30/2020)."""

import re
from dataclasses import dataclass

from sections.base.text import clean_text, fold


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of document: its name, the abbreviation in its number ("" for none)."""

    code: str
    label: str
    abbreviation: str = ""


NORMATIVE = (
    Kind("constitution", "Hiến pháp"),
    Kind("law", "Luật, bộ luật"),
    Kind("ordinance", "Pháp lệnh"),
    Kind("decree", "Nghị định", "NĐ"),
    Kind("resolution", "Nghị quyết", "NQ"),
    Kind("decision", "Quyết định", "QĐ"),
    Kind("circular", "Thông tư", "TT"),
    Kind("joint_circular", "Thông tư liên tịch", "TTLT"),
    Kind("directive", "Chỉ thị", "CT"),
    Kind("consolidated", "Văn bản hợp nhất", "VBHN"),
)
ADMINISTRATIVE = (
    Kind("decision", "Quyết định (cá biệt)", "QĐ"),
    Kind("resolution", "Nghị quyết (cá biệt)", "NQ"),
    Kind("directive", "Chỉ thị", "CT"),
    Kind("plan", "Kế hoạch", "KH"),
    Kind("programme", "Chương trình", "CTr"),
    Kind("notice", "Thông báo", "TB"),
    Kind("guidance", "Hướng dẫn", "HD"),
    Kind("report", "Báo cáo", "BC"),
    Kind("submission", "Tờ trình", "TTr"),
    Kind("rules", "Quy chế", "QC"),
    Kind("scheme", "Đề án", "ĐA"),
    Kind("letter", "Công văn"),
    Kind("telegram", "Công điện", "CĐ"),
    Kind("other", "Văn bản khác"),
)

# 33/2018/QĐ-UBND, 105/QĐ-STP, 4946/BTTTT-CĐSQG, 64/2025/QH15, 03/VBHN-VPQH.
_NUMBER = re.compile(r"\d{1,6}(/\d{4})?/[^\W\d_][\w.-]*(-[\w.&-]+)*", re.UNICODE)


def choices(kinds: tuple[Kind, ...]) -> list[tuple[str, str]]:
    """Code and label of `kinds` for a field."""
    return [(kind.code, kind.label) for kind in kinds]


def clean_number(number: str) -> str:
    """The number and symbol as it is printed: no blanks, a plain hyphen."""
    return re.sub(r"\s+", "", clean_text(number)).replace("–", "-").replace("—", "-")


def is_number(number: str) -> bool:
    """Whether `number` reads like a number and symbol; the symbol is not looked up."""
    return _NUMBER.fullmatch(clean_number(number)) is not None


def folded_number(number: str) -> str:
    """The number for comparing: `33/2018/QĐ-UBND` → `33-2018-qd-ubnd`."""
    return fold(number).replace(" ", "-")
