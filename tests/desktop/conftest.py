"""What tests of the application share: empty journals that need not be made anew."""

from __future__ import annotations

import pytest

from tests.desktop.moulds import Moulds


@pytest.fixture(scope="session")
def moulds(tmp_path_factory):
    """The empty journals of this run, to take copies of."""
    return Moulds(tmp_path_factory.mktemp("moulds"))
