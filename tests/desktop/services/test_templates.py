"""Templates and prompts: those of the app, and the member's own."""

from __future__ import annotations

import pytest

from desktop.core.errors import InvalidInput
from desktop.services.templates import Templates


@pytest.fixture
def templates(connection):
    return Templates(connection)


def test_the_app_brings_some_of_each(templates):
    assert len(templates.all("template")) >= 5
    assert len(templates.all("prompt")) >= 10
    for one in (*templates.all("template"), *templates.all("prompt")):
        assert one.body.strip()
        assert one.name or one.kind == "prompt"
        assert not one.own


def test_ones_own_come_first_and_can_be_changed(templates):
    made = templates.keep("template", "  My   week ", "\nWhat was\n")
    assert (made.name, made.body) == ("My week", "What was")
    templates.keep("template", "Our week", "What was", made.id)
    first = templates.all("template")[0]
    assert (first.id, first.name, first.own) == (made.id, "Our week", True)
    assert [t.own for t in templates.all("prompt")].count(True) == 0


def test_one_that_was_removed_can_come_back(templates):
    made = templates.keep("prompt", "", "What now?")
    templates.remove(made.id)
    assert made not in templates.all("prompt")
    templates.keep("prompt", made.name, made.body, made.id)
    assert made in templates.all("prompt")


@pytest.mark.parametrize(("name", "body"), [("A name", " \n"), ("  ", "Words")])
def test_what_is_missing_is_said(templates, name, body):
    with pytest.raises(InvalidInput):
        templates.keep("template", name, body)
    assert not any(t.own for t in templates.all("template"))
