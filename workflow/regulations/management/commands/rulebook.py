"""`manage.py rulebook check [CODE] [--json]`: what of each regulation is carried."""

import json
from dataclasses import asdict, dataclass

from django.apps import apps
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from workflow.regulations import live
from workflow.regulations.clauses import all_clauses
from workflow.regulations.code_list import read_code_list
from workflow.regulations.coverage import TYPE_LABELS, Coverage, TypeCoverage, measure
from workflow.regulations.loader import CODES, load
from workflow.regulations.problems import RuleBookError

INCOMPLETE = "Sổ quy định chưa đạt: còn tệp sai hoặc điều khoản bắt buộc chưa được đưa vào."
UNKNOWN_CODE = "Không có quy chế mang mã «{code}»; hiện có: {codes}."

NOT_FOUNDED = "Cơ quan chưa được thiết lập: chưa xem được chuyên mục nào đã có trên trang."
COLUMNS = ("Tổng", "Có mục", "Bằng mã", "Chưa có")
LABEL_WIDTH = 22
COLUMN_WIDTH = 9


@dataclass
class Result:
    """The outcome for one regulation: its coverage, or the defects of its file."""

    code: str
    title: str
    coverage: Coverage | None
    problems: tuple[str, ...] = ()
    # How the sections stand on the agency's site; None before founding.
    sections: dict[str, live.SectionState] | None = None
    clauses_without_page: tuple[str, ...] = ()


class Command(BaseCommand):
    """Fails (exit code 1) when a file is invalid or a clause that must be carried is not."""

    help = "Kiểm tra sổ quy định: mỗi quy chế đã đưa vào được bao nhiêu điều khoản."
    requires_system_checks = ()

    def add_arguments(self, parser):
        """The action, an agency code, and the form of the answer."""
        parser.add_argument("action", choices=["check"], help="check: kiểm tra.")
        parser.add_argument("code", nargs="?", help="Mã cơ quan, như LA; bỏ trống là tất cả.")
        parser.add_argument("--json", action="store_true", help="In kết quả dạng JSON.")

    def handle(self, *args, **options):
        """Check one regulation or all, print the outcome."""
        code = options["code"]
        if code and code not in CODES:
            raise CommandError(UNKNOWN_CODE.format(code=code, codes=", ".join(CODES)))
        try:
            met_by_code = read_code_list(all_clauses())
        except RuleBookError as error:
            raise CommandError(str(error)) from error
        results = [_check(each, met_by_code) for each in ([code] if code else CODES)]
        if options["json"]:
            rows = [_as_json(result) for result in results]
            self.stdout.write(json.dumps(rows, ensure_ascii=False, indent=2))
        else:
            for result in results:
                self._print(result)
        if any(result.problems or result.coverage.missing for result in results):
            raise CommandError(INCOMPLETE)

    def _print(self, result: Result):
        self.stdout.write(f"\n{result.code} · {result.title}")
        if result.problems:
            self.stdout.write("\n".join(f"  {problem}" for problem in result.problems))
            return
        numbers = [_numbers(row) for row in result.coverage.types]
        self.stdout.write("  " + _line("Loại điều khoản", COLUMNS))
        for row, cells in zip(result.coverage.types, numbers, strict=True):
            self.stdout.write("  " + _line(TYPE_LABELS.get(row.type, row.type), cells))
        self.stdout.write("  " + _line("Cộng", map(sum, zip(*numbers, strict=True))))
        for row in result.coverage.types:
            for clause in row.neither:
                self.stdout.write(f"  chưa có: {clause.id} ({clause.citation})")
        for section in result.coverage.unbuilt:
            self.stdout.write(
                f"  chưa xây dựng: {section.code} {section.label} ({section.page_type})"
            )
        self._print_sections(result)

    def _print_sections(self, result: Result):
        if result.sections is None:
            self.stdout.write(f"  {NOT_FOUNDED}")
            return
        filled = sum(row.state == live.FILLED for row in result.sections.values())
        self.stdout.write(f"  Chuyên mục có nội dung trên trang: {filled}/{len(result.sections)}")
        for row in result.sections.values():
            if row.state != live.FILLED:
                self.stdout.write(f"  {live.STATE_LABELS[row.state]}: {row.code} ({row.page_type})")
        for clause in result.clauses_without_page:
            self.stdout.write(f"  điều khoản chưa có trang: {clause}")


def _check(code: str, met_by_code) -> Result:
    try:
        book = load(code)
    except RuleBookError as error:
        return Result(code, "tệp không dùng được", None, error.problems)
    coverage = measure(book, all_clauses(), met_by_code, _is_built)
    try:
        states = live.states_of(book)
    except DatabaseError:
        states = None
    without = tuple(live.clauses_without_page(book, states)) if states is not None else ()
    return Result(code, book.regulation.label, coverage, (), states, without)


def _is_built(page_type: str) -> bool:
    try:
        apps.get_model(page_type)
    except LookupError:
        return False
    return True


def _numbers(row: TypeCoverage) -> tuple[int, ...]:
    return row.total, row.carried, row.by_code, len(row.neither)


def _line(label: str, cells) -> str:
    return label.ljust(LABEL_WIDTH) + "".join(str(cell).rjust(COLUMN_WIDTH) for cell in cells)


def _as_json(result: Result) -> dict:
    answer = {"code": result.code, "title": result.title, "problems": list(result.problems)}
    if result.coverage is not None:
        answer["types"] = [
            {
                "type": row.type,
                "total": row.total,
                "carried": row.carried,
                "by_code": row.by_code,
                "neither": [clause.id for clause in row.neither],
            }
            for row in result.coverage.types
        ]
        answer["unbuilt"] = [
            {"code": section.code, "label": section.label, "page_type": section.page_type}
            for section in result.coverage.unbuilt
        ]
        answer["sections"] = (
            None
            if result.sections is None
            else [asdict(state) for state in result.sections.values()]
        )
        answer["clauses_without_page"] = list(result.clauses_without_page)
    return answer
