"""A broken rule book stops every management command with a sentence for the operator."""

from workflow.regulations import system_checks
from workflow.regulations.loader import RuleBookError


def test_whole_rule_books_raise_nothing():
    assert system_checks.check_rule_books(None) == []


def test_each_defect_is_an_error_of_its_own(monkeypatch):
    def load(code):
        if code == "KT":
            raise RuleBookError(["kon_tum.toml: một", "kon_tum.toml: hai"])

    monkeypatch.setattr(system_checks, "load", load)
    assert [(error.id, error.msg) for error in system_checks.check_rule_books(None)] == [
        ("regulations.E001", "kon_tum.toml: một"),
        ("regulations.E001", "kon_tum.toml: hai"),
    ]
