"""Pages of invented outlets whose text and boilerplate are known to the letter.

Each layout is a function from an article to a whole page; `articles` gives a layout's articles,
`truth` what of a page is the article's text. Sentences, people, towns and outlets are invented.
"""

from __future__ import annotations

from . import (
    bandargah,
    brineroad,
    cobbleway,
    estrade,
    fathom,
    halage,
    harrowby,
    hofberger,
    kanalbote,
    kuhpayeh,
    lantern,
    marsad,
    nakhil,
    noorgard,
    overtide,
    quernpost,
    rahnavard,
    sepidar,
    stonegate,
    talblatt,
    valmont,
)
from .articles import articles
from .shape import Article, Layout, truth

LAYOUTS: dict[str, Layout] = {
    layout.name: layout
    for layout in (
        harrowby.LAYOUT,
        stonegate.LAYOUT,
        quernpost.LAYOUT,
        lantern.LAYOUT,
        brineroad.LAYOUT,
        fathom.LAYOUT,
        overtide.LAYOUT,
        cobbleway.LAYOUT,
        sepidar.LAYOUT,
        bandargah.LAYOUT,
        noorgard.LAYOUT,
        rahnavard.LAYOUT,
        kuhpayeh.LAYOUT,
        marsad.LAYOUT,
        nakhil.LAYOUT,
        talblatt.LAYOUT,
        kanalbote.LAYOUT,
        hofberger.LAYOUT,
        valmont.LAYOUT,
        halage.LAYOUT,
        estrade.LAYOUT,
    )
}

__all__ = ["LAYOUTS", "Article", "Layout", "articles", "truth"]
