"""The language of the window: that of the system, where `resources/translations/` has it.

The words are written in English, so that needs no file. Qt's own words, such as those of a file
dialog, come along in the same language; without ours they stay English as well, and so do the names
of days and months, while dates and numbers are written as the member's country writes them.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

_WRITTEN_IN = "en"
# English as it is written where nothing is known of the country: day first, 24 hours.
_SOMEWHERE = "en_150"


def speak(app: QCoreApplication, folder: Path, locale: QLocale | None = None) -> list[QTranslator]:
    """Have the application speak the first language of the system that there is a file for.

    Called before any widget is made; sets the locale of all dates. Returns what was installed; it
    belongs to the application.
    """
    system = locale or QLocale.system()
    for language in system.uiLanguages():
        spelt = language.replace("-", "_")
        own = QTranslator(app)
        if own.load(f"vibrationfit_{spelt}", str(folder)):  # that of "de" serves "de_AT" as well
            QLocale.setDefault(_dates(spelt.partition("_")[0], system))
            return _installed(app, own, QLocale(spelt))
        own.deleteLater()
        if spelt.partition("_")[0] == _WRITTEN_IN:
            break  # whoever reads English is not given a language that they like less
    QLocale.setDefault(_dates(_WRITTEN_IN, system))
    return []


def _dates(language: str, system: QLocale) -> QLocale:
    """How dates are written: as the system does, in the words of the language that is spoken."""
    own, _, country = system.name().partition("_")
    if own in {language, "C"}:
        return system
    found = QLocale(f"{language}_{country}")
    if found.name() == f"{language}_{country}":
        return found
    return QLocale(_SOMEWHERE if language == _WRITTEN_IN else language)


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
