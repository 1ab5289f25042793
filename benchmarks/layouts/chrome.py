"""What stands in the heads of pages: little, or all that search engines ask for."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from .markup import esc

if TYPE_CHECKING:
    from .shape import Article


def bare_head(article: Article, outlet: str, charset: str = "utf-8") -> str:
    """A title and a description."""
    return (
        f'<meta charset="{charset}"><title>{esc(article.title)} - {esc(outlet)}</title>'
        f'<meta name="description" content="{esc(article.lead[:150])}">'
    )


def open_graph(article: Article, outlet: str) -> str:
    """A title, and what other sites show of a page."""
    return f"""<meta charset="utf-8">
<title>{esc(article.title)} | {esc(outlet)}</title>
<link rel="canonical" href="{esc(article.url)}">
<meta property="og:type" content="article">
<meta property="og:title" content="{esc(article.title)}">
<meta property="og:description" content="{esc(article.lead[:180])}">
<meta property="og:url" content="{esc(article.url)}">
<meta property="article:published_time" content="{article.published.isoformat()}">"""


def linked_data(article: Article, outlet: str) -> str:
    """The same as JSON, without the text."""
    told = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": article.title,
        "datePublished": article.published.isoformat(),
        "author": {"@type": "Person", "name": article.author},
        "publisher": {"@type": "Organization", "name": outlet},
        "mainEntityOfPage": article.url,
    }
    data = json.dumps(told, ensure_ascii=False).replace("<", "\\u003c")
    return f'<script type="application/ld+json">{data}</script>'
