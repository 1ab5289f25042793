"""The verbs of saying in English, and the patterns that the other modules build on."""

from __future__ import annotations

from columninch.quotes.wordsets import word_set

_SAY = word_set(
    "said say says saying told tell tells telling added adds adding wrote write writes "
    "writing noted notes noting argued argues argue arguing claimed claims claim claiming "
    "announced announces announcing explained explains explaining declared declares "
    "declaring insisted insists insist insisting acknowledged acknowledges warned warns "
    "warn warning stated states stating suggested suggests suggest suggesting tweeted "
    "tweets tweeting asked asks ask asking continued continues recalled recalls responded "
    "responds replied replies concluded concludes admitted admits contended contends "
    "contend asserted asserts assert predicted predicts remarked observed joked quipped "
    "cautioned reported reports testified complained commented declared lamented opined "
    "mused boasted exclaimed shouted yelled whispered countered urged reiterated maintained "
    "maintains alleged alleges believes believe believed thinks think read reads blogged "
    "posted emphasized stressed stresses vowed pledged promised advised agreed"
)
_NEEDS_THAT = word_set(
    "confirmed confirms denied denies revealed reveals found finds showed shows show "
    "indicated indicates conceded concedes estimated estimates hopes hoped feared fears "
    "knows learned suspects doubts demonstrated demonstrates speculated proposed worries "
    "worried believed feels felt ruled decided proved discovered understood determined "
    "proposes demanded"
)
_MANNER = word_set(
    "gloated bellowed cried exhorted laughed quoted deadpanned retorted went shot fired "
    "began insisted sighed repeated confessed volunteered demanded offered chided"
)
_DESCRIBE = word_set(
    "called calls call calling described describes describing dubbed labeled labelled "
    "labeling referred cited citing criticized criticised blasted denounced slammed praised "
    "mocked dismissed condemned branded deemed accused hailed touted decried chanted "
    "chanting"
)


def _one_of(words: frozenset[str]) -> str:
    """A pattern of any of `words`, the longest first."""
    return "(?:" + "|".join(sorted(words, key=lambda word: (-len(word), word))) + ")"


_ADVERB = (
    r"(?:also|later|then|once|recently|now|even|often|repeatedly|reportedly|has|have|had|been|"
    r"would|will|did|was|is|are|were|[a-z]+ly)"
)
SAY_ONLY = _one_of(_SAY)
SPOKEN_VERBS = _one_of(_SAY | _NEEDS_THAT | _MANNER)
SAY_VERB = rf"(?:(?:{_ADVERB}\s+){{0,3}}{SPOKEN_VERBS})"
ANY_VERB = rf"(?:(?:{_ADVERB}\s+){{0,3}}{_one_of(_SAY | _NEEDS_THAT)})"
QUOTE_VERB = (
    rf"(?:(?:{_ADVERB}\s+){{0,3}}(?:went on|{_one_of(_SAY | _DESCRIBE | _NEEDS_THAT | _MANNER)}))"
)
NO_BREAK = r"[^\"“”¤;:.!?]"
DOTTED = (
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Jr|Sr|St|Lt|Col|Prof|[A-Z])\."
    r"|\b[A-Z][a-z]{0,4}\.(?=[,)])|[^\"“”¤;:.!?])"
)
"""A character of a noun phrase, or an abbreviation with its full stop."""
NOUN_PHRASE = rf"(?P<source>{DOTTED}{{1,120}}?)"
