from __future__ import annotations

import pytest

from columninch.text.language import detect

FRENCH = (
    "Le conseil du port s’est réuni mardi soir pour discuter des horaires de nuit, et les "
    "habitants des îles ont annoncé qu’ils viendraient plus nombreux la semaine prochaine."
)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The council met on Tuesday and put off the vote on the night ferry.", "en"),
        ("شورای بندر روز سه‌شنبه نشست خود را به هفتهٔ بعد انداخت.", "fa"),
        ("اجتمع مجلس المرفأ يوم الثلاثاء وأرجأ التصويت على العبارة الليلية.", "ar"),
        ("بندرگاہ کی کونسل نے منگل کو رات کی کشتی پر رائے شماری ملتوی کر دی۔", "ur"),
        ("د بندر شورا د سې شنبې په ورځ خپله غونډه وځنډوله او پرېکړه یې ونه کړه.", "ps"),
        ("ئەنجومەنی بەندەر ڕۆژی سێشەممە کۆبوونەوەکەی دواخست.", "ckb"),
        ("Der Hafenrat hat die Abstimmung über die Nachtfähre verschoben.", "de"),
        (FRENCH, "fr"),
    ],
)
def test_a_sentence_is_told_among_the_default_languages(text: str, code: str) -> None:
    found = detect(text)
    assert found.code == code
    assert 0.5 < found.confidence <= 1


@pytest.mark.parametrize("text", ["", "   ", "12,400 – 7", "!?"])
def test_a_text_without_letters_has_no_language(text: str) -> None:
    assert (detect(text).code, detect(text).confidence) == ("und", 0.0)


def test_only_the_languages_asked_for_are_told() -> None:
    assert detect("Ја нисам рекао ништа о луци.", ("en", "fa")).code == "und"
    assert detect(FRENCH, ("en", "fa")).code == "und"
    assert detect(FRENCH, ("en", "fr")).code == "fr"


def test_pashto_is_not_called_persian_where_only_persian_is_asked_for() -> None:
    assert detect("د بندر شورا په ورځ ونه کړه ښاریان", ("en", "fa")).code == "und"


def test_old_persian_type_with_arabic_letters_is_persian() -> None:
    assert (
        detect("گزارش هاي رسيده از بندر نشان مي دهد كه قايق ها ايستاده اند", ("ar", "fa")).code
        == "fa"
    )


def test_an_unknown_code_is_passed_over() -> None:
    assert detect("The council met on Tuesday.", ("xx", "en")).code == "en"
