"""User management: profiles and voices."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import Any

from sqlmodel import SQLModel

from desktop.store.tables.base import between, column, key
from desktop.store.tables.types import Day, Flag, Json, Moment, UuidText, Whole, Words


class UserProfile(SQLModel, table=True):
    """Extended user profile data."""

    __tablename__ = "user_profiles"

    id: uuid.UUID = key()
    user_id: uuid.UUID | None = column(UuidText)
    first_name: str | None = column(Words)
    last_name: str | None = column(Words)
    email: str | None = column(Words)
    profile_picture_url: str | None = column(Words)
    date_of_birth: date | None = column(Day)
    phone: str | None = column(Words)
    bio: str | None = column(Words)
    city: str | None = column(Words)
    state: str | None = column(Words)
    country: str | None = column(Words)
    zip_code: str | None = column(Words)
    occupation: str | None = column(Words)
    company: str | None = column(Words)
    linkedin_url: str | None = column(Words)
    instagram_handle: str | None = column(Words)
    facebook_url: str | None = column(Words)
    twitter_handle: str | None = column(Words)
    website: str | None = column(Words)
    strengths: Any = column(Json)
    values: Any = column(Json)
    lifestyle: Any = column(Json)
    priorities: Any = column(Json)
    aspirations: Any = column(Json)
    pain_points: Any = column(Json)
    preferred_communication: str | None = column(Words)
    timezone: str | None = column(Words)
    language_preference: str | None = column(Words)
    is_active: bool | None = column(Flag)
    is_onboarding_complete: bool | None = column(Flag)
    onboarding_step: int | None = column(Whole)
    last_login_at: datetime | None = column(Moment)
    created_at: datetime | None = column(Moment)
    updated_at: datetime | None = column(Moment)


class VoiceProfile(SQLModel, table=True):
    """User voice/tone analysis for AI personalization."""

    __tablename__ = "voice_profiles"
    __table_args__ = (
        between("formality", 1, 10),
        between("energy", 1, 10),
        between("detail", 1, 10),
        between("woo", 1, 10),
    )

    id: uuid.UUID = key()
    user_id: uuid.UUID | None = column(UuidText)
    formality: int | None = column(Whole, ge=1, le=10)
    energy: int | None = column(Whole, ge=1, le=10)
    detail: int | None = column(Whole, ge=1, le=10)
    woo: int | None = column(Whole, ge=1, le=10)
    analysis: Any = column(Json)
    created_at: datetime | None = column(Moment)


class Profile(SQLModel, table=True):
    """Supabase default profile table. Read only here."""

    __tablename__ = "profiles"

    id: uuid.UUID = key()
    first_name: str | None = column(Words)
    last_name: str | None = column(Words)
    email: str | None = column(Words)
    created_at: datetime | None = column(Moment)
    updated_at: datetime | None = column(Moment)
    stripe_customer_id: str | None = column(Words)
    subscription_status: str | None = column(Words)
