"""A digest's shares as statements, each with all that is needed to defend it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from columninch import records
from columninch.desk import periods
from columninch.desk.keep.coding import parsed_codebook
from columninch.desk.keep.issues import item_url
from columninch.desk.keep.shares import coded_frame, codings_by_root, share_record
from columninch.desk.models import Frame, Membership, Reading, Share
from columninch.desk.reads.gaps import not_collected
from columninch.errors import EstimateError
from columninch.shares.change import change
from columninch.shares.estimate import estimate_share

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from columninch.desk.models import CodebookVersion, Digest, FrameUnit


@dataclass(frozen=True, slots=True)
class Statement:
    """A share as an issue tells it, and the rows that it comes from."""

    statement: records.ShareStatement
    frame: int
    version: int
    question: str
    answer: str
    is_none: bool
    """Whether it is the share of an exclusive question's "none of these"."""
    limited_to: str
    """The one language that the group counts by its own definition, or empty."""


def statements_of(digest: Digest, language: str) -> list[Statement]:
    """Every share of the digest's period, told in `language`, largest first in each group."""
    frames = Frame.objects.filter(period=digest.period_id).select_related("group", "period")
    told: list[Statement] = []
    for frame in frames.order_by("group__position", "group__key", "-pk"):
        told += _of_frame(frame, language)
    return told


def frame_shares(frame: Frame) -> list[Share]:
    """A frame's shares, in the order of group, question, unit and size."""
    rows = Share.objects.filter(estimation__frame=frame).select_related("version")
    return sorted(rows, key=lambda row: (row.question, row.unit, -row.share, row.answer))


def frame_before(frame: Frame) -> Frame | None:
    """The same group's frame of the period before."""
    earlier = periods.before(frame.period)
    if earlier is None:
        return None
    return Frame.objects.filter(group=frame.group_id, period=earlier).order_by("-pk").first()


def _of_frame(frame: Frame, language: str) -> list[Statement]:
    rows = frame_shares(frame)
    if not rows:
        return []
    earlier = frame_before(frame)
    before = {
        (row.question, row.answer, row.unit): share_record(row)
        for row in (frame_shares(earlier) if earlier else ())
    }
    ground = _Ground(frame, language)
    return [ground.statement(row, before.get((row.question, row.answer, row.unit))) for row in rows]


class _Ground:
    """What all shares of one frame have in common, asked once."""

    def __init__(self, frame: Frame, language: str) -> None:
        self._frame = frame
        self._language = language
        readings = Reading.objects.filter(frame_units__frame=frame)
        spoken = set(readings.values_list("language", flat=True))
        self._limited_to = frame.group.languages[0] if len(frame.group.languages) == 1 else ""
        self._counted = next(iter(spoken)) if len(spoken) == 1 else self._limited_to
        self._channels = tuple(sorted(set(readings.values_list("item__channel__kind", flat=True))))
        self._outlets = outlets_of(frame)
        self._gaps = not_collected(frame.group_id, frame.period, language)
        self._coded: dict[tuple[int, str], tuple[records.CodedItem, ...]] = {}

    def statement(self, row: Share, before: records.Share | None) -> Statement:
        question = parsed_codebook(row.version.yaml).question(row.question)
        answer = question.answer(row.answer) if question else None
        if question is None or answer is None:
            raise EstimateError("its answer is gone from the codebook", where=row.answer)
        now = share_record(row)
        group = self._frame.group
        return Statement(
            records.ShareStatement(
                group=group.name_in(self._language),
                question=question.name,
                answer=answer.name_in(self._language),
                language=self._counted,
                share=now,
                before=before,
                change=change(before, now) if before else None,
                channels=self._channels,
                outlets=self._outlets,
                coded=self._coded_items(row.version, question),
                not_collected=self._gaps,
            ),
            frame=self._frame.pk,
            version=row.version_id,
            question=row.question,
            answer=row.answer,
            is_none=question.exclusive and answer.key == question.answers[-1].key,
            limited_to=self._limited_to,
        )

    def _coded_items(
        self, version: CodebookVersion, question: records.Question
    ) -> tuple[records.CodedItem, ...]:
        key = (version.pk, question.key)
        if key not in self._coded:
            self._coded[key] = tuple(coded_items(self._frame, version, question, self._language))
        return self._coded[key]


def outlets_of(frame: Frame) -> tuple[str, ...]:
    """The names of the outlets that the frame's group measures."""
    rows = Membership.objects.filter(group=frame.group_id).order_by("outlet__name")
    return tuple(rows.values_list("outlet__name", flat=True).distinct())


def coded_items(
    frame: Frame, version: CodebookVersion, question: records.Question, language: str
) -> list[records.CodedItem]:
    """The hand-coded texts behind a frame's shares, in the order in which they were drawn."""
    units = list(
        frame.units.order_by("position").select_related(
            "reading__item__outlet", "reading__fetch__capture"
        )
    )
    codings = codings_by_root([unit.root_id for unit in units], version, question.key)
    told: list[records.CodedItem] = []
    for unit in units:
        found = codings.get(unit.root_id)
        if not found:
            break  # what was coded out of turn is not in the sample yet
        told.append(
            _coded_item(unit, [c.answer for c in found], str(found[-1].coder), question, language)
        )
    return told


def _coded_item(
    unit: FrameUnit, answers: list[str], coder: str, question: records.Question, language: str
) -> records.CodedItem:
    names = [
        answer.name_in(language) for key in answers if (answer := question.answer(key)) is not None
    ]
    return records.CodedItem(
        title=unit.reading.title,
        outlet=unit.reading.item.outlet.name,
        url=item_url(unit.reading),
        at=unit.reading.dated_at,
        answer=", ".join(names) or "–",
        coder=coder,
    )


def recompute(
    statements: list[Statement], until: datetime | None = None
) -> Callable[[records.ShareStatement], records.Share]:
    """A function that estimates a statement's share anew, from the codings as they are.

    `until` leaves out what was coded or withdrawn later: a published issue is checked
    against what stood when it was frozen.
    """
    origin = {_key(found.statement): found for found in statements}
    # a frame has many shares, told in each language: its codings are read once for all
    frames = Frame.objects.in_bulk({found.frame for found in statements})
    coded_frames = {pk: coded_frame(frame, until) for pk, frame in frames.items()}

    def again(statement: records.ShareStatement) -> records.Share:
        found = origin.get(_key(statement))
        if found is None:
            raise EstimateError("no frame on this desk gives this share", where=statement.group)
        coded = coded_frames[found.frame]
        for question in coded.questions:
            if (question.version, question.question.key) == (found.version, found.question):
                has = {at: found.answer in given for at, given in question.answers.items()}
                return estimate_share(coded.units, has, statement.share.unit, coded.level)
        raise EstimateError("its question is gone from the codebook", where=statement.question)

    return again


def _key(statement: records.ShareStatement) -> tuple[str, str, str, str]:
    return (statement.group, statement.question, statement.answer, statement.share.unit)
