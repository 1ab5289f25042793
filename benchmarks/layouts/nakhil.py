"""An-Nakhil (Arabic): divs with names from the build, a summary and a calendar among the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .chrome import open_graph
from .draw import between, code, drawn, one_in, some
from .markup import Tags, anchor, esc, initial_sentence, listed, repeated, teased, woven, written
from .shape import Article, Layout

if TYPE_CHECKING:
    from collections.abc import Sequence

OUTLET = "واحة النخيل"
CAPTIONS = ("ظلّ النخلات على سور المدرسة", "بئر القافلة بعد التنظيف", "دكّان السروج في يوم سوق")
DAYS = (
    ("السبت", "عرض ظلال في باحة الخان، والدخول بتمرتين"),
    ("الاثنين", "سباق الدلاء حول البئر الكبيرة"),
    ("الأربعاء", "قراءة في دفاتر القوافل، القاعة الصغيرة"),
    ("الجمعة", "سوق البذور، من الفجر حتى يشتد الحر"),
)
TOPICS = (
    "قضية الأفلاج بدأت قبل سبعة مواسم حين جفّ الفلج الأوسط. تتنازع عليه ثلاث حارات، ولم تُحسم القسمة "
    "إلا على الورق. كل ما كُتب فيها محفوظ عندنا في خزانة واحدة.",
    "ما المقصود بالدرب الجديد؟ طريق يُراد له أن يختصر نصف يوم، ويمرّ بأرض لا يُعرف مالكها. توقف العمل "
    "فيه أربع مرات.",
)


def page(article: Article, others: Sequence[Article], number: int) -> str:
    """The whole page."""
    text = _name(number, "text")
    tags = Tags(
        paragraph=f'<div class="{text}">{{}}</div>',
        heading=f'<div class="{_name(number, "sub")}">{{}}</div>',
        item=f'<div class="{text}">{{}}</div>',
        listing="<div>{}</div>",
        quote=f'<div class="{_name(number, "cite")}">{{}}</div>',
    )
    standfirst = (
        f'<div class="{text}">{esc(article.standfirst)}</div>' if article.standfirst else ""
    )
    return f"""<!doctype html>
<html lang="ar" dir="rtl"><head>{open_graph(article, OUTLET)}</head><body><div id="__app">
<div class="{_name(number, "bar")}"><a href="/">{OUTLET}</a> <a href="/1">الظل</a> <a
href="/2">الماء</a>
<a href="/3">السوق</a> <a href="/4">الرواة</a></div>
<div class="{_name(number, "main")}"><div
class="{_name(number, "title")}">{esc(article.title)}</div>
<div class="{text}">{drawn(CAPTIONS, "nakhil", number)} · تصوير: ورشة النخيل</div>
<div class="{text}">{esc(article.author)} {article.published:%H:%M %d-%m-%Y}</div>
<div class="{text}">استمعوا بدل القراءة
({between(2, 9, number, "listen")}:{between(10, 59, number)})</div>
{standfirst}{_short(article, number)}
{woven(written(article, tags), _extras(article, others, number))}
{_tail(article, others, number)}</div>
<div class="{_name(number, "foot")}">واحة النخيل، خان القوافل، الباب
الأزرق</div></div></body></html>"""


def _name(number: int, part: str) -> str:
    return f"css-{code(7, 'nakhil', number // 10, part)}"


def _short(article: Article, number: int) -> str:
    if one_in(2, "nakhil", number, "short"):
        return ""
    told = [line.text for line in article.lines if line.kind == "paragraph"]
    text = _name(number, "text")
    return (
        f'<div class="{_name(number, "box")}"><div class="{text}">رشفة أولى</div>'
        f'<div class="{text}">{esc(initial_sentence(told[0]))}</div>'
        f'<div class="{text}">{esc(initial_sentence(told[-1]))}</div></div>'
    )


def _extras(article: Article, others: Sequence[Article], number: int) -> dict[int, str]:
    text = _name(number, "text")
    extras: dict[int, str] = {}
    if one_in(3, "nakhil", number, "topic"):
        extras[2] = f'<div class="{text}">{drawn(TOPICS, "nakhil", number)}</div>'
    for other in some(others, 1, "nakhil", number, "shade"):
        extras[3] = f'<div class="{text}">في الظل نفسه: {anchor(other)}</div>'
    if one_in(2, "nakhil", number, "pull"):
        extras[4] = f'<div class="{text}">{repeated(article, "nakhil", number)}</div>'
    if one_in(2, "nakhil", number, "skin"):
        extras[5] = (
            f'<div class="{text}">قِربة الواحة رسالة قصيرة تصل عند العصر، فيها ثلاث حكايات '
            "وسعر التمر. اتركوا عنوانكم عند البئر.</div>"
        )
    return extras


def _tail(article: Article, others: Sequence[Article], number: int) -> str:
    text, sub = _name(number, "text"), _name(number, "sub")
    days = "".join(f'<div class="{text}">{day}: {what}</div>' for day, what in DAYS)
    frame = f'<div><div class="{sub}">{{link}}</div><div class="{text}">{{lead}}</div></div>'
    return f"""<div class="{text}">سقى هذا النص {esc(article.author)}، وقلّمته ميساء الواحية.</div>
<div class="{text}">أعيروا الورقة لغيركم، فقد استعارها {between(20, 900, number, "lent")}
قبلكم</div>
<div class="{sub}">مواعيد الواحة</div>{days}
<div class="{sub}">سعف آخر</div>{teased(some(others, 2, "nakhil", number, "palm"), frame)}
<div class="{sub}">ما يتناقله الرواة</div>
{listed(some(others, 5, "nakhil", number // 4, "told"), f'<div class="{text}">{{}}</div>')}"""


LAYOUT = Layout(
    name="nakhil",
    language="ar",
    summary="right to left; build names, summary, calendar and teasers in the text's own class",
    page=page,
)
