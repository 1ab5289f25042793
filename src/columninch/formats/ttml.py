"""TTML by its first bytes."""

from __future__ import annotations

import re

_ROOT = re.compile(
    rb"<(?:[A-Za-z_][\w.-]*:)?tt[\s>](?=[^>]{0,900}?(?:www\.w3\.org/ns/ttml|www\.w3\.org/20\d\d/\d\d/ttaf1))"
)


def is_ttml(start: bytes) -> bool:
    """Whether a document that begins so is TTML; its drafts of 2006 too."""
    return bool(_ROOT.search(start))
