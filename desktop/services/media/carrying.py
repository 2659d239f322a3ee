"""Files both ways in the background: what is wanted comes, what the member made goes."""

from __future__ import annotations

from desktop.services.media.fetching import Fetcher
from desktop.services.media.uploading import Uploader


class Carrier(Fetcher):
    """A fetcher with an uploader beside it, each in threads of its own."""

    uploader: Uploader

    def start(self) -> None:
        """Fetch and send in the background, now and later, until `stop`."""
        super().start()
        self.uploader.start()

    def poke(self) -> None:
        """Something may be wanted or wait: look now."""
        super().poke()
        self.uploader.poke()

    def stop(self) -> None:
        """End all threads; what is half done is gone on with at the next start."""
        super().stop()
        self.uploader.stop()
