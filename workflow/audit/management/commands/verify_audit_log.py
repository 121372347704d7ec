"""`manage.py verify_audit_log [--json] [--chain LA] [--anchors DIR]`: is the record whole."""

import json
from dataclasses import asdict
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from workflow.agencies.models import Agency
from workflow.audit.anchor_files import INSTALLATION
from workflow.audit.models import Link
from workflow.audit.verification import Chain, Verification, verify

DAMAGED = "Nhật ký không còn nguyên vẹn."
NO_CHAIN = "Không có chuỗi nhật ký «{code}»; hiện có: {codes}."
NO_FOLDER = "Không có thư mục {path}."


class Command(BaseCommand):
    """Fails (exit code 1) when a row, a link, an anchor or a guard of the record is not right."""

    help = "Kiểm tra nhật ký: mọi dòng, mọi mắt xích, mọi mốc còn như khi ghi."

    def add_arguments(self, parser):
        """Which chain, further anchors, and the form of the answer."""
        parser.add_argument(
            "--chain",
            metavar="MÃ",
            help=f"Chỉ một chuỗi: mã cơ quan, như LA, hoặc {INSTALLATION} (chung của hệ thống).",
        )
        parser.add_argument(
            "--anchors",
            metavar="THƯ-MỤC",
            action="append",
            default=[],
            type=Path,
            help="Thư mục có bản sao tệp mốc, đối chiếu thêm; ghi được nhiều lần.",
        )
        parser.add_argument("--json", action="store_true", help="In kết quả dạng JSON.")

    def handle(self, *args, chain, anchors, **options):
        """Verify and print the outcome."""
        for folder in anchors:
            if not folder.is_dir():
                raise CommandError(NO_FOLDER.format(path=folder))
        done = verify(_known(chain), anchors)
        if options["json"]:
            self.stdout.write(json.dumps(_as_json(done), ensure_ascii=False, indent=2))
        else:
            self._print(done)
        if not done.is_whole:
            raise CommandError(DAMAGED)

    def _print(self, done: Verification):
        for row in done.chains:
            self.stdout.write(_sentence(row, is_whole=row.code not in _damaged(done)))
        for problem in done.problems:
            where = "" if problem.chain is None else f"{_title(problem.chain)}: "
            self.stdout.write(f"SAI · {where}{problem}")
        self.stdout.write(f"Đã kiểm tra {_number(done.rows)} dòng trong {_seconds(done)} giây.")
        if done.is_whole:
            self.stdout.write("Nhật ký nguyên vẹn.")


def _known(code: str | None) -> str | None:
    if code is None:
        return None
    chain = "" if code == INSTALLATION else code
    # An agency whose whole chain was deleted is still an agency.
    chains = {"", *Agency.objects.values_list("code", flat=True)}
    if chain not in chains and not Link.objects.filter(chain=chain).exists():
        names = ", ".join(sorted(known or INSTALLATION for known in chains))
        raise CommandError(NO_CHAIN.format(code=code, codes=names))
    return chain


def _title(chain: str) -> str:
    return f"Chuỗi {chain or INSTALLATION}"


def _damaged(done: Verification) -> set[str | None]:
    return {problem.chain for problem in done.problems}


def _sentence(row: Chain, *, is_whole: bool) -> str:
    further = f", {_number(row.further)} chỗ sai nữa sau chỗ đầu tiên" if row.further else ""
    state = "nguyên vẹn" if is_whole else f"KHÔNG nguyên vẹn{further}"
    counts = f"{_number(row.rows)} dòng, {_number(row.anchors)} mốc khớp"
    return f"{_title(row.code)}: {counts}, {state}."


def _number(value: int) -> str:
    return f"{value:,}".replace(",", ".")


def _seconds(done: Verification) -> str:
    return f"{done.seconds:.1f}".replace(".", ",")


def _as_json(done: Verification) -> dict:
    return {
        "whole": done.is_whole,
        "rows": done.rows,
        "seconds": round(done.seconds, 3),
        "chains": [
            {
                "chain": row.code,
                "rows": row.rows,
                "last_hash": row.last_hash,
                "anchors": row.anchors,
                "whole": row.code not in _damaged(done),
                "further": row.further,
            }
            for row in done.chains
        ],
        "problems": [asdict(problem) for problem in done.problems],
    }
