"""Where redirects led: to a wall, to the page for lost pages, to the home page or a section."""

from __future__ import annotations

import re

from columninch.collect.addresses import normal_url
from columninch.collect.fetcher.weburl import WebAddress, parse_address
from columninch.errors import RefusedAddress
from columninch.text.words import word_set

_CONSENT_HOST = re.compile(
    r"(?:consent|cmp|guce|gdpr|cookies?|(?:my)?privacy(?:-?(?:gate|wall|mgmt))?)\."
)
_LOGIN_HOST = re.compile(r"(?:login|accounts?|auth|sso|signin|idp?|passport)\.")
_CONSENT_PATH = word_set(
    "consent cookie-consent cookiewall cookie-wall privacy-gate consentwall zustimmung"
)
_LOGIN_PATH = word_set(
    "login log-in signin sign-in logon oauth oauth2 authorize sso wp-login.php connexion anmelden "
    "anmeldung giris uye-girisi login.php login.html login.aspx iniciar-sesion accedi"
)
_LOST_PATH = re.compile(
    r"(?:error[-_]?)?404(?:\.\w{3,5})?|(?:page-?|error-?)?not-?found(?:\.\w{3,5})?|"
    r"error(?:\.(?:html?|aspx?|php))|errorpage(?:\.\w{3,5})?"
)
_HOME = re.compile(
    r"/(?:(?:index|default|home)(?:\.\w{3,5})?|[a-z]{2}(?:[-_][a-z]{2})?)?/?", re.IGNORECASE
)
_SLUG = re.compile(r"[^-_]+(?:[-_][^-_]+){3,}|.*\d{4,}.*[^\d].*|.*[^\d].*\d{4,}.*|\d{5,}")
_VARIANT = word_set("amp print feed index.html index.php embed all full single")
LONGEST_SECTION = 30


def wall_reached(asked: str, final: str) -> str | None:
    """The kind of wall whose address the way from `asked` led to, or None."""
    ways = _both(asked, final)
    if ways is None:
        return None
    start, end = ways
    segments = _segments(end)
    if end.host != start.host and _CONSENT_HOST.match(end.host):
        return "consent"
    known = _segments(start)
    # a section of the press may be called so too: the first or last part alone is a sign
    new = {one for one in (segments[:1] + segments[-1:]) if one not in known}
    if new & _CONSENT_PATH:
        return "consent"
    if new & _LOGIN_PATH or (end.host != start.host and _LOGIN_HOST.match(end.host)):
        return "login"
    if segments and segments[-1] in new and _LOST_PATH.fullmatch(segments[-1]):
        return "not-found"
    return None


def listing_reached(asked: str, final: str) -> bool:
    """Whether the way led from an article's address to a home page or to a section above it."""
    ways = _both(asked, final)
    if ways is None:
        return False
    start, end = ways
    if _is_home(end):
        return not _is_home(start)
    before, after = _segments(start), _segments(end)
    return (
        start.host.removeprefix("www.") == end.host.removeprefix("www.")
        and not end.query
        and after == before[: len(after)]
        and len(after) < len(before)
        and before[-1] not in _VARIANT
        and _SLUG.fullmatch(before[-1]) is not None
        and not any(_SLUG.fullmatch(one) or len(one) > LONGEST_SECTION for one in after)
    )


def _both(asked: str, final: str) -> tuple[WebAddress, WebAddress] | None:
    """Both addresses without what only tracks; None where they are one or no web addresses."""
    try:
        start, end = parse_address(normal_url(asked)), parse_address(normal_url(final))
    except RefusedAddress:
        return None
    return (start, end) if start != end else None


def _is_home(address: WebAddress) -> bool:
    return not address.query and _HOME.fullmatch(address.path) is not None


def _segments(address: WebAddress) -> list[str]:
    return [one for one in address.path.lower().split("/") if one]
