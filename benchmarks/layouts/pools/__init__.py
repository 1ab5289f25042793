"""Wording and phrases by language; all towns, people and outlets in them are invented."""

from __future__ import annotations

from . import ar, de, en, fa, fr
from .wording import Phrases, Wording

WORDING: dict[str, Wording] = {
    "en": en.WORDING,
    "fa": fa.WORDING,
    "ar": ar.WORDING,
    "de": de.WORDING,
    "fr": fr.WORDING,
}
PHRASES: dict[str, Phrases] = {"ar": ar.PHRASES, "de": de.PHRASES, "fr": fr.PHRASES}

__all__ = ["PHRASES", "WORDING", "Phrases", "Wording"]
