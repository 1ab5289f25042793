"""The plain template: tables, no metadata to speak of, tags left open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from columninch.sample.markup import (
    byline,
    direction,
    embedded_html,
    esc,
    line_html,
    shown_day,
    shown_moment,
    word,
)

if TYPE_CHECKING:
    from columninch.sample.markup import Shown
    from columninch.sample.nouns import SampleItem, SampleOutlet

_RULE = '<hr noshade size="1">'


def plain_page(shown: Shown) -> str:
    """An item's page, with tags that its makers forgot to close."""
    item, language = shown.item, shown.outlet.language
    names = byline(shown)
    content = f"""<h1><font face="Times" size="5">{esc(item.title)}</font></h1>
<p class="dateline"><small>{shown_moment(item.published, language)}{_signed(names)}</small></p>
{_picture(item)}
<div id="story">
{_open_lines(item)}
{embedded_html(shown)}
</div>
{_RULE}
{_related(shown)}
<p align="center"><a href="javascript:window.print()">{word("print", language)}</a> |
<a href="mailto:desk@{shown.outlet.host}">{word("mail", language)}</a>"""
    return _frame(shown.outlet, f"{shown.outlet.name} - {item.title}", content, item.published.year)


def plain_front(outlet: SampleOutlet, newest: tuple[SampleItem, ...]) -> str:
    """The front page: a list of links."""
    rows = "\n".join(
        f"<tr><td nowrap><small>{shown_day(item.published, outlet.language)}</small>"
        f'<td><a href="{esc(item.url)}">{esc(item.title)}</a>'
        for item in newest
    )
    table = f'<table border="0" cellpadding="4">\n{rows}\n</table>'
    return _frame(outlet, outlet.name, table, 2026)


def _frame(outlet: SampleOutlet, title: str, content: str, year: int) -> str:
    language = outlet.language
    kind = "application/atom+xml" if outlet.feed_form == "atom" else "application/rss+xml"
    places = "<br>\n".join(
        f'<a href="/{key}.html">{word(key, language)}</a>'
        for key in ("home", "news", "harbour", "opinion", "culture", "contact")
    )
    return f"""<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN">
<html lang="{language}" dir="{direction(language)}">
<head>
<meta http-equiv="Content-Type" content="text/html; charset={outlet.charset}">
<title>{esc(title)}</title>
<link rel="alternate" type="{kind}" href="{esc(outlet.sources[0].url)}">
</head>
<body bgcolor="#ffffff" text="#000000">
<table width="760" align="center" border="0" cellpadding="6" cellspacing="0">
<tr bgcolor="#e4ddc8"><td colspan="2"><font size="6"><b>{esc(outlet.name)}</b></font><br>
<i>{esc(outlet.motto)}</i>
<tr valign="top"><td width="130" bgcolor="#f4f0e4"><font size="2">{places}</font>
<p><form action="/search"><input name="q" size="10"></form>
<td>
{content}
<tr><td colspan="2" align="center"><font size="1">© {year} {esc(outlet.name)}.
{word("rights", language)}</font>
</table>
</body>
</html>
"""


def _open_lines(item: SampleItem) -> str:
    """The text, every third paragraph without its end tag, as old pages have it."""
    lines = zip(item.text.split("\n"), item.line_kinds, strict=True)
    shown = []
    for at, (line, kind) in enumerate(lines):
        element = line_html(line, kind, "h3")
        shown.append(
            element.removesuffix("</p>") if at % 3 == 1 and kind == "paragraph" else element
        )
    return "\n".join(shown)


def _signed(names: str) -> str:
    return f" &middot; <b>{names}</b>" if names else ""


def _picture(item: SampleItem) -> str:
    if item.picture is None:
        return ""
    return (
        f'<table align="center" border="0"><tr><td><img src="{esc(item.picture.url)}" width="420">'
        f"<tr><td><small><i>{esc(item.picture.caption)}</i> ({esc(item.picture.credit)})</small>"
        f"</table>"
    )


def _related(shown: Shown) -> str:
    if not shown.related:
        return ""
    links = "\n".join(
        f'<li><a href="{esc(item.url)}">{esc(item.title)}</a>' for item in shown.related
    )
    return f"<p><b>{word('related', shown.outlet.language)}</b>\n<ul>\n{links}\n</ul>"
