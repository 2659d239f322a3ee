"""Life Vision System: category states, visions, scenes, flips."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import UniqueConstraint
from sqlmodel import SQLModel

from desktop.store.tables.base import CATEGORIES, Category, between, column, key, one_of, reference
from desktop.store.tables.types import Flag, Json, Moment, UuidText, Whole, Words


class LifeVisionCategoryState(SQLModel, table=True):
    """V3 per-category state storage (clean, optimized)."""

    __tablename__ = "life_vision_category_state"
    __table_args__ = (one_of("category", *CATEGORIES), UniqueConstraint("user_id", "category"))

    id: uuid.UUID = key()
    user_id: uuid.UUID | None = column(UuidText)
    category: Category | None = column(Words(50))
    transcript: str | None = column(Words)
    ai_summary: str | None = column(Words)
    ideal_state: str | None = column(Words)
    blueprint_data: Any = column(Json)
    created_at: datetime | None = column(Moment)
    updated_at: datetime | None = column(Moment)


class VisionVersion(SQLModel, table=True):
    """Complete assembled life visions."""

    __tablename__ = "vision_versions"
    __table_args__ = (
        one_of("status", "draft", "complete"),
        between("completion_percent", 0, 100),
        one_of("perspective", "singular", "plural"),
    )

    id: uuid.UUID = key()
    user_id: uuid.UUID | None = column(UuidText)
    version_number: int | None = column(Whole)
    title: str | None = column(Words)
    status: Literal["draft", "complete"] | None = column(Words)
    completion_percent: int | None = column(Whole, ge=0, le=100)
    forward: str | None = column(Words)
    conclusion: str | None = column(Words)
    perspective: Literal["singular", "plural"] | None = column(Words)
    fun: str | None = column(Words)
    health: str | None = column(Words)
    travel: str | None = column(Words)
    love: str | None = column(Words)
    family: str | None = column(Words)
    social: str | None = column(Words)
    home: str | None = column(Words)
    work: str | None = column(Words)
    money: str | None = column(Words)
    stuff: str | None = column(Words)
    giving: str | None = column(Words)
    spirituality: str | None = column(Words)
    has_audio: bool | None = column(Flag)
    audio_url: str | None = column(Words)
    audio_duration: str | None = column(Words)
    voice_type: str | None = column(Words)
    background_music: str | None = column(Words)
    last_audio_generated_at: datetime | None = column(Moment)
    activation_message: str | None = column(Words)
    richness_metadata: Any = column(Json)
    refined_categories: Any = column(Json)
    created_at: datetime | None = column(Moment)
    updated_at: datetime | None = column(Moment)
    is_draft: bool | None = column(Flag)
    is_active: bool | None = column(Flag)


class Scene(SQLModel, table=True):
    """Visualization scenes for vision categories."""

    __tablename__ = "scenes"

    id: uuid.UUID = key()
    user_id: uuid.UUID | None = column(UuidText)
    category: str | None = column(Words)
    scene_text: str | None = column(Words)
    scene_title: str | None = column(Words)
    essence_word: str | None = column(Words)
    created_at: datetime | None = column(Moment)


class FrequencyFlip(SQLModel, table=True):
    """Contrast-to-clarity transformations."""

    __tablename__ = "frequency_flip"

    id: uuid.UUID = key()
    user_id: uuid.UUID | None = column(UuidText)
    category: str | None = column(Words(50))
    input_text: str | None = column(Words)
    clarity_seed: str | None = column(Words)
    created_at: datetime | None = column(Moment)


class Refinement(SQLModel, table=True):
    """Old vibe-assistant operations, since moved to category states. Read only here."""

    __tablename__ = "refinements"

    id: uuid.UUID = key()
    user_id: uuid.UUID | None = column(UuidText)
    vision_id: uuid.UUID | None = reference("vision_versions")
    category: str | None = column(Words(50))
    operation_type: str | None = column(Words(50))
    input_text: str | None = column(Words)
    output_text: str | None = column(Words)
    viva_notes: str | None = column(Words)
    created_at: datetime | None = column(Moment)
    migrated_to_v3: bool | None = column(Flag)
