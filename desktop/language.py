"""The window's door for words that were made without Qt: here they come into its language.

Everything the member reads is found by the translator's tools: `self.tr("…")` in a widget,
`tr("…")` in a function, `Phrase("…")` and `Counted("…", "…", n)` anywhere else. Words without a
widget have no context of their own, so that the same words are translated once.
"""

from __future__ import annotations

import logging
import unicodedata
from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication, QLocale, Qt
from PySide6.QtGui import QGuiApplication

from desktop.core.phrases import Counted, Heading, Phrase, Value, capitalised

_log = logging.getLogger(__name__)
_NO_CONTEXT = ""
# Unicode's "first strong isolate" and its end.
_ISOLATE, _END = "\u2068", "\u2069"
_TO_THE_LEFT, _TO_THE_RIGHT = frozenset({"R", "AL"}), frozenset({"L"})


def tr(text: str) -> str:
    """Words of a function, in the member's language; `text` is written out where it is called."""
    return QCoreApplication.translate(_NO_CONTEXT, text)


def translated(said: str | BaseException) -> str:
    """A phrase, or what an error has to say, in the member's language; other text as it is."""
    if isinstance(said, BaseException):
        said = said.args[0] if said.args and isinstance(said.args[0], str) else str(said)
    if not isinstance(said, Phrase):
        return said
    text = _filled(_form(said), said)
    return capitalised(text) if isinstance(said, Heading) else text


def isolated(words: str) -> str:
    """Somebody's own words as they are set into a sentence, whichever way either of them runs.

    Without it, Hebrew or Arabic words would draw the numbers and stops behind them to their other
    side. Words that run as the window does need no signs, and get none.
    """
    leftward = QGuiApplication.layoutDirection() is Qt.LayoutDirection.RightToLeft
    against = _TO_THE_RIGHT if leftward else _TO_THE_LEFT
    if words.isascii() and not leftward:
        return words
    mixes = any(unicodedata.bidirectional(letter) in against for letter in words)
    return f"{_ISOLATE}{words}{_END}" if mixes else words


def _form(phrase: Phrase) -> str:
    """The pattern in the member's language, in the form for its number."""
    if not isinstance(phrase, Counted):
        return tr(phrase.pattern) if phrase.pattern else ""
    form = QCoreApplication.translate(_NO_CONTEXT, phrase.pattern, phrase.one, phrase.number)
    return phrase.one if form == phrase.pattern and phrase.number == 1 else form


def _filled(form: str, phrase: Phrase) -> str:
    if not phrase.values:
        return form
    try:
        return form.format(**_said(phrase.values))
    except (LookupError, ValueError, AttributeError, TypeError):
        # A slip in a translation must not keep from the member what happened; braces may ask for
        # a name, a place (`{name[0][x]}`) or an attribute (`{name.nope}`) that there is not.
        _log.warning("a translation asks for values that there are not: %s", phrase.pattern)
        return str(phrase)


def _said(values: Mapping[str, Value]) -> dict[str, str]:
    return {
        name: QLocale().toString(value) if isinstance(value, int) else _part(value)
        for name, value in values.items()
    }


def _part(value: str) -> str:
    return translated(value) if isinstance(value, Phrase) else isolated(value)
