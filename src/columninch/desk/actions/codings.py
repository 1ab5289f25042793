"""Coding by hand: a coding is added or withdrawn, never overwritten."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F

from columninch.desk.keep.coding import parsed_codebook
from columninch.desk.keep.frames import roots_of
from columninch.desk.models import CodebookVersion, Coder, Coding, Frame, Item, Reading
from columninch.errors import CodebookError

if TYPE_CHECKING:
    from datetime import datetime

    from django.contrib.auth.models import User


def coder_of(user: User) -> Coder:
    """The coder that a user is; one of that name without a user becomes theirs."""
    coder = Coder.objects.filter(user=user).first()
    if coder is not None:
        return coder
    coder, _ = Coder.objects.get_or_create(kind="person", name=user.get_username())
    Coder.objects.filter(pk=coder.pk, user__isnull=True).update(user=user)
    coder.refresh_from_db()
    return coder


def code_item(
    item: Item,
    version: CodebookVersion,
    question: str,
    answer: str,
    coder: Coder,
    now: datetime,
    skip_reason: str = "",
) -> Coding:
    """One coder's answer on one item; an empty answer is a skip and needs its reason.

    An exclusive question holds one answer of a coder: one given before is withdrawn.
    Raises `CodebookError` for a question or answer that the codebook doesn't have.
    """
    asked = parsed_codebook(version.yaml).question(question)
    if asked is None or (answer and asked.answer(answer) is None):
        raise CodebookError(
            f"it has no answer {answer!r} to a question {question!r}",
            where=f"codebook version {version.number}",
        )
    if not answer and not skip_reason:
        raise CodebookError("a skipped item needs a reason", where=f"question {question}")
    reading = Reading.objects.get(item=item, is_current=True)
    with transaction.atomic():
        standing = Coding.objects.filter(
            item=item, version=version, question=question, coder=coder, withdrawn_at__isnull=True
        )
        if asked.exclusive or not answer:
            standing.update(withdrawn_at=now)
        else:
            standing.filter(answer__in=["", answer]).update(withdrawn_at=now)
        coding = Coding.objects.create(
            item=item,
            reading=reading,
            version=version,
            question=question,
            answer=answer,
            coder=coder,
            at=now,
            skip_reason=skip_reason[:300],
        )
        _touch_frames(reading)
    return coding


def withdraw(coding: Coding, now: datetime) -> None:
    """Take a coding back; the record keeps that it was given."""
    with transaction.atomic():
        Coding.objects.filter(pk=coding.pk, withdrawn_at__isnull=True).update(withdrawn_at=now)
        reading = Reading.objects.filter(item=coding.item_id, is_current=True).first()
        if reading is not None:
            _touch_frames(reading)


def _touch_frames(reading: Reading) -> None:
    """Make the shares wait of every frame that holds the reading's text."""
    root = roots_of([reading.pk])[reading.pk]
    Frame.objects.filter(units__root_id=root, is_frozen=False).update(coded=F("coded") + 1)
