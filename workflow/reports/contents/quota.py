"""Items that units owe each month (BP-9.4): how many months each unit kept to it."""

from __future__ import annotations

from workflow.regulations.book import Quota
from workflow.reports.measures import items
from workflow.reports.measures.measure import UNIT
from workflow.reports.periods import MONTH, period_of

from .tables import Counting, table

NOTE = "Đạt khi đơn vị gửi duyệt lần đầu ít nhất {least} tin, bài trong tháng: {label}."
KEPT = "Đạt {kept}/{months} tháng"
MONTH_KEPT, MONTH_NOT_KEPT = "Đạt", "Chưa đạt"


def quota_table(counting: Counting) -> list[dict]:
    """A table for each monthly quota of units with a number; most regulations have none."""
    return [
        _table(counting, quota) for quota in counting.book.quotas if _is_counted(quota, counting)
    ]


def _is_counted(quota: Quota, counting: Counting) -> bool:
    return (
        quota.at_least is not None
        and quota.per == MONTH
        and quota.whom == "unit"
        and quota.is_valid_on(counting.period.last)
    )


def _table(counting: Counting, quota: Quota) -> dict:
    months = [period_of(MONTH, first) for first in counting.period.months()]
    sent = [counting.by(items.SUPPLIED, UNIT, month) for month in months]
    rows = [
        {
            "label": unit.name,
            "cells": [
                counting.number(items.SUPPLIED, UNIT, unit.pk),
                {"text": _words(quota)},
                {"text": _kept(quota, [found.get(unit.pk, 0) for found in sent])},
            ],
        }
        for unit in counting.units
    ]
    head = ["Đơn vị", items.SUPPLIED.label, "Định mức mỗi tháng", "Kết quả"]
    note = NOTE.format(least=quota.at_least, label=quota.label)
    return table("Định mức tin, bài của đơn vị", head, rows, note=note)


def _words(quota: Quota) -> str:
    if quota.up_to is not None:
        return f"{quota.at_least}–{quota.up_to}"
    return f"từ {quota.at_least}"


def _kept(quota: Quota, sent: list[int]) -> str:
    kept = sum(number >= quota.at_least for number in sent)
    if len(sent) == 1:
        return MONTH_KEPT if kept else MONTH_NOT_KEPT
    return KEPT.format(kept=kept, months=len(sent))
