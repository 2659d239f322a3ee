"""A wire that a test holds in its hands: what the server answers, and what it was asked."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import httpx

from sync.protocols import Shape
from sync.remote.postgrest import PostgrestStore
from sync.remote.retry import Retry
from sync.spec import ColumnSpec, Mode, TableSpec
from sync.values import Kind

NOW = datetime(2026, 5, 1, 12, 0, 0, tzinfo=UTC)
SPEC = TableSpec(
    "things",
    Mode.TWO_WAY,
    (
        ColumnSpec("id", Kind.UUID),
        ColumnSpec("body", Kind.TEXT),
        ColumnSpec("data", Kind.JSON),
        ColumnSpec("updated_at", Kind.TIMESTAMP),
    ),
)
SHAPE = Shape(exists=True, columns=frozenset(SPEC.names), has_stamp=True)
STAMP = "2026-05-01T12:00:00.05+00:00"
ID = "00000000-0000-4000-8000-000000000001"
ROW = {"id": ID, "body": "words", "data": None, "updated_at": STAMP, "xmin": "7"}


class Tokens:
    """Gives out tokens in order; the last one is never renewed."""

    def __init__(self, *tokens):
        self.tokens = list(tokens or ["first"])
        self.renewed = []

    def token(self):
        return self.tokens[0]

    def renew(self, refused):
        self.renewed.append(refused)
        if len(self.tokens) > 1 and refused == self.tokens[0]:
            self.tokens.pop(0)
        return self.tokens[0]

    def user_id(self):
        return "anna"


class Clock:
    def __init__(self):
        self.seconds = 0.0

    def now(self):
        return NOW + timedelta(seconds=self.seconds)

    def monotonic(self):
        return self.seconds


class Server:
    """Answers with what the test laid ready, and remembers what was asked."""

    def __init__(self, *answers):
        self.answers = list(answers)
        self.requests = []
        self.slept = []
        self.clock = Clock()
        self.tokens = Tokens("first", "second")

    def __call__(self, request):
        self.requests.append(request)
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, Exception):
            raise answer
        return answer(request) if callable(answer) else answer

    def store(self, url="https://example.org"):
        retry = Retry(sleep=self.slept.append, draw=lambda _low, high: high)
        return PostgrestStore(
            url, "the-key", self.tokens, self.clock,
            transport=httpx.MockTransport(self), retry=retry,
        )  # fmt: skip


def rows(*values, **options):
    return lambda _request: httpx.Response(200, json=list(values), **options)


def fault(status, code=None, message="", **headers):
    body = {"code": code, "message": message, "details": None, "hint": None}
    return lambda _request: httpx.Response(status, json=body, headers=headers)


def page(server):
    return server.store().changed_since(SPEC, SHAPE, None, 1000)
