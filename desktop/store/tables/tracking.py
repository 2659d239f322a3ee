"""Journaling and tracking: entries, papers, snapshots, events."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import Any

from sqlmodel import SQLModel

from desktop.store.tables.base import between, column, key
from desktop.store.tables.types import Day, Flag, Json, Moment, TextArray, UuidText, Whole, Words


class JournalEntry(SQLModel, table=True):
    """Daily journal entries."""

    __tablename__ = "journal_entries"

    id: uuid.UUID = key()
    user_id: uuid.UUID | None = column(UuidText)
    entry_date: date | None = column(Day)
    content: str | None = column(Words)
    mood: str | None = column(Words)
    tags: list[str] | None = column(TextArray)
    created_at: datetime | None = column(Moment)
    updated_at: datetime | None = column(Moment)


class DailyPaper(SQLModel, table=True):
    """Daily paper exercises."""

    __tablename__ = "daily_papers"

    id: uuid.UUID = key()
    user_id: uuid.UUID | None = column(UuidText)
    paper_date: date | None = column(Day)
    content: Any = column(Json)
    completed: bool | None = column(Flag)
    created_at: datetime | None = column(Moment)


class EmotionalSnapshot(SQLModel, table=True):
    """Emotional state tracking."""

    __tablename__ = "emotional_snapshots"
    __table_args__ = (between("intensity", 1, 10),)

    id: uuid.UUID = key()
    user_id: uuid.UUID | None = column(UuidText)
    snapshot_date: datetime | None = column(Moment)
    emotion_type: str | None = column(Words)
    intensity: int | None = column(Whole, ge=1, le=10)
    notes: str | None = column(Words)
    created_at: datetime | None = column(Moment)


class VibrationalEvent(SQLModel, table=True):
    """Tracked vibrational moments."""

    __tablename__ = "vibrational_events"
    __table_args__ = (between("vibration_level", 1, 10),)

    id: uuid.UUID = key()
    user_id: uuid.UUID | None = column(UuidText)
    event_date: datetime | None = column(Moment)
    event_type: str | None = column(Words)
    description: str | None = column(Words)
    vibration_level: int | None = column(Whole, ge=1, le=10)
    created_at: datetime | None = column(Moment)
