"""All that the window can say is found by the translator's tools, and by nothing else."""

from __future__ import annotations

import ast
import re
import xml.etree.ElementTree as ET
from string import Formatter

import pytest

from desktop import language
from desktop.core import phrases
from tests.language.code import calls, trees, written
from tests.language.extract import extract, words_in_files

# Here the marks themselves are made, and words are looked up.
_THE_DOORS = ("desktop/core/phrases.py", "desktop/language.py")
_MARKS = ("Phrase", "Counted", "tr")


def said():
    """The calls that hold words for the member."""
    return [
        call for call in calls() if call.name in _MARKS and not call.place.startswith(_THE_DOORS)
    ]


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    """What lupdate finds: context, text, and the remark beside it."""
    path = tmp_path_factory.mktemp("language") / "vibrationfit_de.ts"
    extract(path)
    return {
        (context.findtext("name"), message.findtext("source"), message.findtext("comment", ""))
        for context in ET.parse(path).getroot().iter("context")
        for message in context.iter("message")
    }


def test_words_are_written_out_where_they_are_said():
    assert [call.place for call in said() if call.text is None] == []


def test_words_of_a_widget_are_its_own_and_all_others_have_no_context():
    # lupdate takes what stands before the dot for the context, and a name of another function
    # for no words at all.
    odd = [c.place for c in said() if c.name == "tr" and c.holder not in {"", "self"}]
    assert odd == []
    assert [c.place for c in said() if c.name != "tr" and c.holder] == []
    looked_up = [c.place for c in calls() if ast.unparse(c.node.func).endswith("ion.translate")]
    assert [place for place in looked_up if not place.startswith(_THE_DOORS)] == []


def test_the_tools_find_all_of_them(found):
    def wanted(call):
        remark = written(call.node.args[1]) if call.name == "Counted" else ""
        return call.within if call.holder == "self" else "", call.text, remark

    missed = [f"{call.place} {wanted(call)}" for call in said() if wanted(call) not in found]
    assert missed == []
    assert ("", "", "") not in found
    assert len(found) > 1_500


def test_the_tools_find_what_lies_in_files(found):
    assert [text for text in words_in_files() if ("", text, "") not in found] == []


def test_every_value_that_a_phrase_asks_for_is_given():
    wrong = []
    for call in said():
        given = {word.arg for word in call.node.keywords}
        if call.name == "tr" or None in given:
            continue
        forms = [written(each) for each in call.node.args[: 2 if call.name == "Counted" else 1]]
        asked = {name for form in forms for _, name, _, _ in Formatter().parse(form) if name}
        if (given or call.name == "Counted") and asked - {"n"} != given:
            wrong.append(call.place)
    assert wrong == []


def test_what_goes_wrong_is_told_in_phrases():
    """A fault of ours that is raised is given a Phrase: a text would stay English in the window.

    Wrong here? Write `raise AppError(Phrase("What happened. What to do."))`; values go in by name.
    """
    faults = app_errors()
    plain = [
        call.place
        for call in calls()
        if call.name in faults and call.node.args and is_text(call.node.args[0])
    ]
    assert {"InvalidInput", "StoreProblem", "DatabaseBusy", "SignInRefused"} <= faults
    assert plain == []


@pytest.mark.parametrize("folder", ["views", "app", "widgets", "qt"])
def test_the_window_says_no_fault_as_it_is(folder):
    """An error is shown by `translated(error)`; `str(error)` is its English text."""
    shown = re.compile(r"\bstr\((error|fault|problem|wrong|refused)\)|\.emit\(str\(e\)\)")
    own = re.compile(r"No(Sound|Voice|Microphone)")  # made in the window, in its language
    plain = [
        f"{path}:{node.lineno}"
        for path, tree in trees(f"desktop/{folder}").items()
        for node in ast.walk(tree)
        if isinstance(node, ast.ExceptHandler | ast.FunctionDef)
        and not own.search(ast.unparse(node))
        and shown.search(ast.unparse(node))
    ]
    assert plain == []


def app_errors():
    """AppError and what is made of it, by name."""
    bases = {
        node.name: {ast.unparse(base).rsplit(".", 1)[-1] for base in node.bases}
        for tree in trees("desktop").values()
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
    }
    known, before = {"AppError"}, 0
    while len(known) != before:
        before = len(known)
        known |= {name for name, of in bases.items() if of & known}
    return known


def is_text(node):
    return isinstance(node, ast.JoinedStr | ast.BinOp) or written(node) is not None


def test_the_marks_are_the_ones_that_the_tools_are_told_of():
    assert all(hasattr(phrases, name) for name in ("Phrase", "Counted"))
    assert hasattr(language, "tr")
