"""The ways in which an answer is not the article, each with what a person can do about it.

None of the hints gets past a wall: whoever puts one up has the right to.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RefusalKind:
    """One way of not giving the article."""

    name: str
    """In few words, as people read it."""
    summary: str
    hint: str
    """What a person can do."""
    reference: str
    """The standard that it follows, or where it is met."""


# fmt: off
REFUSALS: dict[str, RefusalKind] = {
    "challenge": RefusalKind(
        "check for robots",
        "A page that tests the visitor before it lets them in",
        "write to the outlet and ask that the desk may fetch its pages, or for a feed with whole"
        " texts",
        "anti-bot services and firewalls",
    ),
    "consent": RefusalKind(
        "consent wall",
        "A page that asks for consent to cookies before anything is shown",
        "look for the outlet's feed, or ask it for one with whole texts",
        "consent management platforms",
    ),
    "login": RefusalKind(
        "log-in wall",
        "A page that asks who is reading",
        "ask the outlet for a feed or a newsletter that may be archived",
        "RFC 9110, section 15.5.2, and pages that ask for a password",
    ),
    "paywall": RefusalKind(
        "paywall",
        "A page that sells the article and shows none of it",
        "ask the outlet for a feed or a newsletter that may be archived, or add the pages that you"
        " were given as files",
        "schema.org, isAccessibleForFree",
    ),
    "not-found": RefusalKind(
        "lost page",
        "A page that says there is no such page, with whatever status",
        "look for the article's new address on the outlet's site, or in a public archive",
        "RFC 9110, sections 15.5.5 and 15.5.11",
    ),
    "elsewhere": RefusalKind(
        "sent elsewhere",
        "The way led to the home page or to a section instead of the article",
        "look for the article's new address on the outlet's site, or in a public archive",
        "RFC 9110, section 15.4",
    ),
    "parked": RefusalKind(
        "parked domain",
        "Nobody publishes at this address any more, or not yet",
        "look for the outlet's new address, and retire the source",
        "registrars' and hosts' standing pages",
    ),
    "empty": RefusalKind(
        "empty page",
        "An answer without text, or a shell that only a script would fill",
        "let the source's pages be rendered in a browser, or look for a feed with whole texts",
        "applications that draw their pages themselves",
    ),
    "forbidden": RefusalKind(
        "no entry",
        "The server will not give the page to this desk",
        "write to the outlet and ask that the desk may fetch its pages; it may be meant for"
        " another country",
        "RFC 9110, section 15.5.4",
    ),
    "legal": RefusalKind(
        "withheld by law",
        "The page is withheld for legal reasons",
        "keep the notice: it says on whose demand; a public archive may have the page",
        "RFC 7725",
    ),
    "busy": RefusalKind(
        "too many requests",
        "The server asks to be left alone for a while",
        "wait; a longer pause between requests helps (web.gap_seconds)",
        "RFC 6585, section 4",
    ),
    "unavailable": RefusalKind(
        "out of order",
        "The server is down for repair, or answers with an error",
        "wait; it is tried again",
        "RFC 9110, section 15.6",
    ),
}
# fmt: on
"""By their key; keys are never renamed."""
