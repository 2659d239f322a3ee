"""Where things lie: the resources of the app and the folders of a member's data.

Files are only ever written inside the data folder; its name comes from the command line, from
VIBRATIONFIT_DATA_DIR, or from the platform's custom, in this order.
"""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path
from typing import NamedTuple

from desktop.core.errors import InvalidInput
from desktop.core.phrases import Phrase

SESSION = "session.bin"
# Beside the packages in a checkout; a frozen app names the folder it was unpacked to.
_ROOT = getattr(sys, "_MEIPASS", None) or Path(__file__).resolve().parents[2]
_RESOURCES = Path(_ROOT) / "resources"
_PROFILE_ID = re.compile(r"[a-z0-9_-]{1,64}")


def resource(name: str) -> Path:
    """The path of a file in `resources/`, from a checkout, an installation or a frozen app."""
    return _RESOURCES / name


def meant(path: Path) -> Path:
    """A path as a member typed it, whole and with the home that a tilde stands for.

    Raises InvalidInput for the home of nobody.
    """
    try:
        return path.expanduser().absolute()
    except RuntimeError:
        raise InvalidInput(
            Phrase(
                "There is nobody here whose home “{path}” could be. Write the whole path.",
                path=path,
            )
        ) from None


class DataFolder(NamedTuple):
    """The layout of one data folder; making the object touches no disk."""

    root: Path

    @classmethod
    def chosen(cls, argument: str | None = None) -> DataFolder:
        """The data folder of this run; raises InvalidInput for the home of nobody."""
        name = argument or os.environ.get("VIBRATIONFIT_DATA_DIR")
        if name:
            return cls(meant(Path(name)))
        from platformdirs import user_data_path  # late: not needed with a given folder

        return cls(user_data_path("VibrationFit", appauthor=False))

    @property
    def settings(self) -> Path:
        """The settings file."""
        return self.root / "settings.toml"

    @property
    def profiles(self) -> Path:
        """The file that names the profiles and the current one."""
        return self.root / "profiles.toml"

    @property
    def demo_mark(self) -> Path:
        """The file that makes a folder the home of a made-up life."""
        return self.root / "demo.toml"

    @property
    def is_demo(self) -> bool:
        """Tell whether a made-up life lies here: it has its own key and never meets a server."""
        return self.demo_mark.exists()

    @property
    def backups(self) -> Path:
        """The folder of database copies."""
        return self.root / "backups"

    @property
    def logs(self) -> Path:
        """The folder of log files."""
        return self.root / "logs"

    def profile(self, profile_id: str) -> Path:
        """The folder of one profile; raises ValueError for a name that is not one of ours."""
        if not _PROFILE_ID.fullmatch(profile_id):
            raise ValueError("not a profile id")
        return self.root / "profiles" / profile_id

    def media(self, profile_id: str) -> Path:
        """The folder of one profile's offline files: in the platform's cache, outside of backups.

        A data folder of the member's own choice keeps them inside itself.
        """
        self.profile(profile_id)  # raises for a name that is not one of ours
        from platformdirs import user_cache_path, user_data_path  # late, as above

        if self.root == user_data_path("VibrationFit", appauthor=False):
            return user_cache_path("VibrationFit", appauthor=False) / "media" / profile_id
        return self.root / "cache" / profile_id

    def own_media(self, profile_id: str) -> Path:
        """The folder of the sounds that the member made: never emptied to make room."""
        return self.profile(profile_id) / "media"

    def takes(self, profile_id: str) -> Path:
        """The folder of what was recorded and is not kept yet; it goes along with those sounds."""
        return self.own_media(profile_id) / "takes"

    def session(self, profile_id: str) -> Path:
        """The file that holds the tokens of one profile while somebody is signed in."""
        return self.profile(profile_id) / SESSION

    def create(self) -> None:
        """Make the folder, for its owner alone."""
        self.root.mkdir(parents=True, exist_ok=True, mode=0o700)
