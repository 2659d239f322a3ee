"""The language of the window: that of the system, where `resources/translations/` has it.

The words are written in English, so that needs no file. Qt's own words, such as those of a file
dialog, come along in the same language; without ours they stay English as well.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

_WRITTEN_IN = "en"


def speak(app: QCoreApplication, folder: Path, locale: QLocale | None = None) -> list[QTranslator]:
    """Have the application speak the first language of the system that there is a file for.

    Called before any widget is made. Returns what was installed; it belongs to the application.
    """
    for language in (locale or QLocale.system()).uiLanguages():
        spelt = language.replace("-", "_")
        own = QTranslator(app)
        if own.load(f"vibrationfit_{spelt}", str(folder)):  # that of "de" serves "de_AT" as well
            return _installed(app, own, QLocale(spelt))
        own.deleteLater()
        if spelt.partition("_")[0] == _WRITTEN_IN:
            break  # whoever reads English is not given a language that they like less
    return []


def _installed(app: QCoreApplication, own: QTranslator, locale: QLocale) -> list[QTranslator]:
    found = []
    qt = QTranslator(app)
    lies = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if qt.load(locale, "qtbase", "_", lies):
        found.append(qt)
    found.append(own)  # what is installed last is asked first
    for one in found:
        app.installTranslator(one)
    return found
