"""The blog template: share bars, tags, related posts, a sidebar, much wrapping."""

from __future__ import annotations

from typing import TYPE_CHECKING

from columninch.sample.markup import (
    body_html,
    byline,
    direction,
    embedded_html,
    esc,
    shown_day,
    stamp,
    teaser,
    word,
)

if TYPE_CHECKING:
    from columninch.sample.markup import Shown
    from columninch.sample.nouns import SampleItem, SampleOutlet


def blog_page(shown: Shown) -> str:
    """An item's page."""
    item, language = shown.item, shown.outlet.language
    names = byline(shown)
    author = f'<span class="author vcard">{names}</span> ' if names else ""
    content = f"""<article id="post-{item.word_count}" class="post type-post hentry">
<header class="entry-header"><h1 class="entry-title">{esc(item.title)}</h1>
<div class="entry-meta">{author}<time class="entry-date published" \
datetime="{stamp(item.published)}">{shown_day(item.published, language)}</time>
</div>
</header>
{_share(language)}
<div class="entry-content">
{_picture(item)}
{body_html(item)}
{embedded_html(shown)}
{_source(shown)}
</div>
{_share(language)}
<footer class="entry-footer"><span class="tags">{_section(item)}</span></footer>
</article>
{_related(shown)}"""
    title = f"{esc(item.title)} &#8211; {esc(shown.outlet.name)}"
    return _frame(shown.outlet, title, _meta(shown), content)


def blog_front(outlet: SampleOutlet, newest: tuple[SampleItem, ...]) -> str:
    """The front page: the newest posts with their first words."""
    posts = "\n".join(
        f'<article class="post"><h2 class="entry-title"><a href="{esc(item.url)}">'
        f'{esc(item.title)}</a></h2><div class="entry-summary"><p>{esc(teaser(item))}</p></div>'
        f"</article>"
        for item in newest
    )
    return _frame(outlet, esc(outlet.name), "", posts)


def _frame(outlet: SampleOutlet, title: str, meta: str, content: str) -> str:
    language = outlet.language
    menu = "".join(
        f'<li class="menu-item"><a href="/{key}/">{word(key, language)}</a></li>'
        for key in ("home", "harbour", "culture", "contact")
    )
    return f"""<!DOCTYPE html>
<html lang="{language}" dir="{direction(language)}">
<head>
<meta charset="{outlet.charset}">
<title>{title}</title>
<link rel="alternate" type="application/rss+xml" title="{esc(outlet.name)} &raquo; Feed" \
href="{esc(outlet.sources[0].url)}">
{meta}
<style>.site{{max-width:48rem;margin:auto;font:1rem/1.7 sans-serif}}.sharedaddy li{{display:inline}}
.widget{{background:#eef2f3;padding:.6rem}}img{{max-width:100%}}</style>
</head>
<body class="single"><div id="page" class="site">
<header id="masthead"><p class="site-title"><a href="/">{esc(outlet.name)}</a></p>
<p class="site-description">{esc(outlet.motto)}</p><ul id="menu">{menu}</ul></header>
<div id="content"><main id="main">
{content}
</main>
<aside id="secondary" class="widget-area"><section class="widget widget_search">
<form action="/search"><input name="s" placeholder="{word("search", language)}"></form></section>
<section class="widget widget_letter"><p>{word("letter", language)}</p>
<button>{word("subscribe", language)}</button></section></aside></div>
<footer id="colophon">© 2026 {esc(outlet.name)}. {word("rights", language)}</footer>
<div id="cookie-notice"><span>{word("cookies", language)}</span>
<a href="#">{word("accept", language)}</a></div>
</div></body>
</html>
"""


def _meta(shown: Shown) -> str:
    item = shown.item
    return f"""<link rel="canonical" href="{esc(item.url)}">
<meta property="og:site_name" content="{esc(shown.outlet.name)}">
<meta property="article:published_time" content="{stamp(item.published)}">"""


def _section(item: SampleItem) -> str:
    return word("opinion" if item.form == "opinion" else "news", item.language)


def _share(language: str) -> str:
    return (
        f'<div class="sharedaddy sd-sharing"><h3 class="sd-title">{word("share", language)}</h3>'
        f'<ul><li><a href="#mail">{word("mail", language)}</a></li>'
        f'<li><a href="#print">{word("print", language)}</a></li></ul></div>'
    )


def _picture(item: SampleItem) -> str:
    if item.picture is None:
        return ""
    return (
        f'<figure class="wp-caption aligncenter"><img src="{esc(item.picture.url)}" alt="" '
        f'width="640"><figcaption class="wp-caption-text">{esc(item.picture.caption)} '
        f"{esc(item.picture.credit)}</figcaption></figure>"
    )


def _source(shown: Shown) -> str:
    """What an aggregator prints below another's text."""
    if shown.origin is None or shown.credited is None:
        return ""
    link = f'<a href="{esc(shown.origin.url)}">{esc(shown.credited.name)}</a>'
    via = word("via", shown.outlet.language)
    return f'<p class="source-credit"><small>{via} {link}</small></p>'


def _related(shown: Shown) -> str:
    if not shown.related:
        return ""
    posts = "".join(
        f'<div class="jp-relatedposts-post"><h4><a href="{esc(item.url)}">{esc(item.title)}</a>'
        f"</h4><p>{esc(teaser(item))}</p></div>"
        for item in shown.related[:3]
    )
    heading = word("related", shown.outlet.language)
    return f'<div id="jp-relatedposts"><h3>{heading}</h3>{posts}</div>'
