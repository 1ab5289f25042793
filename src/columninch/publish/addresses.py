"""Where everything of a site lies, and what may be linked to.

Paths are below the site's folder, with forward slashes. Links between pages are relative,
so that a folder opens from disk wherever it is copied.
"""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from columninch.errors import ColumninchError

if TYPE_CHECKING:
    from columninch.records import IssuePicture, SourceCopy

_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
_WEB_SCHEMES = {"http", "https"}
_CONTROLS = re.compile(r"[\x00-\x20\x7f]")
_PICTURE_KINDS = (
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpg"),
    (b"GIF8", "gif"),
)


def issue_folder(number: int) -> str:
    """The folder of an issue, without a final slash."""
    return f"issues/{number}"


def entry_anchor(key: str) -> str:
    """The fragment that leads to an entry: its key, or a digest where a key can't stand in one."""
    return plain_name(key)


def copy_file(source: SourceCopy) -> str:
    """The file of a source's copy, below its issue's folder."""
    return f"copies/{plain_name(source.anchor)}.html"


def picture_file(picture: IssuePicture) -> str:
    """The file of a picture, below its issue's folder: named by what it holds.

    Raises `ColumninchError` for anything but PNG, JPEG, GIF and WebP: an SVG from outside
    could carry a script.
    """
    body = picture.body
    kind = next((kind for start, kind in _PICTURE_KINDS if body.startswith(start)), "")
    if body[:4] == b"RIFF" and body[8:12] == b"WEBP":
        kind = "webp"
    if not kind:
        raise ColumninchError(
            "this picture is neither PNG, JPEG, GIF nor WebP",
            where=picture.file_name,
            hint="convert it, or leave it out of the entry",
        )
    return f"pictures/{hashlib.sha256(body).hexdigest()[:16]}.{kind}"


def plain_name(name: str) -> str:
    """`name` where it can stand in a path and in a fragment, else a digest of it."""
    if _PLAIN.fullmatch(name) and ".." not in name:
        return name
    return "x" + hashlib.sha256(name.encode()).hexdigest()[:16]


def web_link(url: str) -> str:
    """`url` where it is an address of the web, else an empty string.

    What stands in a source may be `javascript:` or worse: only http and https with a host
    are linked to.
    """
    if _CONTROLS.search(url):
        return ""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return url if parts.scheme.lower() in _WEB_SCHEMES and parts.netloc else ""


def site_link(url: str, root: str) -> str:
    """A link from a page to `url`: of the web, or relative to the site's root.

    `root` leads from the page to the site's folder ("../.."). Empty where `url` is
    neither, such as a path that leaves the site.
    """
    if web_link(url):
        return url
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    leaves = ".." in parts.path.split("/") or url.startswith(("/", "\\"))
    if parts.scheme or parts.netloc or leaves or not parts.path or _CONTROLS.search(url):
        return ""
    return f"{root}/{url}"
