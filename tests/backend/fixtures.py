"""A pytest plugin: the throw-away backend for every test that asks for it by name."""

from __future__ import annotations

import pytest

_BACKENDS = {"backend", "upgraded_backend"}


@pytest.fixture(scope="session")
def backend():
    """One backend with the documented schema, shared by the whole run."""
    # Imported late: a run without backend tests need not load the drivers.
    from tests.backend.server import Backend

    with Backend() as running:
        yield running


@pytest.fixture(scope="session")
def upgraded_backend():
    """One backend that has the sync migration too, shared by the whole run."""
    from tests.backend.server import Backend

    with Backend("upgraded") as running:
        yield running


@pytest.fixture
def member(backend):
    """A fresh member of the backend, with nothing written yet."""
    return backend.sign_up()


@pytest.fixture
def other_member(backend):
    """Another fresh member of the same backend."""
    return backend.sign_up()


@pytest.fixture
def upgraded_member(upgraded_backend):
    """A fresh member of the backend with the sync migration."""
    return upgraded_backend.sign_up()


def pytest_collection_modifyitems(items):
    """Mark what needs a backend, so that `-m "not backend"` leaves it out."""
    for item in items:
        if _BACKENDS.intersection(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.backend)
