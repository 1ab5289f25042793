"""Coding by hand: one text, one question, one key."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from columninch.desk import runtime
from columninch.desk.actions.codings import code_item, coder_of, withdraw
from columninch.desk.forms.coding import AnswerForm
from columninch.desk.keep.records import blocks_of
from columninch.desk.models import FrameUnit
from columninch.desk.reads.coding import (
    Task,
    codings_to_undo,
    last_codings,
    next_task,
    progress_of,
    task_of,
    unit_to_code,
)
from columninch.desk.reads.item import shown_blocks
from columninch.desk.reads.shares import shares_of
from columninch.desk.views.frame import period_asked, person_at, show
from columninch.errors import CodebookError
from columninch.records import Answer

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from columninch.records import Question

# u undoes, s skips, g goes, j and k move: what is left for the tenth answer and after
_LETTERS = "abcdefhilmnopqrtvwxyz"


@dataclass(frozen=True, slots=True)
class Choice:
    """An answer with the key that gives it, named by its place on the keyboard."""

    answer: Answer
    key: str
    code: str
    is_proposed: bool


@require_safe
def code(request: HttpRequest) -> HttpResponse:
    """The next text that the sampling design asks for, and the question about it."""
    period = period_asked(request)
    if period is None:
        return show(request, "desk/week/empty.html", {})
    frame = _frame_asked(request)
    task = next_task(period, frame)
    context = {
        "task": task,
        "form": None,
        "frame_asked": frame,
        "progress": progress_of(period),
        "groups": shares_of(period, "items"),
        "last": last_codings(person_at(request)),
        **_told(task),
    }
    return show(request, "desk/code/code.html", context, period=period)


@require_POST
def code_answer(request: HttpRequest) -> HttpResponse:
    """Keep an answer or a skip, and go on to the next text."""
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _again(request, form)
    given = form.cleaned_data
    unit = _unit(given["unit"])
    task = task_of(unit, given["version"], given["question"])
    if task is None:
        raise Http404(given["question"])
    coder, now = coder_of(person_at(request)), runtime.clock().now()
    try:
        for answer in form.answers or ("",):
            code_item(
                unit.reading.item, task.asked.version, given["question"], answer, coder, now,
                given["skip_reason"] if form.is_skip else "",
            )  # fmt: skip
    except CodebookError as error:
        messages.error(request, str(error))
    return _next(request)


@require_POST
def code_undo(request: HttpRequest) -> HttpResponse:
    """Take back what this person answered last; its text comes up again."""
    undone = codings_to_undo(person_at(request))
    now = runtime.clock().now()
    for coding in undone:
        withdraw(coding, now)
    if undone:
        messages.success(request, _("Taken back: “%s”") % undone[0].reading.title)
    else:
        messages.info(request, _("There is nothing of yours to take back."))
    return _next(request)


def _again(request: HttpRequest, form: AnswerForm) -> HttpResponse:
    """The same text with what is wrong at its field."""
    unit = _unit(form.cleaned_data.get("unit"))
    task = task_of(unit, form.cleaned_data.get("version", 0), form.cleaned_data.get("question", ""))
    period = unit.frame.period
    context = {
        "task": task,
        "form": form,
        "frame_asked": _frame_asked(request),
        "progress": progress_of(period),
        "groups": (),
        "last": (),
        **_told(task),
    }
    return show(request, "desk/code/code.html", context, period=period, status=422)


def _told(task: Task | None) -> dict[str, object]:
    if task is None:
        return {"choices": (), "blocks": ()}
    reading = task.reading
    return {
        "choices": _choices(task.asked.question, task.proposed_keys),
        "blocks": shown_blocks(reading.text, blocks_of(reading), ()),
    }


def _choices(question: Question, proposed: frozenset[str]) -> tuple[Choice, ...]:
    """The answers with their keys: 1 to 9, then letters; 0 for "none of these"."""
    keys = [*"123456789", *_LETTERS]
    rest = question.answers[-1].key if question.exclusive else ""
    told = []
    for answer in question.answers:
        key = "0" if answer.key == rest else keys.pop(0)
        code = f"Digit{key}" if key.isdigit() else f"Key{key.upper()}"
        told.append(Choice(answer, key, code, answer.key in proposed))
    return tuple(told)


def _unit(pk: int | None) -> FrameUnit:
    try:
        return unit_to_code(pk or 0)
    except FrameUnit.DoesNotExist as error:
        raise Http404(pk) from error


def _frame_asked(request: HttpRequest) -> int | None:
    wanted = request.GET.get("frame", "")
    return int(wanted) if wanted.isdigit() else None


def _next(request: HttpRequest) -> HttpResponse:
    kept = {name: request.GET[name] for name in ("frame", "period") if request.GET.get(name)}
    return HttpResponseRedirect(reverse("code") + (f"?{urlencode(kept)}" if kept else ""))
