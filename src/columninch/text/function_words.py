"""Which language the little words and the letters of Arabic script speak for.

Function words stand in every sentence whatever it is about, and do not change when it is
typed on another language's keyboard: folded, Urdu's کے and كي are one word, as are Persian's
که and كه. A word that two languages share counts for both, so that it decides nothing.
"""

from __future__ import annotations

import re
from collections import Counter

from columninch.text.normalise import fold
from columninch.text.words import word_set

LISTED = {
    "ar": (
        "في من إلى على عن مع التي الذي الذين هذا هذه ذلك تلك أن إن أو ما لا لم لن كان كانت قد "
        "بعد قبل بين كل حتى هو هي وقد وفي ومن كما لكن ولم عند أمام خلال ثم غير لدى منذ أي به "
        "له بها لها فيه فيها عليه عليها إنه أنه أنها وكان وهو وهي إذا حيث حول نحو ضد"
    ),
    "ckb": (
        "لە بە کە ئەم ئەو بۆ لەگەڵ لەگەل دەکات دەکەن هەر یان بوو بوون کرد کردووە کردن نییە "
        "نەبوو هەروەها سەر پێش دوای نێوان لەسەر تا ناو ئەوە ئەوەی بەڵام دەبێت کرا کراوە "
        "کرایەوە دەکرێت لەو لەم بەو بەم لەلایەن لەنێو یەک دوو سێ چوار پێنج هەموو زۆر ئەوان "
        "ئێمە من تۆ لێ پێ تێ هیچ کاتێک دەڵێت وتی گوتی ڕایگەیاند رایگەیاند دەڵێن نوێی نوێ ساڵ "
        "سالی ساڵی خۆی خۆیان و چەند ڕۆژی رۆژی هاتن هات بووە دەبن نابێت ناکات کراون بۆیە هێندە "
        "تەنیا"
    ),
    "fa": (
        "است را که در از این به با برای آن و بود شد می نمی شود کرد کرده شده خود تا هم یا بر "
        "اما اگر هر ما ها های نیز یک دو باید دارد ندارد نیست گفت پس پیش بین هستند بودند شدند "
        "کردند کند کنند میشود میکند دارند ای او چه وی روی پر آنها دیگر همه ولی همین بعد نه سه "
        "می‌شود می‌کند خواهد"
    ),
    "ps": (
        "د په چې چي له او کې کي ته سره یې يي دی ده دي هغه دا دغه شوی شوي شوې شو شوه شول کړی "
        "کړي کړې کړ کړه کړل وکړ وکړل وکړه وي نه تر څخه لپاره هم پر خو به یو یوه وه وو ول کوي "
        "کړو باندې هر ډېر نو دغو هغې هغو کیږي کېږي نشي لري وویل وایي ویلي بیا نوې نوی یا ځکه "
        "هیڅ پورې اړه شي کولو کولای کول شویو وروسته مخکې پکې لا هیڅوک چا دوه درې"
    ),
    "ur": (
        "ہے ہیں کے کی کا کو میں نے سے پر اور یہ وہ اس ان نہیں بھی تھا تھے تھی کہ جو تو گیا "
        "گئی گئے کر ہو ہوئی ہوئے ہوا رہا رہی رہے لیے لئے کیا جا سکتا سکتے سکتی ایک اپنے اپنی "
        "اپنا جس بعد تک ساتھ دیا دی دیے کرنے کرتے والے والی والا جب ہی یا دو تین کسی انہوں "
        "انھوں ہم آپ پھر کوئی بہت جانے جائے گا گی"
    ),
}
_WORDS = {code: word_set(fold(listed)) for code, listed in LISTED.items()}
_SPEAKS_FOR = {
    word: tuple(code for code, listed in _WORDS.items() if word in listed)
    for word in frozenset().union(*_WORDS.values())
}
_LETTERS = {
    "ckb": re.compile(r"[ێۆڕڵەڤ]|\bئ"),
    "ps": re.compile("[ټډړږښڼځڅۍېګ]"),
    "ur": re.compile("[ٹڈڑںےۓہھۂ]"),
}
"""Letters that no other of the languages in this script uses, or hardly ever; of them only
Central Kurdish begins a word with ئ."""
_ANY_OWN = re.compile("[ێۆڕڵەڤئټډړږښڼځڅۍېګٹڈڑںےۓہھۂ]")
_ALWAYS_ARABIC = re.compile("[ةأإ]")
_NEVER_ARABIC = re.compile("[پچژگ]")
_ARTICLE = re.compile(r"\b[وفبک]?ال\w{3,}")
_HEH_IS_A_VOWEL = 0.13
"""Central Kurdish writes a vowel that the others leave out, as ە or as heh: every sixth or
seventh of its letters, and at most every tenth of theirs."""
_AROUND = "\"'.,:;!?()[]-"
_LETTERS_WEIGHED = 40
_VOWEL_HEH = "ه\u200c"
_VOWELS = 4
"""Vowels typed as heh with a non-joiner, which Persian has before a plural only."""
_LETTER_WEIGHT = 0.5
_ARTICLE_WEIGHT = 0.5


def own_letter_counts(text: str) -> dict[str, int]:
    """How many letters of `text` only one language writes, by its code."""
    if not _ANY_OWN.search(text):
        return dict.fromkeys(_LETTERS, 0)
    return {code: len(own.findall(text)) for code, own in _LETTERS.items()}


def never_arabic_count(text: str) -> int:
    """How many letters of `text` Arabic does not have."""
    return len(_NEVER_ARABIC.findall(text))


def arabic_count(text: str) -> int:
    """How many letters of `text` hardly any language but Arabic has."""
    return len(_ALWAYS_ARABIC.findall(text))


def evidence(text: str) -> dict[str, float]:
    """How much of `text` speaks for each language, in function words.

    A letter that only one language has counts half a word, and so does an Arabic article;
    a letter that Arabic lacks counts half a word against it.
    """
    folded = fold(text)
    found = Counter(
        code for word in folded.split() for code in _SPEAKS_FOR.get(word.strip(_AROUND), ())
    )
    own = own_letter_counts(text)
    weighed = {code: found[code] + _LETTER_WEIGHT * own.get(code, 0) for code in _WORDS}
    weighed["ar"] += _ARTICLE_WEIGHT * len(_ARTICLE.findall(folded))
    weighed["ar"] -= _LETTER_WEIGHT * never_arabic_count(text)
    if _writes_vowels_as_heh(text, has_words=found["ckb"] > 0):
        weighed["ckb"] += 2
    return weighed


def _writes_vowels_as_heh(text: str, *, has_words: bool) -> bool:
    is_typed_so = text.count(_VOWEL_HEH) >= _VOWELS
    if not has_words and not is_typed_so:
        return False
    letter_count = sum(map(str.isalpha, text))
    hehs = text.count("ه") + text.count("ە")
    is_enough = letter_count >= _LETTERS_WEIGHED or is_typed_so
    return is_enough and hehs > _HEH_IS_A_VOWEL * letter_count
