"""AI and generated content: the server's own records, read only here."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from sqlmodel import SQLModel

from desktop.store.tables.base import column, key
from desktop.store.tables.types import Flag, Json, Moment, UuidText, Whole, Words


class AiUsageLog(SQLModel, table=True):
    """Detailed AI operation logs. Read only here."""

    __tablename__ = "ai_usage_logs"

    id: uuid.UUID = key()
    user_id: uuid.UUID | None = column(UuidText)
    operation_type: str | None = column(Words)
    tokens_used: int | None = column(Whole)
    model_used: str | None = column(Words)
    response_time_ms: int | None = column(Whole)
    success: bool | None = column(Flag)
    error_message: str | None = column(Words)
    created_at: datetime | None = column(Moment)


class AiConversation(SQLModel, table=True):
    """VIVA conversation sessions. Read only here."""

    __tablename__ = "ai_conversations"

    id: uuid.UUID = key()
    user_id: uuid.UUID | None = column(UuidText)
    conversation_type: str | None = column(Words)
    messages: Any = column(Json)
    context: Any = column(Json)
    status: str | None = column(Words)
    created_at: datetime | None = column(Moment)
    updated_at: datetime | None = column(Moment)


class VivaConversation(SQLModel, table=True):
    """Master VIVA assistant conversations. Read only here."""

    __tablename__ = "viva_conversations"

    id: uuid.UUID = key()
    user_id: uuid.UUID | None = column(UuidText)
    messages: Any = column(Json)
    created_at: datetime | None = column(Moment)
    updated_at: datetime | None = column(Moment)


class PromptSuggestions(SQLModel, table=True):
    """Cached AI-generated prompts. Read only here."""

    __tablename__ = "prompt_suggestions_cache"

    id: uuid.UUID = key()
    user_id: uuid.UUID | None = column(UuidText)
    category: str | None = column(Words)
    suggestions: Any = column(Json)
    encouragement: str | None = column(Words)
    profile_hash: str | None = column(Words)
    created_at: datetime | None = column(Moment)
    expires_at: datetime | None = column(Moment)


class GeneratedImage(SQLModel, table=True):
    """AI-generated images (DALL-E, etc.). Read only here."""

    __tablename__ = "generated_images"

    id: uuid.UUID = key()
    user_id: uuid.UUID | None = column(UuidText)
    prompt: str | None = column(Words)
    image_url: str | None = column(Words)
    storage_path: str | None = column(Words)
    model_used: str | None = column(Words)
    status: str | None = column(Words)
    error_message: str | None = column(Words)
    created_at: datetime | None = column(Moment)
