"""Compares what is public with what was approved, and raises the alarm where they differ.

The guards in the application and in the database refuse such a difference; this finds what went
round them: a restored copy, a database superuser, a file changed on the disk.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from django.core.mail import EmailMessage
from django.template.loader import render_to_string

from sections.base.live_guard import triggers
from sections.base.models import BasePage
from sections.media.guards import live_page_using
from sections.media.models import AgencyDocument, AgencyImage
from workflow.agencies.models import Agency, User
from workflow.agencies.queries import holders
from workflow.audit.models import Entry
from workflow.audit.recording import record

from .content import hash_of_page
from .decision import Decision

# The acts after which a page shows exactly the content of their hash.
PUBLIC_ACTS = (
    Decision.Action.PUBLISHED,
    Decision.Action.FOUNDED,
    Decision.Action.CARRIED_OUT,
    Decision.Action.EMERGENCY,
    Decision.Action.RETRACTED,
)

ALARM = "approval.alarm"
NEVER_APPROVED = "Trang đang hiển thị công khai nhưng không có hồ sơ duyệt."
DIFFERENT = "Nội dung đang hiển thị công khai khác với nội dung đã được duyệt."
FILE_MISSING = "Tệp đang hiển thị công khai không còn trên máy chủ."
FILE_DIFFERENT = "Tệp đang hiển thị công khai khác với tệp đã được duyệt."
GUARD_MISSING = "Bảng «{table}» không còn chốt chặn ghi thẳng vào nội dung công khai."
_CHUNK = 200
# Who answers for what is public (LA-8.3.a-1, BP-19.1-1, KT-16.1.a) and who can find out why.
_WARNED = ("head", "deputy", "operator", "network_admin")


@dataclass(frozen=True, slots=True)
class Alarm:
    """Something public that nobody approved; `mark` tells one such state from another."""

    subject: object
    reason: str
    mark: str


def watch_pages(agency: Agency) -> list[Alarm]:
    """Raise the alarm for every public page of the agency that is not as it was approved."""
    return _raise(agency, _pages(agency))


def watch_files(agency: Agency) -> list[Alarm]:
    """Raise the alarm for every file of a public page whose bytes are not the approved ones."""
    return _raise(agency, _files(agency))


def watch_guards() -> list[str]:
    """Raise the alarm of the installation for page tables without an enabled trigger."""
    missing = triggers.missing()
    for table in missing:
        reason = GUARD_MISSING.format(table=table)
        if not Entry.objects.filter(action=ALARM, agency_code="", data__mark=table).exists():
            record(ALARM, note=reason, mark=table, subject_title=table)
            _mail(None, [Alarm(table, reason, table)])
    return missing


def _pages(agency: Agency) -> Iterator[Alarm]:
    live = BasePage.objects.filter(live=True, path__startswith=agency.site.root_page.path)
    ids = list(live.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(ids), _CHUNK):
        chunk = ids[start : start + _CHUNK]
        approved = dict(
            Decision.objects.filter(page_id__in=chunk, action__in=PUBLIC_ACTS)
            .exclude(content_hash="")
            .order_by("page_id", "-pk")
            .distinct("page_id")
            .values_list("page_id", "content_hash")
        )
        for page in BasePage.objects.filter(pk__in=chunk, live=True).specific():
            shown = hash_of_page(page)
            if page.pk not in approved:
                yield Alarm(page, NEVER_APPROVED, shown)
            elif approved[page.pk] != shown:
                yield Alarm(page, DIFFERENT, shown)


def _files(agency: Agency) -> Iterator[Alarm]:
    for model in (AgencyImage, AgencyDocument):
        for item in model.objects.filter(collection=agency.collection).iterator(_CHUNK):
            found = _fingerprint(item)
            if found != item.sha256 and live_page_using(item) is not None:
                yield Alarm(item, FILE_DIFFERENT if found else FILE_MISSING, found or "missing")


def _fingerprint(item) -> str:
    """Hex SHA-256 of the bytes on the disk, "" when they are gone."""
    digest = hashlib.sha256()
    try:
        with item.file.storage.open(item.file.name) as stored:
            for part in stored.chunks():
                digest.update(part)
    except FileNotFoundError:
        return ""
    return digest.hexdigest()


def _raise(agency: Agency, found: Iterator[Alarm]) -> list[Alarm]:
    """Record and mail what was not known yet; the alarms found, known ones included."""
    alarms = list(found)
    fresh = [alarm for alarm in alarms if not _is_known(alarm)]
    for alarm in fresh:
        record(
            ALARM,
            agency_code=agency.code,
            subject=alarm.subject,
            section_code=getattr(alarm.subject, "section_code", "") or "",
            note=alarm.reason,
            mark=alarm.mark,
        )
    if fresh:
        _mail(agency, fresh)
    return alarms


def _is_known(alarm: Alarm) -> bool:
    """Whether the newest alarm about the thing told of this very state."""
    rows = Entry.objects.filter(
        action=ALARM,
        subject_type=alarm.subject._meta.label_lower,
        subject_id=str(alarm.subject.pk),
    )
    last = rows.order_by("-pk").first()
    return last is not None and last.data.get("mark") == alarm.mark


def _mail(agency: Agency | None, alarms: list[Alarm]) -> None:
    people = User.objects.filter(is_active=True, is_superuser=True)
    if agency is not None:
        people = [*people, *holders(agency, _WARNED)]
    lines = [f"{alarm.subject}: {alarm.reason}" for alarm in alarms]
    body = render_to_string("emails/approval/alarm.txt", {"agency": agency, "lines": lines})
    name = agency.short_name if agency else "hệ thống"
    for address in sorted({person.email for person in people if person.email}):
        EmailMessage(f"Cảnh báo nội dung công khai: {name}", body, to=[address]).send()
