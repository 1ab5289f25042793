"""Al-Marsad (Arabic): a newspaper theme with calls as plain paragraphs of the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .chrome import linked_data, open_graph
from .draw import between, drawn, one_in, some
from .markup import Tags, anchor, esc, listed, menu, teased, woven, written
from .shape import Article, Layout

if TYPE_CHECKING:
    from collections.abc import Sequence

OUTLET = "المرصد الساحلي"
CALLS = ("من الرفّ نفسه: {}", "وكنّا قد كتبنا: {}", "لمن فاته: {}", "على ضفة أخرى: {}")
CAPTIONS = (
    "قوارب راسية عند الرصيف الشرقي قبل الموسم (عدسة المرصد)",
    "واجهة دار البلدية كما تُرى من السوق (عدسة المرصد)",
    "منارة الصخرة في صباح غائم (أرشيف)",
    "أطفال يعبرون الجسر الخشبي (أرسلها قارئ)",
)
APPEALS = (
    "لا معلن وراء هذه الصفحة ولا تاجر. ثمن فنجان قهوة منكم يضيء المرصد ليلة كاملة.",
    "انضمّوا إلى حرّاس المنارة، تصلكم خريطة الأسبوع كل خميس قبل أن تُطبع.",
)


def page(article: Article, others: Sequence[Article], number: int) -> str:
    """The whole page."""
    standfirst = f"<p><strong>{esc(article.standfirst)}</strong></p>" if article.standfirst else ""
    return f"""<!DOCTYPE html>
<html dir="rtl" lang="ar"><head>{open_graph(article, OUTLET)}
{linked_data(article, OUTLET)}</head><body class="rtl single postid-{number}">
<div class="topbar"><a href="/">{OUTLET}</a><ul>
{menu(("الصفحة الأولى", "شرفة", "مرسى", "أوراق", "من نحن"))}</ul>
<span>طبعة الساحل | طبعة الجبل | طبعة المهجر</span></div>
<div class="container"><div class="post-inner"><h1 class="post-title">{esc(article.title)}</h1>
<p class="post-meta">{esc(article.author)} · {article.published:%d/%m/%Y} ·
{between(3, 9, number, "minutes")} دقائق على مهل · {between(100, 7000, number, "eyes")} عينًا</p>
<div class="entry"><p>{drawn(CAPTIONS, "marsad", number)}</p>
{standfirst}
{woven(written(article, Tags(heading="<h3>{}</h3>")), _extras(others, number))}
{_tail(article, number)}</div></div>
<div class="related-posts"><h3>أوراق من الدرج ذاته</h3>
{teased(some(others, 3, "marsad", number, "drawer"), "<h4>{link}</h4><p>{lead}</p>")}</div>
<div class="side"><h4>الأكثر تداولًا على الرصيف</h4><ol>
{listed(some(others, 6, "marsad", number // 3, "side"))}</ol></div></div>
<div class="foot">المرصد الساحلي، الطابق الأخير من بيت المنارة</div></body></html>"""


def _extras(others: Sequence[Article], number: int) -> dict[int, str]:
    extras: dict[int, str] = {}
    for at, other in zip((1, 4), some(others, 2, "marsad", number, "call"), strict=False):
        extras[at] = f"<p>{drawn(CALLS, 'marsad', number, at).format(anchor(other))}</p>"
    if one_in(2, "marsad", number, "appeal"):
        extras[3] = f"<p>{drawn(APPEALS, 'marsad', number)}</p>"
    if one_in(5, "marsad", number, "poll"):
        extras[5] = (
            "<div><p>رأيكم هذا الأسبوع: هل يُسمح للنوارس بدخول السوق؟</p>"
            "<p>نعم بشرط · لا أبدًا · اسألوا النوارس</p></div>"
        )
    return extras


def _tail(article: Article, number: int) -> str:
    first = (
        "<p>ظهر هذا النص أول مرة في دفتر «القنديل» الفصلي، وننشره هنا بإذن أصحابه.</p>"
        if one_in(4, "marsad", number, "first")
        else ""
    )
    return f"""{first}<p>كتب {esc(article.author)}، وراجعته عين ثانية من طاولة المساء.</p>
<p>خيوط: {esc(article.section)}، الساحل، سوق الحبال</p>
<p>مرّروا الورقة: رسالة، نسخة، لوح الإعلانات</p>
<p>نصحّح ما نخطئ فيه على اللوح المعلّق عند باب المنارة، ومن شاء اعترض بخط يده.</p>"""


LAYOUT = Layout(
    name="marsad",
    language="ar",
    summary="right to left; calls, appeals and teasers as paragraphs without a class",
    page=page,
)
