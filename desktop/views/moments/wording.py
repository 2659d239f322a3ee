"""What the two rooms of moments are called and say; everything else they have in common."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QDate, QLocale, QTime

from desktop.domain import moments as rules
from desktop.domain import vocabulary
from desktop.domain.moments import CHECK_IN, EVENT, MomentKind, MomentLine
from desktop.domain.vocabulary import Word
from desktop.language import isolated, tr, translated
from desktop.widgets.forms.moment_form import FormWords
from desktop.widgets.rows.line_delegate import RowLook

if TYPE_CHECKING:  # the window is painted before the services are loaded
    from desktop.services.moments import Moments
    from desktop.services.workspace import Workspace


class RoomWords(NamedTuple):
    """One kind of moments as a room: where its rows are kept, its words, what it offers."""

    kind: MomentKind
    keeper: Callable[[Workspace], Moments]
    vocabulary: Callable[[], Sequence[Word]]
    form: FormWords
    title: str
    icon_name: str
    list_name: str
    new: str
    empty: str
    any_word: str
    nothing_matches: str
    one: str
    many: str
    chart_name: str
    saved: str
    deleted: str
    gone: str


def check_in() -> RoomWords:
    """The room of feelings."""
    return RoomWords(
        kind=CHECK_IN,
        keeper=_check_ins,
        vocabulary=partial(vocabulary.words, vocabulary.EMOTIONS, translated),
        form=FormWords(
            new_title=tr("How do you feel?"),
            edit_title=tr("A check-in"),
            word=tr("Emotion"),
            word_hint=tr("A few letters, or your own word"),
            level=tr("Intensity"),
            notes=tr("Notes"),
            notes_hint=tr("What is it about? You may leave this empty."),
            no_word=tr("Say how you feel: a word of your own, or one of the suggestions."),
            no_level=tr("Choose an intensity from 1 to 10."),
        ),
        title=tr("Check-in"),
        icon_name="heart-pulse",
        list_name=tr("Check-ins"),
        new=tr("New check-in"),
        empty=tr(
            "Your check-ins will stand here, the newest first. Type how you feel, press Enter, "
            "then a digit for how strongly, and Enter once more."
        ),
        any_word=tr("Any emotion"),
        nothing_matches=tr("No check-in matches this filter."),
        one=tr("1 check-in"),
        many=tr("{count} check-ins"),
        chart_name=tr("Intensity over time"),
        saved=tr("Saved: {word}, {level} of 10."),
        deleted=tr("The check-in is in the trash."),
        gone=tr("This check-in was deleted on another device. It is in the trash here."),
    )


def event() -> RoomWords:
    """The room of what happened."""
    return RoomWords(
        kind=EVENT,
        keeper=_events,
        vocabulary=partial(vocabulary.words, vocabulary.EVENTS, translated),
        form=FormWords(
            new_title=tr("What happened?"),
            edit_title=tr("An event"),
            word=tr("Kind of event"),
            word_hint=tr("A few letters, or your own word"),
            level=tr("Vibration level"),
            notes=tr("Description"),
            notes_hint=tr("What was it like? You may leave this empty."),
            no_word=tr("Say what kind of event it was, in a word or two."),
            no_level=tr("Choose a vibration level from 1 to 10."),
        ),
        title=tr("Events"),
        icon_name="zap",
        list_name=tr("Events"),
        new=tr("New event"),
        empty=tr(
            "Moments that are worth keeping will stand here, the newest first. Type what it was, "
            "press Enter, then a digit for its vibration level, and Enter once more."
        ),
        any_word=tr("Any kind"),
        nothing_matches=tr("No event matches this filter."),
        one=tr("1 event"),
        many=tr("{count} events"),
        chart_name=tr("Vibration level over time"),
        saved=tr("Saved: {word}, {level} of 10."),
        deleted=tr("The event is in the trash."),
        gone=tr("This event was deleted on another device. It is in the trash here."),
    )


def counted(names: RoomWords, number: int) -> str:
    """A number of moments in words."""
    return names.one if number == 1 else names.many.format(count=f"{number:,}")


def row_look(
    today: Callable[[], date], unsaved: Callable[[str], bool], line: MomentLine
) -> RowLook:
    """What a list shows of a moment; `unsaved` tells of an id whether a change of it waits."""
    below = [spelt_when(line.moment, today())]
    if unsaved(line.id):
        below.insert(0, tr("Change not saved"))
    if line.first_line:
        below.append(isolated(line.first_line))
    on_scale = line.level is not None and rules.is_level(line.level)
    return RowLook(
        large="·" if line.level is None else str(line.level),
        small=tr("of 10") if on_scale else "",
        first=line.word,
        below="  ·  ".join(below),
        instead=tr("No word"),
    )


def spoken(today: Callable[[], date], unsaved: Callable[[str], bool], line: MomentLine) -> str:
    """A moment in words, for a screen reader."""
    level = tr("no level") if line.level is None else tr("{level} of 10").format(level=line.level)
    parts = [isolated(line.word) or tr("No word"), level, spelt_when(line.moment, today())]
    if unsaved(line.id):
        parts.append(tr("Change not saved"))
    return " · ".join([*parts, isolated(line.first_line)] if line.first_line else parts)


def spelt_when(moment: datetime | None, today: date) -> str:
    """A moment as one speaks of it: today and yesterday by name."""
    if moment is None:
        return tr("No time")
    shown, locale = rules.here(moment), QLocale()
    clock = locale.toString(QTime(shown.hour, shown.minute), QLocale.FormatType.ShortFormat)
    day = shown.date()
    if day == today:
        return tr("Today, {time}").format(time=clock)
    if day == today - timedelta(days=1):
        return tr("Yesterday, {time}").format(time=clock)
    form = "ddd d MMM" if day.year == today.year else "d MMM yyyy"
    spelt = locale.toString(QDate(day.year, day.month, day.day), form)
    return f"{spelt}, {clock}"


def _check_ins(workspace: Workspace) -> Moments:
    return workspace.check_ins


def _events(workspace: Workspace) -> Moments:
    return workspace.events
