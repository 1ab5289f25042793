"""The modern template: semantic elements, JSON-LD, OpenGraph."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from columninch.sample.markup import (
    body_html,
    byline,
    direction,
    embedded_html,
    esc,
    shown_moment,
    stamp,
    teaser,
    word,
)

if TYPE_CHECKING:
    from columninch.sample.markup import Shown
    from columninch.sample.nouns import SampleItem, SampleOutlet


def modern_page(shown: Shown) -> str:
    """An item's page."""
    item, outlet = shown.item, shown.outlet
    language = outlet.language
    names = byline(shown)
    by = f'<p class="byline">{word("by", language)} <span rel="author">{names}</span></p>'
    content = f"""<article>
<header><p class="kicker">{_section(item)}</p>
<h1>{esc(item.title)}</h1>
{by if names else ""}
<time datetime="{stamp(item.published)}">{shown_moment(item.published, language)}</time>
</header>
{_picture(item)}
{_player(item, language)}
<div class="article-body">
{body_html(item)}
{embedded_html(shown)}
</div>
</article>
{_letter(language)}
{_related(shown)}"""
    return _frame(outlet, f"{item.title} | {outlet.name}", _meta(shown), content)


def modern_front(outlet: SampleOutlet, newest: tuple[SampleItem, ...]) -> str:
    """The front page."""
    cards = "\n".join(
        f'<section class="card"><h2><a href="{esc(item.url)}">{esc(item.title)}</a></h2>'
        f"<p>{esc(teaser(item))}</p></section>"
        for item in newest
    )
    return _frame(outlet, outlet.name, "", f'<div class="front">\n{cards}\n</div>')


def _frame(outlet: SampleOutlet, title: str, meta: str, content: str) -> str:
    language = outlet.language
    kind = "application/atom+xml" if outlet.feed_form == "atom" else "application/rss+xml"
    places = "".join(
        f'<li><a href="/{key}">{word(key, language)}</a></li>'
        for key in ("news", "harbour", "opinion", "culture", "contact")
    )
    return f"""<!doctype html>
<html lang="{language}" dir="{direction(language)}">
<head>
<meta charset="{outlet.charset}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{esc(title)}</title>
<link rel="alternate" type="{kind}" title="{esc(outlet.name)}" href="{esc(outlet.sources[0].url)}">
{meta}
<style>body{{font:1.05rem/1.6 Georgia,serif;max-width:42rem;margin:0 auto;padding:1rem}}
nav ul{{display:flex;gap:1rem;list-style:none;padding:0}}aside{{background:#f3efe6;padding:.8rem}}
figure{{margin:1rem 0}}img{{max-width:100%;height:auto}}
figcaption{{font-size:.85rem;color:#555}}</style>
<script>window.consent = window.consent || [];</script>
</head>
<body>
<header class="site"><a class="logo" href="/">{esc(outlet.name)}</a><p>{esc(outlet.motto)}</p>
<nav aria-label="sections"><ul>{places}</ul></nav>
<form role="search" action="/search"><input name="q" aria-label="{word("search", language)}"></form>
</header>
<main>
{content}
</main>
<footer><p>© 2026 {esc(outlet.name)}. {word("rights", language)}</p>
<nav><a href="/about">{word("contact", language)}</a></nav></footer>
<div class="cookie-banner" role="dialog"><p>{word("cookies", language)}</p>
<button>{word("accept", language)}</button> <button>{word("refuse", language)}</button></div>
</body>
</html>
"""


def _section(item: SampleItem) -> str:
    return word("opinion" if item.form == "opinion" else "news", item.language)


def _meta(shown: Shown) -> str:
    item, outlet = shown.item, shown.outlet
    at = stamp(item.published)
    told: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "OpinionNewsArticle" if item.form == "opinion" else "NewsArticle",
        "headline": item.title,
        "datePublished": at,
        "inLanguage": outlet.language,
        "mainEntityOfPage": item.url,
        "publisher": {"@type": "Organization", "name": outlet.name},
    }
    if item.authors:
        told["author"] = [{"@type": "Person", "name": name} for name in item.authors]
    elif item.agency:
        told["author"] = {"@type": "Organization", "name": item.agency}
    if item.picture:
        told["image"] = item.picture.url
    picture = (
        f'\n<meta property="og:image" content="{esc(item.picture.url)}">' if item.picture else ""
    )
    data = json.dumps(told, ensure_ascii=False).replace("<", "\\u003c")
    return f"""<link rel="canonical" href="{esc(item.url)}">
<meta property="og:type" content="article">
<meta property="og:title" content="{esc(item.title)}">
<meta property="og:site_name" content="{esc(outlet.name)}">
<meta property="og:url" content="{esc(item.url)}">
<meta property="og:description" content="{esc(teaser(item))}">
<meta property="article:published_time" content="{at}">{picture}
<script type="application/ld+json">{data}</script>"""


def _picture(item: SampleItem) -> str:
    if item.picture is None:
        return ""
    caption = esc(item.picture.caption)
    return (
        f'<figure><img src="{esc(item.picture.url)}" width="640" height="360" alt="{caption}">'
        f'<figcaption>{caption} <span class="credit">{esc(item.picture.credit)}</span>'
        f"</figcaption></figure>"
    )


def _player(item: SampleItem, language: str) -> str:
    if not item.media_url:
        return ""
    return (
        f'<div class="player"><p>{word("listen", language)}</p><audio controls>'
        f'<track kind="captions" src="{esc(item.media_url)}" srclang="{language}"></audio></div>'
    )


def _letter(language: str) -> str:
    return (
        f'<aside class="newsletter"><form action="/account/letter"><label>'
        f'{word("letter", language)} <input type="email" name="address"></label>'
        f"<button>{word('subscribe', language)}</button></form></aside>"
    )


def _related(shown: Shown) -> str:
    if not shown.related:
        return ""
    links = "".join(
        f'<li><a href="{esc(item.url)}">{esc(item.title)}</a></li>' for item in shown.related
    )
    heading = word("related", shown.outlet.language)
    return f'<aside class="related"><h2>{heading}</h2><ul>{links}</ul></aside>'
