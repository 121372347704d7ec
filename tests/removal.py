"""Takes guards out of the running program, each in a process of its own, and runs their tests.

Everything is imported and the database founded once, so a guard costs little more than its tests.
"""

import inspect
import os
import time
from collections.abc import Callable
from importlib import import_module
from types import CodeType, FunctionType

import pytest
from django.db import connections

from tests.guards import Guard


class Removal:
    """A plugin of pytest: all tests once while every guard stands, then those of each guard.

    `tell` is called with the guard, the node id of the test that noticed ("" if none did) and the
    seconds it took. Afterwards `broken` names a test that fails although every guard stands, and
    `elsewhere` holds the guards that cannot be taken out of a program that runs: those of
    migrations, and those that are in no function.
    """

    def __init__(self, guards: list[Guard], tell: Callable[[Guard, str, float], None]):
        self.guards = guards
        self.tell = tell
        self.broken = ""
        self.elsewhere: list[Guard] = []
        self._failed: list[pytest.TestReport] = []

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """In the place of the one run of pytest."""
        if session.testsfailed:
            raise session.Interrupted("tests cannot be collected")
        session.config.pluginmanager.unregister(name="terminalreporter")
        self.broken = next((item.nodeid for item in session.items if self._run(item)), "")
        if self.broken:
            return True
        for guard in self.guards:
            if guard.is_migration or live_function(guard) is None:
                self.elsewhere.append(guard)
                continue
            began = time.monotonic()
            items = [item for item in session.items if guard.is_noticed_by(item.nodeid)]
            self.tell(guard, self._noticing(guard, items), time.monotonic() - began)
        return True

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Remember what failed, parts of a test included."""
        if report.failed:
            self._failed.append(report)

    def _run(self, item: pytest.Item) -> list[pytest.TestReport]:
        """What failed of the test; fixtures of the session stay for the next."""
        self._failed.clear()
        item.ihook.pytest_runtest_protocol(item=item, nextitem=item.session)
        return list(self._failed)

    def _noticing(self, guard: Guard, items: list[pytest.Item]) -> str:
        """The first of the tests that fails without the guard; a broken fixture is no failure."""
        reading, writing = os.pipe()
        # Parent and child must not talk over one connection.
        connections.close_all()
        child = os.fork()
        if child == 0:
            try:
                _be_silent()
                remove(guard)
                for item in items:
                    if any(report.when == "call" for report in self._run(item)):
                        os.write(writing, item.nodeid.encode())
                        break
            finally:
                os._exit(0)
        os.close(writing)
        with open(reading, encoding="utf-8") as told:
            failed = told.read()
        os.waitpid(child, 0)
        return failed


def remove(guard: Guard) -> None:
    """Give the function that the guard is in the code it has without the guard."""
    live_function(guard).__code__ = _code_without(guard)


def live_function(guard: Guard) -> FunctionType | None:
    """The function of the running program that the guard is in and can be taken out of."""
    path = guard.function()
    if not path:
        return None
    found = import_module(guard.file.removesuffix(".py").replace("/", "."))
    for name in path.split("."):
        found = inspect.getattr_static(found, name)
    found = getattr(found, "fget", None) or getattr(found, "__func__", found)
    found = inspect.unwrap(found)
    code = _code_without(guard)
    if not isinstance(found, FunctionType) or found.__code__.co_freevars != code.co_freevars:
        return None
    return found


def _code_without(guard: Guard) -> CodeType:
    whole = compile(guard.source_without(), guard.file, "exec", dont_inherit=True)
    return next(code for code in _codes(whole) if code.co_qualname == guard.function())


def _codes(code: CodeType) -> list[CodeType]:
    inner = [part for part in code.co_consts if isinstance(part, CodeType)]
    return [code, *(deeper for part in inner for deeper in _codes(part))]


def _be_silent() -> None:
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(nowhere, stream)
