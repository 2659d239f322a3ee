"""What a member is told when something cannot be done: whole sentences, all over the app."""

from __future__ import annotations

import ast
import inspect
import re
from pathlib import Path

import desktop
from desktop.core import errors, messages

ROOT = Path(desktop.__file__).parent
FAULTS = {
    name for name, item in vars(errors).items()
    if inspect.isclass(item) and issubclass(item, errors.AppError)
} - {"AppError"}  # fmt: skip
# Stands for what comes in at run time, such as a command at the end that is to be copied.
_UNSEEN = "..."


def spoken(node, constants):
    """The text of an expression as far as it stands there; ... for what comes in at run time."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(spoken(part, constants) for part in node.values)
    if isinstance(node, ast.BinOp):
        return spoken(node.left, constants) + spoken(node.right, constants)
    if isinstance(node, ast.Name):
        return constants.get(node.id, _UNSEEN)
    return called(node, constants) if isinstance(node, ast.Call) else _UNSEEN


def called(node, constants):
    """The text of a phrase, whose values are not seen, or that on which a method is called."""
    if isinstance(node.func, ast.Attribute):
        return spoken(node.func.value, constants)
    if isinstance(node.func, ast.Name) and node.func.id == "Phrase":
        return re.sub(r"\{\w+\}", _UNSEEN, spoken(node.args[0], constants))
    return _UNSEEN


def sentences():
    """Each sentence that is given to a fault, with the place where it stands."""
    for path in sorted(ROOT.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        constants = {}
        for node in tree.body:
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
                constants[node.targets[0].id] = spoken(node.value, constants)
        for node in ast.walk(tree):
            named = isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
            if named and node.func.id in FAULTS and node.args:
                place = f"{path.relative_to(ROOT)}:{node.lineno}"
                yield place, spoken(node.args[0], constants)


def test_every_fault_is_told_in_whole_sentences():
    found = list(sentences())
    assert len(found) > 60
    faulty = [
        (place, text)
        for place, text in found
        if not text.endswith((".", _UNSEEN))
        or not (text[0].isupper() or text.startswith((_UNSEEN, "“")))
    ]
    # Names of columns and keys of scripts stand at the beginning as they are written.
    assert [f for f in faulty if not f[1].startswith("user_id ")] == []


def test_the_sentences_that_all_share_are_whole_ones():
    texts = [text for name, text in vars(messages).items() if name.isupper()]
    assert len(texts) > 8
    assert [text for text in texts if not (text[0].isupper() and text.endswith("."))] == []
