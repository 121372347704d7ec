"""`manage.py due`: when a clause falls due, one question or many."""

import json
import os
import sys
from collections.abc import Iterator

from django.core.management.base import BaseCommand, CommandError

from workflow.calendar.clock import local_day
from workflow.calendar.models import CalendarYear
from workflow.duties.question import PERIODS, CannotReckon, Question
from workflow.duties.reckoning import Due, Reckoner
from workflow.regulations.book import Clock

NEEDED = "Hãy cho biết --agency, --clause và --start, hoặc --batch."
NO_FILE = "Không mở được tệp «{name}»."
NOT_BESIDE = "--batch đọc mọi điều từ tệp; hãy bỏ {names}, ghi vào từng dòng của tệp."
SOME_FAILED = "{count} dòng không tính được."
PROMPT = "Quy chế không định số: chỉ đo thời gian, không có hạn."
PER_ITEM = "Quy chế không định số: hạn do cơ quan định cho từng việc."
COMPUTED = "Ngày nghỉ năm {years} mới tính theo luật, chưa đối chiếu thông báo."
ASKED = ("agency", "clause", "start", "kind", "period", "pause")


class Command(BaseCommand):
    """Exit code 1 when a question has no answer; a batch answers all its other lines."""

    help = "Tính hạn của một điều khoản, từ thời điểm bắt đầu."
    # It changes nothing, and the checks take longer than ten thousand answers.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser):
        """One question by options, or a file of them, a line of JSON each."""
        parser.add_argument("--agency", help="Mã cơ quan, như LA.")
        parser.add_argument("--clause", help="Mã điều khoản, như LA-9.2.a.")
        parser.add_argument("--start", help="Lúc bắt đầu, giờ Việt Nam, như 2026-11-20T15:00.")
        parser.add_argument("--kind", help="Loại, khi điều khoản có nhiều thời hạn.")
        parser.add_argument(
            "--period",
            help=f"Kỳ báo cáo, khi điều khoản gồm nhiều kỳ: {', '.join(PERIODS)} (mặc định month).",
        )
        parser.add_argument(
            "--pause",
            action="append",
            metavar="TỪ/ĐẾN",
            help="Khoảng tạm dừng, như 2026-11-20T15:00/2026-11-25T09:00; lặp lại được.",
        )
        parser.add_argument("--json", action="store_true", help="In kết quả dạng JSON.")
        parser.add_argument(
            "--batch",
            metavar="TỆP",
            help="Tệp JSON từng dòng, - là đầu vào chuẩn; dòng trống bỏ qua, lỗi ghi số của dòng.",
        )

    def handle(self, *args, **options):
        """Answer one question, or a batch."""
        values = {name: options[name] for name in ASKED if options[name] is not None}
        if options["batch"] is not None:
            if values:
                names = ", ".join(f"--{name}" for name in values)
                raise CommandError(NOT_BESIDE.format(names=names))
            self._answer_all(options["batch"])
            return
        if not all(values.get(name) for name in ASKED[:3]):
            raise CommandError(NEEDED)
        try:
            asked = Question.of(values)
            found = Reckoner(asked.agency).due(asked)
        except CannotReckon as error:
            raise CommandError(str(error)) from error
        if options["json"]:
            self._say(json.dumps(found.as_row()))
        else:
            self._say(_words(found, asked))

    def _answer_all(self, name: str) -> None:
        reckoners: dict[str, Reckoner] = {}
        failed = 0
        for number, line in enumerate(_lines(name), 1):
            if not line.strip():
                continue
            try:
                asked = Question.read(line)
                if asked.agency not in reckoners:
                    reckoners[asked.agency] = Reckoner(asked.agency)
                row = reckoners[asked.agency].due(asked).as_row()
            except CannotReckon as error:
                row, failed = {"error": str(error), "line": number}, failed + 1
            self._say(json.dumps(row, ensure_ascii=False), json.dumps(row))
        if failed:
            raise CommandError(SOME_FAILED.format(count=failed))

    def _say(self, text: str, plain: str = "") -> None:
        """Write a line; `plain` where the words cannot be written (half a character was echoed)."""
        encoding = getattr(self.stdout, "encoding", None) or "utf-8"
        try:
            text.encode(encoding)
        except UnicodeEncodeError:
            text = plain or text.encode(encoding, "backslashreplace").decode(encoding)
        try:
            self.stdout.write(text)
        except BrokenPipeError:
            # Who reads has enough; nothing is left to flush at the end.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise SystemExit(1) from None


def _lines(name: str) -> Iterator[str | bytes]:
    """The lines as they stand in the file, undecoded: one that is no text stops no other."""
    if name == "-":
        for line in getattr(sys.stdin, "buffer", sys.stdin):
            yield from line.splitlines() if isinstance(line, bytes) else [line]
        return
    try:
        with open(name, "rb") as file:
            for line in file:
                yield from line.splitlines()
    except (OSError, ValueError) as error:
        raise CommandError(NO_FILE.format(name=name)) from error


def _words(found: Due, asked: Question) -> str:
    if found.at is None:
        return f"{found.label}\n{PER_ITEM if found.clock == Clock.PER_ITEM else PROMPT}"
    lines = [found.label, f"Hạn: {found.at:%H:%M:%S ngày %d/%m/%Y}"]
    years = CalendarYear.objects.filter(
        year__range=(local_day(asked.start).year, found.at.year), is_announced=False
    ).values_list("year", flat=True)
    if years:
        lines.append(COMPUTED.format(years=", ".join(map(str, years))))
    return "\n".join(lines)
