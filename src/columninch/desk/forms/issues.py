"""What an editor changes in a draft."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class EntryForm(forms.Form):
    """An entry's heading and summary."""

    heading = forms.CharField(label=_("Heading"), max_length=500)
    summary = forms.CharField(
        label=_("Summary, in your words (Markdown)"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea,
    )


class TranslationForm(forms.Form):
    """A quotation's translation, with who made it."""

    translation = forms.CharField(
        label=_("Translation"), required=False, max_length=20_000, widget=forms.Textarea
    )
    translator = forms.CharField(label=_("Translator"), required=False, max_length=200)

    def clean(self) -> dict[str, Any]:
        """A translation is credited."""
        given = super().clean() or {}
        if given.get("translation") and not given.get("translator"):
            self.add_error("translator", _("A translation names its translator."))
        return given


class LeadForm(forms.Form):
    """The editor's own lead sentence in one language; empty takes the estimate's."""

    language = forms.CharField(max_length=12)
    text = forms.CharField(
        label=_("Lead sentence"), required=False, max_length=2_000, widget=forms.Textarea
    )


class MoveForm(forms.Form):
    """Which way an entry goes in its section."""

    direction = forms.ChoiceField(choices=[("up", _("up")), ("down", _("down"))])
