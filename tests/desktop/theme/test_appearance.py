"""The appearance in force: it follows the system or the member, and tells when it changes."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFontDatabase, QFontInfo, QFontMetrics, QImage
from PySide6.QtWidgets import QPushButton

from desktop.core.paths import resource
from desktop.theme.appearance import Appearance
from desktop.theme.palette import DARK, LIGHT, load_theme
from desktop.widgets.buttons import icon_button

ROOT = Path(__file__).resolve().parents[3] / "desktop"


@pytest.fixture
def look(qapp, monkeypatch):
    look = Appearance(qapp)
    yield look
    qapp.setStyleSheet("")
    look.deleteLater()


def test_it_follows_the_system_until_the_member_chooses(look, qapp, qtbot):
    with qtbot.waitSignal(look.changed):
        look.choose(LIGHT)
    assert look.theme.name == LIGHT
    qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert look.theme.name == LIGHT
    look.choose("system")
    expected = LIGHT if qapp.styleHints().colorScheme() == Qt.ColorScheme.Light else DARK
    assert look.theme.name == expected


def test_the_bundled_font_is_used_and_grows_with_the_member(look, qapp):
    assert QFontInfo(qapp.font()).family() == "Inter"
    before = qapp.font().pointSizeF()
    look.scale_text(1.5)
    assert qapp.font().pointSizeF() == pytest.approx(before * 1.5)
    look.scale_text(9)
    assert look.text_scale == 2.0


@pytest.mark.parametrize("chosen", [1.0, 1.5])
@pytest.mark.parametrize("told", ["by the platform", "on coming back"])
def test_it_follows_the_letters_of_the_system(look, qapp, qtbot, monkeypatch, chosen, told):
    window = QPushButton()
    qtbot.addWidget(window)
    look.follow(window)
    look.scale_text(chosen)
    before = qapp.font().pointSizeF()
    larger = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    larger.setPointSizeF(larger.pointSizeF() * 2)
    monkeypatch.setattr(QFontDatabase, "systemFont", lambda _which: larger)
    with qtbot.waitSignal(look.changed):
        if told == "by the platform":
            qapp.sendEvent(window, QEvent(QEvent.Type.ThemeChange))
        else:
            qapp.applicationStateChanged.emit(Qt.ApplicationState.ApplicationActive)
    assert qapp.font().pointSizeF() > before * 1.5
    assert look.text_scale == chosen


def test_coming_back_to_the_app_changes_nothing_while_the_letters_are_the_same(look, qapp, qtbot):
    with qtbot.assertNotEmitted(look.changed):
        qapp.applicationStateChanged.emit(Qt.ApplicationState.ApplicationActive)


def test_buttons_wear_their_icon_in_the_colours_of_the_theme(look, qtbot):
    button = QPushButton()
    qtbot.addWidget(button)
    for choice in (DARK, LIGHT):
        look.choose(choice)
        look.icons.dress(button, "sun", "accent_text")
        assert strongest(button.icon().pixmap(20, 20).toImage()) == look.colour("accent_text")
    look.choose(DARK)
    assert strongest(button.icon().pixmap(20, 20).toImage()) == look.colour("accent_text")


@pytest.mark.parametrize("words", ["", "Write"])
def test_icons_grow_with_the_letters_and_never_beyond_them(look, qtbot, words):
    usual, small = QPushButton(words), icon_button(look.icons, "x", "Close")
    for button in (usual, small):
        qtbot.addWidget(button)
    look.icons.dress(usual, "plus")
    before = [one.iconSize() for one in (usual, small)]
    look.scale_text(2.0)
    look.icons.dress(small, "check")  # a button that shows something else keeps its size
    for button, old in zip((usual, small), before, strict=True):
        assert 1.2 * old.height() < button.iconSize().height() < 2 * old.height()
        pixmap = button.icon().pixmap(button.iconSize())
        assert pixmap.deviceIndependentSize().toSize() == button.iconSize()
        assert button.iconSize().height() < QFontMetrics(look.font()).height()
    look.scale_text(1.0)
    assert [one.iconSize() for one in (usual, small)] == before


def test_words_stand_apart_from_their_icon_whichever_way_they_run(look, qtbot):
    button = QPushButton("Write")
    qtbot.addWidget(button)
    for direction, free in (
        (Qt.LayoutDirection.LeftToRight, "at its right"),
        (Qt.LayoutDirection.RightToLeft, "at its left"),
    ):
        button.setLayoutDirection(direction)
        look.icons.dress(button, "circle")
        image = button.icon().pixmap(button.iconSize()).toImage()
        drawn = [x for x in range(image.width()) if alpha_in_column(image, x)]
        left, right = drawn[0], image.width() - 1 - drawn[-1]
        assert ("at its right" if right > left else "at its left") == free


def alpha_in_column(image: QImage, x):
    return any(image.pixelColor(x, y).alpha() for y in range(image.height()))


def strongest(image: QImage):
    pixels = [image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())]
    found = max(pixels, key=lambda c: c.alpha())
    found.setAlpha(255)
    return found


# Where each function takes the name of an icon, and from where on it takes roles.
TAKES = {
    "dress": (1, 2), "pixmap": (0, 1), "icon": (0, 1), "icon_button": (1, 3),
    "colour": (None, 0), "colour_text": (None, 0),
}  # fmt: skip


def named_in_code():
    """The icons and roles that the code of the window names, with the file."""
    files = [
        f for d in ("qt", "theme", "widgets", "views", "app") for f in (ROOT / d).rglob("*.py")
    ]
    for path in files:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "attr", getattr(node.func, "id", ""))
                if name in TAKES:
                    icon_at, roles_from = TAKES[name]
                    texts = [getattr(a, "value", None) for a in node.args]
                    roles = texts[roles_from:] + [
                        getattr(k.value, "value", None)
                        for k in node.keywords
                        if k.arg in {"role", "on_role"}
                    ]
                    icon = texts[icon_at] if icon_at is not None and texts[icon_at:] else None
                    yield path.name, icon, [r for r in roles if isinstance(r, str)]


def test_every_icon_that_the_code_names_exists():
    for file, icon, _ in named_in_code():
        if isinstance(icon, str):
            assert resource(f"icons/{icon}.svg").is_file(), f"{file}: {icon}"


def test_every_role_that_the_code_names_exists():
    roles = set(load_theme(DARK).roles)
    for file, _, named in named_in_code():
        assert set(named) <= roles, f"{file}: {named}"


def test_fonts_and_icons_carry_their_licences():
    for licence in ("OFL", "OFL-Literata"):
        text = resource(f"fonts/{licence}.txt").read_text(encoding="utf-8")
        assert "SIL OPEN FONT LICENSE" in text
    assert "ISC" in resource("icons/LICENSE.txt").read_text(encoding="utf-8")
    assert sum(f.stat().st_size for f in resource("fonts").iterdir()) < 2_200_000
