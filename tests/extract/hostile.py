"""Pages made to hang a reader or to fill its memory: nested, repeated or endless."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.extract.pages import PARAGRAPHS

if TYPE_CHECKING:
    from collections.abc import Callable

DEEP = 100_000
MANY = 24_000
"""Just below the number of elements from which a page is refused."""
TOLD = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)


def page(body: str, head: str = "") -> str:
    return f"<html><head>{head}</head><body><h1>Boats</h1>{body}{TOLD}</body></html>"


def nested(*tags: str) -> str:
    """Text in elements `DEEP` levels down, each closed."""
    times = DEEP // len(tags)
    opening = "".join(f"<{tag}>" for tag in tags)
    closing = "".join(f"</{tag}>" for tag in reversed(tags))
    return page(f"{TOLD}{opening * times}{TOLD}{closing * times}")


def unclosed(*tags: str) -> str:
    """The same with no end tag."""
    return page(TOLD + "".join(f"<{tag}>" for tag in tags) * (DEEP // len(tags)))


def stated(json: str) -> str:
    return page("", f'<script type="application/ld+json">{json}</script>')


NESTED = [
    ("div",), ("span",), ("table",), ("a",), ("b",), ("p",), ("li",), ("td",), ("form",), ("svg",),
    ("template",), ("iframe",), ("h1",), ("div", "span", "a", "table", "tr", "td"),
    ("ul", "li", "blockquote"),
]  # fmt: skip

SHAPES: dict[str, Callable[[], str]] = {
    "lists in JSON-LD": lambda: stated("[" * DEEP + "]" * DEEP),
    "objects in JSON-LD": lambda: stated('{"@graph":' * DEEP + "1" + "}" * DEEP),
    "unclosed JSON-LD": lambda: stated('{"@type":"NewsArticle","author":' + '[{"author":' * DEEP),
    "articles in JSON-LD": lambda: stated(
        "[" + ",".join(['{"@type":"NewsArticle","headline":"x"}'] * MANY) + "]"
    ),
    "scripts of JSON-LD": lambda: stated('{"@type":"NewsArticle"}') * 20_000,
    "different attributes": lambda: page(
        f"<div {' '.join(f'a{number}=1' for number in range(300_000))}>"
    ),
    "the same attribute": lambda: page(f"<div {'a=1 ' * 300_000}>"),
    "a thousand attributes each": lambda: page(
        f"<div {' '.join(f'a{number}=1' for number in range(900))}>" * 500
    ),
    "a class without end": lambda: page(f'<div class="{"date " * 1_000_000}">'),
    "one line": lambda: page(f"<p>{'word ' * 2_000_000}"),
    "one word": lambda: page(f"<p>{'w' * 10_000_000}"),
    "one word that is just let in": lambda: page(f"<p>{'w' * 1_900_000}"),
    "text without tags": lambda: "w " * 900_000,
    "spaces": lambda: page(f"<p>a{' ' * 10_000_000}b"),
    "Persian on one line": lambda: page(f"<p>{'کشتی‌ها ' * 200_000}"),
    "entities": lambda: page(f"<p>{'&amp;&nbsp;&#8204;&notin;&#x1F600;' * 200_000}"),
    "ampersands": lambda: page("&" * 1_900_000),
    "less-thans": lambda: page("<" * 1_900_000),
    "comments without end": lambda: page("<!--" * 1_000_000),
    "comments": lambda: page("<!-- x -->" * 500_000),
    "NULs": lambda: page("\0" * 5_000_000),
    "halves of surrogate pairs": lambda: page("&#xD800;&#xDC00;" * 300_000),
    "marks on one letter": lambda: page("a" + "\u0301" * 1_900_000),
    "full stops": lambda: page(". " * 900_000),
    "digits": lambda: page("1." * 900_000),
    "bars in the title": lambda: page("", f"<title>{'a | ' * 400_000}</title>"),
    "dashes in the title": lambda: page("", f"<title>{' - ' * 300_000}b</title>"),
    "spaces in the title": lambda: page("", f"<title>a{' ' * 500_000}b</title>"),
    "names in a byline": lambda: page(
        "", f'<meta name="author" content="{"Oren Tavish, " * 100_000}">'
    ),
    "bylines": lambda: page('<span class="author">Oren Tavish</span>' * MANY),
    "authors": lambda: page("", '<meta name="author" content="Oren Tavish">' * MANY),
    "headings": lambda: page("<h1>Boats are late</h1>" * MANY),
    "dated elements": lambda: page('<div class="pub-date">x</div>' * MANY),
    "times": lambda: page("<time class=date datetime=x>2 of March</time>" * MANY),
    "words of publication": lambda: page("<p>published on</p>" * MANY),
    "options": lambda: page("<option>1 March 2026" * MANY),
    "links": lambda: page('<a href="/x">boat</a> ' * MANY),
    "links without words": lambda: page("<a></a>" * MANY),
    "paragraphs": lambda: page("<p>The boat is late again, and nobody knows why.</p>" * MANY),
    "line breaks": lambda: page("word<br>" * MANY),
    "cells": lambda: page(f"<table><tr>{'<td>word</td>' * MANY}</tr></table>"),
    "rows": lambda: page(f"<table>{'<tr><td>word</td></tr>' * (MANY // 2)}</table>"),
    "pictures": lambda: page("<figure><img src=/a.jpg><figcaption>A</figcaption></figure>" * 9000),
    "document types": lambda: "<!doctype html>" * 300_000 + TOLD,
    "html tags": lambda: "<html " * 500_000 + TOLD,
    "scripts with dates": lambda: page("<script>" + '"datePublished":"' * 500_000 + "</script>"),
    "nothing but spaces": lambda: " " * 10_000_000,
}

OTHERS: dict[str, tuple[str, Callable[[], str]]] = {
    "cues": ("text/vtt", lambda: "WEBVTT\n\n" + "00:01.000 --> 00:02.000\nx\n\n" * 100_000),
    "arrows": ("text/vtt", lambda: "WEBVTT\n\n" + "00:00 -->" * 500_000),
    "counted cues": (
        "application/x-subrip",
        lambda: "".join(f"{one}\n00:00:01,000 --> 00:00:02,000\nx\n\n" for one in range(100_000)),
    ),
    "nested TTML": (
        "application/ttml+xml",
        lambda: '<tt xmlns="http://www.w3.org/ns/ttml"><body>' + "<div>" * DEEP,
    ),
    "entities in XML": (
        "application/xhtml+xml",
        lambda: (
            f'<!DOCTYPE a [<!ENTITY a "{"a" * 10}"><!ENTITY b "{"&a;" * 10}">'
            f'<!ENTITY c "{"&b;" * 10}"><!ENTITY d "{"&c;" * 1000}">]><html><p>{"&d;" * 1000}</p>'
        ),
    ),
    "quotations in Markdown": ("text/markdown", lambda: "# x\n" + "> " * 50_000 + "a"),
    "brackets in Markdown": ("text/markdown", lambda: "# x\n" + "[" * 50_000 + "a"),
    "emphasis in Markdown": ("text/markdown", lambda: "# x\n" + "*a " * 50_000),
    "parts of a message": (
        "message/rfc822",
        lambda: (
            "From: a@b.example\nContent-Type: multipart/mixed; boundary=q\n\n"
            + "--q\nContent-Type: text/plain\n\nx\n" * 100_000
        ),
    ),
    "messages in a message": (
        "message/rfc822",
        lambda: "".join(
            f"Content-Type: multipart/mixed; boundary=q{one}\n\n--q{one}\n" for one in range(20_000)
        ),
    ),
}
"""Other kinds of documents, with their content types."""
