"""What the cinema shows of a vision: its parts, its board, generated pictures, scenes, its voice.

Only what is on this computer is shown. No documented column says to which part a picture
belongs: the category in the media library does, else the words beside it; the others are dealt
out among the parts that there are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from desktop.domain import categories
from desktop.domain.cinema import Matter, Picture, Scene, Slide, programme
from desktop.domain.listening import narrated_part
from desktop.domain.vision import CODES
from desktop.services.audio import WHOLE
from desktop.services.media.library import State
from desktop.services.spoken import sections, spoken_id
from desktop.store.asking import every_row

if TYPE_CHECKING:
    from desktop.services.audio import Track
    from desktop.services.workspace import Workspace

_MOST_SCENES = 6
_MOST_GENERATED = 60
_MOST_SETS = 40
_BOARD = (
    "SELECT item_type, content, image_url, position_x, position_y FROM vision_board_items "
    "WHERE vision_id = ? ORDER BY CAST(position_y AS REAL), CAST(position_x AS REAL), "
    "created_at, id"
)
_GENERATED = (
    "SELECT prompt, image_url FROM generated_images WHERE image_url > '' "
    "ORDER BY created_at DESC, id LIMIT ?"
)
_LIBRARY = "SELECT public_url, category FROM media_metadata WHERE public_url > '' AND category > ''"
# The sets with the most tracks that are known to narrate this vision come first.
_LINKED = (
    "SELECT t.audio_set_id FROM local_narrations n JOIN audio_tracks t ON t.id = n.track_id "
    "WHERE n.vision_id = ? AND t.audio_set_id IS NOT NULL "
    "GROUP BY t.audio_set_id ORDER BY count(*) DESC, t.audio_set_id"
)


@dataclass(frozen=True, slots=True)
class Voice:
    """The tracks that speak a vision, in their order, and which part each narrates."""

    tracks: tuple[str, ...] = ()
    parts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Programme:
    """All that the cinema needs of a vision; `away` counts its pictures that are not here.

    `voice` is its recording, `aloud` what is read aloud of it by the system.
    """

    vision_id: str
    title: str
    slides: tuple[Slide, ...]
    voice: Voice
    aloud: Voice
    away: int = 0


@dataclass(slots=True)
class _Item:
    """Something on the board: a picture with or without words, or words alone."""

    words: str
    media: str
    place: tuple[float, float] | None


def programme_of(workspace: Workspace, vision_id: str) -> Programme | None:
    """The programme of a vision, or None when it is gone; in the thread of the workspace."""
    vision = workspace.visions.version(vision_id)
    if vision is None:
        return None
    pictures, quotes, away = _board(workspace, vision_id)
    pictures += _generated(workspace, {picture.media for _part, picture in pictures})
    matters = {
        code: Matter(code, vision.texts.get(code, ""), scenes=_scenes(workspace, code))
        for code in CODES
    }
    _deal(matters, pictures, quotes)
    slides = programme(matter for matter in matters.values() if not matter.is_empty)
    return Programme(
        vision_id, vision.title, slides,
        voice_of(workspace, vision_id), read_aloud(workspace, vision_id), away,
    )  # fmt: skip


def voice_of(workspace: Workspace, vision_id: str) -> Voice:
    """The tracks of the set that narrates a vision, as far as they are on this computer.

    Where no set does, it is the sound of the vision as a whole, which no part goes with.
    """
    linked = [row[0] for row in every_row(workspace.connection, _LINKED, (vision_id,))]
    others = [one.id for one in workspace.audio.sets()[:_MOST_SETS] if one.id not in linked]
    for set_id in dict.fromkeys((*linked, *others)):
        tracks = _here(workspace, set_id)
        narrations = workspace.audio.narrations(tracks)
        said = {n: one.part for n, one in narrations.items() if one.vision_id == vision_id}
        if said:
            parts = {track_id: part for track_id, part in said.items() if part != WHOLE}
            return Voice(tuple(track.id for track in tracks), parts)
    return Voice(tuple(track.id for track in _here(workspace, vision_id)[:1]))


def read_aloud(workspace: Workspace, vision_id: str) -> Voice:
    """The sections of a vision as the system's voice reads them."""
    parts = {
        spoken_id(vision_id, one.part): one.part
        for one in sections(workspace.connection, vision_id)
    }
    return Voice(tuple(parts), parts)


def _here(workspace: Workspace, set_id: str) -> list[Track]:
    return [track for track in workspace.audio.tracks(set_id) if _is_here(workspace, track)]


def _is_here(workspace: Workspace, track: Track) -> bool:
    variant_id = workspace.audio.place(track.id).variant_id
    return workspace.audio.standing(track, variant_id).state is State.HERE


def _board(
    workspace: Workspace, vision_id: str
) -> tuple[list[tuple[str, Picture]], list[tuple[str, str]], int]:
    """The pictures and the words of the board with the part of each, empty for none."""
    named = _categories(workspace)
    shown: list[_Item] = []
    alone: list[_Item] = []
    away = 0
    for _kind, content, url, x, y in every_row(workspace.connection, _BOARD, (vision_id,)):
        item = _Item((content or "").strip(), (url or "").strip(), _place(x, y))
        if item.media:
            state = workspace.media.standing_of(item.media).state
            if state is State.HERE:
                shown.append(item)
                continue
            away += state is not State.NOWHERE
        elif item.words:
            alone.append(item)
    _caption(shown, alone)
    pictures = [
        (named.get(one.media) or narrated_part(one.words, None) or "",
         Picture(one.media, one.words))
        for one in shown
    ]  # fmt: skip
    return pictures, [(narrated_part(one.words, None) or "", one.words) for one in alone], away


def _caption(shown: list[_Item], alone: list[_Item]) -> None:
    """Give each picture without words those that stand nearest on the board."""
    for item in shown:
        if item.words or not alone:
            continue
        nearest = min(alone, key=lambda one: _distance(item, one))
        item.words = nearest.words
        alone.remove(nearest)


def _distance(one: _Item, other: _Item) -> float:
    if one.place is None or other.place is None:
        return float("inf")
    return abs(one.place[0] - other.place[0]) + abs(one.place[1] - other.place[1])


def _place(x: Any, y: Any) -> tuple[float, float] | None:
    try:
        return float(x), float(y)
    except (TypeError, ValueError):
        return None


def _categories(workspace: Workspace) -> dict[str, str]:
    """What the media library says of addresses: the part to which each belongs."""
    found = every_row(workspace.connection, _LIBRARY)
    named = ((url, categories.meant(category or "")) for url, category in found)
    return {url: code for url, code in named if code}


def _generated(workspace: Workspace, known: set[str]) -> list[tuple[str, Picture]]:
    """The generated pictures that are here; a prompt is no caption, but tells the part."""
    found = []
    for prompt, url in every_row(workspace.connection, _GENERATED, (_MOST_GENERATED,)):
        if url not in known and workspace.media.standing_of(url).state is State.HERE:
            known.add(url)
            found.append((narrated_part(prompt or "", None) or "", Picture(url)))
    return found


def _scenes(workspace: Workspace, part: str) -> tuple[Scene, ...]:
    if part not in categories.CODES:
        return ()
    rows = (workspace.scenes.get(row_id) for row_id in workspace.scenes.ids(part)[:_MOST_SCENES])
    return tuple(
        Scene(row["scene_title"] or "", row["scene_text"] or "", row["essence_word"] or "")
        for row in rows
        if row is not None
    )


def _deal(
    matters: dict[str, Matter],
    pictures: Iterable[tuple[str, Picture]],
    quotes: Iterable[tuple[str, str]],
) -> None:
    """Put pictures and quotes to their parts, and the others where there are fewest."""
    free: list[Picture] = []
    for part, picture in pictures:
        if part:
            matters[part] = _with(matters[part], picture)
        else:
            free.append(picture)
    loose: list[str] = []
    for part, quote in quotes:
        if part:
            matters[part] = _saying(matters[part], quote)
        else:
            loose.append(quote)
    present = [part for part, matter in matters.items() if not matter.is_empty] or [CODES[0]]
    for picture in free:
        part = min(present, key=lambda one: len(matters[one].pictures))
        matters[part] = _with(matters[part], picture)
    for quote in loose:
        part = min(present, key=lambda one: len(matters[one].quotes))
        matters[part] = _saying(matters[part], quote)


def _with(matter: Matter, picture: Picture) -> Matter:
    return replace(matter, pictures=(*matter.pictures, picture))


def _saying(matter: Matter, quote: str) -> Matter:
    return replace(matter, quotes=(*matter.quotes, quote))
