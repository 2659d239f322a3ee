"""The clock of this computer: the member's day, also where they have travelled to."""

from __future__ import annotations

import pytest

from desktop.core.clock import SystemClock

FAR_EAST, FAR_WEST = "UTC-14", "UTC+12"  # 26 hours lie between them: never the same day


@pytest.mark.parametrize(("home", "abroad"), [(FAR_EAST, FAR_WEST), (FAR_WEST, FAR_EAST)])
def test_whoever_travels_has_the_day_of_the_place_without_a_new_start(home, abroad, in_zone):
    in_zone(home)
    day = SystemClock().today()
    with pytest.MonkeyPatch.context() as system:
        system.setenv("TZ", abroad)  # told to no program that runs
        assert SystemClock().today() != day
