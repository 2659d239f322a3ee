"""Which rooms the window has, in the order of the navigation, and how each is built."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop.language import tr
from desktop.views.frame.navigation import Place
from desktop.views.room import Room, RoomKit
from desktop.views.shell import RoomPlan

if TYPE_CHECKING:  # a room's modules are loaded when it is first shown
    from desktop.views.account.flow import Door
    from desktop.views.account.room import AccountRoom
    from desktop.views.settings.room import SettingsRoom


def plans(
    kit: RoomKit,
    door: Door,
    on_account: Callable[[AccountRoom], None],
    on_settings: Callable[[SettingsRoom], None],
) -> list[RoomPlan]:
    """The rooms of the window; a room's own modules are loaded when it is first shown."""

    def account(place: QWidget) -> Room:
        from desktop.views.account.room import AccountRoom

        room = AccountRoom(kit, door, place)
        on_account(room)
        return room

    def settings(place: QWidget) -> Room:
        from desktop.views.settings.room import SettingsRoom

        room = SettingsRoom(kit, place)
        on_settings(room)
        return room

    return [
        *_rooms_of_words(kit),
        *_rooms_of_practice(kit),
        RoomPlan(
            Place("account", tr("Account"), "user-round", at_the_foot=True, keys="Ctrl+0"), account
        ),
        RoomPlan(
            Place("settings", tr("Settings"), "settings", at_the_foot=True, keys="Ctrl+,"),
            settings,
        ),
    ]


def _rooms_of_words(kit: RoomKit) -> list[RoomPlan]:
    """Where one writes at length."""
    return [
        RoomPlan(Place("today", tr("Today"), "sun"), partial(_today, kit)),
        RoomPlan(
            Place("journal", tr("Journal"), "book-open"),
            partial(_journal, kit),
            ("journal_entries",),
        ),
        RoomPlan(
            Place("vision", tr("Vision"), "mountain"),
            partial(_vision, kit),
            ("vision_versions", "life_vision_category_state"),
        ),
        RoomPlan(Place("scenes", tr("Scenes"), "clapperboard"), partial(_scenes, kit), ("scenes",)),
        RoomPlan(
            Place("flips", tr("Frequency flips"), "arrow-right-left"),
            partial(_flips, kit),
            ("frequency_flip",),
        ),
    ]


def _rooms_of_practice(kit: RoomKit) -> list[RoomPlan]:
    """What one does of a day, and where one finds it again."""
    return [
        RoomPlan(
            Place("checkin", tr("Check-in"), "heart-pulse"),
            partial(_check_in, kit),
            ("emotional_snapshots",),
        ),
        RoomPlan(
            Place("events", tr("Events"), "zap"), partial(_events, kit), ("vibrational_events",)
        ),
        RoomPlan(
            Place("paper", tr("Daily paper"), "newspaper"),
            partial(_paper, kit),
            ("daily_papers",),
        ),
        RoomPlan(
            Place("audio", tr("Listen"), "headphones"),
            partial(_audio, kit),
            ("audio_sets", "audio_tracks", "audio_variants", "vision_audios"),
        ),
        RoomPlan(Place("search", tr("Search"), "search", keys="Ctrl+Alt+K"), partial(_search, kit)),
    ]


def _today(kit: RoomKit, place: QWidget) -> Room:
    from desktop.views.today.room import TodayRoom

    return TodayRoom(kit, place)


def _journal(kit: RoomKit, place: QWidget) -> Room:
    from desktop.views.journal.room import JournalRoom

    return JournalRoom(kit, place)


def _vision(kit: RoomKit, place: QWidget) -> Room:
    from desktop.views.vision.room import VisionRoom

    return VisionRoom(kit, place)


def _check_in(kit: RoomKit, place: QWidget) -> Room:
    from desktop.views.moments.room import check_in_room

    return check_in_room(kit, place)


def _events(kit: RoomKit, place: QWidget) -> Room:
    from desktop.views.moments.room import events_room

    return events_room(kit, place)


def _scenes(kit: RoomKit, place: QWidget) -> Room:
    from desktop.views.scenes.room import ScenesRoom

    return ScenesRoom(kit, place)


def _flips(kit: RoomKit, place: QWidget) -> Room:
    from desktop.views.flips.room import FlipsRoom

    return FlipsRoom(kit, place)


def _paper(kit: RoomKit, place: QWidget) -> Room:
    from desktop.views.paper.room import PaperRoom

    return PaperRoom(kit, place)


def _audio(kit: RoomKit, place: QWidget) -> Room:
    from desktop.views.audio.room import AudioRoom

    return AudioRoom(kit, place)


def _search(kit: RoomKit, place: QWidget) -> Room:
    from desktop.views.search.room import SearchRoom

    return SearchRoom(kit, place)
