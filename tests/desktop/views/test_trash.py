"""The trash as a member meets it: restoring, and deleting for good after a question."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from desktop.views.trash import TrashDialog


@pytest.fixture
def trash(kit, ask, qtbot):
    """The dialog over two deleted scenes."""

    def delete(workspace):
        for title in ("By the sea", "In the hills"):
            workspace.rows.delete("scenes", workspace.rows.put("scenes", {"scene_title": title}))

    ask(delete)
    dialog = TrashDialog(kit)
    dialog.open()
    qtbot.waitUntil(lambda: dialog.items.count() == 2)
    yield dialog
    dialog.done(0)


def titles(ask):
    return [item.title for item in ask(lambda workspace: workspace.trash.items())]


def press(qtbot, button):
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_nothing_goes_for_good_before_it_is_said_twice(trash, ask, qtbot):
    assert not trash.sure_button.isVisible()
    press(qtbot, trash.forget_button)
    assert "nothing brings it back" in trash.notice.text()
    qtbot.keyClick(trash.items, Qt.Key.Key_Down)  # another one was not meant
    assert not trash.sure_button.isVisible()
    assert not trash.notice.isVisible()
    assert titles(ask) == ["In the hills", "By the sea"]
    press(qtbot, trash.forget_button)
    qtbot.keyClick(trash.sure_button, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: trash.items.count() == 1)
    assert titles(ask) == ["In the hills"]
    assert trash.items.hasFocus()


def test_the_last_one_goes_and_the_trash_says_that_it_is_empty(trash, ask, qtbot):
    for left in (1, 0):
        press(qtbot, trash.forget_button)
        press(qtbot, trash.sure_button)
        qtbot.waitUntil(lambda left=left: trash.items.count() == left)
    assert titles(ask) == []
    assert not trash.forget_button.isEnabled()
    assert not trash.restore_button.isEnabled()


def test_why_something_cannot_be_restored_is_said_where_it_is_asked(trash, ask, qtbot):
    ask(lambda workspace: [workspace.trash.forget(one.id) for one in workspace.trash.items()])
    press(qtbot, trash.restore_button)
    qtbot.waitUntil(trash.notice.isVisible)
    assert "no longer in the trash" in trash.notice.text()
    assert trash.restore_button.isEnabled()
