"""A web address, parsed once: what is checked is what is connected to.

Follows the URL Standard (https://url.spec.whatwg.org/) for http and https, as browsers do,
so that no two readings of one text differ; where the standard repairs an address that is
more likely an attack than a typing error (credentials, numbers in odd bases), this refuses.
"""

from __future__ import annotations

import ipaddress
import re
import unicodedata
from dataclasses import dataclass
from urllib.parse import quote, unquote_to_bytes

from columninch.errors import RefusedAddress

DEFAULT_PORTS = {"http": 80, "https": 443}
PATH_SAFE = "/%!$&'()*+,;=:@|[]\\~-._"
QUERY_SAFE = "/%!$&()*+,;=:@|[]\\~-._?^`{}"

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_PORT = re.compile(r"[0-9]*")
_NUMBER = re.compile(r"(0[xX][0-9a-fA-F]*|[0-9]+)")
_HOST = re.compile(r"[a-z0-9_!$&'()*+,;=~`{}\"-]{1,63}(\.[a-z0-9_!$&'()*+,;=~`{}\"-]{1,63})*\.?")
_IGNORED = re.compile(
    "[\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u2060\u2064\u3164\ufe00-\ufe0f\ufeff\uffa0\U000e0100-\U000e01ef]"
)
_DOTS = re.compile("[.\u3002\uff0e\uff61]")
_JOINS_NO_NEXT = re.compile(
    "[\u0621-\u0625\u0627\u0629\u062f-\u0632\u0648\u0671-\u0677\u0688-\u0699\u06c0\u06c3-\u06cb\u06cd"
    "\u06cf\u06d2\u06d3\u06d5\u06dd\u06ee\u06ef\u0710\u0715-\u0719\u071e\u0728\u072a\u072c\u072f\u074d"
    "\u0759-\u075b\u076b\u076c\u0771\u0773\u0774\u0778\u0779]"
)
"""Arabic and Syriac letters that the next one is never joined to: after them a non-joiner
has no effect."""
_PICTURE = re.compile(
    "[\u2600-\u27bf\U0001f300-\U0001f64f\U0001f680-\U0001f6ff\U0001f900-\U0001f9ff]"
)
_EDGES = "".join(map(chr, range(0x21)))
MAX_HOST = 253
VIRAMA = 9
"""The combining class of the sign that joins Indic letters."""


@dataclass(frozen=True, slots=True)
class WebAddress:
    """An http or https address, in the one form that is checked and connected to."""

    scheme: str
    host: str
    """Lower case, ASCII; an IPv6 address has no brackets."""
    port: int
    path: str
    """Begins with a slash; percent-encoded, without dot segments."""
    query: str
    """With its question mark, or empty."""

    @property
    def authority(self) -> str:
        """Host and port as the Host header writes them: without a default port."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == DEFAULT_PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def target(self) -> str:
        """Path and query: what the request line asks for."""
        return self.path + self.query

    @property
    def href(self) -> str:
        """The whole address, without a fragment."""
        return f"{self.scheme}://{self.authority}{self.target}"


def parse_address(text: str, base: WebAddress | None = None) -> WebAddress:
    """The address that `text` stands for, on the page `base` where it is relative.

    Raises `RefusedAddress` for anything but an http or https address of a host, for
    credentials, and for a host or port that is not one.
    """
    cleaned = re.sub("[\t\n\r]", "", text.strip(_EDGES))
    rest, _, _ = cleaned.partition("#")
    scheme = _SCHEME.match(rest)
    if scheme is None:
        if base is None:
            raise _refused(text, "it is no web address", "begin it with https://")
        return _relative(text, rest, base)
    name, rest = scheme.group()[:-1].lower(), rest[scheme.end() :]
    if name not in DEFAULT_PORTS:
        raise _refused(text, f"{name}: is not a scheme that is asked", "use http or https")
    if base is not None and base.scheme == name and not re.match(r"[/\\]{2}", rest):
        return _relative(text, rest, base)
    return _absolute(text, name, rest)


def _absolute(text: str, scheme: str, rest: str) -> WebAddress:
    rest = rest.lstrip("/\\")
    end = re.search(r"[/\\?]", rest)
    authority, tail = (rest[: end.start()], rest[end.start() :]) if end else (rest, "")
    host, port = _host_and_port(text, authority)
    path, question, query = tail.partition("?")
    return WebAddress(
        scheme,
        host,
        DEFAULT_PORTS[scheme] if port is None else port,
        _path(path, ()),
        _query(question, query),
    )


def _relative(text: str, rest: str, base: WebAddress) -> WebAddress:
    if re.match(r"[/\\]{2}", rest):
        return _absolute(text, base.scheme, rest)
    path, question, query = rest.partition("?")
    if not path:
        kept = _query(question, query) if question else base.query
        return WebAddress(base.scheme, base.host, base.port, base.path, kept)
    before = () if path[0] in "/\\" else tuple(base.path.split("/")[1:-1])
    return WebAddress(
        base.scheme, base.host, base.port, _path(path, before), _query(question, query)
    )


def _path(path: str, before: tuple[str, ...]) -> str:
    """The path with its dot segments resolved, after the segments `before`."""
    kept = list(before)
    path = path.replace("\\", "/").removeprefix("/")
    segments = path.split("/")
    for number, segment in enumerate(segments, start=1):
        dots = segment.lower().replace("%2e", ".")
        is_last = number == len(segments)
        if dots == "..":
            del kept[-1:]
        elif dots != ".":
            kept.append(_encoded(segment, PATH_SAFE))
            continue
        if is_last:
            kept.append("")
    return "/" + "/".join(kept)


def _query(question: str, query: str) -> str:
    return question + _encoded(query, QUERY_SAFE) if question else ""


def _encoded(text: str, safe: str) -> str:
    # a lone surrogate stands for no character: the standard sends U+FFFD
    return quote(text.encode("utf-16", "surrogatepass").decode("utf-16", "replace"), safe=safe)


def _host_and_port(text: str, authority: str) -> tuple[str, int | None]:
    if "@" in authority:
        raise _refused(text, "it carries credentials", "leave out what stands before the @")
    name, bracket, rest = authority.partition("]")
    if bracket:
        host, tail = _ipv6(text, name), rest
    else:
        name, colon, rest = authority.partition(":")
        host, tail = _named_host(text, name), colon + rest
    if tail and tail[0] != ":":
        raise _refused(text, "its host is followed by what is no port")
    digits = tail[1:]
    if not digits:
        return host, None
    number = digits.lstrip("0")
    if not _PORT.fullmatch(digits) or not number or len(number) > 5 or int(number) >= 1 << 16:
        raise _refused(text, f"{digits[:20]!r} is no port")
    return host, int(number)


def _ipv6(text: str, bracketed: str) -> str:
    try:
        if not bracketed.startswith("[") or "%" in bracketed:
            raise ValueError(bracketed)
        return ipaddress.IPv6Address(bracketed[1:]).compressed
    except ValueError as error:
        raise _refused(text, "its host is no IPv6 address") from error


def _named_host(text: str, name: str) -> str:
    """The host in ASCII: a domain, or an IPv4 address in its usual form."""
    try:
        decoded = unquote_to_bytes(name.encode("utf-8", "strict")).decode("utf-8")
        host = ".".join(_ascii_label(label) for label in _mapped(decoded).split("."))
    except UnicodeError as error:
        raise _refused(text, "its host can't be read") from error
    if not _HOST.fullmatch(host) or len(host) > MAX_HOST:
        raise _refused(text, f"{name[:80]!r} is no host")
    last = host.rstrip(".").rpartition(".")[2]
    if _NUMBER.fullmatch(last):
        return _ipv4(text, host.rstrip("."))
    return host


def _ipv4(text: str, host: str) -> str:
    try:
        return str(ipaddress.IPv4Address(host))
    except ValueError as error:
        raise _refused(
            text, "its host is a number in an unusual form", "write it as four numbers"
        ) from error


def _mapped(name: str) -> str:
    """Case and width folded as UTS 46 does, so that one name has one spelling."""
    if name.isascii():
        return name.lower()
    folded = name
    for _ in range(2):  # folding the case may bring forth what has to be composed again
        folded = _IGNORED.sub("", unicodedata.normalize("NFKC", folded))
        folded = "".join(letter.lower() for letter in folded)
    folded = _DOTS.sub(".", folded)
    if folded.count(".") != len(_DOTS.findall(name)):
        raise UnicodeError(f"{name!r} hides a dot")
    return folded


def _ascii_label(label: str) -> str:
    """One label of a domain, in Punycode where it isn't ASCII. Raises `UnicodeError`."""
    if label.startswith("xn--"):
        plain = label[4:].encode("ascii").decode("punycode")
        if plain.isascii() or _ascii_label(_mapped(plain)) != label:
            raise UnicodeError(f"{label} stands for no name")
        return label
    if label.isascii():
        return label
    directions = {unicodedata.bidirectional(letter) for letter in label}
    if "L" in directions and directions & {"R", "AL", "AN"}:
        raise UnicodeError(f"{label!r} mixes directions")  # RFC 5893, section 2
    if unicodedata.category(label[0])[0] == "M" or label[2:4] == "--":
        raise UnicodeError(f"{label!r} begins as no name may")
    if not all(_may_stand(label, place) for place in range(len(label))):
        raise UnicodeError(f"{label!r} holds what no name may")
    return "xn--" + label.encode("punycode").decode("ascii")


def _may_stand(label: str, place: int) -> bool:
    """Letters, marks, digits and pictures may; a joiner only where it has an effect.

    RFC 5892, A.1 for the joiner; pictures are not of that RFC, but of UTS 46 and in use.
    """
    letter = label[place]
    if _PICTURE.fullmatch(letter):
        return unicodedata.category(letter) == "So"
    if letter not in "\u200c\u200d":
        return letter == "-" or unicodedata.category(letter)[0] in "LMN"
    before, after = label[place - 1 : place], label[place + 1 : place + 2]
    if before and unicodedata.combining(before) == VIRAMA:
        return True
    if _JOINS_NO_NEXT.fullmatch(before):
        return False
    return letter == "\u200c" and all(
        near and unicodedata.bidirectional(near) == "AL" for near in (before, after)
    )


def _refused(text: str, reason: str, hint: str = "") -> RefusedAddress:
    return RefusedAddress(reason, where=text[:200], hint=hint)
