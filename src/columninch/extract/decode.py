"""Bytes to text: by byte order mark, the server's word, the document's word, then by trial.

The order is that of the HTML standard (section 13.2.3, "determining the character encoding"),
with one difference: bytes that are valid UTF-8 and not plain ASCII are taken as UTF-8
whatever is declared, since no other encoding looks like it by chance.
"""

from __future__ import annotations

import codecs
import re
from email.message import Message

from columninch.text.words import word_set

HEAD_LENGTH = 4096
"""Bytes in which a declaration is looked for: four times what the standard asks for."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})|<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w.:-]{2,40})""",
    re.IGNORECASE,
)
_WEB_LABELS = {
    # The encoding standard reads these labels as the larger sets that pages really use.
    "ascii": "windows-1252",
    "us-ascii": "windows-1252",
    "iso-8859-1": "windows-1252",
    "latin-1": "windows-1252",
    "latin1": "windows-1252",
    "iso-8859-9": "windows-1254",
    "iso-8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "x-sjis": "cp932",
    "euc-kr": "cp949",
    "ks_c_5601-1987": "cp949",
    "big5": "big5hkscs",
    "x-mac-roman": "mac-roman",
    "unicode": "utf-16",
}
_NOT_OF_THE_WEB = word_set("idna punycode unicode-escape raw-unicode-escape utf-7 undefined utf-8")
_CONTROL_BYTES = bytes([*range(9), 11, *range(14, 32), 127])
"""Deleted before decoding where that is UTF-8: many times quicker than after."""
_CONTROLS = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]")
_ARABIC_WORDS = re.compile("(?<!\\w)(?:و|في|من|در|از|به|که|را|این)(?!\\w)")


def decode(body: bytes, content_type: str = "") -> str:
    """`body` as text, without control characters. Never raises.

    Bytes that fit no encoding become U+FFFD.
    """
    for mark, encoding in _MARKS:
        if body.startswith(mark):
            return _clean(body[len(mark) :].decode(encoding, "replace"))
    try:
        return body.translate(None, _CONTROL_BYTES).decode("utf-8")
    except UnicodeDecodeError:
        pass
    for label in (_from_server(content_type), _from_document(body)):
        encoding = _python_name(label)
        if encoding:
            return _clean(body.decode(encoding, "replace"))
    return _clean(_by_trial(body))


def _from_server(content_type: str) -> str:
    message = Message()
    message["Content-Type"] = " ".join(content_type.split()) or "text/html"
    charset = message.get_param("charset")
    return charset if isinstance(charset, str) else ""


def _from_document(body: bytes) -> str:
    declared = _DECLARED.search(body[:HEAD_LENGTH])
    return (declared[1] or declared[2]).decode("ascii", "replace") if declared else ""


def _python_name(label: str) -> str:
    """Python's name for a label of the web, or an empty string."""
    label = label.strip().strip("\"'").lower()
    try:
        name = codecs.lookup(_WEB_LABELS.get(label, label)).name
        b"a".decode(name)  # refuses Python's own codecs that give no text, such as "hex"
    except (LookupError, ValueError):
        return ""
    return "" if name in _NOT_OF_THE_WEB else name


def _by_trial(body: bytes) -> str:
    """What is left: torn UTF-8, Arabic or Western bytes."""
    torn = body.decode("utf-8", "replace")
    others = sum(letter > "\x7f" for letter in torn)
    if torn.count("\ufffd") * 10 < others:
        return torn
    arabic = body.decode("windows-1256", "replace")
    if len(_ARABIC_WORDS.findall(arabic)) >= max(3, len(arabic) // 500):
        return arabic
    try:
        return body.decode("windows-1252")
    except UnicodeDecodeError:
        return torn


def _clean(text: str) -> str:
    return _CONTROLS.sub("", text) if _CONTROLS.search(text) else text
