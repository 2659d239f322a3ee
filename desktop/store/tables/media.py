"""Media and assets: files, audio, vision boards."""

from __future__ import annotations

import uuid
from datetime import datetime
from decimal import Decimal
from typing import Literal

from sqlmodel import SQLModel

from desktop.store.tables.base import column, key, one_of, reference
from desktop.store.tables.types import Exact, Flag, Moment, TextArray, UuidText, Whole, Words


class MediaMetadata(SQLModel, table=True):
    """Centralized media file tracking."""

    __tablename__ = "media_metadata"

    id: uuid.UUID = key()
    user_id: uuid.UUID | None = column(UuidText)
    bucket: str | None = column(Words)
    storage_path: str | None = column(Words)
    public_url: str | None = column(Words)
    file_name: str | None = column(Words)
    file_type: str | None = column(Words)
    file_size: int | None = column(Whole(big=True))
    mime_type: str | None = column(Words)
    folder: str | None = column(Words)
    category: str | None = column(Words)
    tags: list[str] | None = column(TextArray)
    title: str | None = column(Words)
    description: str | None = column(Words)
    created_at: datetime | None = column(Moment)


class AudioSet(SQLModel, table=True):
    """Collections of audio tracks."""

    __tablename__ = "audio_sets"

    id: uuid.UUID = key()
    user_id: uuid.UUID | None = column(UuidText)
    title: str | None = column(Words)
    description: str | None = column(Words)
    cover_image_url: str | None = column(Words)
    is_active: bool | None = column(Flag)
    created_at: datetime | None = column(Moment)
    updated_at: datetime | None = column(Moment)


class AudioTrack(SQLModel, table=True):
    """Individual audio files."""

    __tablename__ = "audio_tracks"

    id: uuid.UUID = key()
    audio_set_id: uuid.UUID | None = reference("audio_sets")
    user_id: uuid.UUID | None = column(UuidText)
    title: str | None = column(Words)
    description: str | None = column(Words)
    duration: str | None = column(Words)
    audio_url: str | None = column(Words)
    transcript: str | None = column(Words)
    order_index: int | None = column(Whole)
    is_active: bool | None = column(Flag)
    created_at: datetime | None = column(Moment)


class AudioVariant(SQLModel, table=True):
    """Different versions of audio tracks."""

    __tablename__ = "audio_variants"

    id: uuid.UUID = key()
    audio_track_id: uuid.UUID | None = reference("audio_tracks")
    variant_type: str | None = column(Words)
    audio_url: str | None = column(Words)
    created_at: datetime | None = column(Moment)


class VisionAudio(SQLModel, table=True):
    """Generated vision audio files."""

    __tablename__ = "vision_audios"

    id: uuid.UUID = key()
    vision_id: uuid.UUID | None = reference("vision_versions")
    user_id: uuid.UUID | None = column(UuidText)
    audio_url: str | None = column(Words)
    duration: str | None = column(Words)
    voice_type: str | None = column(Words)
    background_music: str | None = column(Words)
    generation_status: str | None = column(Words)
    error_message: str | None = column(Words)
    created_at: datetime | None = column(Moment)


class VisionBoardItem(SQLModel, table=True):
    """Items on user vision boards."""

    __tablename__ = "vision_board_items"
    __table_args__ = (one_of("item_type", "image", "text", "quote"),)

    id: uuid.UUID = key()
    user_id: uuid.UUID | None = column(UuidText)
    vision_id: uuid.UUID | None = reference("vision_versions")
    item_type: Literal["image", "text", "quote"] | None = column(Words)
    content: str | None = column(Words)
    image_url: str | None = column(Words)
    position_x: Decimal | None = column(Exact)
    position_y: Decimal | None = column(Exact)
    created_at: datetime | None = column(Moment)
