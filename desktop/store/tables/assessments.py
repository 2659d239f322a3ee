"""Assessments: results, answers, insights."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from sqlmodel import SQLModel

from desktop.store.tables.base import between, column, key, reference
from desktop.store.tables.types import Json, Moment, UuidText, Whole, Words


class AssessmentResult(SQLModel, table=True):
    """User assessment completions and scores."""

    __tablename__ = "assessment_results"
    __table_args__ = (between("overall_percentage", 0, 100),)

    id: uuid.UUID = key()
    user_id: uuid.UUID | None = column(UuidText)
    assessment_type: str | None = column(Words)
    overall_percentage: int | None = column(Whole, ge=0, le=100)
    green_line_status: str | None = column(Words)
    category_scores: Any = column(Json)
    insights: Any = column(Json)
    completed_at: datetime | None = column(Moment)
    created_at: datetime | None = column(Moment)


class AssessmentResponse(SQLModel, table=True):
    """Individual question responses."""

    __tablename__ = "assessment_responses"

    id: uuid.UUID = key()
    assessment_result_id: uuid.UUID | None = reference("assessment_results")
    user_id: uuid.UUID | None = column(UuidText)
    question_id: str | None = column(Words)
    category: str | None = column(Words)
    response_text: str | None = column(Words)
    response_value: int | None = column(Whole)
    created_at: datetime | None = column(Moment)


class AssessmentInsight(SQLModel, table=True):
    """AI-generated assessment insights. Read only here."""

    __tablename__ = "assessment_insights"
    __table_args__ = (between("priority_level", 1, 5),)

    id: uuid.UUID = key()
    assessment_result_id: uuid.UUID | None = reference("assessment_results")
    user_id: uuid.UUID | None = column(UuidText)
    category: str | None = column(Words)
    insight_type: str | None = column(Words)
    insight_text: str | None = column(Words)
    priority_level: int | None = column(Whole, ge=1, le=5)
    created_at: datetime | None = column(Moment)
