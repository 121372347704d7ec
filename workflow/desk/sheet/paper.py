"""What stands on the sheet, made of the evidence of one run and of nothing else."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.text import capfirst

from sections.base.text import slugify
from workflow.approval.decision import Decision
from workflow.audit.lines import kind_of, section_title
from workflow.audit.models import Entry
from workflow.regulations import loader

from . import words

ITEM_HEADING = "PHIẾU DUYỆT ĐĂNG TIN, BÀI"
MOTTO = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
BOARD = "BAN BIÊN TẬP"
COLUMNS = ("TT", "Bước, việc đã làm", "Người thực hiện", "Thời điểm", "Kết quả")
FINGERPRINTS = "Dấu nội dung (SHA-256) của từng bản"
VOID_MEANS = (
    "Dòng gạch ngang và ghi «đã hủy»: ý kiến không còn hiệu lực vì nội dung được sửa sau đó."
)
VOID = "đã hủy"
VALID = "có hiệu lực"
_MAX_SLUG = 80


@dataclass(frozen=True, slots=True)
class Act:
    """A line of the table; `note_lines` are label and words, `content` a number of `contents`."""

    number: int
    step: str
    action: str
    person: str
    role: str
    behalf: str
    moment: str
    content: int | None
    record: str
    void: bool
    notes: list[tuple[str, str]]

    @property
    def result(self) -> str:
        """Whether the act stands."""
        return VOID if self.void else VALID

    @property
    def content_words(self) -> str:
        """Which content the act was about; "" for an act about none."""
        return f"bản {self.content}" if self.content else ""


@dataclass(frozen=True, slots=True)
class Content:
    """A content that acts were about: its number on the sheet and its fingerprint in groups."""

    number: int
    groups: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """The sheet in words; `records` says where each line can be checked."""

    agency: str
    heading: str
    number: str
    title: str
    facts: list[tuple[str, str]]
    acts: list[Act]
    contents: list[Content]
    outcome: str
    records: str

    @property
    def has_void(self) -> bool:
        """Whether an act was voided later."""
        return any(act.void for act in self.acts)

    @property
    def file_name(self) -> str:
        """`phieu-duyet-<slug>.pdf`, made of the recorded title."""
        slug = slugify(self.title, max_length=_MAX_SLUG) or "khong-ten"
        return f"phieu-duyet-{slug}.pdf"


@dataclass(frozen=True, slots=True)
class Printing:
    """When the sheet was printed and by whom, for its foot."""

    at: datetime
    name: str
    role: str

    @property
    def words(self) -> str:
        """One line for the foot of each page."""
        person = f"{self.name} ({self.role})" if self.role else self.name
        return f"In {words.moment_words(self.at)}, người in: {person}"


def sheet_of(
    decisions: list[Decision],
    entries: dict[int, Entry],
    *,
    details: tuple[tuple[str, str], ...] = (),
    heading: str = ITEM_HEADING,
) -> Sheet:
    """The sheet of the acts of one run, oldest first; at least one.

    `entries` are the rows of the record by the id of the decision (`sources.entries_of`),
    `details` further lines about the item as label and value (`details.details_of`).
    """
    void = {pk for row in decisions for pk in row.voids}
    fingerprints = dict.fromkeys(row.content_hash for row in decisions if row.content_hash)
    contents = {value: number for number, value in enumerate(fingerprints, start=1)}
    numbers = {row.pk: number for number, row in enumerate(decisions, start=1)}
    last = decisions[-1]
    return Sheet(
        agency=_agency_name(last),
        heading=heading,
        number=f"Lượt duyệt số {last.run_id}" if last.run_id else "Ngoài lượt duyệt",
        title=last.item_title,
        facts=[line for line in (*_facts(decisions, entries), *details) if line[1]],
        acts=[
            _act(row, numbers, contents.get(row.content_hash), entries.get(row.pk), row.pk in void)
            for row in decisions
        ],
        contents=[Content(number, words.hash_groups(value)) for value, number in contents.items()],
        outcome=words.outcome_words([row for row in decisions if row.pk not in void], contents),
        records=_records(decisions, entries),
    )


def _agency_name(last: Decision) -> str:
    """The name that the agency had on the day of the last act; the code without a rule book."""
    if last.agency_code not in loader.CODES:
        return last.agency_code
    return loader.load(last.agency_code).name_on(timezone.localdate(last.at)).label


def _facts(decisions: list[Decision], entries: dict[int, Entry]) -> list[tuple[str, str]]:
    last = decisions[-1]
    titles = dict.fromkeys(row.item_title for row in decisions)
    former = [title for title in titles if title != last.item_title]
    sections = [entry.section_code for entry in entries.values() if entry.section_code]
    return [
        ("Tên khi đó", "; ".join(f"«{title}»" for title in former)),
        ("Loại", capfirst(kind_of(last.item_type))),
        ("Chuyên mục", section_title(last.agency_code, sections[-1]) if sections else ""),
    ]


def _act(
    row: Decision,
    numbers: dict[int, int],
    content: int | None,
    entry: Entry | None,
    void: bool,
) -> Act:
    voided = ", ".join(str(numbers[pk]) for pk in row.voids if pk in numbers)
    notes = [
        ("Hủy ý kiến ở dòng", voided),
        ("Lý do theo quy chế", row.ground),
        ("Ý kiến", row.note.strip()),
        ("Căn cứ", words.clause_words(row.clauses)),
    ]
    return Act(
        number=numbers[row.pk],
        step=row.step_name,
        action=capfirst(row.get_action_display()),
        person=row.actor_name,
        role=row.actor_role,
        behalf=capfirst(row.on_behalf_of),
        moment=words.moment_words(row.at),
        content=content,
        record=f"Nhật ký số {entry.pk}" if entry else f"Ý kiến số {row.pk}",
        void=void,
        notes=[line for line in notes if line[1]],
    )


def _records(decisions: list[Decision], entries: dict[int, Entry]) -> str:
    """Where the sheet is checked: the numbers of the first and the last row."""
    found = sorted(entry.pk for entry in entries.values())
    if not found:
        return f"Đối chiếu: ý kiến số {_span([row.pk for row in decisions])} của hệ thống"
    return f"Đối chiếu tại «Nhật ký» của hệ thống: số {_span(found)}"


def _span(numbers: list[int]) -> str:
    first, last = numbers[0], numbers[-1]
    return str(first) if first == last else f"{first} đến {last}"
