"""Lantern Weekly (English): a WordPress theme with promotions as plain paragraphs of the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .chrome import linked_data, open_graph
from .draw import between, drawn, one_in, some
from .markup import Tags, anchor, esc, listed, menu, woven, written
from .shape import Article, Layout

if TYPE_CHECKING:
    from collections.abc import Sequence

OUTLET = "Lantern Weekly"
CALLS = (
    "While the wick is up: {}",
    "One more by this light: {}",
    "If you liked this, try {}",
    "Somebody else trod this path: {}",
)
APPEALS = (
    "<p>No lord, no bank and no biscuit maker pays for this page. Eleven hundred Wicks do, each "
    "with what an umbrella costs. Be a Wick and the lamp burns another week.</p>",
    "<p>You have reached the part of the page where we mention oil. It is dear this year. "
    "<a href='/oil'>Pour a little in</a> and we shall say no more about it.</p>",
)
CAPTIONS = (
    "Lanterns on the causeway during last year’s walk.",
    "The reading room in Tallow Street, before the benches were mended.",
    "Seen from the ferry: the point, the pines and the pump house.",
    "A stall on the green, one of thirty that opened this season.",
)
COMMENTS = (
    ("Old Candlewright", "My aunt had the same with a goose. Nobody wrote about it then."),
    ("pump_house_pete", "Go and look at the second bollard before you print such things."),
    ("Mrs T. of the Terrace", "Very nicely put, but the bench was green, not blue."),
    ("a ferryman", "We said so in March. I have the ticket to prove it."),
    ("Nightjar", "Third time this week that my comment is about the weather."),
)


def page(article: Article, others: Sequence[Article], number: int) -> str:
    """The whole page."""
    return f"""<!DOCTYPE html>
<html lang="en-GB"><head>{open_graph(article, OUTLET)}
{linked_data(article, OUTLET)}
<meta name="generator" content="WordPress 6.5"></head>
<body class="post-template-default single single-post postid-{4000 + number} wp-embed-responsive">
<div id="page" class="site"><header id="masthead"><p class="site-title"><a href="/">{OUTLET}</a></p>
<p class="site-description">A small light, carried carefully</p>
<ul
id="primary-menu">{menu(("Week", "Causeway", "Kitchen", "Bylaws", "Back numbers"))}</ul></header>
<div id="content"><div id="primary" class="content-area"><main>
<article id="post-{4000 + number}" class="post-{4000 + number} post type-post hentry">
<header class="entry-header"><h1 class="entry-title">{esc(article.title)}</h1>
<div class="entry-meta">Lit on {article.published:%B %d, %Y} by {esc(article.author)}</div></header>
<div class="entry-content">
<div class="wp-caption alignnone"><img src="/wp-content/uploads/{number}.jpg" alt="">
<p class="wp-caption-text">{drawn(CAPTIONS, "lantern", number)} (Lantern / J. Ember)</p></div>
{f"<p><strong>{esc(article.standfirst)}</strong></p>" if article.standfirst else ""}
{woven(written(article, Tags(heading="<h3>{}</h3>")), _extras(others, number))}
{_tail(article, others, number)}
</div><footer class="entry-footer"><span class="tags-links">Wicks and threads:
<a href="/tag/1">{esc(article.section)}</a>, <a href="/tag/2">causeway</a>, <a href="/tag/3">week
{between(10, 40, number, "week")}</a></span></footer></article>
{_author(article)}{_comments(number)}</main></div>
<aside id="secondary">{_widgets(others, number)}</aside></div>
<footer id="colophon"><p>Lantern Weekly is made above the chandler’s in Tallow Street.</p></footer>
</div></body></html>"""


def _extras(others: Sequence[Article], number: int) -> dict[int, str]:
    extras: dict[int, str] = {}
    for at, other in zip((2, 5), some(others, 2, "lantern", number, "call"), strict=False):
        call = drawn(CALLS, "lantern", number, at).format(anchor(other))
        extras[at] = f"<p>{call}</p>"
    if one_in(2, "lantern", number, "appeal"):
        extras[3] = drawn(APPEALS, "lantern", number)
    if one_in(5, "lantern", number, "walk"):
        extras[4] = (
            "<blockquote><p>The Lantern walk sets out from the chandler’s on the last Friday. "
            "Stout shoes. Children carry the small lamps, councillors the large ones.</p>"
            "</blockquote>"
        )
    return extras


def _tail(article: Article, others: Sequence[Article], number: int) -> str:
    first = (
        "<p><em>A version of these lines came out in The Snuffer, our paper on paper, in the "
        f"number of {article.published:%d %B}.</em></p>"
        if one_in(3, "lantern", number, "snuffer")
        else ""
    )
    related = "".join(
        f'<div class="jp-relatedposts-post"><h4>{anchor(one)}</h4><p>{esc(one.lead)}</p></div>'
        for one in some(others, 3, "lantern", number, "related")
    )
    return f"""{first}<p>Lamp pictures by J. Ember unless the moon was enough.</p>
<p>Proofed by candle: Agnes Thole. Any wax on the page is ours.</p>
<div class="sharedaddy"><h3>Hand it round:</h3><ul><li>By pigeon</li><li>By post</li>
<li>On the notice board ({between(0, 60, number, "board")})</li></ul></div>
<div id="jp-relatedposts"><h3><em>By the same light</em></h3>{related}</div>"""


def _author(article: Article) -> str:
    return f"""<div class="author-box"><h4>Who held the lamp</h4><p>{esc(article.author)} came to
Tallow Street to have a boot mended and stayed. Writes about tolls, tides and other people’s hedges,
and owes the chandler for two dozen.</p></div>"""


def _comments(number: int) -> str:
    told = some(COMMENTS, between(0, 3, number, "comments"), "lantern", number)
    rows = "".join(
        f'<li class="comment"><cite>{esc(who)}</cite><p>{esc(what)}</p></li>' for who, what in told
    )
    return f"""<div id="comments"><h2>{len(told)} voices from the dark</h2><ol>{rows}</ol>
<div id="respond"><h3>Say it into the lamp</h3><p>We read what you write before it is lit. Your
address stays in the drawer.</p><textarea></textarea></div></div>"""


def _widgets(others: Sequence[Article], number: int) -> str:
    recent = listed(some(others, 5, "lantern", number // 2, "recent"))
    return f"""<section class="widget"><h2>Freshly lit</h2><ul>{recent}</ul></section>
<section class="widget"><h2>The Taper</h2><p>Every second morning, a letter as long as a taper
burns. Leave an address under the mat.</p></section>"""


LAYOUT = Layout(
    name="lantern",
    language="en",
    summary="promotions, appeals and first-printing lines as paragraphs without a class",
    page=page,
)
