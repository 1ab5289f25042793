"""What a stage does with one value, where a room's function needs its input laid out.

Nothing here decides anything: each function fetches bytes, calls a room and names the
results by the rows they belong to.
"""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import TYPE_CHECKING

from columninch.coding.propose import Proposal, propose
from columninch.desk.keep.frames import BuiltFrame, PeriodOutput
from columninch.digest.draft import DraftSection, draft_sections
from columninch.digest.figures import figure_mentions
from columninch.errors import ColumninchError, EstimateError, ReadingError
from columninch.extract.joined import join_pages
from columninch.extract.read import Page, read_page
from columninch.extract.templates.learn import learned_from
from columninch.reprints.trace import trace
from columninch.shares.estimate import estimate_share
from columninch.shares.frame import texts_in_frame
from columninch.shares.sample import draw_sample, needed_size
from columninch.stories.group import group

if TYPE_CHECKING:
    from collections.abc import Iterator

    from columninch.desk.keep.coding import TextToPropose
    from columninch.desk.keep.findings import DayTexts, FiguresWanted, PeriodTexts
    from columninch.desk.keep.issues import PeriodMaterial
    from columninch.desk.keep.lessons import PagesToLearn
    from columninch.desk.keep.reading import CaptureToRead
    from columninch.desk.keep.shares import CodedFrame
    from columninch.extract.templates.template import Template
    from columninch.records import (
        Capture,
        Reading,
        Reprint,
        Share,
        Span,
        StoryGroup,
        Unit,
    )
    from columninch.tools import Tools

logger = logging.getLogger(__name__)


def fetch_picture(url: str, tools: Tools) -> Capture:
    """A picture's capture. Raises `ReadingError` where the answer is no picture."""
    response = tools.web.get(url)
    kind = response.header("content-type").split(";")[0].strip().lower()
    if response.status != 200 or kind not in {"image/png", "image/jpeg", "image/webp", "image/gif"}:
        raise ReadingError(f"no picture: status {response.status}, {kind or 'no type'}", where=url)
    return tools.vault.store(response)


def read_capture(value: CaptureToRead, tools: Tools) -> Reading:
    """The reading of a capture, or of its pages as one; bytes are checked against their hash."""
    first = read_page(_page(value, value.capture, tools))
    further = [read_page(_page(value, one, tools)) for one in value.pages]
    whole = join_pages([first, *further]) if further else first
    return replace(whole, is_teaser=True) if value.is_incomplete else whole


def _page(value: CaptureToRead, capture: Capture, tools: Tools) -> Page:
    return Page(
        body=tools.vault.payload(capture),
        content_type=capture.content_type,
        url=value.entry.url if value.from_feed and value.entry else capture.url,
        entry=value.entry,
        from_feed=value.from_feed,
        zone=value.zone,
        languages=value.languages,
        template=value.template,
        captured_at=capture.at,
    )


def learn_template(value: PagesToLearn, tools: Tools) -> Template:
    """An outlet's template after its new pages; one that can't be read teaches nothing."""
    template = value.before
    for capture in value.captures:
        try:
            page = Page(tools.vault.payload(capture), capture.content_type, capture.url)
            template = learned_from(template, page)
        except ColumninchError as error:
            logger.warning("a page taught nothing: %s", error)
    return template


def trace_day(value: DayTexts) -> tuple[Reprint, ...]:
    """The reprints among a day's texts."""
    return trace(value.earlier, value.new)


def group_period(value: PeriodTexts) -> tuple[StoryGroup, ...]:
    """The stories of a period."""
    return group(value.texts)


def propose_answers(value: TextToPropose) -> list[tuple[int, Proposal]]:
    """What the rules of each codebook answer, by the codebook's version."""
    return [
        (version, proposal)
        for version, codebook in value.codebooks
        for proposal in propose(codebook, value.title, value.text)
    ]


def find_figures(value: FiguresWanted) -> list[tuple[int, float, Span]]:
    """The values of tracked figures in a text, by the figure."""
    return [
        (figure, number, span)
        for figure, pattern in value.figures
        for number, span in figure_mentions(pattern, value.text)
    ]


def build_frames(value: PeriodOutput) -> list[BuiltFrame]:
    """Each group's frame, and as many of its texts drawn as the wanted width needs."""
    frames = []
    for output in value.groups:
        texts = texts_in_frame(output.printings, value.salt)
        size = needed_size(len(texts), output.half_width, output.level)
        frames.append(BuiltFrame(texts, draw_sample([text.unit for text in texts], size)))
    return frames


def estimate_frame(value: CodedFrame) -> list[tuple[int, str, str, Share]]:
    """The shares of each answer in each unit, by codebook version, question and answer."""
    return [
        (coded.version, coded.question.key, answer.key, share)
        for coded in value.questions
        for answer in coded.question.answers
        for share in _shares(value, coded.answers, answer.key)
    ]


def _shares(value: CodedFrame, answers: dict[int, frozenset[str]], answer: str) -> Iterator[Share]:
    coded = {position: answer in given for position, given in answers.items()}
    if not coded:
        return  # nobody coded: no number
    for unit in units_that_count(value):
        try:
            yield estimate_share(value.units, coded, unit, value.level)
        except EstimateError:
            continue  # what was coded has no words or minutes: no number in this unit


def units_that_count(value: CodedFrame) -> tuple[Unit, ...]:
    """Items always; words and minutes where anything was printed or broadcast."""
    coded_units: tuple[Unit, ...] = ("items",)
    if any(unit.words for unit in value.units):
        coded_units += ("words",)
    if any(unit.minutes for unit in value.units):
        coded_units += ("minutes",)
    return coded_units


def draft_digest(value: PeriodMaterial) -> list[DraftSection]:
    """The sections of a draft, language by language."""
    return [
        section
        for language in value.languages
        for section in draft_sections(value.material, language)
    ]
