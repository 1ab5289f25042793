"""A template is learned from an outlet's pages, one after another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from columninch.extract.decode import decode
from columninch.extract.kinds import kind_of
from columninch.extract.statements import gather
from columninch.extract.templates.outline import outline
from columninch.extract.templates.template import Template, learned
from columninch.extract.titles import title_of
from columninch.extract.tree import parse

if TYPE_CHECKING:
    from columninch.extract.page import Page


def learned_from(template: Template, page: Page) -> Template:
    """`template` with what `page` teaches; unchanged where it is no web page.

    Vieira et al. (2006), "A fast and robust method for web page template detection and
    removal", CIKM, learn from several pages at once; this learns from one after another.
    """
    if kind_of(page) != "html":
        return template
    root = parse(decode(page.body, page.content_type))
    if root is None:
        return template
    title = title_of(gather(root, page.url))
    return learned(template, title, outline(root))
