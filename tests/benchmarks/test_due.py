"""Ten thousand questions to `manage.py due --batch`: under five seconds."""

import io
import json
import sys
import time
from datetime import datetime, timedelta
from random import Random

from django.core.management import call_command

from workflow.calendar.filling import fill_years
from workflow.regulations.loader import CODES, load

QUESTIONS, GOAL_SECONDS = 10_000, 5


def test_ten_thousand_questions(db, monkeypatch):
    fill_years(range(2025, 2029))
    chance = Random(1)
    asked = [(code, row.clauses[0]) for code in CODES for row in load(code).deadlines]
    lines = []
    for _question in range(QUESTIONS):
        agency, clause = chance.choice(asked)
        start = datetime(2025, 1, 1) + timedelta(minutes=chance.randrange(1_900_000))  # noqa: DTZ001
        lines.append(
            json.dumps({"agency": agency, "clause": clause, "start": f"{start:%Y-%m-%dT%H:%M}"})
        )
    monkeypatch.setattr(sys, "stdin", io.StringIO("\n".join(lines)))
    output = io.StringIO()
    began = time.perf_counter()
    call_command("due", "--batch", "-", stdout=output)
    seconds = time.perf_counter() - began
    answers = output.getvalue().splitlines()
    sys.stdout.write(f"\nmanage.py due: {len(answers)} câu hỏi trong {seconds:.2f} s\n")
    assert len(answers) == QUESTIONS
    assert seconds < GOAL_SECONDS
