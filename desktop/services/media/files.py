"""Which files rows name: the one place that knows in which columns addresses stand."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from desktop.core.errors import InvalidInput
from desktop.core.phrases import Phrase
from desktop.media.addresses import Address, parsed, stored
from desktop.store.asking import every_row
from desktop.store.transactions import Connection

SETS, TRACKS, VARIANTS = "audio_sets", "audio_tracks", "audio_variants"
VISIONS, NARRATIONS, BOARD = "vision_versions", "vision_audios", "vision_board_items"
IMAGES, METADATA = "generated_images", "media_metadata"

# What belongs to a row: tables, the column of the address, and how their rows are found by its id.
_PARTS: dict[str, tuple[tuple[str, str, str], ...]] = {
    SETS: (
        (SETS, "cover_image_url", "id = ?1"),
        (TRACKS, "audio_url", "audio_set_id = ?1"),
        (
            VARIANTS, "audio_url",
            "audio_track_id IN (SELECT id FROM audio_tracks WHERE audio_set_id = ?1)",
        ),
    ),
    TRACKS: ((TRACKS, "audio_url", "id = ?1"), (VARIANTS, "audio_url", "audio_track_id = ?1")),
    VARIANTS: ((VARIANTS, "audio_url", "id = ?1"),),
    VISIONS: (
        (VISIONS, "audio_url", "id = ?1"),
        (NARRATIONS, "audio_url", "vision_id = ?1"),
        (BOARD, "image_url", "vision_id = ?1"),
    ),
    NARRATIONS: ((NARRATIONS, "audio_url", "id = ?1"),),
    BOARD: ((BOARD, "image_url", "id = ?1"),),
    IMAGES: ((IMAGES, "image_url", "id = ?1"),),
}  # fmt: skip
PINNABLE = (*_PARTS, METADATA)
# Every column in which the address of a file may stand.
NAMING: tuple[tuple[str, str], ...] = (
    *dict.fromkeys((table, column) for parts in _PARTS.values() for table, column, _ in parts),
    (METADATA, "public_url"),
)


class MediaFile(NamedTuple):
    """A file that a row names. The address is None where the row names none that can be used."""

    table: str
    row_id: str
    text: str
    address: Address | None


def files_of(
    connection: Connection, table: str, row_id: str, server_url: str = ""
) -> list[MediaFile]:
    """The files of a row and of what belongs to it, in a steady order; raises InvalidInput."""
    if table == METADATA:
        return list(_from_metadata(connection, row_id, server_url))
    if table not in _PARTS:
        raise InvalidInput(Phrase("There are no sounds or pictures in rows of this kind."))
    files: list[MediaFile] = []
    for owner, column, condition in _PARTS[table]:
        found = every_row(
            connection,
            f'SELECT id, "{column}" FROM {owner} WHERE {condition} '
            f"AND \"{column}\" > '' ORDER BY created_at, id",
            (row_id,),
        )
        for holder, text in found:
            files.append(MediaFile(owner, holder, text, address_of(text, server_url)))
    return files


def address_of(text: str, server_url: str) -> Address | None:
    """The address that a column holds, or None where nothing can be fetched from it."""
    try:
        return parsed(text, server_url)
    except InvalidInput:
        return None


def _from_metadata(connection: Connection, row_id: str, server_url: str) -> Iterator[MediaFile]:
    found = every_row(
        connection,
        f"SELECT id, bucket, storage_path, public_url FROM {METADATA} WHERE id = ?",
        (row_id,),
    )
    for holder, bucket, path, url in found:
        address: Address | None = None
        if bucket and path:
            try:
                address = stored(bucket, path)
            except InvalidInput:
                address = None
        yield MediaFile(
            METADATA, holder, path or url or "", address or address_of(url or "", server_url)
        )


def suffix(content: bytes) -> str:
    """The usual ending of a file with this content; mp3 for what is not known."""
    from desktop.media.content import suffix_of

    return suffix_of(content) or "mp3"
