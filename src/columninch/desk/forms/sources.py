"""What a person says of a source: its address, what to add of it, what is set of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from columninch.collect.kinds import SOURCE_KINDS
from columninch.desk.actions.source_changes import SourceSettings
from columninch.desk.models.press import ChannelKind
from columninch.desk.reads.sources import IN_TROUBLE, SourceQuery

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

KIND_NAMES = {
    "feed": _("feed"),
    "sitemap": _("sitemap"),
    "listing": _("listing page"),
    "urls": _("list of addresses"),
    "page": _("single page"),
    "video": _("video channel"),
    "preview": _("channel preview"),
    "folder": _("folder"),
    "file": _("file"),
    "imap": _("mailbox"),
    "maildir": _("maildir"),
    "mbox": _("mbox file"),
    "paged-listing": _("older pages of a listing"),
    "cdx": _("web archive"),
    "warc": _("archive file"),
}
"""Kinds of source as the desk calls them; one that is not here is called as its registry does."""
STATE_NAMES: dict[str, Any] = {
    "gone": _("gone"),
    "no browser": _("without a browser"),
    "set back": _("set back"),
    "complaint": _("with a complaint"),
    "changed": _("with changed pages"),
    "silent": _("silent"),
    "pages": _("with lost pages"),
    "waiting": _("not asked yet"),
    "paused": _("paused"),
    "through": _("through"),
    "in order": _("in order"),
}
"""States of sources, as one asks for them."""
CHANNELS = {
    "site": _("site"),
    "preview": _("channel preview"),
    "newsletter": _("newsletter"),
    "programme": _("programme"),
    "files": _("files"),
}
MAX_OPML = 5_000_000
BROWSER_HELP = _(
    "For pages that are empty until their script has run. It takes seconds a page: switch it on "
    "where it is needed alone."
)
BROWSER_MISSING = _(
    "This desk has no browser. Whoever runs it sets browser.executable in desk.toml, as "
    "/usr/bin/chromium, and starts the workers again; until then the pages of a source that "
    "wants one wait."
)


def kind_choices() -> list[tuple[str, Any]]:
    """The kinds of source that a web address can be taken as, by key and name."""
    return [
        (key, KIND_NAMES.get(key, kind.name))
        for key, kind in SOURCE_KINDS.items()
        if kind.channel != "files" and not kind.is_backfill
    ]


class SourceFilter(forms.Form):
    """What the list of sources is narrowed to."""

    q = forms.CharField(label=_("Outlet or address"), required=False, max_length=300)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    state = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput())

    def __init__(self, data: Mapping[str, str], kinds: Iterable[str]) -> None:
        """`data` is the address's query, `kinds` are those that there are."""
        super().__init__(data, label_suffix="")
        field = self.fields["kind"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  # declared above
        field.choices = [("", _("any")), *((kind, KIND_NAMES.get(kind, kind)) for kind in kinds)]

    def query(self) -> SourceQuery:
        """What is asked for; a field that is wrong asks for nothing and shows its error."""
        self.is_valid()
        given = self.cleaned_data
        state = given.get("state", "")
        is_known = state == IN_TROUBLE or state in STATE_NAMES
        return SourceQuery(
            words=given.get("q", ""),
            kind=given.get("kind", ""),
            state=state if is_known else "",
        )


class HowForm(forms.Form):
    """How the pages of a source are taken: asked when it is added and when it is edited."""

    selector = forms.CharField(
        label=_("CSS selector of the article links"),
        required=False,
        max_length=500,
        help_text=_("Of a listing page. Left empty, the article links are learned from the page."),
        widget=forms.TextInput({"class": "mono", "dir": "ltr", "placeholder": ".news-list h3 a"}),
    )
    browser = forms.BooleanField(label=_("Render its pages in a browser"), required=False)

    transcribe = forms.BooleanField(
        label=_("Have its programmes without captions transcribed"),
        required=False,
        help_text=_(
            "By the transcription service in desk.toml (transcription.url); what it writes down "
            "is marked as machine-made."
        ),
    )

    def __init__(self, *given: Any, has_browser: bool, **named: Any) -> None:
        """`has_browser`: whether the desk has one; the form says what is needed where not."""
        super().__init__(*given, **{"label_suffix": "", **named})
        self.has_browser = has_browser
        self.fields["browser"].help_text = BROWSER_HELP if has_browser else BROWSER_MISSING


class AddressForm(HowForm):
    """Where to look, and how to take what is there."""

    address = forms.CharField(
        label=_("Web address"),
        max_length=2_000,
        widget=forms.TextInput(
            {
                "class": "wide",
                "dir": "ltr",
                "placeholder": "https://outlet.example",
                "inputmode": "url",
                "autocapitalize": "none",
            }
        ),
    )
    kind = forms.ChoiceField(label=_("Take it as"), required=False)

    def __init__(self, *given: Any, **named: Any) -> None:
        """The kinds are those of the web that are polled again and again."""
        super().__init__(*given, **named)
        field = self.fields["kind"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  # declared above
        field.choices = [("", _("whatever is found")), *kind_choices()]

    @property
    def is_particular(self) -> bool:
        """It was said how to take it: that shows then."""
        return any(
            self[name].value() or self[name].errors for name in ("kind", *HowForm.base_fields)
        )


class ChosenForm(forms.Form):
    """What is to be added of what was found."""

    outlet_name = forms.CharField(
        label=_("The outlet's name"), max_length=200, widget=forms.TextInput({"dir": "auto"})
    )

    def __init__(self, data: Any = None, **given: Any) -> None:
        """`data` is what was posted, with any number of fields `chosen`."""
        super().__init__(data, **given)
        self.chosen: tuple[str, ...] = tuple(data.getlist("chosen")) if data is not None else ()
        self.found: tuple[str, ...] = tuple(data.getlist("found")) if data is not None else ()

    def clean(self) -> dict[str, Any]:
        """Refuses to add nothing."""
        given = super().clean() or {}
        if not self.chosen:
            raise forms.ValidationError(_("Choose at least one of them."))
        return given


class OpmlForm(forms.Form):
    """A list of sources."""

    file = forms.FileField(
        label=_("OPML file"),
        error_messages={"required": _("Choose a file.")},
        help_text=_(
            "Each of its sources is added as it stands; the next run asks it, and what fails shows "
            "among the sources. Folders are not made groups."
        ),
        widget=forms.FileInput({"accept": ".opml,.xml,text/x-opml,application/xml"}),
    )

    def clean_file(self) -> Any:
        """Refuses what is larger than 5 MB."""
        given = self.cleaned_data["file"]
        if given.size > MAX_OPML:
            raise forms.ValidationError(_("The file is larger than 5 MB."))
        return given


class SettingsForm(HowForm):
    """What is set of a source and of its outlet, field for field as `SourceSettings`."""

    outlet_name = forms.CharField(
        label=_("The outlet's name"), max_length=200, widget=forms.TextInput({"dir": "auto"})
    )
    language = forms.RegexField(
        r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$",
        label=_("Language (a code, as fa)"),
        required=False,
        max_length=12,
        widget=forms.TextInput({"dir": "ltr"}),
    )
    zone = forms.CharField(
        label=_("Time zone (as Asia/Tehran)"),
        max_length=64,
        widget=forms.TextInput({"dir": "ltr"}),
    )
    channel = forms.ChoiceField(label=_("Channel"))

    def __init__(self, *given: Any, **named: Any) -> None:
        """The channels are those that a source may have."""
        super().__init__(*given, **named)
        field = self.fields["channel"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  # declared above
        field.choices = [(key, CHANNELS.get(key, key)) for key in ChannelKind.values]

    def settings(self) -> SourceSettings:
        """What was given, checked."""
        return SourceSettings(
            **{**self.cleaned_data, "language": self.cleaned_data["language"].lower()}
        )
