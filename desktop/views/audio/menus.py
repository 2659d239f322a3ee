"""What the bar offers in menus: speed, the sleep timer, versions, repeating, outputs."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from desktop.domain.listening import SPEEDS, Repeat, SleepTimer
from desktop.domain.noise import Noise
from desktop.language import tr
from desktop.qt.sound.background import TRACK, Background
from desktop.qt.sound.listening import Listening
from desktop.qt.sound.loudness import Loud
from desktop.widgets.sound.level_row import LevelRow

_MINUTES = (5, 10, 15, 20, 30, 45, 60, 90)


def speed_menu(listening: Listening, parent: QWidget) -> QMenu:
    """How fast; the pitch stays."""
    menu = QMenu(tr("Speed"), parent)

    def fill() -> None:
        _offer(
            menu,
            (
                (
                    tr("{speed}x").format(speed=f"{speed:g}"),
                    abs(listening.speed - speed) < 0.01,
                    _set(listening.set_speed, speed),
                )
                for speed in SPEEDS
            ),
        )

    menu.aboutToShow.connect(fill)
    return menu


def sleep_menu(listening: Listening, parent: QWidget) -> QMenu:
    """When to fall silent."""
    menu = QMenu(tr("Sleep timer"), parent)
    sleeping = listening.sleeping

    def fill() -> None:
        timer = sleeping.timer
        choices = [
            (tr("Off"), not timer.is_on, _set(sleeping.set, SleepTimer())),
            (
                tr("At the end of this track"),
                timer.at_end,
                _set(sleeping.set, SleepTimer(at_end=True)),
            ),
        ]
        for minutes in _MINUTES:
            words = tr("In {minutes} minutes").format(minutes=minutes)
            choices.append((words, False, _set(sleeping.after, float(minutes))))
        _offer(menu, choices)

    menu.aboutToShow.connect(fill)
    return menu


def more_menu(
    listening: Listening, add_background: Callable[[QMenu], None], parent: QWidget
) -> QMenu:
    """Versions of the track, repeating, and what one listens with."""
    menu = QMenu(tr("More"), parent)

    def fill() -> None:
        menu.clear()
        _add_volume(menu, listening)
        menu.addAction(tr("Track before"), listening.previous)
        menu.addSeparator()
        add_background(menu.addMenu(tr("Under the voice")))
        _add_variants(menu.addMenu(tr("Version")), listening)
        _add_repeats(menu.addMenu(tr("Repeat")), listening)
        _add_outputs(menu.addMenu(tr("Listen with")), listening)
        menu.addSeparator()
        menu.addAction(tr("Take it off"), listening.stop)

    menu.aboutToShow.connect(fill)
    return menu


def fill_background(menu: QMenu, background: Background, choose: Callable[[], None]) -> None:
    """What is heard under the voice, and how loud; `choose` lets the member take a track."""
    chosen = background.choice
    names = {
        "": tr("Nothing"),
        Noise.BROWN.value: tr("Deep, soft noise"),
        Noise.PINK.value: tr("Even noise"),
        Noise.RAIN.value: tr("Like rain"),
    }
    choices = [
        (words, chosen == value, _set(background.choose, value)) for value, words in names.items()
    ]
    choices.append((tr("A track of a set…"), chosen.startswith(TRACK), choose))
    _offer(menu, choices)
    menu.addSeparator()
    _add_switch(menu, tr("Off for now"), background).setEnabled(bool(chosen))
    row = LevelRow(tr("How loud"), round(background.volume * 100))
    row.level_changed.connect(lambda percent: background.set_volume(percent / 100))
    row.put_into(menu)


def _add_volume(menu: QMenu, listening: Listening) -> None:
    row = LevelRow(tr("Volume"), round(listening.volume * 100))
    row.level_changed.connect(lambda percent: listening.set_volume(percent / 100))
    row.put_into(menu)
    _add_switch(menu, tr("Sound off"), listening)


def _add_switch(menu: QMenu, words: str, loud: Loud) -> QAction:
    action = menu.addAction(words)
    action.setCheckable(True)
    action.setChecked(loud.loudness == 0)
    action.triggered.connect(lambda _checked=False: loud.switch())
    return action


def _add_variants(menu: QMenu, listening: Listening) -> None:
    track = listening.track
    choices = [(tr("The track itself"), listening.variant is None, _variant(listening, None))]
    for variant in track.variants if track is not None else ():
        kind = variant.kind or tr("Another version")
        choices.append((kind, listening.variant == variant.id, _variant(listening, variant.id)))
    _offer(menu, choices)


def _add_repeats(menu: QMenu, listening: Listening) -> None:
    names = {
        Repeat.OFF: tr("Nothing"),
        Repeat.TRACK: tr("This track"),
        Repeat.SET: tr("The whole set"),
    }
    _offer(
        menu,
        (
            (words, listening.queue.repeat is repeat, _set(listening.set_repeat, repeat))
            for repeat, words in names.items()
        ),
    )


def _add_outputs(menu: QMenu, listening: Listening) -> None:
    outlet = listening.outlet
    choices = [(tr("What the system chooses"), not outlet.output, _set(outlet.choose, b""))]
    for device_id, name in outlet.outputs():
        choices.append((name, outlet.output == device_id, _set(outlet.choose, device_id)))
    _offer(menu, choices)


Choice = tuple[str, bool, Callable[[], None]]


def _offer(menu: QMenu, choices: Iterable[Choice]) -> None:
    menu.clear()
    group = QActionGroup(menu)
    for words, chosen, act in choices:
        action = QAction(words, menu)
        action.setCheckable(True)
        action.setChecked(chosen)
        action.triggered.connect(lambda _checked=False, act=act: act())
        group.addAction(action)
        menu.addAction(action)


def _set(setter: Callable[..., None], value: object) -> Callable[[], None]:
    return lambda: setter(value)


def _variant(listening: Listening, variant_id: str | None) -> Callable[[], None]:
    return lambda: listening.choose_variant(variant_id)
