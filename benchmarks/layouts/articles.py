"""The articles of each layout: at least 45, in its language, all different."""

from __future__ import annotations

from functools import lru_cache

from .composing import composed
from .draw import draw, drawn
from .pools import WORDING
from .press import press_articles
from .shape import Article, Language

PRESS: dict[str, tuple[Language, str]] = {
    "harrowby": ("en", "ledger"),
    "stonegate": ("en", "gazette"),
    "quernpost": ("en", "quern"),
    "lantern": ("en", "roundabout"),
    "brineroad": ("en", "wire"),
    "fathom": ("en", "tideline"),
    "overtide": ("en", "meridian"),
    "cobbleway": ("en", "islander"),
    "sepidar": ("fa", "mowj"),
    "bandargah": ("fa", "peyk"),
    "noorgard": ("fa", "badban"),
    "rahnavard": ("fa", "cheragh"),
    "kuhpayeh": ("fa", "keraneh"),
}
"""Layouts whose articles come from the sample press: language and outlet."""
COMPOSED: dict[str, Language] = {
    "marsad": "ar",
    "nakhil": "ar",
    "talblatt": "de",
    "kanalbote": "de",
    "hofberger": "de",
    "valmont": "fr",
    "halage": "fr",
    "estrade": "fr",
}
"""Layouts whose articles are composed from phrases."""


@lru_cache(maxsize=32)
def articles(layout: str) -> tuple[Article, ...]:
    """The articles of the layout of that name, in order of time."""
    if layout in PRESS:
        language, outlet = PRESS[layout]
        drafts = press_articles(outlet, language)
    else:
        language = COMPOSED[layout]
        drafts = composed(layout, language)
    return tuple(
        Article(
            title=draft.title,
            standfirst=draft.standfirst,
            paragraphs=draft.paragraphs,
            author=draft.author,
            published=draft.published,
            section=drawn(WORDING[language].sections, layout, draft.title),
            url=_address(layout, number, draft.title),
        )
        for number, draft in enumerate(drafts)
    )


def _address(layout: str, number: int, title: str) -> str:
    place = ("news", "local", "stories")[draw(title) % 3]
    return f"https://www.{layout}.example/{place}/{410200 + 7 * number}"
