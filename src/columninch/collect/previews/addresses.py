"""The addresses of channels: which of them are known by themselves, and what is polled there."""

from __future__ import annotations

import re

from columninch.collect.fetcher.weburl import parse_address
from columninch.errors import RefusedAddress
from columninch.text.words import word_set

SERVICE = "t.me"
"""The host of the service whose previews these are."""
SERVICE_HOSTS = frozenset({SERVICE, "telegram.me", "telegram.dog"})
"""That host, and those that lead to it."""
NO_CHANNELS = word_set(
    "addemoji addlist addstickers addtheme bg boost confirmphone contact dl faq giftcode invoice "
    "iv joinchat login msg proxy setlanguage share socks"
)
"""What stands in a channel's place in the service's own addresses."""

_NAME_PATH = re.compile(r"/(?:s/)?([A-Za-z0-9_]{1,64})(?:/[0-9]*)?/?")
_SERVICE_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{3,31}")


def channel_name(url: str) -> str:
    """The name of the channel at `url` (`/s/NAME`, `/NAME` or `/NAME/123`), or empty."""
    try:
        found = _NAME_PATH.fullmatch(parse_address(url).path)
    except RefusedAddress:
        return ""
    return found[1] if found and found[1] != "s" else ""


def known_channel(url: str) -> str:
    """The address of the preview of the channel at `url`, or empty where it is none.

    Known by the address alone are the channels of the service, and their posts. At any other
    host only what it answers with can tell (`preview_address`).
    """
    try:
        host = parse_address(url).host.removeprefix("www.")
    except RefusedAddress:
        return ""
    name = channel_name(url)
    if host.endswith(f".{SERVICE}") and parse_address(url).path == "/":
        name, host = host.removesuffix(f".{SERVICE}"), SERVICE
    if host not in SERVICE_HOSTS or not _SERVICE_NAME.fullmatch(name) or name in NO_CHANNELS:
        return ""
    return f"https://{SERVICE}/s/{name}"
