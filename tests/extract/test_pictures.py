"""The caption and credit of an article's picture, told apart as pages print them."""

from __future__ import annotations

import json

import pytest

from columninch.records import Picture
from tests.extract.pages import html, read

CAPTIONS = [
    ("The quay. Photo: Lio Brandt/Coast Agency", "The quay.", "Lio Brandt/Coast Agency"),
    ("The quay (Photo: Lio Brandt)", "The quay", "Lio Brandt"),
    ("Photograph: Lio Brandt/Coast", "", "Lio Brandt/Coast"),
    ("Photo by Lio Brandt", "", "Lio Brandt"),
    ("The quay. Photo courtesy of the Harbour Museum", "The quay.", "the Harbour Museum"),
    ("The quay. Image credit: Lio Brandt.", "The quay.", "Lio Brandt"),
    ("The quay © Lio Brandt", "The quay", "Lio Brandt"),
    ("Der Kai | Bild: Lio Brandt", "Der Kai", "Lio Brandt"),
    ("Der Kai. Foto: Lio Brandt/Küstenbild", "Der Kai.", "Lio Brandt/Küstenbild"),
    ("Le quai. Crédit photo : Lio Brandt", "Le quai.", "Lio Brandt"),
    ("El muelle. Fotografía de Lio Brandt", "El muelle.", "Lio Brandt"),
    ("Il molo. Foto di Lio Brandt", "Il molo.", "Lio Brandt"),
    ("قایق در بندر. عکس: نیلوفر سروستانی/بادبان", "قایق در بندر.", "نیلوفر سروستانی/بادبان"),
    ("قایق در بندر عکس: نیلوفر سروستانی", "قایق در بندر", "نیلوفر سروستانی"),
    ("عکس از نیلوفر سروستانی", "", "نیلوفر سروستانی"),
    ("الميناء. تصوير: سلمى الزاهر", "الميناء.", "سلمى الزاهر"),
    ("عکس آرشیوی است", "عکس آرشیوی است", ""),
    ("The quay in a photo: it has never been so empty", None, ""),
    ("A photo by the door shows the old quay", None, ""),
    ("Photo: nobody had seen the quay so empty since the war had ended and boats left", None, ""),
]


@pytest.mark.parametrize(("printed", "caption", "credit"), CAPTIONS)
def test_a_credit_is_told_from_its_caption(printed: str, caption: str | None, credit: str) -> None:
    figure = f"<figure><img src='/q.jpg'><figcaption>{printed}</figcaption></figure>"
    picture = read(html(body=f"<h1>The quay</h1>{figure}")).picture
    assert picture is not None
    assert (picture.caption, picture.credit) == (printed if caption is None else caption, credit)


def json_ld(**image: object) -> str:
    told = {
        "@type": "NewsArticle",
        "headline": "The quay",
        "image": {"@type": "ImageObject", "url": "https://img.example/q.jpg", **image},
    }
    return f"<script type='application/ld+json'>{json.dumps(told)}</script>"


@pytest.mark.parametrize(
    ("image", "caption", "credit"),
    [
        ({"caption": "At dusk.", "creditText": "Lio Brandt"}, "At dusk.", "Lio Brandt"),
        ({"caption": "At dusk. Photo: Lio Brandt"}, "At dusk.", "Lio Brandt"),
        ({"copyrightHolder": {"@type": "Person", "name": "Lio Brandt"}}, "", "Lio Brandt"),
    ],
)
def test_what_json_ld_says_of_the_picture_is_taken(
    image: dict[str, object], caption: str, credit: str
) -> None:
    assert read(html(head=json_ld(**image))).picture == Picture(
        "https://img.example/q.jpg", caption, credit
    )


def test_what_the_figure_prints_comes_before_json_ld() -> None:
    figure = (
        "<figure><img src='https://img.example/q.jpg'>"
        "<figcaption>The mole. Photo: Una Holloway</figcaption></figure>"
    )
    picture = read(html(head=json_ld(caption="At dusk.", creditText="Lio"), body=figure)).picture
    assert picture == Picture("https://img.example/q.jpg", "The mole.", "Una Holloway")
