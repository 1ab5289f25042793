"""What is not the article: walls, challenges, lost pages and empty shells, told by their signs.

A false alarm throws an article away, so a sign alone is never enough: beside the words or
the markup of a wall the page must show next to nothing else. Only three signs stand by
themselves: a header in which an anti-bot service says so, an address that the way led to,
and the heading of a lost page on a page that doesn't call itself an article.

1. Headers, status and the way of redirects are looked at first; they cost nothing.
2. A page with prose under a heading that no wall has is the article (nearly all pages).
3. The others are parsed, and each kind of wall is tried in the order of how sure its signs
   are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from columninch.collect.refusals import words
from columninch.collect.refusals.kinds import REFUSALS
from columninch.collect.refusals.page import Glance, Look, glance, look
from columninch.collect.refusals.refusal import Refusal
from columninch.collect.refusals.ways import listing_reached, wall_reached
from columninch.text.words import word_count

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterator

    from columninch.records import Response

FEW_WORDS = 30
"""Of prose that the wall's own words don't explain: fewer are no article."""
SHORT_PAGE = 80
"""Words of a page on which a wall's words may stand anywhere."""
WALL_WORDS = 250
"""A page with an anti-bot service's markup has fewer, its explanations included."""
SHELL_WORDS = 5
"""A page with fewer that has a script shows nothing yet."""
HEADERS = (
    ("cf-mitigated", "challenge"),
    ("x-amzn-waf-action", "captcha"),
    ("x-amzn-waf-action", "challenge"),
    ("x-vercel-mitigated", "challenge"),
    ("x-vercel-mitigated", "deny"),
)
"""By which anti-bot services say that they answered in the site's stead."""
STATUSES = {
    401: "login",
    402: "paywall",
    404: "not-found",
    407: "login",
    410: "not-found",
    429: "busy",
    451: "legal",
}
MARKUP = ("", "text/html", "application/xhtml+xml", "application/xml", "text/xml")


def not_the_article(response: Response) -> Refusal | None:
    """Why `response` is not the article that was asked for, or None where it may be.

    A pure function of the status, the headers, the address asked and the one that
    answered, and the body. None is said of every success that shows no sign of a wall,
    whatever it holds. Never raises.
    """
    for name, value in HEADERS:
        if response.header(name).strip().lower() == value:
            return _refusal("challenge", f"the server says {name}: {value}")
    if 200 <= response.status < 300:
        return _of_success(response)
    kind = _wall_with_error(response) or STATUSES.get(response.status)
    if kind is None:
        kind = "unavailable" if response.status >= 500 else "forbidden"
    return _refusal(kind, f"the page answered {response.status}")


def _of_success(response: Response) -> Refusal | None:
    if (wall := wall_reached(response.url, response.final_url)) is not None:
        return _refusal(wall, f"the way led to {response.final_url[:200]}")
    if not response.body.strip():
        return _refusal("empty", "the answer has no content")
    if not _is_markup(response):
        return None
    seen = glance(response.body, response.header("content-type"))
    if listing_reached(response.url, response.final_url) and not seen.claims_article():
        return _refusal("elsewhere", f"the way led to {response.final_url[:200]}")
    if lost := _lost(seen):
        return _refusal("not-found", lost)
    if seen.has_prose and not any(_is_suspicious(title) for title in seen.titles):
        return None
    whole = look(response.body, seen)
    return next(_walls(seen, whole), None)


def _wall_with_error(response: Response) -> str | None:
    """The kind of wall that an error's page is, where it is one that a person meets too."""
    if response.status in {404, 410} or not _is_markup(response):
        return None
    seen = glance(response.body, response.header("content-type"))
    whole = look(response.body, seen)
    return "challenge" if _challenge(seen, whole) else None


def _is_markup(response: Response) -> bool:
    kind = response.header("content-type").partition(";")[0].strip().lower()
    return kind in MARKUP and b"<" in response.body[:4096]


def _refusal(kind: str, evidence: str) -> Refusal:
    return Refusal(kind, f"{REFUSALS[kind].name} instead of the article: {evidence}")


# --- signs ------------------------------------------------------------------------------


def _is_suspicious(title: str) -> bool:
    """Whether a wall could have this heading: worth a whole look."""
    return any(pattern.match(title) for pattern in _HEADINGS)


def _lost(seen: Glance) -> str:
    """What says that there is no such page, or an empty string."""
    if seen.is_marked_lost():
        return "the page is marked as an error 404"
    title = _heading(words.NOT_FOUND_TITLE, seen)
    return f"its heading is {title!r}" if title and not seen.claims_article() else ""


def _walls(seen: Glance, whole: Look) -> Iterator[Refusal]:
    """The walls that the page may be, the surest first."""
    for kind, find in _SIGNS.items():
        if sign := find(seen, whole):
            yield _refusal(kind, sign)


def _challenge(seen: Glance, whole: Look) -> str:
    if whole.word_count >= WALL_WORDS:
        return ""
    if not seen.carries_text():
        for mark in words.CHALLENGE_MARKUP:
            if mark in seen.low:
                return f"its markup has {mark.decode()}"
    if whole.prose_words() < FEW_WORDS and (title := _heading(words.CHALLENGE_TITLE, seen)):
        return f"its heading is {title!r}"
    if _other_words(whole, words.CHALLENGE) < FEW_WORDS and not seen.claims_article():
        title = next((one for one in seen.titles if words.CHALLENGE.search(one)), "")
        return f"its heading is {title[:80]!r}" if title else _said(words.CHALLENGE, whole)
    return ""


def _legal(seen: Glance, whole: Look) -> str:
    if whole.word_count < SHORT_PAGE and any(mark in seen.low for mark in words.CENSOR_MARKUP):
        return "its frame is a state filter's"
    return _said(words.LEGAL_TEXT, whole)


def _parked(seen: Glance, whole: Look) -> str:
    if whole.word_count < WALL_WORDS and not seen.claims_article():
        for mark in words.PARKED_MARKUP:
            if mark in seen.low:
                return f"its markup has {mark.decode()}"
    return _headed(words.PARKED_TITLE, seen, whole) or _said(words.PARKED_TEXT, whole)


def _consent(seen: Glance, whole: Look) -> str:
    title = _heading(words.CONSENT_TITLE, seen)
    if not title and not _buttons(whole):
        return ""
    asked = [one for one in whole.prose if words.CONSENT_TEXT.search(one)]
    other = _other_words(whole, words.CONSENT_TEXT)
    if seen.claims_article() and other:
        return ""
    if title and other < FEW_WORDS // 2 and (asked or _buttons(whole)):
        return f"its heading is {title[:80]!r}"
    if asked and other == 0 and _buttons(whole) and b"<h1" not in seen.low:
        return f"it says {asked[0][:80]!r}"
    return ""


def _buttons(whole: Look) -> bool:
    return any(words.CONSENT_BUTTON.fullmatch(one.strip()) for one in whole.buttons)


def _login(seen: Glance, whole: Look) -> str:
    if not (whole.has_password or whole.form_count) or whole.prose_words() >= FEW_WORDS:
        return ""
    title = _heading(words.LOGIN_TITLE, seen)
    if title or not whole.has_password:
        return f"its heading is {title!r}" if title else ""
    return _said(words.LOGIN_TEXT, whole) if _other_words(whole, words.LOGIN_TEXT) == 0 else ""


def _paywall(seen: Glance, whole: Look) -> str:
    if whole.word_count >= WALL_WORDS:
        return ""
    found = words.PAYWALL.search(whole.text)
    prose = [one for one in whole.prose if not words.PAYWALL.search(one)]
    if found and all(words.OFFER.search(one) for one in prose) and not seen.carries_text():
        return f"it says {found[0][:80]!r}"
    return ""


def _not_found(seen: Glance, whole: Look) -> str:
    """Of a page that calls itself an article, or has other headings."""
    found = _headed(words.NOT_FOUND_TITLE, seen, whole)
    return found or _said(words.NOT_FOUND_TEXT, whole)


def _forbidden(seen: Glance, whole: Look) -> str:
    return _headed(words.FORBIDDEN_TITLE, seen, whole) or _said(words.FORBIDDEN_TEXT, whole)


def _unavailable(seen: Glance, whole: Look) -> str:
    return _headed(words.UNAVAILABLE_TITLE, seen, whole)


def _empty(seen: Glance, whole: Look) -> str:
    if seen.carries_text() or (whole.word_count and b"<h1" in seen.low):
        return ""
    if whole.word_count < FEW_WORDS and not whole.prose_words() and seen.sends_on():
        return "it only sends on to another address"
    if whole.word_count < FEW_WORDS and _other_words(whole, words.SHELL_TEXT) == 0:
        told = next((one for one in _stretches(whole) if words.SHELL_TEXT.search(one)), "")
        if told:
            return f"it says {told[:80]!r}"
    if whole.word_count >= SHELL_WORDS:
        return ""
    if (whole.word_count or seen.titles) and b"<script" not in seen.low:
        return ""  # a few words may be all that it has to say
    return "it shows no text without a script"


def _stretches(whole: Look) -> list[str]:
    return whole.text.split(" | ")


_SIGNS: dict[str, Callable[[Glance, Look], str]] = {
    "challenge": _challenge,
    "legal": _legal,
    "parked": _parked,
    "forbidden": _forbidden,
    "unavailable": _unavailable,
    "not-found": _not_found,
    "consent": _consent,
    "login": _login,
    "paywall": _paywall,
    "empty": _empty,
}
_HEADINGS = (
    words.NOT_FOUND_TITLE, words.CHALLENGE_TITLE, words.CHALLENGE, words.CONSENT_TITLE,
    words.LOGIN_TITLE, words.PARKED_TITLE, words.FORBIDDEN_TITLE, words.UNAVAILABLE_TITLE,
)  # fmt: skip


def _heading(pattern: re.Pattern[str], seen: Glance) -> str:
    """The first heading that is nothing but what `pattern` says, or an empty string."""
    return next((title for title in seen.titles if pattern.fullmatch(title)), "")


def _headed(pattern: re.Pattern[str], seen: Glance, whole: Look) -> str:
    """The sign where a heading says it and next to no prose stands below."""
    title = _heading(pattern, seen)
    if not title or whole.prose_words() >= FEW_WORDS:
        return ""
    return f"its heading is {title!r}"


def _said(pattern: re.Pattern[str], whole: Look) -> str:
    """The sign where a short page says it anywhere."""
    if whole.word_count >= SHORT_PAGE or _other_words(whole, pattern) >= FEW_WORDS // 2:
        return ""
    found = pattern.search(whole.text)
    return f"it says {found[0][:80]!r}" if found else ""


def _other_words(whole: Look, pattern: re.Pattern[str]) -> int:
    """Words of the prose in stretches that `pattern` doesn't explain."""
    return sum(word_count(one) for one in whole.prose if not pattern.search(one))
