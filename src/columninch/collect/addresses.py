"""Addresses as items are told apart by: one spelling for what is one page."""

from __future__ import annotations

from urllib.parse import unquote_plus

from columninch.collect.fetcher.weburl import WebAddress, parse_address
from columninch.errors import RefusedAddress

TRACKING = frozenset(
    {
        "_hsenc",
        "_hsmi",
        "dclid",
        "fbclid",
        "gbraid",
        "gclid",
        "igshid",
        "mc_cid",
        "mc_eid",
        "mkt_tok",
        "msclkid",
        "oly_anon_id",
        "oly_enc_id",
        "ttclid",
        "twclid",
        "vero_id",
        "wbraid",
        "wickedid",
        "yclid",
    }
)
"""Query parameters that say how a reader came, not what is read."""
TRACKING_PREFIX = "utm_"
BLANK = "".join(map(chr, range(0x21)))
"""What a parser of addresses passes over at both ends: anything more would change its answer."""


def normal_url(url: str) -> str:
    """The spelling of `url` by which items are told apart; never raises.

    The host in lower case, no fragment, no default port, no tracking parameters; the
    other parameters keep their order. What is no web address comes back without the
    white space around it. Doing it twice changes nothing.
    """
    try:
        address = parse_address(url)
    except RefusedAddress:
        return url.strip(BLANK)
    kept = [
        parameter
        for parameter in address.query.removeprefix("?").split("&")
        if parameter and not _is_tracking(parameter)
    ]
    query = "?" + "&".join(kept) if kept else ""
    return WebAddress(address.scheme, address.host, address.port, address.path, query).href


def _is_tracking(parameter: str) -> bool:
    name = unquote_plus(parameter.partition("=")[0]).lower()
    return name in TRACKING or name.startswith(TRACKING_PREFIX)
