"""`manage.py due`: when a clause falls due, one question or many."""

import json
import sys
import unicodedata

from django.core.management.base import BaseCommand, CommandError

from workflow.calendar.clock import TIME_ZONE
from workflow.calendar.pauses import Pause
from workflow.duties.reckoning import (
    PERIODS,
    CannotReckon,
    Due,
    Reckoner,
    read_period,
    read_start,
)

NEEDED = "Hãy cho biết --agency, --clause và --start, hoặc --batch."
NO_FILE = "Không mở được tệp «{name}»."
NOT_JSON = "Dòng không phải là một đối tượng JSON."
MISSING = "Thiếu «{name}», hoặc «{name}» không phải là chữ."
BAD_PAUSES = (
    "«pauses» phải là danh sách các cặp [lúc bắt đầu, lúc kết thúc], cả hai có ngày và giờ."
)
SOME_FAILED = "{count} dòng không tính được."
PROMPT = "Quy chế không định số: chỉ đo thời gian, không có hạn."


class Command(BaseCommand):
    """Exit code 1 when a question has no answer; a batch answers all its other lines."""

    help = "Tính hạn của một điều khoản, từ thời điểm bắt đầu."

    def add_arguments(self, parser):
        """One question by options, or a file of them, a line of JSON each."""
        parser.add_argument("--agency", help="Mã cơ quan, như LA.")
        parser.add_argument("--clause", help="Mã điều khoản, như LA-9.2.a.")
        parser.add_argument("--start", help="Lúc bắt đầu, giờ Việt Nam, như 2026-11-20T15:00.")
        parser.add_argument("--kind", default="", help="Loại, khi điều khoản có nhiều thời hạn.")
        parser.add_argument(
            "--period", default="month", help=f"Kỳ báo cáo: {', '.join(PERIODS)} (mặc định month)."
        )
        parser.add_argument(
            "--pause",
            action="append",
            default=[],
            metavar="TỪ/ĐẾN",
            help="Khoảng tạm dừng, như 2026-11-20T15:00/2026-11-25T09:00; lặp lại được.",
        )
        parser.add_argument("--json", action="store_true", help="In kết quả dạng JSON.")
        parser.add_argument(
            "--batch", metavar="TỆP", help="Tệp JSON từng dòng; - là đầu vào chuẩn."
        )

    def handle(self, *args, **options):
        """Answer one question, or a batch."""
        reckoners: dict[str, Reckoner] = {}
        if options["batch"] is not None:
            self._answer_all(options["batch"], reckoners)
            return
        if not (options["agency"] and options["clause"] and options["start"]):
            raise CommandError(NEEDED)
        question = {name: options[name] for name in ("agency", "clause", "start", "kind", "period")}
        question["pauses"] = [pause.split("/") for pause in options["pause"]]
        try:
            found = answer(question, reckoners)
        except CannotReckon as error:
            raise CommandError(str(error)) from error
        self.stdout.write(json.dumps(found.as_row()) if options["json"] else _words(found))

    def _answer_all(self, name: str, reckoners: dict[str, Reckoner]) -> None:
        failed = 0
        for line in _lines(name):
            if not line.strip():
                continue
            try:
                row = answer(_question(line), reckoners).as_row()
            except CannotReckon as error:
                row, failed = {"error": str(error)}, failed + 1
            self.stdout.write(json.dumps(row, ensure_ascii=False))
        if failed:
            raise CommandError(SOME_FAILED.format(count=failed))


def answer(question: dict, reckoners: dict[str, Reckoner]) -> Due:
    """The answer to `agency`, `clause`, `start` and, where given, `kind`, `period`, `pauses`.

    `reckoners` are kept from question to question, by agency. Raises CannotReckon.
    """
    agency, clause = (_text(question, name).upper() for name in ("agency", "clause"))
    if agency not in reckoners:
        reckoners[agency] = Reckoner(agency)
    return reckoners[agency].due(
        _as_written(clause, agency),
        read_start(_text(question, "start")),
        kind=_text(question, "kind", ""),
        period=read_period(question.get("period", "month")),
        pauses=_pauses(question.get("pauses", [])),
    )


def _as_written(clause: str, agency: str) -> str:
    """The id as the list of clauses writes it: the agency in capitals, points in small letters."""
    prefix = f"{agency}-"
    if not clause.startswith(prefix):
        return clause
    rest = clause.removeprefix(prefix)
    return prefix + (rest if rest.startswith(("QD", "SIG")) else rest.lower())


def _text(question: dict, name: str, default: str | None = None) -> str:
    value = question.get(name, default)
    if not isinstance(value, str) or (not value.strip() and default is None):
        raise CannotReckon(MISSING.format(name=name))
    return unicodedata.normalize("NFC", value.strip())


def _pauses(rows) -> tuple[Pause, ...]:
    try:
        return tuple(
            Pause(*(read_start(text).astimezone(TIME_ZONE) for text in row)) for row in rows
        )
    except CannotReckon:
        raise
    except (TypeError, AttributeError) as error:
        raise CannotReckon(BAD_PAUSES) from error
    except ValueError as error:
        raise CannotReckon(str(error)) from error


def _question(line: str) -> dict:
    try:
        found = json.loads(line)
    except ValueError as error:
        raise CannotReckon(NOT_JSON) from error
    if not isinstance(found, dict):
        raise CannotReckon(NOT_JSON)
    return found


def _lines(name: str):
    if name == "-":
        yield from sys.stdin
        return
    try:
        with open(name, encoding="utf-8") as file:
            yield from file
    except OSError as error:
        raise CommandError(NO_FILE.format(name=name)) from error


def _words(found: Due) -> str:
    if found.at is None:
        return f"{found.label}\n{PROMPT}"
    return f"{found.label}\nHạn: {found.at:%H:%M:%S ngày %d/%m/%Y}"
