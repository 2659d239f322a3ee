"""The themes: whole, readable, and equal in their roles."""

from __future__ import annotations

import re

import pytest

from desktop.core.paths import resource
from desktop.theme.palette import DARK, LIGHT, contrast_ratio, load_theme, parse_theme
from desktop.theme.stylesheet import SIZES, render, template, words

THEMES = [load_theme(DARK), load_theme(LIGHT)]


def test_both_themes_name_the_same_roles_and_the_same_pairs():
    dark, light = THEMES
    assert set(dark.roles) == set(light.roles)
    assert dark.contrast == light.contrast


@pytest.mark.parametrize("theme", THEMES, ids=lambda t: t.name)
def test_every_text_is_readable_where_it_stands(theme):
    for text, grounds in theme.contrast.items():
        for ground in grounds:
            ratio = contrast_ratio(theme.colour(text), theme.colour(ground))
            assert ratio >= 4.5, f"{text} on {ground}: {ratio:.2f}"


@pytest.mark.parametrize("theme", THEMES, ids=lambda t: t.name)
def test_edges_of_controls_and_the_focus_can_be_seen(theme):
    for role in ("control", "focus"):
        for ground in ("window", "surface", "field"):
            assert contrast_ratio(theme.colour(role), theme.colour(ground)) >= 3.0


def test_every_text_role_is_checked():
    text_roles = {r for r in THEMES[0].roles if r.startswith(("text", "on_"))}
    assert text_roles <= set(THEMES[0].contrast)


def test_the_measure_of_contrast_is_that_of_wcag():
    assert contrast_ratio("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast_ratio("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize(
    ("palette", "roles"),
    [({"red": "red"}, {}), ({"red": "#FF0000"}, {"text": "blue"})],
)
def test_a_broken_theme_is_refused(palette, roles):
    with pytest.raises(ValueError, match="colour"):
        parse_theme({"name": "x", "palette": palette, "roles": roles, "contrast": {}})


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
