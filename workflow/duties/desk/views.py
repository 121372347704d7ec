"""The page of one duty, and what people do about it there."""

from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST
from wagtail.admin import messages

from sections.base.door import Refused
from workflow.duties import explaining, fulfilling, standing_still
from workflow.duties.models import Duty, Explanation
from workflow.duties.queries import visible_to

from .screen import screen_of
from .typed import day_of, moment_of

CONFLICT = 409
EXPLAINED = "Đã gửi giải trình về «{title}» tới Trưởng Ban Biên tập."
ACCEPTED = "Đã chấp nhận giải trình về «{title}»."
DECLINED = "Đã ghi không chấp nhận giải trình về «{title}»."
STOPPED = "Thời hạn của «{title}» tạm dừng."
GOES_ON = "Thời hạn của «{title}» được tính tiếp."
FULFILLED = "Đã ghi nhận việc thực hiện «{title}»."
TAKEN_BACK = "Đã hủy ghi nhận gần nhất của «{title}»."
NO_VERDICT = "Hãy chọn chấp nhận hoặc không chấp nhận."


@require_GET
def duty(request, pk):
    """One duty on one screen; 404 for people whom it does not concern."""
    return _screen(request, _visible(request, pk))


@require_POST
def explain(request, pk):
    """Say why it was late."""
    return _act(
        request,
        pk,
        EXPLAINED,
        lambda row, typed, now: explaining.explain(row, request.user, typed["text"], now),
    )


@require_POST
def decide(request, pk, explanation_id):
    """Accept or decline an explanation of this duty."""
    row = _visible(request, pk)
    explanation = get_object_or_404(Explanation, pk=explanation_id, duty=row)
    verdict = request.POST.get("verdict", "")

    def act(_row, typed, now):
        if verdict not in (Explanation.Verdict.ACCEPTED, Explanation.Verdict.DECLINED):
            raise Refused(NO_VERDICT)
        accepted = verdict == Explanation.Verdict.ACCEPTED
        explaining.decide(explanation, request.user, accepted, typed["note"], now)

    sentence = ACCEPTED if verdict == Explanation.Verdict.ACCEPTED else DECLINED
    return _act(request, pk, sentence, act)


@require_POST
def stop(request, pk):
    """Let the clock stand."""
    return _act(
        request,
        pk,
        STOPPED,
        lambda row, typed, now: standing_still.stop(
            row, request.user, typed["cause"], moment_of(typed["since"]), now
        ),
    )


@require_POST
def go_on(request, pk):
    """Let the clock go on."""
    return _act(
        request,
        pk,
        GOES_ON,
        lambda row, typed, now: standing_still.go_on(
            row, request.user, now, moment_of(typed["until"])
        ),
    )


@require_POST
def fulfil(request, pk):
    """Record that it was done."""
    return _act(
        request,
        pk,
        FULFILLED,
        lambda row, typed, now: fulfilling.fulfil(
            row,
            request.user,
            now,
            done_on=day_of(typed["done_on"]),
            number=typed["number"],
            note=typed["note"],
            link=typed["link"],
        ),
    )


@require_POST
def take_back(request, pk):
    """Undo such a record."""
    return _act(
        request,
        pk,
        TAKEN_BACK,
        lambda row, typed, now: fulfilling.take_back(row, request.user, typed["reason"], now),
    )


def _visible(request, pk: int) -> Duty:
    return get_object_or_404(visible_to(request.user), pk=pk)


def _act(request, pk: int, sentence: str, act):
    """Do `act`; a refusal shows the screen again with its reason and what was typed."""
    row = _visible(request, pk)
    typed = {name: request.POST.get(name, "") for name in _FIELDS}
    try:
        act(row, typed, timezone.now())
    except Refused as refusal:
        form = request.resolver_match.url_name
        return _screen(request, _visible(request, pk), str(refusal), typed | {"form": form})
    messages.success(request, sentence.format(title=row.subject_title))
    return redirect("duties:duty", row.pk)


_FIELDS = ("text", "note", "cause", "since", "until", "done_on", "number", "link", "reason")


def _screen(request, row: Duty, refusal: str = "", typed: dict | None = None):
    now = timezone.now()
    context = {
        "screen": screen_of(row, request.user, now),
        "refusal": refusal,
        "typed": typed or {},
        "today": timezone.localdate(now),
        "max_text": explaining.MAX_TEXT,
        "max_cause": standing_still.MAX_CAUSE,
        "max_number": fulfilling.MAX_NUMBER,
        "max_note": fulfilling.MAX_NOTE,
        "max_link": fulfilling.MAX_LINK,
    }
    return render(request, "duties/duty.html", context, status=CONFLICT if refusal else 200)
