"""Django system check: every rule book file is whole before anything runs on it."""

from django.core.checks import Error, register

from workflow.regulations.loader import CODES, load
from workflow.regulations.problems import RuleBookError

HINT = "Sửa tệp rồi chạy lại; `manage.py rulebook check` liệt kê mọi chỗ sai."


@register
def check_rule_books(app_configs, **kwargs) -> list[Error]:
    """One error (`regulations.E001`) per defect of a rule book file."""
    return [
        Error(problem, hint=HINT, id="regulations.E001")
        for code in CODES
        for problem in _problems(code)
    ]


def _problems(code: str) -> tuple[str, ...]:
    try:
        load(code)
    except RuleBookError as error:
        return error.problems
    return ()
