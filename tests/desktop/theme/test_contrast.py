"""Every text can be read and every mark be seen on every ground there is, in both themes."""

from __future__ import annotations

import re

import pytest

from desktop.theme.palette import DARK, LIGHT, load_theme
from desktop.theme.stylesheet import template

THEMES = [load_theme(DARK), load_theme(LIGHT)]
TEXT, MARK = 4.5, 3.0
# Any of these may lie behind a text: a row that is chosen, hovered or pressed, a card, a callout.
GROUNDS = (
    "window", "sidebar", "surface", "raised", "field", "hover", "pressed", "accent_soft",
    "special_soft", "energy_soft", "danger_soft", "mark",
)  # fmt: skip
TEXTS = (
    "text", "text_muted", "accent_text", "on_accent_soft", "link", "special", "energy", "danger",
    "on_mark",
)  # fmt: skip
# What is seen but not read: rings of the focus, icons, boxes to tick, points and lines of charts.
MARKS = ("focus", "control", "accent")
# What stands on one ground only.
PAIRS = (("on_accent", "accent"), ("on_selection", "selection"), ("on_danger", "danger_fill"))
# Lines that part things and tell nothing by themselves; grounds are grounds.
QUIET = {"border", "border_strong", "scroll", "shadow", "accent", "selection", "danger_fill"}

both_themes = pytest.mark.parametrize("theme", THEMES, ids=lambda t: t.name)


@both_themes
@pytest.mark.parametrize("text", TEXTS)
def test_a_text_can_be_read_on_every_ground(theme, text):
    assert {ground: ratio for ground in GROUNDS if (ratio := of(theme, text, ground)) < TEXT} == {}


@both_themes
@pytest.mark.parametrize("mark", MARKS)
def test_a_mark_can_be_seen_on_every_ground(theme, mark):
    assert {ground: ratio for ground in GROUNDS if (ratio := of(theme, mark, ground)) < MARK} == {}


@both_themes
@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_filled_things_can_be_read(theme, text, ground):
    assert of(theme, text, ground) >= TEXT


@both_themes
def test_no_role_is_left_out(theme):
    known = {*GROUNDS, *TEXTS, *MARKS, *QUIET, *(text for text, _ in PAIRS)}
    assert set(theme.roles) == known


@both_themes
def test_what_the_style_sheet_sets_on_a_ground_can_be_read_there(theme):
    sheet = re.sub(r"/\*.*?\*/", "", template(), flags=re.DOTALL)
    pairs = set()
    for body in re.findall(r"\{([^}]*)\}", sheet):
        text = re.search(r"(?<![-\w])color:\s*@(\w+)", body)
        ground = re.search(r"background:\s*@(\w+)", body)
        if text and ground:
            pairs.add((text[1], ground[1]))
    assert ("on_accent", "accent") in pairs
    assert [pair for pair in pairs if of(theme, *pair) < TEXT] == []


def test_the_measure_is_that_of_wcag():
    assert ratio_of("#000000", "#FFFFFF") == pytest.approx(21)
    assert ratio_of("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


def of(theme, role, ground):
    return round(ratio_of(theme.colour(role), theme.colour(ground)), 2)


def ratio_of(one, other):
    """The contrast of two colours, from 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
