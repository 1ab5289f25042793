"""Nothing unsupported is published: every citation of an issue is held against the archive.

There is no way to leave a check out. What an editor wrote is searched for quotations as a
reader would see them; each must stand, word for word, in the decoded plain text of an archived
capture that the entry cites. The search doesn't depend on how the text was once extracted.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from columninch.digest.stretches import quoted_in, quoted_stretches
from columninch.errors import ArchiveError, EstimateError, VerificationError
from columninch.quotes.verbatim import find_verbatim, plain_text
from columninch.records import Capture, Failure
from columninch.shares.change import change
from columninch.text.words import word_count
from columninch.tools import Vault

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from columninch.records import (
        DigestEntry,
        Issue,
        LanguagePart,
        Share,
        ShareStatement,
        SourceCopy,
    )

TOLERANCE = 1e-9
"""How far a recomputed number may be off: the error of adding in another order."""

_TRAILING = " .,;:!?…،؛؟"


def verify_issue(
    issue: Issue,
    vault: Vault,
    recompute: Callable[[ShareStatement], Share],
    removed: Mapping[Capture, frozenset[str]] | None = None,
) -> tuple[Failure, ...]:
    """Everything in the issue that does not hold, in its order; empty where all does.

    `recompute` gives a statement's share anew from its codings. One failure for each thing:
    a quotation (of a person, a figure, in the summary, the heading or an interview's answers)
    that is not verbatim in a cited capture; a capture whose bytes are missing or not what they
    were, once for all that rests on it; a share that comes out otherwise or has no interval; a
    source without an address or a copy; an entry without a source.

    `removed` are captures whose bytes were removed on purpose after the issue was published,
    with the SHA-256 of the words that had been verified in each: these still hold.
    """
    archive = _Archive(vault, removed or {})
    return tuple(
        failure
        for part in issue.parts
        for failure in (*_part_failures(part, recompute), *_entries_failures(part, archive))
    )


def require_verified(
    issue: Issue, vault: Vault, recompute: Callable[[ShareStatement], Share]
) -> None:
    """Raises `VerificationError`, which carries the failures, where anything does not hold."""
    failures = verify_issue(issue, vault, recompute)
    if failures:
        raise VerificationError(failures)


def verified_words(
    issue: Issue, vault: Vault, removed: Mapping[Capture, frozenset[str]]
) -> dict[Capture, frozenset[str]]:
    """What of the issue stands word for word in each capture: the words' SHA-256.

    Asked before a capture is removed, so that the issue can be verified afterwards.
    """
    archive = _Archive(vault, removed)
    for part in issue.parts:
        for _ in _entries_failures(part, archive):
            pass  # what does not hold is told by `verify_issue`
    return {capture: frozenset(words) for capture, words in archive.found.items()}


def words_sha256(words: str) -> str:
    """By what words are known that had been verified."""
    return hashlib.sha256(words.encode()).hexdigest()


# --- the archive ------------------------------------------------------------------------


@dataclass(slots=True)
class _Archive:
    """The captures' plain texts, each read once."""

    vault: Vault
    removed: Mapping[Capture, frozenset[str]]
    texts: dict[Capture, str | None] = field(default_factory=dict)
    found: dict[Capture, set[str]] = field(default_factory=dict)
    """The SHA-256 of what stood in each."""
    damages: list[tuple[Capture, str]] = field(default_factory=list)

    def text(self, capture: Capture) -> str | None:
        """The plain text, or None where the bytes are not what they were."""
        if capture in self.removed:
            return None
        if capture not in self.texts:
            self.texts[capture] = self._read(capture)
        return self.texts[capture]

    def holds(self, capture: Capture, words: str) -> bool:
        """Whether the words stand in the capture, or stood there before it was removed."""
        if capture in self.removed:
            return words_sha256(words) in self.removed[capture]
        text = self.text(capture)
        if text is None or find_verbatim(words, text) is None:
            return False
        self.found.setdefault(capture, set()).add(words_sha256(words))
        return True

    def is_damaged(self, capture: Capture) -> bool:
        """Whether its bytes should be there and can't be relied on."""
        return capture not in self.removed and self.text(capture) is None

    def _read(self, capture: Capture) -> str | None:
        try:
            payload = self.vault.payload(capture)
        except ArchiveError as error:
            self.damages.append((capture, str(error)))
            return None
        # the vault checks this too; a verification does not take its word for it
        if hashlib.sha256(payload).hexdigest() != capture.sha256:
            self.damages.append((capture, "its bytes do not have the recorded hash"))
            return None
        return plain_text(payload, capture.content_type)

    def new_damages(self) -> Iterator[tuple[Capture, str]]:
        """Captures found damaged since the last call: each is told once."""
        while self.damages:
            yield self.damages.pop(0)


# --- entries ----------------------------------------------------------------------------


def _entries_failures(part: LanguagePart, archive: _Archive) -> Iterator[Failure]:
    for section in part.sections:
        for entry in section.entries:
            yield from _entry_failures(entry, archive)


def _entry_failures(entry: DigestEntry, archive: _Archive) -> Iterator[Failure]:
    sources = tuple(_sources(entry))
    complaints = (
        *_source_complaints(entry, sources, archive),
        *_quotation_complaints(entry, archive),
        *_figure_complaints(entry, archive),
        *_editors_complaints(entry, sources, archive),
    )
    for citation, reason in complaints:
        yield Failure(f"{entry.key} ({entry.heading})", citation, reason)


def _sources(entry: DigestEntry) -> Iterator[SourceCopy]:
    """Every source that the entry cites in any way, each once."""
    cited = [
        *entry.sources,
        *(quotation.source for quotation in entry.quotations),
        *(value.source for figure in entry.figures for value in figure.values),
        *((entry.picture.source,) if entry.picture else ()),
    ]
    return iter(dict.fromkeys(cited))


Complaint = tuple[str, str]
"""The citation, and what is wrong with it."""


def _source_complaints(
    entry: DigestEntry, sources: Sequence[SourceCopy], archive: _Archive
) -> Iterator[Complaint]:
    if not sources:
        yield entry.heading, "the entry cites no source"
    for source in sources:
        archive.text(source.capture)
        if not source.url:
            yield source.title, "the source has no address"
        if not source.anchor:
            yield source.title, "the source has no copy page"
    for capture, reason in archive.new_damages():
        yield capture.url, f"the archived copy can't be relied on: {reason}"


def _quotation_complaints(entry: DigestEntry, archive: _Archive) -> Iterator[Complaint]:
    for quotation in entry.quotations:
        if not _stands(quotation.text, (quotation.source,), archive):
            yield quotation.text, _not_found((quotation.source,))
        if quotation.translation and not quotation.translator:
            yield quotation.text, "the translation names no translator"


def _figure_complaints(entry: DigestEntry, archive: _Archive) -> Iterator[Complaint]:
    for value in (value for figure in entry.figures for value in figure.values):
        if not _stands(value.quote, (value.source,), archive):
            yield value.quote, _not_found((value.source,))


def _editors_complaints(
    entry: DigestEntry, sources: Sequence[SourceCopy], archive: _Archive
) -> Iterator[Complaint]:
    for stretch in _editors_stretches(entry):
        if not _is_covered(stretch, entry, sources, archive):
            yield stretch, _not_found(sources)


def _editors_stretches(entry: DigestEntry) -> Iterator[str]:
    """What the editor's own words quote."""
    yield from quoted_in(entry.heading)
    yield from quoted_stretches(entry.summary)
    for exchange in entry.exchanges:
        yield from _answer_stretches(entry, exchange.answer)


def _answer_stretches(entry: DigestEntry, answer: str) -> Iterable[str]:
    """An answer is all quotation, unless it can only be a translation."""
    if any(source.language == entry.language for source in entry.sources):
        return [line for line in answer.split("\n") if word_count(line) > 0]
    return quoted_stretches(answer)


def _is_covered(
    stretch: str, entry: DigestEntry, sources: Sequence[SourceCopy], archive: _Archive
) -> bool:
    """Verbatim in a source, or in the credited translation of one of the entry's quotations.

    A sentence's closing mark may be the editor's: it stands inside quotation marks in print.
    """
    for words in dict.fromkeys((stretch, stretch.strip(_TRAILING))):
        if _stands(words, sources, archive):
            return True
        for quotation in entry.quotations:
            if quotation.translator and find_verbatim(words, quotation.translation):
                return True
    return False


def _stands(words: str, sources: Sequence[SourceCopy], archive: _Archive) -> bool:
    """Whether the words stand verbatim in one of the sources' captures.

    A capture that can't be read has been told already, and does not make each quotation in it
    a second failure.
    """
    if not words.strip():
        return False
    captures = [source.capture for source in sources]
    # all of them are asked: any may be removed one day, and the others then still hold
    if any([archive.holds(capture, words) for capture in captures]):  # noqa: C419  # as said
        return True
    is_told = any(archive.is_damaged(capture) for capture in captures)
    return is_told and all(archive.text(capture) is None for capture in captures)


def _not_found(sources: Sequence[SourceCopy]) -> str:
    where = ", ".join(dict.fromkeys(source.url for source in sources)) or "no source"
    return f"not found word for word in the archived copy of {where}"


# --- shares -----------------------------------------------------------------------------


def _part_failures(
    part: LanguagePart, recompute: Callable[[ShareStatement], Share]
) -> Iterator[Failure]:
    if part.lead_sentence and part.lead is None:
        reason = "a lead sentence without a share behind it"
        yield Failure(f"lead ({part.language})", part.lead_sentence, reason)
    statements = dict.fromkeys((*((part.lead,) if part.lead else ()), *part.shares))
    for statement in statements:
        named = f"share ({statement.group}, {statement.answer})"
        told = f"{statement.share.share:.3f} of {statement.share.unit}"
        for reason in _share_complaints(statement, recompute):
            yield Failure(named, told, reason)


def _share_complaints(
    statement: ShareStatement, recompute: Callable[[ShareStatement], Share]
) -> Iterator[str]:
    share = statement.share
    if not 0 <= share.low <= share.share <= share.high <= 1:
        yield "the share has no interval"
    try:
        anew = recompute(statement)
    except EstimateError as error:
        yield f"the share can't be computed again: {error}"
        return
    if not _is_same(share, anew):
        yield (
            f"computed again it is {anew.share:.6f} ({anew.low:.6f} to {anew.high:.6f}), "
            f"{anew.coded_count} of {anew.frame_count} coded, {anew.method}; where texts were "
            "coded since, have the shares estimated first (columninch run)"
        )
    if statement.change is not None and not _is_change(statement):
        yield "the change does not follow from the two shares"


def _is_same(share: Share, anew: Share) -> bool:
    counts = ("unit", "method", "coded_count", "frame_count", "item_count")
    numbers = ("share", "low", "high", "level")
    return all(getattr(share, name) == getattr(anew, name) for name in counts) and all(
        _is_near(getattr(share, name), getattr(anew, name)) for name in numbers
    )


def _is_change(statement: ShareStatement) -> bool:
    told = statement.change
    if told is None or statement.before is None:
        return False
    try:
        anew = change(statement.before, statement.share)
    except EstimateError:
        return False  # shares that can't be compared have no change
    return all(
        _is_near(getattr(told, name), getattr(anew, name))
        for name in ("difference", "low", "high", "level")
    )


def _is_near(one: float, other: float) -> bool:
    return math.isclose(one, other, rel_tol=0, abs_tol=TOLERANCE)
