"""One coder's answer on one text."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class AnswerForm(forms.Form):
    """Either answers or a reason to skip; which answers there are the codebook says."""

    unit = forms.IntegerField()
    version = forms.IntegerField()
    question = forms.CharField(max_length=120)
    skip_reason = forms.CharField(label=_("Why can't it be coded?"), required=False, max_length=300)

    def __init__(self, data: Any) -> None:
        """`data` is what was posted, with any number of fields `answer`."""
        super().__init__(data)
        self.answers: tuple[str, ...] = tuple(dict.fromkeys(data.getlist("answer")))
        self.is_skip = "skip" in data

    def clean(self) -> dict[str, Any]:
        """Refuses a skip without a reason, and an answer of nothing."""
        given = super().clean() or {}
        if self.is_skip and not given.get("skip_reason"):
            self.add_error("skip_reason", _("Say why, so that others can judge it."))
        if not self.is_skip and not self.answers:
            raise forms.ValidationError(_("Choose an answer, or skip the text with a reason."))
        return given
