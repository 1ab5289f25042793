"""A template as plain JSON, and back."""

from __future__ import annotations

from dataclasses import astuple
from typing import TYPE_CHECKING, Any

from columninch.extract.templates.template import Article, Label, Place, Template

if TYPE_CHECKING:
    from collections.abc import Mapping


def stored(template: Template) -> dict[str, Any]:
    """`template` as JSON can hold it."""
    return {
        "pages": template.pages,
        "lines": dict(template.lines),
        "places": {place: list(astuple(counts)) for place, counts in template.places.items()},
        "labels": {label: list(astuple(counts)) for label, counts in template.labels.items()},
        "articles": [
            [one.title_key, sorted(one.title), sorted(one.prose)] for one in template.articles
        ],
    }


def restored(given: Mapping[str, Any]) -> Template:
    """The template that `stored` made `given` of; an empty one of an empty mapping."""
    if not given:
        return Template()
    return Template(
        pages=given["pages"],
        lines=given["lines"],
        places={place: Place(*counts) for place, counts in given["places"].items()},
        labels={label: Label(*counts) for label, counts in given["labels"].items()},
        articles=tuple(
            Article(key, frozenset(title), frozenset(prose))
            for key, title, prose in given["articles"]
        ),
    )
