"""The two worlds that every test of the contract runs in."""

from __future__ import annotations

import pytest

from tests.sync.contract.worlds import VIEWS, BackendWorld, MemoryWorld


@pytest.fixture(params=["memory", pytest.param("backend", marks=pytest.mark.backend)])
def world(request):
    """A server with two fresh members."""
    if request.param == "memory":
        yield MemoryWorld()
        return
    yield request.getfixturevalue("real_world")


@pytest.fixture
def real_world(backend):
    """The real server with two fresh members."""
    made = BackendWorld(backend)
    yield made
    made.close()


@pytest.fixture
def viewed(world):
    """The same, where two tables are views: without row versions, one without timestamps."""
    backend = getattr(world, "_backend", None)
    if backend is None:
        yield world
        return
    for name in VIEWS:
        backend.sql(
            f"create view public.contract_{name} with (security_invoker = true) as "
            f"select * from public.{name}"
        )
        backend.sql(f"grant all on public.contract_{name} to authenticated")
    backend.reload()
    yield world
    for name in VIEWS:
        backend.sql(f"drop view public.contract_{name}")
    backend.reload()
