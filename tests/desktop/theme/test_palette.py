"""The themes: whole, readable, and equal in their roles."""

from __future__ import annotations

import re

import pytest

from desktop.core.paths import resource
from desktop.theme.palette import DARK, LIGHT, load_theme, parse_theme
from desktop.theme.stylesheet import SIZES, render, template, words

THEMES = [load_theme(DARK), load_theme(LIGHT)]


def test_both_themes_name_the_same_roles():
    dark, light = THEMES
    assert set(dark.roles) == set(light.roles)


@pytest.mark.parametrize(
    ("palette", "roles"),
    [({"red": "red"}, {}), ({"red": "#FF0000"}, {"text": "blue"})],
)
def test_a_broken_theme_is_refused(palette, roles):
    with pytest.raises(ValueError, match="colour"):
        parse_theme({"name": "x", "palette": palette, "roles": roles})


@pytest.mark.parametrize("theme", THEMES, ids=lambda t: t.name)
def test_the_style_sheet_names_only_what_exists(theme):
    sheet = render(template(), theme, 10.0, lambda name: f"/icons/{name}.svg")
    assert "@" not in re.sub(r"/\*.*?\*/", "", sheet)
    sizes = {w[3:] for w in words(template()) if w.startswith("pt_")}
    assert sizes <= set(SIZES)


@pytest.mark.parametrize("theme", THEMES, ids=lambda t: t.name)
def test_the_icons_of_the_style_sheet_wear_the_colours_of_their_theme(theme):
    for word in words(template()):
        if word.startswith("icon_"):
            drawing = resource(f"icons/{theme.name}/{word[5:]}.svg").read_text(encoding="utf-8")
            (colour,) = re.findall(r'stroke="(#[0-9A-F]{6})"', drawing)
            assert colour in theme.roles.values()
