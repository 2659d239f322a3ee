"""Tokens and payments: the server's own ledger, read only here."""

from __future__ import annotations

import uuid
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlmodel import SQLModel

from desktop.store.tables.base import column, key
from desktop.store.tables.types import Exact, Flag, Json, Moment, UuidText, Whole, Words


class TokenTransaction(SQLModel, table=True):
    """All token movements (grants, purchases, usage). Read only here."""

    __tablename__ = "token_transactions"

    id: uuid.UUID = key()
    user_id: uuid.UUID | None = column(UuidText)
    amount: int | None = column(Whole)
    transaction_type: str | None = column(Words)
    description: str | None = column(Words)
    reference_id: str | None = column(Words)
    metadata_: Any = column(Json, "metadata")
    created_at: datetime | None = column(Moment)
    previous_balance: int | None = column(Whole)
    new_balance: int | None = column(Whole)


class TokenUsage(SQLModel, table=True):
    """AI usage tracking (historical data only). Read only here."""

    __tablename__ = "token_usage"

    id: uuid.UUID = key()
    user_id: uuid.UUID | None = column(UuidText)
    action_type: str | None = column(Words)
    model_used: str | None = column(Words)
    tokens_used: int | None = column(Whole)
    cost_estimate: Decimal | None = column(Exact)
    input_tokens: int | None = column(Whole)
    output_tokens: int | None = column(Whole)
    metadata_: Any = column(Json, "metadata")
    created_at: datetime | None = column(Moment)


class PaymentHistory(SQLModel, table=True):
    """Stripe payment records. Read only here."""

    __tablename__ = "payment_history"

    id: uuid.UUID = key()
    user_id: uuid.UUID | None = column(UuidText)
    stripe_payment_intent_id: str | None = column(Words)
    amount_cents: int | None = column(Whole)
    status: str | None = column(Words)
    tokens_granted: int | None = column(Whole)
    created_at: datetime | None = column(Moment)


class CustomerSubscription(SQLModel, table=True):
    """Stripe subscription management. Read only here."""

    __tablename__ = "customer_subscriptions"

    id: uuid.UUID = key()
    user_id: uuid.UUID | None = column(UuidText)
    stripe_subscription_id: str | None = column(Words)
    stripe_customer_id: str | None = column(Words)
    plan_id: str | None = column(Words)
    status: str | None = column(Words)
    current_period_start: datetime | None = column(Moment)
    current_period_end: datetime | None = column(Moment)
    cancel_at_period_end: bool | None = column(Flag)
    created_at: datetime | None = column(Moment)
    updated_at: datetime | None = column(Moment)
