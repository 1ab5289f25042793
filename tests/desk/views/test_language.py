"""The interface in Persian: every word that the desk says has its translation."""

from __future__ import annotations

import ast
import gettext
import re
from pathlib import Path
from typing import TYPE_CHECKING

import columninch.desk
from columninch.collect.refusals.kinds import REFUSALS
from columninch.errors import NoBrowser

if TYPE_CHECKING:
    from collections.abc import Iterator

DESK = Path(columninch.desk.__file__).parent
TRANSLATED = re.compile(r"""{%\s*translate\s+"([^"]+)"\s*%}""")
BLOCK = re.compile(r"{%\s*blocktranslate[^%]*%}(.*?){%\s*endblocktranslate\s*%}", re.DOTALL)
PLURAL = re.compile(r"{%\s*plural\s*%}")
VALUE = re.compile(r"{{\s*(\w+)\s*}}")
CALLS = {"_", "gettext", "gettext_lazy", "ngettext"}


def untold(words: Iterator[str] | set[str]) -> list[str]:
    """Of `words` those that have no translation."""
    with (DESK / "locale/fa/LC_MESSAGES/django.mo").open("rb") as compiled:
        catalogue = gettext.GNUTranslations(compiled)
    return sorted(each for each in words if catalogue.gettext(each) == each)


def test_every_word_of_the_templates_is_told_in_persian() -> None:
    told = {
        words
        for template in (DESK / "templates").rglob("*.html")
        for words in TRANSLATED.findall(template.read_text("utf-8"))
    }
    assert len(told) > 200
    assert untold(told) == []


def test_every_sentence_with_a_value_is_told_in_persian() -> None:
    told = {
        VALUE.sub(r"%(\1)s", PLURAL.split(block)[0])
        for template in (DESK / "templates").rglob("*.html")
        for block in BLOCK.findall(template.read_text("utf-8"))
    }
    assert len(told) > 40
    assert untold(told) == []


def test_every_word_of_forms_views_and_tags_is_told_in_persian() -> None:
    told = {
        argument.value
        for folder in ("forms", "views", "templatetags")
        for module in (DESK / folder).glob("*.py")
        for call in ast.walk(ast.parse(module.read_text("utf-8")))
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in CALLS
        for argument in call.args[:1]
        if isinstance(argument, ast.Constant)
    }
    assert len(told) > 100
    assert untold(told) == []


def test_what_a_person_can_do_about_a_refusal_is_told_in_persian() -> None:
    kinds = REFUSALS.values()
    told = {words for kind in kinds for words in (kind.name, kind.hint)}
    assert untold(told | {NoBrowser(where="https://a.example/").hint}) == []
