"""What Python's memory holds of the journal and its key, once the window is locked."""

from __future__ import annotations

import gc
import uuid
from hashlib import sha256
from types import FrameType

from tests.desktop.app.locking.locks import WORDS, locked, open_entry, press_lock
from tests.desktop.applications import in_lane, write_entry


def holders(is_secret):
    """What holds a secret text or key, among all that Python's collector knows of."""
    gc.unfreeze()  # it looks over what the start has set aside
    gc.collect()
    found = []
    for one in gc.get_objects():
        if isinstance(one, FrameType):
            continue
        held = gc.get_referents(one)
        # What holds nothing but plain values is none of the collector's.
        held += [v for d in held if type(d) is dict and not gc.is_tracked(d) for v in d.values()]
        held += [v for d in held if type(d) is tuple and not gc.is_tracked(d) for v in d]
        if any(type(each) in {bytes, str} and is_secret(each) for each in held):
            found.append(type(one).__name__)
    return found


def an_own_entry(workspace):
    """An entry whose words nothing else holds; gives its id, and a digest of the words."""
    text = f"A {WORDS} {uuid.uuid4().hex}"
    return write_entry(workspace, text), sha256(text.encode()).digest()


def test_key_and_words_leave_the_memory_of_python(app, qtbot):
    entry_id, words = in_lane(app, qtbot, an_own_entry)
    open_entry(app, qtbot, entry_id)
    digest = in_lane(app, qtbot, lambda workspace: sha256(workspace.key).digest())

    def is_key(each):
        if type(each) is bytes:
            return len(each) == 32 and sha256(each).digest() == digest
        hexed = len(each) == 64 and set(each) <= set("0123456789abcdef")
        return hexed and sha256(bytes.fromhex(each)).digest() == digest

    def is_entry(each):
        begins = type(each) is str and each.startswith("A ")
        return begins and sha256(each.encode(errors="replace")).digest() == words

    # They are where one would look for them.
    qtbot.waitUntil(lambda: "Standing" in holders(is_key))
    assert holders(is_entry)
    press_lock(app)
    locked(app, qtbot)
    qtbot.waitUntil(lambda: not holders(is_entry))
    assert holders(is_key) == []
