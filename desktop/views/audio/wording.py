"""What the Listen room says of sets, tracks and files, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.core.phrases import Counted
from desktop.domain.listening import spelt
from desktop.language import tr, translated
from desktop.widgets.rows.line_delegate import RowLook

if TYPE_CHECKING:  # loaded in the lane when they are asked for
    from desktop.services.media.library import Standing
    from desktop.services.set_tracks import TrackLine
    from desktop.services.sets import SetLine

_MEGABYTE = 1_000_000
_GIGABYTE = 1000  # in those
_BETWEEN = "  ·  "
# Codes of services.media.library.State; its module is loaded in the lane alone.
_NOWHERE, _AWAY, _WAITING, _PARTLY, _HERE, _FAILED = (
    "nowhere", "away", "waiting", "partly", "here", "failed",
)  # fmt: skip
ON = "▶"


def size_words(count: int) -> str:
    """A size as one says it."""
    megabytes = count / _MEGABYTE
    if megabytes >= _GIGABYTE:
        return tr("{size} GB").format(size=f"{megabytes / _GIGABYTE:.1f}")
    spelt_out = f"{megabytes:.0f}" if megabytes >= 10 else f"{megabytes:.1f}"
    return tr("{size} MB").format(size=spelt_out)


def sizes_words(size: int, total: int | None) -> str:
    """How much of how much is here."""
    if not size and not total:
        return ""
    if total is None:
        return size_words(size)
    if size >= total:
        return size_words(total)
    here, of = size_words(size), size_words(total)
    number, unit = here.split(" ")
    # The unit is said once where it is the same.
    return tr("{size} of {total}").format(size=number if of.endswith(unit) else here, total=of)


def set_words(standing: Standing) -> str:
    """How much of a set is here, in one sentence."""
    state, sizes = standing.state, sizes_words(standing.size, standing.total)
    if state == _NOWHERE:
        return tr("There are no files to fetch yet.")
    if state == _HERE:
        return tr("All of it is on this computer, {size}.").format(size=sizes)
    told = tr("{here} of {files} files here").format(here=standing.here, files=standing.files)
    return f"{told}, {sizes}" if sizes else told


def progress(standing: Standing) -> int:
    """How far a set has come, in percent; by size where all sizes are known."""
    if standing.total:
        return min(100, standing.size * 100 // standing.total)
    return standing.here * 100 // standing.files if standing.files else 0


def file_words(standing: Standing, why: str) -> str:
    """Where the file of a track is."""
    state = standing.state
    if state == _FAILED or (why and state != _HERE):
        return translated(why)
    if state == _PARTLY:
        return tr("being fetched, {percent} %").format(percent=progress(standing))
    return {
        _NOWHERE: tr("no file yet"),
        _AWAY: tr("on the server"),
        _WAITING: tr("waiting to be fetched"),
        _HERE: tr("here"),
    }.get(state, "")


def track_words(line: TrackLine) -> str:
    """The small line below a track: where it is, where one stopped, what has changed."""
    parts = []
    if line.status and line.status not in {"completed", "complete", "ready", "done"}:
        parts.append(line.fault or tr("making it: {status}").format(status=line.status))
    if line.standing.state != _NOWHERE or not parts:
        parts.append(file_words(line.standing, line.why))
    if line.place.finished:
        parts.append(tr("heard"))
    elif line.place.position >= 1:
        parts.append(tr("stopped at {place}").format(place=spelt(line.place.position)))
    if line.about and line.table != "audio_tracks":
        parts.append(line.about)
    if line.versions:
        count = line.versions + 1
        parts.append(tr("{count} versions").format(count=count))
    if line.changed:
        parts.append(tr("the text has changed since"))
    return _BETWEEN.join(parts)


def track_look(line: TrackLine, place: int, *, on: bool) -> RowLook:
    """How a track looks in its set."""
    length = spelt(line.length) if line.length else ""
    large = ON if on else str(place + 1)
    return RowLook(large, length, line.title, track_words(line), tr("Untitled"))


def track_spoken(line: TrackLine) -> str:
    """A track as a screen reader says it."""
    parts = [line.title or tr("Untitled")]
    if line.length:
        parts.append(spelt(line.length))
    return ", ".join([*parts, track_words(line).replace(_BETWEEN, ", ")])


def set_look(line: SetLine) -> RowLook:
    """How a set looks in the list."""
    return RowLook(str(line.tracks), _tracks(line.tracks), line.title, _about(line), _untitled())


def set_spoken(line: SetLine) -> str:
    """A set as a screen reader says it."""
    parts = [line.title or _untitled(), f"{line.tracks} {_tracks(line.tracks)}", _about(line)]
    return ", ".join(part.replace(_BETWEEN, ", ") for part in parts if part)


def _about(line: SetLine) -> str:
    parts = []
    if line.table != "audio_sets":
        parts.append(tr("Vision audio"))
    if line.active:
        parts.append(tr("active"))
    if line.kept:
        parts.append(tr("kept offline"))
    return _BETWEEN.join(parts)


def _tracks(count: int) -> str:
    return translated(Counted("tracks", "track", count))


def _untitled() -> str:
    return tr("A set without a name")
