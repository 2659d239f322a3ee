"""The one dialog between a start and the journal, when the key needs the member."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QStackedLayout, QWidget

from desktop.theme.icons import Icons
from desktop.views.unlock.pages import (
    BackPage,
    GuardPage,
    KeepPage,
    Page,
    PassphrasePage,
    RecoveryPage,
    TroublePage,
)

_WIDTH = 560


class UnlockDialog(QDialog):
    """Asks for what opens the journal; knows nothing of keys itself; lives on the GUI thread."""

    guard_chosen = Signal(object)
    """A GuardAnswer at the first start."""
    passphrase_given = Signal(str)
    recovery_given = Signal(str, object)
    """A recovery key and a GuardAnswer for the time after."""
    key_kept = Signal()
    """The member has seen the recovery key and goes on."""
    again_requested = Signal()
    """Try to open the journal once more."""
    rescue_requested = Signal()
    """Bring back what there is of a damaged journal."""

    def __init__(self, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icons = icons
        self._pages = QStackedLayout(self)
        self.setWindowTitle("VibrationFit")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setMinimumWidth(_WIDTH)

    def ask_guard(self) -> None:
        """First start: let the member choose a guard."""
        page = GuardPage(self._icons)
        page.chosen.connect(self.guard_chosen)
        self._show(page)

    def ask_passphrase(self) -> None:
        """Later start: ask for the passphrase."""
        page = PassphrasePage(self._icons)
        page.given.connect(self.passphrase_given)
        page.lost.connect(self.begin_recovery)
        self._show(page)

    def ask_recovery(self, sentence: str, *, keyring: bool = False) -> None:
        """The guard is lost: ask for the recovery key; the sentence says why."""
        page = RecoveryPage(self._icons, keyring=keyring)
        page.explain(sentence)
        page.given.connect(self.recovery_given)
        page.again.connect(self.again_requested)
        self._show(page)

    def show_recovery_key(self, key: str) -> KeepPage:
        """Show the recovery key after the first choice."""
        page = KeepPage(self._icons)
        page.panel.show_key(key)
        page.kept.connect(self.key_kept)
        self._show(page)
        return page

    def tell_trouble(self, sentence: str, *, key_may_help: bool, damaged: bool = False) -> None:
        """The journal cannot be opened: say why, and offer to try again, or to bring it back."""
        page = TroublePage(sentence, key_may_help=key_may_help, damaged=damaged)
        page.bring_back.connect(self.rescue_requested)
        page.again.connect(self.again_requested)
        page.recover.connect(self.begin_recovery)
        self._show(page)

    def tell_back(self, sentence: str) -> None:
        """The journal is back: say what came back, and lead there."""
        page = BackPage(sentence)
        page.again.connect(self.again_requested)
        self._show(page)

    def refuse(self, sentence: str) -> None:
        """Say what was wrong with the answer, and let the member answer again."""
        self.set_busy(busy=False)
        page = self.page()
        page.fault.say(sentence)
        self._fit()
        page.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)

    def set_busy(self, *, busy: bool) -> None:
        """While an answer is tried, it cannot be changed."""
        self.page().setEnabled(not busy)

    def page(self) -> Page:
        """The page that is shown."""
        page = self._pages.currentWidget()
        if not isinstance(page, Page):
            raise RuntimeError("the dialog has no page yet")
        return page

    def _show(self, page: Page) -> None:
        before = self._pages.currentWidget()
        self._pages.addWidget(page)
        self._pages.setCurrentWidget(page)
        if before is not None:
            self._pages.removeWidget(before)
            before.deleteLater()
        self.open()
        self._fit()
        page.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)

    def _fit(self) -> None:
        """Be as high as the words of the page need; a size hint knows nothing of wrapped lines."""
        self.adjustSize()
        needed = self._pages.totalHeightForWidth(self.width())
        if needed > self.height():
            self.resize(self.width(), needed)

    def begin_recovery(self) -> None:
        """The member asks for the way of the recovery key by themselves."""
        self.ask_recovery(
            self.tr("The recovery key opens your journal, and you choose anew what guards it.")
        )
