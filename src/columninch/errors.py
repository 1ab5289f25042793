"""Every error that Column Inch raises on purpose, in one tree.

ColumninchError                what, where and what to do; exit code 1
├── UsageError                 the command or option is wrong; exit code 2
├── DeskError                  the desk's folder, settings or database
├── FetchError                 a request that gave no usable answer (may be retried)
│   ├── RefusedAddress         an address that must not be asked; never retried
│   ├── NoBrowser              a page that wants a browser, where the desk has none
│   └── NotCaptured            an answer that is not the article: a wall, a challenge, a lost page
├── SourceError                a source's document could not be read
├── ReadingError               a capture from which no text could be taken
├── ArchiveError               the archive's bytes are missing, torn or not what they were
├── CodebookError              a codebook or query rule that can't be understood
├── EstimateError              a share that can't be estimated from what there is
├── UnknownKey                 a key that its registry doesn't have; lists the known ones
└── VerificationError          a digest whose citations do not all hold
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from collections.abc import Iterable

    from columninch.records import Capture, Failure


class ColumninchError(Exception):
    """The root: a message with the what, the where and the next step."""

    exit_code: ClassVar[int] = 1
    can_retry: bool = False

    def __init__(self, reason: str, *, where: str = "", hint: str = "") -> None:
        """`reason` says what is wrong, `where` names the thing, `hint` the way out."""
        self.reason = reason
        self.where = where
        self.hint = hint
        super().__init__(reason)

    def __str__(self) -> str:
        """One line: where, what, what to do."""
        told = f"{self.where}: {self.reason}" if self.where else self.reason
        return f"{told} ({self.hint})" if self.hint else told


class UsageError(ColumninchError):
    """The command or one of its options is wrong."""

    exit_code = 2


class DeskError(ColumninchError):
    """The desk's folder, settings or database is not as it must be."""


class FetchError(ColumninchError):
    """A request that gave no usable answer; `where` is its URL."""

    can_retry = True

    def __init__(
        self, reason: str, *, where: str = "", hint: str = "", status: int | None = None
    ) -> None:
        """`status` is the server's, where it answered at all."""
        super().__init__(reason, where=where, hint=hint)
        self.status = status
        self.can_retry = status is None or status in {408, 425, 429} or status >= 500
        self.retry_after_seconds: float | None = None
        """How long the server asks to be left alone, where it says so."""


class RefusedAddress(FetchError):
    """An address that must not be asked: its scheme, host or network is not allowed."""

    def __init__(self, reason: str, *, where: str = "", hint: str = "") -> None:
        """No retry helps."""
        super().__init__(reason, where=where, hint=hint)
        self.can_retry = False


class NoBrowser(FetchError):
    """A page that wants a browser, where the desk has none: no retry helps before it has one."""

    kind: ClassVar[str] = "no-browser"

    def __init__(self, *, where: str) -> None:
        """`where` is the page; the hint names the setting."""
        super().__init__(
            "its source wants a browser, and this desk has none",
            where=where,
            hint="set browser.executable in desk.toml, as /usr/bin/chromium, and start the "
            "workers again; or switch the browser off for the source",
        )


class NotCaptured(FetchError):
    """An answer that is not the article that was asked for, though it is in the archive."""

    def __init__(self, kind: str, reason: str, *, where: str, capture: Capture, hint: str) -> None:
        """`kind` names the refusal in one word, `capture` is the archived answer."""
        super().__init__(reason, where=where, hint=hint, status=capture.status)
        self.kind = kind
        self.capture = capture
        self.can_retry = True


class SourceError(ColumninchError):
    """A source's document could not be read; `where` is its address."""

    can_retry = True


class ReadingError(ColumninchError):
    """A capture from which no text could be taken."""


class ArchiveError(ColumninchError):
    """The archive's bytes are missing, torn or not what they were."""


class CodebookError(ColumninchError):
    """A codebook or query rule that can't be understood; `where` names the place in it."""


class EstimateError(ColumninchError):
    """A share that can't be estimated from what there is."""


class UnknownKey(ColumninchError):
    """A key that its registry doesn't have."""

    exit_code = 2

    def __init__(self, key: str, *, registry: str, known: Iterable[str]) -> None:
        """`registry` says what was looked for, `known` are its keys."""
        self.key = key
        super().__init__(
            f"unknown {registry} {key!r}", hint=f"known are: {', '.join(sorted(known))}"
        )


class VerificationError(ColumninchError):
    """A digest whose citations do not all hold."""

    def __init__(self, failures: tuple[Failure, ...]) -> None:
        """`failures` name the entry, the citation and the reason, at least one."""
        self.failures = failures
        told = "; ".join(f"{failure.entry}: {failure.reason}" for failure in failures[:3])
        more = f" and {len(failures) - 3} more" if len(failures) > 3 else ""
        super().__init__(
            f"{len(failures)} citations do not hold: {told}{more}",
            hint="mend or drop what is named, then verify again",
        )
