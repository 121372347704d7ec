"""The rule book laid out by article, for the public regulation page (LA-13.1).

Every row of the rule book that cites a clause appears under that clause's article with an address
of its own (`#dieu-9-D01`); rows that rest on a setting are listed at the end, named as such.
"""

from dataclasses import dataclass

from workflow.regulations.book import Clock, RuleBook, StepKind
from workflow.regulations.clauses import all_clauses

KINDS = (
    ("sections", "Chuyên mục"),
    ("roles", "Vai trò"),
    ("steps", "Bước duyệt"),
    ("deadlines", "Thời hạn"),
    ("frequencies", "Tần suất cập nhật"),
    ("quotas", "Chỉ tiêu"),
    ("refusals", "Lý do từ chối đăng"),
    ("attributions", "Trích dẫn, ghi nguồn"),
    ("backups", "Sao lưu"),
    ("reports", "Báo cáo"),
    ("royalties", "Nhuận bút, kinh phí"),
    ("principles", "Nguyên tắc"),
)

SETTINGS_HEADING = "Thiết lập của cơ quan"

_CLOCK_UNITS = {
    Clock.OFFICE_HOURS: "giờ làm việc",
    Clock.HOURS: "giờ",
    Clock.WORKING_DAYS: "ngày làm việc",
    Clock.DAYS: "ngày",
}
_CLOCK_WORDS = {
    Clock.PROMPT: "kịp thời, không ấn định số giờ",
    Clock.PERIOD_END: "chậm nhất ngày cuối kỳ",
    Clock.PER_ITEM: "ấn định cho từng việc",
    Clock.NONE: "không ấn định thời hạn",
}
_STEP_KINDS = {
    StepKind.RECEIVE: "tiếp nhận, phân loại",
    StepKind.EDIT: "biên tập",
    StepKind.DECIDE: "quyết định",
    StepKind.POST: "đăng tải",
}


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """One rule: `anchor` is its address on the page, `clauses` are cited as readers write them."""

    anchor: str
    kind_label: str
    label: str
    detail: str
    clauses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Article:
    """An article of the regulation with the rules it gives; `number` is "" for settings."""

    number: str
    anchor: str
    heading: str
    rows: tuple[ArticleRow, ...]


def articles_of(book: RuleBook) -> tuple[Article, ...]:
    """All rows of `book` by article, in the order of the regulation; settings last."""
    by_article: dict[str, list[ArticleRow]] = {}
    headings: dict[str, str] = {}
    for table, kind_label in KINDS:
        for row in getattr(book, table):
            number = article_number(row.clauses)
            rows = by_article.setdefault(number, [])
            if number:
                headings[number] = all_clauses()[row.clauses[0]].heading
            rows.append(
                ArticleRow(
                    anchor=_anchor(number, row.code, rows),
                    kind_label=kind_label,
                    label=row.label,
                    detail=detail_of(book, table, row),
                    clauses=tuple(all_clauses()[clause].citation for clause in row.clauses),
                )
            )
    numbers = sorted((number for number in by_article if number), key=_article_order)
    articles = [_article(number, by_article[number], headings[number]) for number in numbers]
    if "" in by_article:
        articles.append(_article("", by_article[""], SETTINGS_HEADING))
    return tuple(articles)


def rows_in_book_order(
    articles: tuple[Article, ...], book: RuleBook, table: str
) -> list[ArticleRow]:
    """The rows of one table of `book`, as they stand in `articles`, in the order of the book."""
    kind_label = dict(KINDS)[table]
    by_label = {
        row.label: row
        for article in articles
        for row in article.rows
        if row.kind_label == kind_label
    }
    return [by_label[row.label] for row in getattr(book, table)]


def article_number(clauses: tuple[str, ...]) -> str:
    """The article of the first clause ("LA-9.2.a" → "9"); "" without a clause."""
    if not clauses:
        return ""
    return all_clauses()[clauses[0]].article


def detail_of(book: RuleBook, table: str, row) -> str:
    """What the rule says beyond its label, in words: limit and clock, roles, frequency."""
    match table:
        case "deadlines":
            words = _deadline_words(row)
        case "steps":
            holders = ", ".join(book.role(code).label for code in row.roles)
            words = f"{holders}: {_STEP_KINDS[row.kind]}"
        case "roles":
            words = "; ".join(row.duties)
        case "attributions":
            words = row.sentence
        case "principles":
            words = ", ".join(row.values)
        case _:
            words = row.note
    return words


def _anchor(number: str, code: str, before: list[ArticleRow]) -> str:
    """`dieu-9-D01`; a code that stands twice in an article gets a number: `dieu-9-D13-2`."""
    anchor = f"{_prefix(number)}-{code}"
    times = sum(row.anchor == anchor or row.anchor.startswith(f"{anchor}-") for row in before)
    return f"{anchor}-{times + 1}" if times else anchor


def _prefix(number: str) -> str:
    return f"dieu-{number.lower()}" if number else "thiet-lap"


def _deadline_words(row) -> str:
    if row.clock == Clock.PERIOD_END and row.limit:
        return f"chậm nhất ngày {row.limit:02d} của kỳ sau"
    if row.limit is not None and row.clock in _CLOCK_UNITS:
        return f"chậm nhất {row.limit:02d} {_CLOCK_UNITS[row.clock]}"
    return _CLOCK_WORDS.get(row.clock, "")


def _article(number: str, rows: list[ArticleRow], heading: str) -> Article:
    return Article(number, _prefix(number), heading, tuple(rows))


def _article_order(number: str) -> tuple[int, str]:
    return (int(number), "") if number.isdigit() else (10_000, number)
