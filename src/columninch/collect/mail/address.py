"""The address of a folder on a mail server: `imaps://user@host/folder` (RFC 5092)."""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass
from urllib.parse import quote, unquote

from columninch.collect.fetcher.weburl import parse_address
from columninch.errors import RefusedAddress

DEFAULT_PORTS = {"imaps": 993, "imap": 143}
_SCHEME = re.compile(r"(imaps?)://(.*)", re.IGNORECASE | re.DOTALL)
_PORT = re.compile(r":\d+$")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f]")
HINT = "give it as imaps://user@host/folder"


@dataclass(frozen=True, slots=True)
class MailAddress:
    """Whose mail, on which server, in which folder."""

    scheme: str
    """`imaps`: TLS from the first byte; `imap`: TLS before anything is told (STARTTLS)."""
    user: str
    host: str
    """Lower case, ASCII; an IPv6 address has no brackets."""
    port: int
    folder: str

    @property
    def account(self) -> str:
        """By what the password is found: user@host."""
        return f"{self.user}@{self.host}"

    @property
    def href(self) -> str:
        """The whole address, which holds no password."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        place = host if self.port == DEFAULT_PORTS[self.scheme] else f"{host}:{self.port}"
        return f"{self.scheme}://{quote(self.user, safe='')}@{place}/{quote(self.folder)}"


def is_mail_address(text: str) -> bool:
    """Whether a text is meant as the address of a mailbox."""
    return _SCHEME.match(text.strip()) is not None


def parse_mail_address(text: str) -> MailAddress:
    """The address that `text` stands for; without a folder it is the inbox.

    A user's name may hold an @: the last one before the host counts. Raises
    `RefusedAddress` for anything else, and for a password, which is never told in the error.
    """
    found = _SCHEME.fullmatch(text.strip())
    if found is None:
        raise RefusedAddress("it is no mailbox", hint=HINT)
    scheme = found[1].lower()
    authority, _, rest = found[2].partition("/")
    login, at, place = authority.rpartition("@")
    where = f"{scheme}://…@{place}"
    if not at or not login:
        raise RefusedAddress("the address names no user", where=f"{scheme}://{place}", hint=HINT)
    if ":" in login:
        raise RefusedAddress(
            "a password has no place in an address",
            where=where,
            hint="keep it in secrets.toml, or in the environment",
        )
    user, folder = unquote(login), unquote(rest.partition(";")[0]).strip("/") or "INBOX"
    if _CONTROLS.search(user + folder) or not user.isprintable():
        raise RefusedAddress("the address holds control characters", where=where, hint=HINT)
    checked = parse_address(f"https://{place}/")
    port = checked.port if _PORT.search(place) else DEFAULT_PORTS[scheme]
    return MailAddress(scheme, user, checked.host, port, folder)


def message_place(address: MailAddress, validity: int, uid: int) -> str:
    """Where one message lies (RFC 5092, section 7)."""
    return f"{address.href};UIDVALIDITY={validity}/;UID={uid}"


def place_of(url: str) -> tuple[int, int]:
    """The UIDVALIDITY and UID in a message's place; zeros where there are none."""
    found = re.search(r";UIDVALIDITY=(\d{1,10})/;UID=(\d{1,10})$", url)
    return (int(found[1]), int(found[2])) if found else (0, 0)


def folder_name(folder: str) -> str:
    """A folder's name as IMAP sends it: modified UTF-7 (RFC 3501, section 5.1.3), quoted."""
    encoded = re.sub(r"[^\x20-\x7e]+|&", _shifted, folder)
    escaped = encoded.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _shifted(found: re.Match[str]) -> str:
    if found[0] == "&":
        return "&-"
    packed = base64.b64encode(found[0].encode("utf-16-be")).decode("ascii")
    return f"&{packed.rstrip('=').replace('/', ',')}-"
