"""Words that are written with a full stop, and words that show that a sentence begins.

All in small letters, without their last full stop. Single letters need no listing: they are
initials or abbreviations in every language.
"""

from __future__ import annotations

from columninch.text.words import word_set

EVERYWHERE = word_set(
    "dr mr mrs ms prof st sr jr vs e.g i.e cf al approx u.s u.k ph.d m.d b.a m.a inc ltd corp bros"
)
ABBREVIATIONS: dict[str, frozenset[str]] = {
    "en": word_set(
        "gen col lt sgt capt cmdr maj rep sen gov rev hon pres supt insp det messrs mt ft co dept "
        "univ est ave blvd rd ed eds op sq assn gov't c/o"
    ),
    "de": word_set(
        "z.b d.h u.a bzw ca evtl ggf str vgl inkl mio mrd jh sog abs bspw dipl ing hrsg fr hr frl "
        "st tel geb gest co std tsd zzgl exkl allg ehem i.d.r o.ä v.a s.o u.u mag lic gem lt max "
        "min bes kath ev stv rd dt engl franz med jur phil rer nat h.c"
    ),
    "fr": word_set(
        "mm mme mlle mmes mgr pr av bd env ex p.ex c.-à-d cie éd chap tél apr ste vol adj gal cdt "
        "col lt hab boul"
    ),
    "es": word_set("sra srta d dña ud uds av núm pág ee.uu"),
    "it": word_set("sig sigg dott avv ing pag"),
    "pt": word_set("sra exmo av núm pág"),
    "ru": word_set("г гг ул д стр тыс млн млрд руб т.е им проф акад"),
    "tr": word_set(
        "doç av sn bkz yy op uzm yrd öğr gör alb gen t.c a.ş ltd şti cad sok mah apt çev örn krş "
        "hz kur der tğm yzb bşk müd başk"
    ),
    "az": word_set("dos akad küç səh müəl cən prosp mən xan qəs ş.ə a.ə rus ing bax nəş tərc red"),
    "sq": word_set("znj zj z.v p.sh d.m.th sh.a sh.p.k shek inxh gjen kol kap prof.dr rr bul fq"),
    "nl": word_set("dhr mevr drs ir bijv blz nl"),
    "fa": word_set("صص رک ر.ک نک ن.ک چ س ش"),
    "ar": word_set("صص أ.د ا.د د.م ص.ب"),
    "ur": word_set(
        "اے بی سی ڈی ای ایف جی ایچ آئی جے کے ایل ایم این او پی کیو آر ایس ٹی یو وی ڈبلیو ایکس "
        "وائی زیڈ"
    ),
    "ps": word_set("مخ مخمخ"),
    "ckb": word_set("ل پ لل"),
}
"""The letters' names are Urdu's initials: پی۔ ٹی۔."""
ENDINGS: dict[str, tuple[str, ...]] = {"de": ("str",)}
"""Of compounds: Hafenstr."""
MAY_END = word_set("etc usw u.s.w u.v.m etj vb vs. vd i.a və.s s.b ecc т.д т.п enz a.m p.m stk y.y")
"""What ends a list or tells the time: before a capital, the sentence ends with it."""
BEFORE_NUMBERS = word_set(
    "no nr num núm pp fig vol art jan feb mar apr jun jul aug sep sept oct okt nov dec dez janv "
    "févr fév avr juil déc mon tue tues wed thu thurs fri sat sun mo di mi do sa so tl ps bl nən"
)
"""Abbreviations only where a number follows: "No. 7", but "He said no."; "Jan. 5"."""
STARTERS: dict[str, frozenset[str]] = {
    "en": word_set(
        "the he she it they we this that these those then there but and in on at when after "
        "nobody everyone what who why how his her their its a an if no yes"
    ),
    "de": word_set(
        "der die das er sie es wir ihr dann danach aber und doch auch ein eine am im in so nun "
        "niemand man dies diese dieser als wenn nach seit trotzdem heute gestern jetzt mit den"
    ),
    "fr": word_set(
        "le la les il elle ils elles on nous vous je ce cette ces puis mais et un une en dans "
        "après personne alors depuis ensuite"
    ),
    "tr": word_set("bu o sonra ama ancak ve bir kimse herkes daha ardından şimdi onlar fakat biz"),
    "az": word_set("bu o sonra amma və bir heç hamı daha indi onlar lakin biz ardınca"),
    "sq": word_set(
        "ai ajo ata ato ky kjo por dhe pastaj më kur pas në një askush të gjithë tani ne nuk"
    ),
}
"""Words that follow no name, number or initial within a sentence when they begin large."""
GOES_ON = word_set("و که اما ولی یا تا لیکن اور کہ مگر بەڵام او خو ولكن لكن ثم")
"""After an ellipsis, in scripts without capitals."""
SAYING = word_set(
    "گفت گفتند پرسید پرسیدند افزود نوشت فریاد گفته قال قالت سأل سألت وقال صاح أضاف پوچھا کہا "
    "گوتی وتی پرسی وویل ووېل پوښتنه"
)
"""After a question or a shout in quotation marks, in scripts without capitals."""
