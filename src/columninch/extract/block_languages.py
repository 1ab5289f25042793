"""Blocks in another language than their reading: a quotation, a box, a translated summary.

Only what plainly differs is told. Most blocks are passed over by a look at their letters and
at how many of their words are little words of the reading's own language; only what remains
is weighed, so that an ordinary page costs next to nothing.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from columninch.text.function_words import LISTED
from columninch.text.language import DEFAULT_LANGUAGES, LONG_TEXT, detect
from columninch.text.words import word_set

if TYPE_CHECKING:
    from columninch.records import Block, Reading

SURE = 0.9
"""The confidence from which a block is called another language's."""
FEWEST_LETTERS = LONG_TEXT
"""Of a block: in less, a name or a title decides, and telling it needs lingua's large models."""
FEWEST_WORDS = 10
_LOOKED_AT = 400
_OWN_SHARE = 0.04
"""Of a block's words in its own language, several times as many are its little words."""
_THEIR_SHARE = 0.02
_LEAD = 3
"""As many times more often little words of the other language must stand there."""
_LATIN_LISTED = {
    "de": (
        "der die das und ist nicht mit den von zu auf für ein eine einen dem des im sich auch "
        "wird sie er wurde nach bei aus am als hat haben werden sind noch wie über zum zur"
    ),
    "en": (
        "the of and to that is was for on with as by at from it he she they this have has had "
        "are were be been which who will would not but their his her its said an or we you"
    ),
    "es": (
        "el los las del que y en un una por con para se su al lo es como más pero sus ha fue "
        "este esta entre cuando muy sin sobre también hasta hay desde son"
    ),
    "fr": (
        "le les des du et est dans un une pour que qui sur pas par plus au aux avec ce cette il "
        "elle ont été sont mais leur ou ses son nous vous être fait à où"
    ),
    "it": (
        "il gli dei della delle nel nella che è di per con una sono non più anche come dal dalla "
        "alla ai ha hanno ma essere questo questa sul sulla lo"
    ),
    "pt": (
        "o os as dos das do da em um uma que não para com por mais como foi ao pela pelo são se "
        "também já sua seu ser está entre quando muito nos"
    ),
    "sq": (
        "të në një dhe për është me nga që së e i më si por ka janë kjo ky këtë nuk do edhe tek "
        "ishte kanë duke pas gjatë ose kur"
    ),
    "tr": (
        "ve bir bu için ile da de olarak olan daha gibi çok kadar sonra ise en ne değil var "
        "olduğu göre ancak her o ki şu tarafından söyledi etti oldu edilen yapılan sadece "
        "henüz yine önce diye yok kişi yıl bunun onu biz"
    ),
    "az": (
        "və bir bu üçün ilə da də olan daha kimi çox qədər sonra isə ən nə deyil var "
        "görə ancaq hər o ki edib onun bildirib"
    ),
}
_TYPED = {
    code: word_set(listed) | word_set(listed.replace("ی", "ي").replace("ک", "ك"))
    for code, listed in (_LATIN_LISTED | LISTED).items()
}
_LITTLE = {
    code: own - frozenset().union(*(_TYPED[other] for other in _TYPED if other != code))
    for code, own in _TYPED.items()
}
"""Without those that two of the languages share."""


def with_block_languages(reading: Reading) -> Reading:
    """`reading` with the language of each block that plainly has another; embedded ones too."""
    own = reading.language.code
    if own == "und":
        return reading
    blocks = tuple(_told(block, reading.text, own) for block in reading.blocks)
    embedded = tuple(
        replace(one, reading=with_block_languages(one.reading)) for one in reading.embedded
    )
    if blocks == reading.blocks and embedded == reading.embedded:
        return reading
    return replace(reading, blocks=blocks, embedded=embedded)


def _told(block: Block, text: str, own: str) -> Block:
    if block.end - block.start < FEWEST_LETTERS:
        return block
    looked_at = text[block.start : min(block.end, block.start + _LOOKED_AT)]
    words = looked_at.lower().split()
    ours = _LITTLE.get(own)
    if ours is None or _count(words, ours) > _OWN_SHARE * len(words) or len(words) < FEWEST_WORDS:
        return block  # of a language without a list nothing is said
    if sum(map(str.isalpha, looked_at)) < FEWEST_LETTERS:
        return block
    found = detect(looked_at, DEFAULT_LANGUAGES)
    theirs = _LITTLE.get(found.code, frozenset())
    least = max(_LEAD * _count(words, ours), _THEIR_SHARE * len(words))
    if found.code == own or found.confidence < SURE or _count(words, theirs) < least:
        return block  # names, tables and lists of figures speak for no language
    return replace(block, language=found.code)


def _count(words: list[str], little: frozenset[str]) -> int:
    return sum(map(little.__contains__, words))
