"""The interface in Persian: every word of the templates has its translation."""

from __future__ import annotations

import gettext
import re
from pathlib import Path

import columninch.desk

DESK = Path(columninch.desk.__file__).parent
TRANSLATED = re.compile(r"""{%\s*translate\s+"([^"]+)"\s*%}""")


def test_every_word_of_the_templates_is_told_in_persian() -> None:
    with (DESK / "locale/fa/LC_MESSAGES/django.mo").open("rb") as compiled:
        catalogue = gettext.GNUTranslations(compiled)
    told = {
        words
        for template in (DESK / "templates").rglob("*.html")
        for words in TRANSLATED.findall(template.read_text("utf-8"))
    }
    assert len(told) > 200
    assert sorted(words for words in told if catalogue.gettext(words) == words) == []
