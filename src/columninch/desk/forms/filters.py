"""The filters over lists: read from the address, so that a list can be linked to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

from columninch.desk.reads.items import SORTS, ItemQuery
from columninch.desk.reads.quotes import QuoteQuery

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from columninch.desk.reads.codebooks import Asked
    from columninch.desk.reads.items import Choices

_ANY = ("", _("any"))

FIRST_FILTERS = ("outlet", "answer", "sort")
MORE_FILTERS = ("group", "language", "form", "reprints")


class ItemFilter(forms.Form):
    """What the list of items is narrowed to."""

    q = forms.CharField(label=_("Words"), required=False, max_length=300)
    period = forms.CharField(label=_("When"), required=False, max_length=20)
    outlet = forms.ChoiceField(label=_("Outlet"), required=False)
    group = forms.ChoiceField(label=_("Group"), required=False)
    language = forms.ChoiceField(label=_("Language"), required=False)
    answer = forms.ChoiceField(label=_("Answer"), required=False)
    form = forms.ChoiceField(label=_("Form"), required=False)
    reprints = forms.ChoiceField(
        label=_("Reprints"),
        required=False,
        choices=[("", _("shown")), ("hidden", _("hidden")), ("only", _("nothing else"))],
    )
    sort = forms.ChoiceField(
        label=_("Order"),
        required=False,
        choices=[
            ("newest", _("newest first")),
            ("oldest", _("oldest first")),
            ("longest", _("longest first")),
            ("outlet", _("by outlet")),
        ],
    )

    def __init__(
        self, data: Mapping[str, str], choices: Choices, asked: Iterable[Asked], language: str
    ) -> None:
        """`data` is the address's query; the rest is what it can be set to."""
        super().__init__(data, label_suffix="")
        self._set("outlet", [(str(outlet.pk), outlet.name) for outlet in choices.outlets])
        self._set("group", [(str(row.pk), row.name_in(language)) for row in choices.groups])
        self._set("language", [(code, code) for code in choices.languages])
        self._set("form", [(form, form) for form in choices.forms])
        self._set(
            "answer",
            [
                (f"{each.question.key}:{answer.key}", answer.name_in(language))
                for each in asked
                for answer in each.question.answers
            ],
        )

    @property
    def first_fields(self) -> list[forms.BoundField]:
        """The filters that always show."""
        return [self[name] for name in FIRST_FILTERS]

    @property
    def more_fields(self) -> list[forms.BoundField]:
        """The filters that show when they are asked for."""
        return [self[name] for name in MORE_FILTERS]

    @property
    def is_narrow(self) -> bool:
        """One of the filters that are out of sight is set."""
        return any(self.data.get(name) for name in MORE_FILTERS)

    def query(self) -> ItemQuery:
        """What is asked for; a field that is wrong asks for nothing and shows its error."""
        self.is_valid()
        given = self.cleaned_data
        question, _colon, answer = str(given.get("answer", "")).partition(":")
        return ItemQuery(
            words=given.get("q", ""),
            outlet=_key(given.get("outlet", "")),
            group=_key(given.get("group", "")),
            language=given.get("language", ""),
            question=question,
            answer=answer,
            form=given.get("form", ""),
            reprints=given.get("reprints", ""),
            sort=given.get("sort", "") or next(iter(SORTS)),
        )

    def _set(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  # declared above
        field.choices = [_ANY, *choices]


class QuoteFilter(forms.Form):
    """What the list of quotations is narrowed to."""

    speaker = forms.CharField(label=_("Speaker"), required=False, max_length=200)
    kind = forms.ChoiceField(
        label=_("Kind"),
        required=False,
        choices=[
            _ANY,
            ("direct", _("direct")),
            ("indirect", _("indirect")),
            ("mixed", _("mixed")),
        ],
    )
    unsettled = forms.BooleanField(label=_("without a name only"), required=False)

    def query(self) -> QuoteQuery:
        """What is asked for."""
        self.is_valid()
        given = self.cleaned_data
        return QuoteQuery(
            given.get("speaker", ""), given.get("kind", ""), bool(given.get("unsettled"))
        )


def _key(value: str) -> int | None:
    return int(value) if value.isdigit() else None
