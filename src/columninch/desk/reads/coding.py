"""What is to be coded by hand, in the order that the sampling design gives."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Exists, F, OuterRef, Q

from columninch.desk.models import Coder, Coding, Frame, FrameUnit, Reading
from columninch.desk.reads.codebooks import Asked, questions_asked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.contrib.auth.models import AbstractBaseUser
    from django.db.models import QuerySet

    from columninch.desk.models import Period


@dataclass(frozen=True, slots=True)
class FrameProgress:
    """How far the coding of a frame's sample has come."""

    frame: Frame
    sampled_count: int
    open_count: int

    @property
    def coded_count(self) -> int:
        """Texts of the sample that a person answered or skipped."""
        return self.sampled_count - self.open_count


@dataclass(frozen=True, slots=True)
class Task:
    """One text with the one question that is asked of it next."""

    unit: FrameUnit
    asked: Asked
    question_number: int
    """Counting from 1, among `question_count`."""
    question_count: int
    proposals: tuple[Coding, ...]
    """What rules or models answer; proposed, never taken."""

    @property
    def reading(self) -> Reading:
        """The text as the coder sees it."""
        return self.unit.reading

    @property
    def proposed_keys(self) -> frozenset[str]:
        """The answers that are proposed."""
        return frozenset(coding.answer for coding in self.proposals)


def open_units(period: Period, asked: Sequence[Asked]) -> QuerySet[FrameUnit]:
    """Drawn units of the period's frames with a question that no person has answered.

    A text is coded once, whichever of its printings was on the coder's screen. In the order
    of the permanent random numbers: whoever stops early still has a random sample.
    """
    if not asked:
        return FrameUnit.objects.none()
    unanswered = Q()
    for each in asked:
        unanswered |= ~_answered(each)
    return _drawn(period).filter(unanswered).order_by("number", "position", "pk")


def text_count_to_code(period: Period) -> int:
    """How many distinct texts of the period wait for a person."""
    units = open_units(period, questions_asked(period.series_id))
    return units.order_by().values("root").distinct().count()


def next_task(period: Period, frame: int | None) -> Task | None:
    """The next text to code of `frame` (None: of all of the period's frames), or None."""
    asked = questions_asked(period.series_id)
    units = open_units(period, asked)
    if frame is not None:
        units = units.filter(frame_id=frame)
    unit = units.select_related("frame__group", "reading__item__outlet", "root").first()
    return None if unit is None else _task(unit, asked)


def task_of(unit: FrameUnit, asked_version: int, question: str) -> Task | None:
    """The task of asking `question` of `unit`, or None where no codebook in force asks it."""
    asked = questions_asked(unit.frame.group.series_id)
    for number, each in enumerate(asked, start=1):
        if each.version.pk == asked_version and each.question.key == question:
            return Task(unit, each, number, len(asked), _proposals(unit, each))
    return None


def progress_of(period: Period) -> tuple[FrameProgress, ...]:
    """How far each frame of the period is coded, in the order of the groups."""
    asked = questions_asked(period.series_id)
    drawn = _count_by_frame(_drawn(period))
    waiting = _count_by_frame(open_units(period, asked))
    frames = Frame.objects.filter(period=period).select_related("group", "sample")
    return tuple(
        FrameProgress(frame, drawn.get(frame.pk, 0), waiting.get(frame.pk, 0))
        for frame in frames.order_by("group__position", "group__key", "pk")
    )


def last_codings(user: AbstractBaseUser, count: int = 5) -> list[Coding]:
    """The standing codings that `user` made last, the newest first."""
    coder = Coder.objects.filter(user__pk=user.pk).first()
    if coder is None:
        return []
    codings = Coding.objects.filter(coder=coder, withdrawn_at__isnull=True)
    return list(codings.select_related("reading").order_by("-at", "-pk")[:count])


def codings_to_undo(user: AbstractBaseUser) -> list[Coding]:
    """What `user` answered last: several codings where the question takes several answers."""
    last = next(iter(last_codings(user, 1)), None)
    if last is None:
        return []
    together = Coding.objects.filter(
        coder_id=last.coder_id,
        item_id=last.item_id,
        version_id=last.version_id,
        question=last.question,
        withdrawn_at__isnull=True,
    )
    return list(together.order_by("pk"))


def unit_to_code(pk: int) -> FrameUnit:
    """A unit with all that its coding needs. Raises `FrameUnit.DoesNotExist`."""
    units = FrameUnit.objects.select_related(
        "frame__group", "frame__period", "reading__item__outlet", "root"
    )
    return units.get(pk=pk)


def _task(unit: FrameUnit, asked: Sequence[Asked]) -> Task | None:
    answered = set(_codings_on(unit).values_list("version_id", "question"))
    for number, each in enumerate(asked, start=1):
        if (each.version.pk, each.question.key) not in answered:
            return Task(unit, each, number, len(asked), _proposals(unit, each))
    return None


def _proposals(unit: FrameUnit, asked: Asked) -> tuple[Coding, ...]:
    codings = Coding.objects.filter(
        reading=unit.reading,
        version=asked.version,
        question=asked.question.key,
        withdrawn_at__isnull=True,
    ).exclude(coder__kind="person")
    return tuple(codings.select_related("coder").order_by("pk"))


def _drawn(period: Period) -> QuerySet[FrameUnit]:
    return FrameUnit.objects.filter(frame__period=period, number__lt=F("frame__sample__threshold"))


def _standing() -> QuerySet[Coding]:
    return Coding.objects.filter(coder__kind="person", withdrawn_at__isnull=True)


def _codings_on(unit: FrameUnit) -> QuerySet[Coding]:
    item = unit.root.item_id
    return _standing().filter(Q(item=item) | _on_copy_of(item))


def _answered(asked: Asked) -> Q:
    codings = _standing().filter(version=asked.version, question=asked.question.key)
    on_root = codings.filter(item=OuterRef("root__item"))
    on_copy = codings.filter(_on_copy_of(OuterRef("root__item")))
    return Q(Exists(on_root)) | Q(Exists(on_copy))


def _on_copy_of(item: int | OuterRef) -> Q:
    """By item: a text that was read anew keeps the codings of its earlier readings."""
    return Q(item__readings__is_current=True, item__readings__reprint_of__origin__item=item)


def _count_by_frame(units: QuerySet[FrameUnit]) -> dict[int, int]:
    counted = units.order_by().values_list("frame").annotate(units=Count("pk"))
    return dict(counted)
