"""Fixtures of the search tests."""

from __future__ import annotations

import pytest

from desktop.store.search.index import SearchIndex


@pytest.fixture
def index(connection):
    return SearchIndex(connection)
